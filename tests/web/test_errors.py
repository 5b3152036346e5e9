import logging
import re

import pytest
from flask import abort
from sqlalchemy import text

from blog import settings
from blog.database.engine import db
from blog.factory import create_app
from commenting import boxes
from laps import look
from makers import Folder, ready, sync

UNREACHABLE = "This site can’t reach its store at the moment. Try again in a minute."


@pytest.fixture
def broken(folder, workshop, now):
    """A published blog in German with a database of its own, to be broken, and its reader."""
    folder.write("site.toml", 'title = "Laps"\nlanguage = "de"\n')
    folder.post("one")
    with ready(create_app(settings.read({}, at=folder.path))) as app:
        sync(app, workshop)
        yield app


def test_a_page_that_is_missing_shows_the_way_on(see):
    page = see("/nowhere/", status=404)

    assert page.one("h1").text == "Off the course"
    assert page.one("b.count").text == "404"
    assert [post.text for post in page.one("ol.log").all("h3")] == ["Plain", "Knee 8", "Knee 7"]
    assert page.links()["Every post, in the archive"] == "/archive/"
    assert page.all("link[rel=canonical]") == []


@pytest.mark.parametrize("path", ["/posts/knee-1/comments/{}/", "/posts/knee-1/comments/{}/reply/"])
@pytest.mark.parametrize("number", [2**31, 10**20])
def test_a_number_no_table_has_is_nobody_s(see, path, number):
    assert see(path.format(number), status=404).one("h1").text == "Off the course"


def test_what_was_taken_down_without_an_author_says_so(folder, publish):
    folder.write("site.toml", 'title = "Laps"\n')
    folder.post("one")
    folder.post("two")
    publish()
    folder.remove("posts/two.md")

    page = look(publish(), "/posts/two/", status=410)
    assert page.one("h1").text == "This page was taken down"


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (400, "That did not work"),
        (403, "Not this way"),
        (405, "That did not work"),
        (413, "Too much at once"),
        (418, "That did not work"),
        (429, "Too much at once"),
        (500, "This page tripped"),
        (503, "Out of breath"),
    ],
)
def test_every_failure_is_a_page_in_plain_words(app, client, code, title):
    app.add_url_rule("/fails/", view_func=lambda: abort(code))

    page = look(client, "/fails/", status=code)

    assert page.one("h1").text == title
    assert "Error" not in page.text
    assert "!" not in page.text


def test_a_mistake_of_the_program_shows_nothing_of_itself(app, client, caplog):
    app.add_url_rule("/fails/", view_func=lambda: 1 / 0)

    page = look(client, "/fails/", status=500)

    assert page.one("h1").text == "This page tripped"
    assert "Zero" not in page.text
    assert "ZeroDivisionError" in caplog.text


def test_who_trips_over_a_mistake_of_the_program_gets_their_words_back(app, client):
    app.add_url_rule("/fails/", view_func=lambda: 1 / 0, methods=["GET", "POST"])

    tripped = client.post("/fails/", data={"body": "So <glad>\nthe knee holds."})
    other = client.get("/fails/?body=words")

    assert tripped.status_code == 500
    assert boxes(tripped.text) == ["So <glad>\nthe knee holds."]
    assert "Your words are below." in tripped.text
    assert boxes(other.text) == []


def test_the_page_about_a_mistake_is_kept_by_nobody(app, client):
    app.add_url_rule("/fails/", view_func=lambda: 1 / 0)

    assert "no-" in client.get("/fails/").headers["Cache-Control"]


def test_a_table_that_is_missing_is_said_in_one_sentence(broken, caplog):
    with broken.app_context():
        db.session.execute(text("DROP TABLE post_tags"))
        db.session.commit()

    answer = broken.test_client().get("/")
    page = look(broken.test_client(), "/", status=503)

    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"
    assert page.one("html")["lang"] == "de"
    assert page.one("p.name").text == "Laps"
    assert "Traceback" not in answer.text + caplog.text
    assert "no such table" in caplog.text


def test_a_database_that_was_never_reached_is_said_in_one_sentence(tmp_path):
    environ = {"BLOG_DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/blog.sqlite3"}
    client = create_app(settings.read(environ, at=Folder(tmp_path).path)).test_client()

    page = look(client, "/", status=503)

    assert page.one("h1").text == "Out of breath"
    assert UNREACHABLE in page.text


def test_a_database_without_its_tables_is_said_in_one_sentence(tmp_path):
    client = create_app(settings.read({}, at=Folder(tmp_path).path)).test_client()

    assert UNREACHABLE in look(client, "/", status=503).text
    assert UNREACHABLE in look(client, "/nowhere/", status=503).text
    assert UNREACHABLE in look(client, "/feed.atom", status=503).text


def test_a_file_that_is_no_database_any_more_is_said_in_one_sentence(broken, folder):
    with broken.app_context():
        db.engine.dispose()
    for file in (folder.path / "instance").glob("blog.sqlite3*"):
        file.write_bytes(b"not a database at all, just some words" * 200)

    assert look(broken.test_client(), "/", status=503)


def test_style_and_health_need_no_database(tmp_path):
    environ = {"BLOG_DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/blog.sqlite3"}
    client = create_app(settings.read(environ, at=Folder(tmp_path).path)).test_client()

    assert client.get("/static/site.css").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_the_site_recovers_when_its_database_does(broken):
    with broken.app_context():
        db.session.execute(text("ALTER TABLE post_tags RENAME TO away"))
        db.session.commit()
    client = broken.test_client()
    while_away = client.get("/").status_code
    with broken.app_context():
        db.session.execute(text("ALTER TABLE away RENAME TO post_tags"))
        db.session.commit()

    assert (while_away, client.get("/").status_code) == (503, 200)


def test_reading_goes_on_while_another_writes(broken, folder):
    with broken.app_context(), db.engine.connect() as writer:
        writer.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        writer.execute(text("UPDATE posts SET title = 'x'"))

        assert broken.test_client().get("/posts/one/").status_code == 200


@pytest.mark.parametrize(
    "template",
    [
        pytest.param("{% if %}", id="no template"),
        pytest.param("{{ nothing.of_the_kind }}", id="a name there is not"),
        pytest.param("{% extends 'missing.html' %}", id="built on nothing"),
    ],
)
@pytest.mark.parametrize("name", ["home.html", "base.html", "errors/error.html"])
def test_a_broken_template_of_the_site_s_own_is_a_page_in_plain_words(
    folder, workshop, template, name, caplog
):
    caplog.set_level(logging.CRITICAL)
    own = folder.path / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_text(template)
    with ready(create_app(settings.read({}, at=folder.path))) as app:
        sync(app, workshop)
        client = app.test_client()
        status = 404 if name.startswith("errors") else 500

        page = look(client, "/nowhere/" if status == 404 else "/", status=status)

    assert page.one("h1").text == ("Off the course" if status == 404 else "This page tripped")
    assert page.one("title").children == [f"{page.one('h1').text} · Laps"]


def test_a_failure_in_a_feed_is_a_page_too(broken):
    assert re.match(r"<!doctype html>", broken.test_client().get("/feed.rss").text)


def test_a_mistake_in_a_query_is_ours_and_not_the_database_s(app, client):
    def fails():
        db.session.execute(text("INSERT INTO site (id) VALUES (1)"))

    app.add_url_rule("/fails/", view_func=fails)

    assert look(client, "/fails/", status=500).one("h1").text == "This page tripped"
