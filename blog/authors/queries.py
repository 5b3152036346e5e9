"""Reading authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from blog.authors.models import Author
from blog.database.engine import db
from blog.pagecache import stamps


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
    row = db.session.execute(
        select(
            Author.slug, Author.name, Author.tagline, Author.html, Author.links, Author.picture
        ).where(Author.slug == slug)
    ).one_or_none()
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
    return {row.slug: row.name for row in db.session.execute(select(Author.slug, Author.name))}
