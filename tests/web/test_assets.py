import gzip
import re

import brotli
import pytest

from blog import settings
from blog.factory import create_app
from blog.web import assets
from laps import look
from makers import ready


@pytest.fixture
def served(folder):
    """The reader of a blog with files of its own."""

    def serve():
        with ready(create_app(settings.read({}, at=folder.path))) as app:
            return app.test_client()

    def own(path, content):
        file = folder.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return serve

    return own


def test_a_page_names_its_style_by_content_so_that_it_is_kept_for_good(see, reader):
    address = see("/").one("link[rel=stylesheet]")["href"]
    answer = reader.get(address)

    assert re.fullmatch(r"/static/site-[0-9a-f]{12}\.css", address)
    assert answer.content_type == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    known = reader.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert known.status_code == 304


def test_the_plain_name_works_and_has_to_be_asked_for(see, reader):
    plain = reader.get("/static/site.css")

    assert plain.headers["Cache-Control"] == "public, no-cache"
    assert plain.data == reader.get(see("/").one("link[rel=stylesheet]")["href"]).data


def test_every_file_that_styles_is_joined_into_one(reader):
    sheets = (reader.get(f"/static/{name}.css") for name in ("site", "story", "ruling", "desk"))
    style = [line for sheet in sheets for line in sheet.text.splitlines()]
    folder = assets.Path(assets.__file__).parents[2] / "static" / "css"

    for file in folder.glob("*.css"):
        rules = {line.strip() for line in file.read_text().splitlines() if line.endswith("{")}
        assert rules
        assert rules <= set(style), f"{file.name} is missing in assets.STYLES"


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpacked"),
    [
        pytest.param("gzip, deflate, br", "br", brotli.decompress, id="the smallest"),
        pytest.param("gzip, br;q=0", "gzip", gzip.decompress, id="all but the smallest"),
        pytest.param("", None, bytes, id="none"),
    ],
)
@pytest.mark.parametrize("name", ["site.css", "js/discussion.js", "img/favicon.svg"])
def test_what_is_text_is_sent_packed_as_the_browser_takes_it(
    reader, name, accepted, encoding, unpacked
):
    plain = reader.get(f"/static/{name}")
    answer = reader.get(f"/static/{name}", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert unpacked(answer.data) == plain.data
    assert (answer.headers["ETag"] == plain.headers["ETag"]) is (encoding is None)


def test_what_is_packed_already_is_sent_as_it_is(served):
    client = served("static/plans/may.webp", b"picture")()
    answer = client.get("/static/plans/may.webp", headers={"Accept-Encoding": "br"})

    assert answer.data == b"picture"
    assert "Content-Encoding" not in answer.headers


def test_the_style_is_light(see, reader):
    address = see("/").one("link[rel=stylesheet]")["href"]
    style = reader.get(address, headers={"Accept-Encoding": "br"})

    assert len(style.data) <= 5 * 1024


def test_what_a_story_needs_besides_is_lighter_still(reader):
    style = reader.get("/static/story.css")

    assert len(brotli.compress(style.data, quality=11)) <= 1280


def test_what_only_people_read_is_not_sent(reader):
    style = reader.get("/static/site.css").text
    script = reader.get("/static/js/discussion.js").text

    assert not any(line.startswith((" ", "/*", "//")) for line in (style + script).splitlines())


def test_the_icon_is_found_by_those_who_do_not_read_the_page(see, reader):
    answer = reader.get("/favicon.ico")

    assert answer.status_code == 302
    assert answer.location == see("/").one("link[rel=icon]")["href"]
    assert reader.get(answer.location).mimetype == "image/svg+xml"


def test_a_site_s_own_icon_is_found_first(served):
    client = served("static/favicon.ico", b"icon")()

    assert client.get(client.get("/favicon.ico").location).data == b"icon"


@pytest.mark.parametrize(
    "name",
    [
        "nothing.css",
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/%2e%2e/etc/passwd",
        "css/../../../secret_key",
        "site-000000000000.css",
        ".hidden",
        "site.css%00",
        "/etc/passwd",
        "",
    ],
)
def test_nothing_else_is_served(reader, name):
    assert reader.get(f"/static/{name}").status_code == 404


def test_a_site_s_own_file_stands_before_the_program_s(served):
    client = served("static/img/favicon.svg", b"<svg/>")()

    assert client.get(look(client, "/").one("link[rel=icon]")["href"]).data == b"<svg/>"
    assert b"--paper" in client.get("/static/site.css").data


def test_a_site_s_own_part_of_the_style_takes_the_place_of_ours(served):
    client = served("static/css/tokens.css", b":root { --paper: pink }")()
    style = client.get("/static/site.css").text

    assert "--paper: pink" in style
    assert "#fbfcfc" not in style


def test_a_file_of_the_site_s_own_is_served(served):
    answer = served("static/plans/may.webp", b"picture")().get("/static/plans/may.webp")

    assert (answer.data, answer.mimetype) == (b"picture", "image/webp")


@pytest.mark.parametrize("name", [".git/config", ".htpasswd", "img/.DS_Store"])
def test_hidden_files_stay_hidden(served, name):
    assert served(f"static/{name}", b"x")().get(f"/static/{name}").status_code == 404


def test_a_file_without_an_ending_is_sent_as_what_it_is_bytes(served):
    answer = served("static/CNAME", b"laps.example")().get("/static/CNAME")

    assert answer.mimetype == "application/octet-stream"


def test_a_site_s_own_template_stands_before_the_program_s(served):
    own = b"<!doctype html><title>x</title><p>{{ site.title }}, my way</p>"
    client = served("templates/home.html", own)()

    assert look(client, "/").one("p").text == "Second Wind, my way"
    assert look(client, "/archive/").one("h1").text == "Archive"


def test_a_site_s_own_template_may_build_on_the_program_s(served):
    own = b'{% extends "base.html" %}{% block main %}<p class="own">Mine</p>{% endblock %}'
    client = served("templates/archive.html", own)()

    page = look(client, "/archive/")
    assert page.one("p.own").text == "Mine"
    assert page.one("header.masthead").links()["Posts"] == "/"
