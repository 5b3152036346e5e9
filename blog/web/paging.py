"""Lists that are longer than a page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, request

POSTS = 10
LINES = 200


@dataclass(frozen=True, kw_only=True)
class Paging:
    """Which page of a list this is, and where its neighbours are."""

    number: int
    count: int
    size: int
    path: str

    @property
    def offset(self) -> int:
        """How many entries stand on the pages before."""
        return (self.number - 1) * self.size

    @property
    def before(self) -> str | None:
        """The address of the page before this one."""
        if self.number == 1:
            return None
        return self.path if self.number == 2 else f"{self.path}?page={self.number - 1}"

    @property
    def after(self) -> str | None:
        """The address of the page after this one."""
        return f"{self.path}?page={self.number + 1}" if self.number < self.count else None

    @property
    def here(self) -> str:
        """The address of this page itself."""
        return self.path if self.number == 1 else f"{self.path}?page={self.number}"


def asked_for(entries: int, *, size: int = POSTS) -> Paging:
    """Understand `?page=`; a page the list does not have is not found."""
    number = number_asked_for() or 1
    count = max(1, -(-entries // size))
    if number > count:
        abort(404)
    return Paging(number=number, count=count, size=size, path=request.path)


def number_asked_for(name: str = "page") -> int | None:
    """Understand `?page=`; nothing where it is not there, and not found where it is no number."""
    text = request.args.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        abort(404)
    return int(text)
