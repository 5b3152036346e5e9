"""What caches between us and a reader may keep: everything public, as long as they ask."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import Flask, Response, request

from blog import current
from blog.pagecache import stamps
from blog.pagecache.middleware import MARKS
from blog.posts import queries as posts

_LEADING_ON = {301, 302, 308}


def register(app: Flask) -> None:
    """Give every public answer a mark of its content, and answer 304 where it is known."""
    app.after_request(_mark)


def _mark(response: Response) -> Response:
    if request.method not in {"GET", "HEAD"}:
        return response
    if response.status_code in _LEADING_ON:
        # Kept for good, as browsers may otherwise do, they would outlive their mending.
        response.headers.setdefault("Cache-Control", "public, no-cache")
    if response.status_code != 200:
        return response
    if "Cache-Control" not in response.headers:
        # Keep, but ask: a comment that has just arrived has to be seen.
        seconds = current.settings().cdn_seconds
        more = f", s-maxage={seconds}" if seconds else ""
        response.headers["Cache-Control"] = f"public, no-cache{more}"
    if not response.is_streamed and not _offer_to_keep(response):
        response.add_etag()
        response.make_conditional(request)
    return response


def _offer_to_keep(response: Response) -> bool:
    """Let the page cache keep what is the same for everybody, with the marks of what it shows.

    They are read in the transaction the page was read in, so the two belong together. A page
    counts days, and lists what has appeared: it is true until midnight, or the next post.
    """
    control = response.cache_control
    if not control.public or control.no_store or not stamps.at_work():
        return False
    now = current.now()
    tomorrow = now.astimezone(current.preferences().zone).date() + timedelta(days=1)
    stamps.shows_until(datetime.combine(tomorrow, time(), current.preferences().zone))
    stamps.shows_until(posts.next_due(now=now))
    request.environ[MARKS] = stamps.marks_of_page()
    return True
