import pytest

import laps

EVERYTHING = [
    *laps.KINDS,
    "/feed.atom",
    "/static/site.css",
    "/favicon.ico",
    "/nowhere/",
    "/tags",
    "/healthz",
    "/media/nothing",
]


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "OPTIONS"])
def test_every_answer_keeps_strangers_code_out(reader, path, method):
    headers = reader.open(path, method=method).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("path", laps.KINDS)
def test_pages_ask_for_nothing_of_a_third_party(see, path):
    page = see(path)

    fetched = [one["src"] for one in page.every() if "src" in one.attributes]
    fetched += [one["href"] for one in page.all("link[rel=stylesheet]")]
    fetched += [one["href"] for one in page.all("link[rel=icon]")]
    assert fetched
    assert [address for address in fetched if not address.startswith("/")] == []


@pytest.mark.parametrize("path", laps.KINDS)
def test_pages_carry_neither_inline_style_nor_inline_script(see, path):
    page = see(path)

    assert page.all("style") == []
    assert [one for one in page.every() if "style" in one.attributes] == []
    handlers = [name for one in page.every() for name in one.attributes if name.startswith("on")]
    assert handlers == []
    scripts = [one for one in page.all("script") if "src" not in one.attributes]
    assert all(one["type"] == "application/ld+json" for one in scripts)
