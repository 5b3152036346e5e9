from blog import settings
from blog.factory import create_app
from counting import counting
from makers import Folder


def test_the_program_says_that_it_runs_without_asking_the_database(reader):
    with counting() as cost:
        answer = reader.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"
    assert cost.statements == []


def test_the_program_says_that_it_is_ready(reader):
    assert (reader.get("/readyz").status_code, reader.get("/readyz").text) == (200, "ready")


def test_a_database_that_is_older_than_the_program_is_not_ready(tmp_path):
    app = create_app(settings.read({}, at=Folder(tmp_path).path))

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert "blog database migrate" in answer.text


def test_a_database_that_is_away_is_not_ready(tmp_path):
    environ = {"BLOG_DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/blog.sqlite3"}
    app = create_app(settings.read(environ, at=Folder(tmp_path).path))

    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.text) == (503, "the database does not answer")


def test_robots_are_told_where_the_map_is(reader):
    answer = reader.get("/robots.txt")

    assert answer.content_type == "text/plain; charset=utf-8"
    assert "Sitemap: https://laps.example/sitemap.xml" in answer.text
    assert "Disallow: /desk/" in answer.text
