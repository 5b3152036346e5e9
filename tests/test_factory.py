import pytest

import laps
from blog import factory, settings
from blog.factory import create_app
from laps import NOON
from makers import Folder, ready, sync


@pytest.fixture
def same_blog(tmp_path, workshop, postgres_url, now):
    """The blog of `laps` once more, its database on PostgreSQL."""
    folder = Folder(tmp_path / "blog")
    laps.write(folder)
    environ = {"BLOG_DATABASE_URL": postgres_url, "BLOG_SECRET_KEY": "long random text" * 2}
    with ready(create_app(settings.read(environ, at=folder.path))) as app:
        sync(app, workshop)
        yield app.test_client()


def test_postgresql_serves_the_same_pages_byte_for_byte(same_blog, reader):
    for path in [*laps.KINDS, "/feed.atom", "/sitemap.xml", "/nowhere/", "/posts/first-name/"]:
        here, there = reader.get(path), same_blog.get(path)
        assert here.status_code == there.status_code, path
        # The two have keys of their own, which sign what the form sends back.
        assert _unsigned(here.text) == _unsigned(there.text), path


def _unsigned(page):
    return [line for line in page.splitlines() if 'type="hidden"' not in line]


def test_postgresql_is_asked_for_nothing_it_cannot_hold(same_blog):
    for path in ("/a%00b/", "/tags/%00/", "/authors/%00/", "/?page=%00", "/%ff/", "/%ed%a0%80/"):
        assert same_blog.get(path).status_code == 404


def test_two_blogs_in_one_process_keep_to_themselves(tmp_path, workshop, now):
    apps = []
    for language in ("de", "ar"):
        folder = Folder(tmp_path / language)
        folder.write("site.toml", f'title = "{language}"\nlanguage = "{language}"\n')
        app = create_app(settings.read({}, at=folder.path))
        with ready(app):
            sync(app, workshop)
        apps.append(app)

    for app, language in zip(apps, ("de", "ar"), strict=True):
        assert f'<html lang="{language}"' in app.test_client().get("/").text


def test_the_program_brings_its_templates_and_style(tmp_path):
    assert (factory.shipped("templates") / "base.html").is_file()
    assert (factory.shipped("static") / "css" / "tokens.css").is_file()


@pytest.mark.parametrize(
    ("trusted", "leads_to"), [("0", "http://localhost/"), ("1", "https://laps.example/")]
)
def test_a_proxy_is_believed_only_where_the_owner_says_so(tmp_path, trusted, leads_to):
    environ = {"BLOG_TRUSTED_PROXIES": trusted}
    app = create_app(settings.read(environ, at=Folder(tmp_path).path))
    seen = []
    app.before_request(lambda: seen.append(_request_url()))
    forwarded = {"X-Forwarded-Host": "laps.example", "X-Forwarded-Proto": "https"}

    app.test_client().get("/", headers=forwarded)

    assert seen == [leads_to]


def _request_url():
    from flask import request

    return request.url


def test_the_clock_of_these_tests_stands_still(laps, now):
    from blog import current

    with laps.test_request_context():
        assert current.now() == NOON
