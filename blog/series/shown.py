"""Tags, and a post's place in a story, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Introduced:
    """A tag that is no series, with what its author says of it."""

    slug: str
    title: str
    summary: str = ""
    html: str = ""
    picture: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class TagLine:
    """A tag as the index of tags lists it."""

    slug: str
    name: str
    summary: str
    count: int

    @property
    def path(self) -> str:
        """The address of the tag's page."""
        return f"/tags/{self.slug}/"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """The place of a post in the first of its stories."""

    title: str
    path: str
    tape: str
    part: int


@dataclass(frozen=True, kw_only=True)
class Known:
    """A tag as its authors see it: who wrote posts with it, and whether it has a file."""

    slug: str
    name: str
    count: int = 0
    authors: frozenset[str] = frozenset()
    introduced: bool = False
    is_series: bool = False
