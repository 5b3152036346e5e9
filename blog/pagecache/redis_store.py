"""Pages in a Redis that several machines share."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from redis import Redis
from redis.exceptions import RedisError

from blog.pagecache.pages import Page
from blog.pagecache.stores import Stats, read
from blog.pagecache.writing import encode

_PATIENCE = 0.2
# After a failure it is left alone for a while: every reader would wait for it.
_REST = 5.0
_DAYS = 7

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class RedisStore:
    """Pages that Redis forgets after a week, or as soon as it needs the room."""

    def __init__(self, url: str, *, program: str) -> None:
        """Keep pages at an address; `program` names what makes them: others' are not ours."""
        self._redis: Any = Redis.from_url(
            url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
        )
        self._all = "second-wind:pages:"
        self._ours = f"{self._all}{program}:"
        self._rests_until = 0.0

    def get(self, key: str) -> Page | None:
        """Find a page."""
        written = self._ask(lambda: self._redis.get(self._ours + key))
        return read(written) if written else None

    def put(self, key: str, page: Page) -> None:
        """Keep a page."""
        self._ask(lambda: self._redis.set(self._ours + key, encode(page), ex=_DAYS * 86_400))

    def clear(self) -> None:
        """Throw everything away."""
        self._ask(lambda: [self._redis.delete(key) for key in self._keys()])

    def stats(self) -> Stats:
        """Count what there is."""
        sizes = self._ask(lambda: [self._redis.strlen(key) for key in self._keys()]) or []
        return Stats(pages=len(sizes), bytes=sum(sizes))

    def close(self) -> None:
        """Let go of the connections."""
        self._redis.close()

    def _keys(self) -> Any:
        return self._redis.scan_iter(f"{self._all}*", count=500)

    def _ask(self, question: Callable[[], _T]) -> _T | None:
        if time.monotonic() < self._rests_until:
            return None
        try:
            return question()
        except RedisError as error:
            self._rests_until = time.monotonic() + _REST
            _log.warning("Redis did not answer; pages are made without it for now: %s", error)
            return None
