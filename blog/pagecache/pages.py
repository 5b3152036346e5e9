"""A finished page, in every form a browser may ask for."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import brotli

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"

# Quick enough to be done while somebody waits; the best takes fifty times as long.
_BROTLI_NOW = 5
_GZIP_NOW = 6
_TOO_SMALL = 200
_PACKABLE = ("text/", "application/atom+xml", "application/xml", "image/svg+xml")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is sent for an address until one of its stamps has another mark.

    `bodies` and `headers` are by encoding; the headers are complete, entity tag and all.
    """

    bodies: Mapping[str, bytes]
    headers: Mapping[str, tuple[tuple[str, str], ...]]
    etags: frozenset[str]
    marks: Mapping[str, str]
    since: datetime
    until: datetime | None

    @property
    def size(self) -> int:
        """How much memory it takes, in bytes."""
        return sum(map(len, self.bodies.values())) + 2048


def finish(
    body: bytes,
    headers: list[tuple[str, str]],
    *,
    marks: Mapping[str, str],
    since: datetime,
    until: datetime | None,
) -> Page:
    """Make a page of an answer: packed once for all who will ask."""
    bodies = _packed(body, headers)
    mark = hashlib.sha256(body).hexdigest()[:20]
    etags = {encoding: f'"{mark}-{encoding}"' for encoding in bodies}
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() not in {"content-length", "etag", "vary", "content-encoding"}
    ]
    return Page(
        bodies=bodies,
        headers={
            encoding: (*kept, *_of_encoding(encoding, packed, etags[encoding], len(bodies) > 1))
            for encoding, packed in bodies.items()
        },
        etags=frozenset(etags.values()),
        marks=marks,
        since=since,
        until=until,
    )


def _packed(body: bytes, headers: list[tuple[str, str]]) -> dict[str, bytes]:
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if not kind.startswith(_PACKABLE) or len(body) <= _TOO_SMALL:
        return {IDENTITY: body}
    return {
        IDENTITY: body,
        BROTLI: brotli.compress(body, quality=_BROTLI_NOW),
        GZIP: gzip.compress(body, _GZIP_NOW, mtime=0),
    }


def encoding_for(accepted: str, page: Page) -> str:
    """Choose the form a browser takes, the smallest first; `q=0` is a no."""
    if len(page.bodies) == 1:
        return IDENTITY
    offered = accepted.lower().replace(" ", "")
    wanted = {
        name.partition(";")[0]
        for name in offered.split(",")
        if not name.endswith((";q=0", ";q=0.0"))
    }
    return BROTLI if BROTLI in wanted else GZIP if GZIP in wanted else IDENTITY


class Shelf:
    """Pages in memory, the longest unasked giving way when there is no room."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        """Take a page from the shelf."""
        return self._pages.get(key)

    def put(self, key: str, page: Page) -> None:
        """Put a page on the shelf."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += page.size
            while self._bytes > self._most and self._pages:
                self._drop(next(iter(self._pages)))

    def drop(self, key: str) -> None:
        """Throw a page away."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Throw everything away."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= page.size


def _of_encoding(
    encoding: str, body: bytes, etag: str, varies: bool
) -> tuple[tuple[str, str], ...]:
    headers = [("Content-Length", str(len(body))), ("ETag", etag)]
    if varies:
        headers.append(("Vary", "Accept-Encoding"))
    if encoding != IDENTITY:
        headers.append(("Content-Encoding", encoding))
    return tuple(headers)
