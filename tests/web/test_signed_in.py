import re
from datetime import timedelta

import pytest
from flask import Blueprint

import clocks
from blog import clock
from blog.web import signed_in
from entering import come_in, sign_out_everywhere
from makers import sync

PAGES = ["/", "/posts/first-steps/", "/tags/", "/feed.atom", "/nowhere/", "/?page=2"]


@pytest.fixture
def blog(folder, app, workshop):
    """A blog of two authors, with a page that says who is signed in."""
    folder.write("authors/ben.md", "---\nname: Ben\n---\n")
    folder.post("first-steps")
    who = Blueprint("who", __name__)

    @who.get("/who/")
    def show():
        found = signed_in.author()
        return f"{found.name} {found.is_owner}" if found else "nobody"

    app.register_blueprint(who)
    sync(app, workshop)
    return app


@pytest.mark.parametrize("path", PAGES)
def test_what_an_author_sees_is_kept_by_nobody(blog, path):
    answer = come_in(blog).get(path)

    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", PAGES[:-1])
def test_what_an_author_was_shown_is_not_shown_to_readers(blog, path):
    author, reader = come_in(blog), blog.test_client()
    before = reader.get(path)
    author.get(path)
    after = reader.get(path)

    assert "private" not in after.headers["Cache-Control"]
    assert after.data == before.data


def test_files_are_the_same_for_everybody(blog):
    (style,) = re.findall(r'"(/static/site-[^"]*)"', blog.test_client().get("/").text)

    assert "immutable" in come_in(blog).get(style).headers["Cache-Control"]


@pytest.mark.parametrize("path", PAGES[:3])
def test_a_badge_of_somebody_elses_making_gets_the_page_everybody_gets(blog, path):
    stranger = blog.test_client()
    stranger.set_cookie("desk", "noise.noise")
    public = blog.test_client().get(path)

    answer = stranger.get(path)

    assert answer.data == public.data
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["ETag"] == public.headers["ETag"]


def test_pages_know_who_is_signed_in(blog):
    said = [client.get("/who/").text for client in (come_in(blog), come_in(blog, "ben"))]

    assert said == ["Sarah True", "Ben False"]
    assert blog.test_client().get("/who/").text == "nobody"


def test_who_was_signed_out_is_nobody(blog):
    client = come_in(blog)
    sign_out_everywhere(blog)

    assert client.get("/who/").text == "nobody"


def test_an_author_whose_file_is_gone_is_nobody(blog, folder, workshop):
    client = come_in(blog, "ben")
    folder.remove("authors/ben.md")
    sync(blog, workshop)

    assert client.get("/who/").text == "nobody"


def test_a_device_that_is_used_stays_signed_in(blog, monkeypatch):
    client, start = come_in(blog), clock.now()
    for days in (80, 160, 240):
        clocks.tell(monkeypatch, lambda days=days: start + timedelta(days=days))
        answer = client.get("/desk/")
        assert answer.status_code == 200
        assert "Max-Age=7776000" in answer.headers["Set-Cookie"]
    clocks.tell(monkeypatch, lambda: start + timedelta(days=331))

    assert client.get("/desk/").status_code == 303


def test_that_it_is_used_is_noted_once_a_day(blog):
    client = come_in(blog)

    assert "Set-Cookie" not in client.get("/desk/").headers


@pytest.mark.parametrize(
    ("owner", "slug", "may"),
    [(True, "ben", True), (True, None, True), (False, "ben", False), (False, "sarah", True)],
)
def test_the_owner_may_change_everything_and_others_what_is_theirs(owner, slug, may):
    visitor = signed_in.Visitor(
        slug="sarah", name="Sarah", device_id=1, used_at=clock.now(), is_owner=owner
    )

    assert visitor.may_edit(slug) is may
