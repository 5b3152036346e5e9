from io import BytesIO

import pytest

from authoring import at_desk
from blog import current
from blog.web.desk import carrying
from blog.web.desk.carrying import Carried
from entering import choose, enter, hidden, link, sign_out_everywhere
from filling import Filling
from makers import sync


@pytest.fixture
def blog(app, folder, workshop):
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


def test_what_is_written_is_read_again():
    typed = Carried(path="/desk/x/?a=1", fields=(("b", 'ä "“\r\n'), ("b", ""), ("", "[")))

    assert carrying.read(typed.written()) == typed


def test_what_an_older_program_wrote_is_read_too():
    assert carrying.read('["/desk/", [["a", "b"]]]').fields == (("a", "b"),)


@pytest.mark.parametrize("text", ["", "[]", "7", '["/desk/", [], 3]', '["/desk/", [["a"]]]'])
def test_noise_is_nothing(text):
    assert carrying.read(text) is None


def test_half_a_character_is_replaced():
    assert carrying.read('["/desk/", [["a", "\\ud800"]]]').fields == (("a", "?"),)


@pytest.mark.parametrize("path", ["/", "/desk/", "/desk/x/?a=b&c=%2F%2Fd", "/tags/бег/", "/a:b"])
def test_a_path_of_this_site(path):
    assert carrying.is_own(path)


@pytest.mark.parametrize(
    "path",
    ["", "desk/", "//a", "/\\a", "https://a/", "javascript:1", "/\na", "/a\x00", None, 5, "\\/a"],
)
def test_no_path_of_this_site(path):
    assert not carrying.is_own(path)


@pytest.mark.parametrize("size", [100, 5 * 2**20], ids=["small", "as phones make them"])
def test_a_photo_that_cannot_be_carried_is_to_be_chosen_again(blog, folder, size):
    client = blog.test_client()
    choose(client, link(blog))
    form = Filling(client, "/desk/authors/sarah/")
    sign_out_everywhere(blog)
    choose(blog.test_client(), link(blog), "five words of mine now")

    ended = form.save(tagline="Slowly.", photo=(BytesIO(b"x" * size), "IMG <1>.JPG"))
    sent = {"password": "five words of mine now", "carried": hidden(ended.text, "carried")}
    after = enter(client, **sent)
    # What the test's browser wrote a long form into.
    ended.request.environ["wsgi.input"].close()

    assert ended.status_code == 401
    assert "IMG &lt;1&gt;.JPG" in ended.text
    assert "tagline: Slowly." in (folder.content / "authors/sarah.md").read_text()
    assert "IMG &lt;1&gt;.JPG" in after.text
    assert 'href="/desk/authors/sarah/?saved=1"' in after.text
    assert client.get("/desk/").status_code == 200


def test_a_form_of_another_time_says_that_its_photo_is_to_be_chosen_again(blog):
    form = Filling(at_desk(blog), "/desk/authors/sarah/")

    page = form.save(csrf_token="", photo=(BytesIO(b"x"), "IMG 1.JPG"), tagline="Slowly.")

    assert page.status_code == 400
    assert "IMG 1.JPG" in page.text
