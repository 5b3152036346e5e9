"""Finished pages, as the page cache keeps them."""

from __future__ import annotations

from blog.pagecache.pages import Page, finish

HTML = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "1"), ("ETag", '"x"')]
BODY = b"<p>Well run, and again.</p>" * 50


def page(body=BODY, headers=HTML) -> Page:
    return finish(body, headers, marks={"*": "1"}, since=1_293_840_000.0, until=None)
