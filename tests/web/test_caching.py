import pytest

import laps
from blog import settings
from blog.factory import create_app
from makers import Folder, ready

PUBLIC = [*laps.KINDS, "/feed.atom", "/sitemap.xml", "/robots.txt"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_may_be_kept_but_has_to_be_asked_for(reader, path):
    answer = reader.get(path)

    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["ETag"].startswith('"')
    # What is too small to be packed is the same for every browser.
    assert answer.headers.get("Vary") in {None, "Accept-Encoding"}


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_that_is_known_is_not_sent_again(reader, path):
    mark = reader.get(path).headers["ETag"]

    known = reader.get(path, headers={"If-None-Match": f'"other", {mark}'})

    assert (known.status_code, known.data) == (304, b"")
    assert known.headers["ETag"] == mark
    assert known.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_head_is_a_page_without_its_body(reader, path):
    whole, head = reader.get(path), reader.head(path)

    assert head.data == b""
    assert head.status_code == 200
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


def test_the_head_of_what_is_not_there_is_not_found(reader):
    answer = reader.head("/nowhere/")

    assert (answer.status_code, answer.data) == (404, b"")


def test_another_text_has_another_mark(folder, publish):
    folder.post("one", "First.")
    before = publish().get("/posts/one/").headers["ETag"]
    folder.post("one", "Second.")

    assert publish().get("/posts/one/", headers={"If-None-Match": before}).status_code == 200


def test_every_reader_gets_the_same_bytes(reader, laps):
    plain = reader.get("/posts/knee-3/")
    other = laps.test_client().get(
        "/posts/knee-3/",
        headers={
            "Cookie": "session=abc; theme=dark",
            "Accept-Language": "de",
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Proto": "gopher",
            "Host": "evil.example",
            "User-Agent": "x",
        },
    )

    assert other.data == plain.data


@pytest.mark.parametrize("path", [*PUBLIC, "/nowhere/", "/tags", "/healthz", "/static/site.css"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_nobody_gets_a_cookie(reader, path, method):
    assert "Set-Cookie" not in reader.open(path, method=method).headers


def test_an_owner_may_let_pages_be_kept_elsewhere_for_a_while(tmp_path):
    environ = {"BLOG_CDN_SECONDS": "60"}
    with ready(create_app(settings.read(environ, at=Folder(tmp_path).path))) as app:
        answer = app.test_client().get("/")

    assert answer.headers["Cache-Control"] == "public, no-cache, s-maxage=60"


@pytest.mark.parametrize("path", ["/nowhere/", "/posts/draft/", "/?page=0"])
def test_what_is_missing_today_may_be_there_tomorrow(reader, path):
    assert reader.get(path).headers["Cache-Control"] == "no-cache"
