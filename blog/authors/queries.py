"""Reading authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from blog.authors.models import Author
from blog.database.running import rows
from blog.pagecache import stamps

_BY_SLUG = select(
    Author.slug, Author.name, Author.tagline, Author.html, Author.links, Author.picture
).where(Author.slug == bindparam("slug"))
_NAMES = select(Author.slug, Author.name)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An author as pages show them."""

    slug: str
    name: str
    tagline: str = ""
    html: str = ""
    links: tuple[tuple[str, str], ...] = ()
    picture: Mapping[str, Any] | None = None
    known: bool = True

    @property
    def path(self) -> str:
        """The address of the author's own page."""
        return f"/authors/{self.slug}/"


def by_slug(slug: str) -> Shown | None:
    """Find an author who has a file."""
    row = rows(_BY_SLUG, slug=slug).one_or_none()
    if row is None:
        return None
    stamps.shows(f"author:{row.slug}")
    return Shown(
        slug=row.slug,
        name=row.name,
        tagline=row.tagline,
        html=row.html,
        links=tuple((title, address) for title, address in row.links),
        picture=row.picture,
    )


def names() -> dict[str, str]:
    """Map every author's slug to their name."""
    stamps.shows("authors")
    return {row.slug: row.name for row in rows(_NAMES)}
