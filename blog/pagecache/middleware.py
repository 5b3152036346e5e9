"""The layer in front of Flask that answers from kept pages.

Only what is the same for everybody is kept: GET and HEAD of addresses without a query, or with
a page number. Whatever else an address carries (a receipt, somebody's tracking mark) goes
through to Flask, and can neither fetch a kept page nor leave one behind. Whoever writes gives way
to those who read.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from blog import clock
from blog.database.giving_way import giving_way
from blog.database.running import ask
from blog.pagecache import pages, stamps
from blog.pagecache.counter import Counter
from blog.pagecache.leisure import Leisure
from blog.pagecache.models import EVERYTHING
from blog.pagecache.pages import IDENTITY, Page
from blog.pagecache.shelf import Shelf
from blog.pagecache.stores import Store

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Where the request at work leaves the marks of what it showed.
MARKS = "second_wind.marks"

_KEPT_QUERY = re.compile(r"page=[0-9]{1,6}")
_NOT_KEPT = ("/desk/", "/media/", "/static/", "/healthz", "/readyz")
# For a writer that was killed between its commit and the counter.
_ASK_AT_LEAST_EVERY = 0.1


class PageCache:
    """Answers from kept pages, and keeps those that Flask makes."""

    def __init__(
        self,
        inner: WSGIApplication,
        *,
        engine: Engine,
        counter: Counter,
        shelf: Shelf,
        store: Store | None = None,
        now: Callable[[], float] | None = None,
        passes: Callable[[WSGIEnvironment], bool] | None = None,
    ) -> None:
        """Stand before an application; without a store, pages end with the process."""
        self._inner = inner
        self._engine = engine
        self._counter = counter
        self._shelf = shelf
        self._store = store
        self._leisure = Leisure(shelf, store) if store is not None else None
        self._now = now or _now
        # Whoever sees pages that nobody else does; found out without the database.
        self._passes = passes or (lambda _: False)
        # Other machines' commits do not move this machine's counter.
        self._alone = engine.dialect.name == "sqlite"
        self._seen: tuple[int, float, str] = (-1, 0.0, "")
        self._asking = Lock()
        self._making: dict[str, Lock] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            with giving_way():
                return self._inner(environ, start_response)
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if (
            (query and not _KEPT_QUERY.fullmatch(query))
            or path.startswith(_NOT_KEPT)
            or ("HTTP_COOKIE" in environ and self._passes(environ))
        ):
            return self._inner(environ, start_response)
        key = f"{path}?{query}"
        page = self._kept(key) or self._made(key, environ)
        if isinstance(page, Page):
            return self._answer(key, page, environ, start_response)
        status, headers, body = page
        start_response(status, headers)
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def forget(self) -> None:
        """Throw every kept page away."""
        self._shelf.clear()

    def close(self) -> None:
        """Finish what is left for leisure, and let go of the store."""
        if self._leisure is not None and self._store is not None:
            self._leisure.wait()
            self._store.close()

    def _kept(self, key: str) -> Page | None:
        page = self._shelf.get(key)
        if page is None:
            return None
        if _is_of_now(page, self._now()):
            everything = self._everything()
            if page.marks[EVERYTHING] == everything:
                return page
            if everything and self._still_true(page):
                # Something changed, but nothing this page shows: no need to look again.
                return self._put(key, page, everything)
        self._shelf.drop(key)
        return None

    def _stored(self, key: str) -> Page | None:
        page = self._store.get(key) if self._store is not None else None
        if page is None or not _is_of_now(page, self._now()):
            return None
        everything = self._everything()
        if not everything or not self._still_true(page):
            return None
        return self._put(key, page, everything)

    def _put(self, key: str, page: Page, everything: str) -> Page:
        page = replace(page, marks={**page.marks, EVERYTHING: everything})
        self._shelf.put(key, page)
        return page

    def _everything(self) -> str:
        """Find out whether anything at all has changed; asks the database only if it may have."""
        if not self._alone:
            return self._marks([EVERYTHING]).get(EVERYTHING, "")
        if (mark := self._known()) is not None:
            return mark
        with self._asking:
            # Whoever waited here finds that somebody asked in the meantime.
            if (mark := self._known()) is None:
                current, now = self._counter.read(), time.monotonic()
                mark = self._marks([EVERYTHING]).get(EVERYTHING, "")
                self._seen = (current, now, mark)
        return mark

    def _known(self) -> str | None:
        """Give the mark that was found last, if it can't be another one by now."""
        number, asked_at, mark = self._seen
        still = number == self._counter.read()
        return mark if still and time.monotonic() - asked_at < _ASK_AT_LEAST_EVERY else None

    def _still_true(self, page: Page) -> bool:
        names = [name for name in page.marks if name != EVERYTHING]
        now = self._marks(names)
        return all(now.get(name, "") == page.marks[name] for name in names)

    def _marks(self, names: list[str]) -> dict[str, str]:
        try:
            return dict(ask(self._engine, stamps.MARKS, names=names))
        except SQLAlchemyError:
            # The database is away: whoever is asked next says so in its own words.
            return {}

    def _made(self, key: str, environ: WSGIEnvironment) -> Page | tuple[str, Any, bytes]:
        """Have Flask make a page, once for all who are waiting for it."""
        lock = self._making.setdefault(key, Lock())
        try:
            with lock:
                return self._kept(key) or self._stored(key) or self._make(key, environ)
        finally:
            self._making.pop(key, None)

    def _make(self, key: str, environ: WSGIEnvironment) -> Page | tuple[str, Any, bytes]:
        before, since = self._everything(), self._now()
        asked = {
            name: value
            for name, value in environ.items()
            if name not in {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"}
        }
        shown = stamps.begin()
        try:
            status, headers, body = _run(self._inner, {**asked, "REQUEST_METHOD": "GET"}, asked)
        finally:
            stamps.end()
        marks = asked.get(MARKS)
        if marks is None or marks[EVERYTHING] != before:
            # Not to be kept; or something changed while it was made.
            return status, headers, body
        until = shown.until.timestamp() if shown.until else None
        page = pages.finish(body, headers, marks=marks, since=since, until=until)
        self._shelf.put(key, page)
        if self._leisure is not None:
            self._leisure.take(key, page)
        return page

    def _answer(
        self, key: str, page: Page, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        encoding = pages.encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        form = page.forms.get(encoding)
        if form is None and page.packable:
            packed = page.packed(encoding)
            self._shelf.swap(key, page, packed)
            form = packed.forms[encoding]
        form = form or page.forms[IDENTITY]
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and pages.is_known(page, asked):
            headers = [one for one in form.headers if one[0] not in _OF_BODIES]
            start_response("304 Not Modified", headers)
            return []
        start_response("200 OK", list(form.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def _is_of_now(page: Page, now: float) -> bool:
    return page.since <= now and (page.until is None or now < page.until)


def _now() -> float:
    return clock.seconds()


def _run(
    inner: WSGIApplication, environ: WSGIEnvironment, left: dict[str, Any]
) -> tuple[str, list[tuple[str, str]], bytes]:
    """Run an application to its end; `left` takes what it leaves in its environment."""
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> Any:
        begun[:] = [status, headers]
        return lambda _: None

    answer = inner(environ, start)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    left[MARKS] = environ.get(MARKS)
    return begun[0], begun[1], body


_OF_BODIES = {"Content-Length", "Content-Type", "Content-Encoding"}
