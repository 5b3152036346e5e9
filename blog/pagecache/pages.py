"""A finished page, in the forms browsers have asked for."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import brotli

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"

# While somebody waits, quickly: the best takes fifty times as long.
_NOW = {GZIP: 6, BROTLI: 5}
_AT_LEISURE = {GZIP: 9, BROTLI: 11}

_TOO_SMALL = 200
_PACKABLE = ("text/", "application/atom+xml", "application/xml", "image/svg+xml")
_OF_A_FORM = {"content-length", "etag", "vary", "content-encoding"}

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    """What is sent to a browser: complete headers, entity tag and all, and the body."""

    headers: Headers
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is sent for an address until one of its stamps has another mark.

    `forms` are by encoding; the plain one is always there. `mark` is made from the content.
    `since` and `until` are seconds of the clock: comparing moments would take a
    fifth of the time it takes to answer.
    """

    mark: str
    headers: Headers
    forms: Mapping[str, Form]
    marks: Mapping[str, str]
    since: float
    until: float | None

    @property
    def size(self) -> int:
        """How much memory it takes, in bytes."""
        return sum(len(form.body) for form in self.forms.values()) + 2048

    @property
    def packable(self) -> bool:
        """Whether it becomes notably smaller when it is packed."""
        kind = next((value for name, value in self.headers if name.lower() == "content-type"), "")
        return kind.startswith(_PACKABLE) and len(self.forms[IDENTITY].body) > _TOO_SMALL

    def packed(self, encoding: str) -> Page:
        """Give the page with one form more, made quickly."""
        return self._with({encoding: _NOW[encoding]})

    def packed_best(self) -> Page:
        """Give the page with all its forms as small as they get; takes a while."""
        return self._with(_AT_LEISURE) if self.packable else self

    def _with(self, levels: Mapping[str, int]) -> Page:
        body = self.forms[IDENTITY].body
        more = {
            encoding: _form(self, _pack(body, encoding, level), f"-{encoding}{level}", encoding)
            for encoding, level in levels.items()
        }
        return replace(self, forms={**self.forms, **more})


def finish(
    body: bytes,
    headers: Iterable[tuple[str, str]],
    *,
    marks: Mapping[str, str],
    since: float,
    until: float | None,
) -> Page:
    """Make a page of an answer."""
    page = Page(
        mark=hashlib.sha256(body).hexdigest()[:20],
        headers=tuple(one for one in headers if one[0].lower() not in _OF_A_FORM),
        forms={IDENTITY: Form(headers=(), body=body)},
        marks=marks,
        since=since,
        until=until,
    )
    return replace(page, forms={IDENTITY: _form(page, body)})


@lru_cache(maxsize=1024)
def encoding_for(accepted: str) -> str:
    """Choose the form a browser takes, the smallest first; `q=0` is a no."""
    offered = accepted.lower().replace(" ", "")
    wanted = {
        name.partition(";")[0]
        for name in offered.split(",")
        if not name.endswith((";q=0", ";q=0.0", ";q=0.00", ";q=0.000"))
    }
    return BROTLI if BROTLI in wanted else GZIP if GZIP in wanted else IDENTITY


def is_known(page: Page, tags: str) -> bool:
    """Tell whether a browser that sends these entity tags has the page, in whatever form."""
    known = (tag.strip().removeprefix("W/").strip('"') for tag in tags.split(","))
    return tags.strip() == "*" or any(tag.partition("-")[0] == page.mark for tag in known)


def _pack(body: bytes, encoding: str, level: int) -> bytes:
    if encoding == BROTLI:
        packed: bytes = brotli.compress(body, quality=level)
        return packed
    return gzip.compress(body, level, mtime=0)


def _form(page: Page, body: bytes, way: str = "", encoding: str = IDENTITY) -> Form:
    """Put the headers of a form together; forms packed in other ways are other bytes."""
    headers = [("Content-Length", str(len(body))), ("ETag", f'"{page.mark}{way}"')]
    if page.packable:
        headers.append(("Vary", "Accept-Encoding"))
    if encoding != IDENTITY:
        headers.append(("Content-Encoding", encoding))
    return Form(headers=(*page.headers, *headers), body=body)
