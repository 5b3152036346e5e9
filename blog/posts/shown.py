"""Posts and pages as readers see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from blog.authors.queries import Shown as ShownAuthor
from blog.markup.headings import Heading
from blog.posts.tags import Tag


class Discussed(Protocol):
    """What a discussion has to know about its post."""

    @property
    def slug(self) -> str:
        """Its name."""

    @property
    def published_at(self) -> datetime:
        """When it appeared."""

    @property
    def comments(self) -> str | None:
        """What its header says of the discussion."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A post as its own page shows it."""

    slug: str
    path: str
    title: str
    summary: str
    excerpt: str
    html: str
    headings: tuple[Heading, ...]
    picture: Mapping[str, Any] | None
    published_at: datetime
    updated_at: datetime | None
    comments: str | None
    author: ShownAuthor
    tags: tuple[Tag, ...]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A post as a list shows it."""

    slug: str
    path: str
    title: str
    excerpt: str
    picture: Mapping[str, Any] | None
    published_at: datetime
    updated_at: datetime | None
    comments: str | None
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShownPage:
    """A page as readers see it."""

    slug: str
    path: str
    title: str
    summary: str
    html: str
    picture: Mapping[str, Any] | None
    updated_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Where an old address leads: another path, or nowhere any more."""

    path: str | None
