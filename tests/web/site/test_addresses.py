from datetime import UTC, datetime

import pytest

from laps import look
from makers import SITE

HOSTILE = [
    pytest.param("/..%2f..%2fetc/passwd", id="up the tree"),
    pytest.param("/" + "a" * 8_000 + "/", id="very long"),
    pytest.param("/%ff%fe/", id="no text"),
    pytest.param("/a%00b/", id="a null"),
    pytest.param("/posts/%00/", id="a null for a slug"),
    pytest.param("/tags/%00/", id="a null for a tag"),
    pytest.param("/authors/%00/", id="a null for an author"),
    pytest.param("/%F0%9F%8F%83/", id="a face"),
    pytest.param("/posts/'; drop table posts; --/", id="a command"),
    pytest.param("/posts/{{7*7}}/", id="a template"),
    pytest.param("/index.php?option=com_users", id="another program"),
    pytest.param("/.env", id="a hidden file"),
]


def test_a_page_shows_its_text_and_last_change(see):
    page = see("/about/")

    assert page.one("h1").text == "About"
    assert page.one(".e-content").text == "Me."
    assert page.one("time.dt-updated").text == "January 2, 2026"
    assert page.one("link[rel=canonical]")["href"] == "https://laps.example/about/"


def test_a_draft_of_a_page_is_not_found(folder, publish):
    folder.write("pages/plan.md", "---\ntitle: Plan\ndraft: yes\n---\nHush.\n")

    assert publish().get("/plan/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        pytest.param("/posts/plain", "/posts/plain/", id="without the slash"),
        pytest.param("/about", "/about/", id="a page without the slash"),
        pytest.param("/tags", "/tags/", id="an index without the slash"),
        pytest.param("/tags/knee", "/tags/knee/", id="a tag without the slash"),
        pytest.param("/archive", "/archive/", id="the archive without the slash"),
        pytest.param("/posts/first-name/", "/posts/renamed/", id="a slug of before"),
        pytest.param("/posts/first-name", "/posts/renamed/", id="one without the slash"),
        pytest.param("/2011/09/old/", "/posts/renamed/", id="an alias"),
        pytest.param("/2011/09/old", "/posts/renamed/", id="an alias without the slash"),
        pytest.param("/старый/", "/posts/renamed/", id="an alias in another script"),
        pytest.param("/feed/", "/feed.atom", id="the feed of WordPress"),
    ],
)
@pytest.mark.parametrize("query", ["", "?utm_source=x&page=2"])
def test_what_is_nearly_right_is_led_on_with_its_query(reader, asked, leads_to, query):
    answer = reader.get(asked + query)

    assert answer.status_code in {301, 308}
    if leads_to != "/feed.atom":
        leads_to += query
    assert answer.location == leads_to
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_a_redirect_names_no_host(reader):
    answer = reader.get("/tags", headers={"Host": "evil.example"})

    assert answer.location == "/tags/"


@pytest.mark.parametrize("asked", ["//evil.example", "//evil.example/", "/\\evil.example/", "///"])
def test_no_address_leads_to_another_site(reader, asked):
    answer = reader.get("/", environ_overrides={"PATH_INFO": asked, "REQUEST_URI": asked})

    leads_to = answer.location or "/"
    assert leads_to.startswith("/")
    assert not leads_to.startswith(("//", "/\\"))


def test_another_script_is_spelled_out_in_redirects(reader):
    answer = reader.get("/posts/бег")

    assert answer.location == "/posts/%D0%B1%D0%B5%D0%B3/"
    assert reader.get(answer.location).status_code == 200


@pytest.mark.parametrize("address", HOSTILE)
def test_what_makes_no_sense_is_not_found(reader, address):
    answer = reader.get(address)

    assert answer.status_code == 404
    assert "Off the course" in answer.text


def test_unknown_parameters_change_nothing(reader):
    plain = reader.get("/posts/knee-3/")

    assert reader.get("/posts/knee-3/?utm_source=x&<script>=1").data == plain.data


def test_a_post_that_was_taken_down_is_gone(folder, publish):
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    folder.post("one")
    folder.post("two")
    publish()
    folder.remove("posts/two.md")
    client = publish()

    assert look(client, "/posts/two/", status=410).one("h1").text == "Sarah took this page down"
    assert client.get("/posts/two").status_code == 410


def test_a_renamed_file_leads_its_readers_on(folder, publish):
    folder.post("one", "The same words.")
    folder.post("two")
    publish()
    folder.remove("posts/one.md")
    folder.post("uno", "The same words.")

    answer = publish().get("/posts/one/?a=b")

    assert (answer.status_code, answer.location) == (301, "/posts/uno/?a=b")


def test_another_permalink_keeps_every_old_address(folder, publish):
    folder.post("one")
    publish()
    folder.write("site.toml", SITE + 'permalink = "/{year}/{month}/{slug}/"\n')
    client = publish()

    page = look(client, "/2011/10/one/")
    assert page.one("link[rel=canonical]")["href"] == "https://laps.example/2011/10/one/"
    for asked in ("/posts/one/", "/posts/one", "/2011/10/one"):
        answer = client.get(asked)
        assert (answer.status_code, answer.location) == (301, "/2011/10/one/")


def test_a_redirect_to_what_is_hidden_again_is_not_followed(folder, publish, now):
    folder.post("one", formerly="[before]", date="2030-01-01")
    client = publish()
    now(datetime(2029, 12, 31, tzinfo=UTC))

    assert client.get("/posts/before/").status_code == 404
    assert client.get("/posts/one").status_code == 404


@pytest.mark.parametrize("path", ["/", "/posts/plain/", "/about/", "/tags/", "/feed.atom"])
def test_nothing_can_be_sent_to_a_page(reader, path):
    answer = reader.post(path, data={"a": "b"})

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
