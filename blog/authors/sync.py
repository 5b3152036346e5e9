"""Keeping authors as their files tell of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete

from blog.authors.biofile import BioFile
from blog.authors.models import Author
from blog.database.engine import db
from blog.pagecache import stamps


def store(bio: BioFile, *, html: str, picture: Mapping[str, Any] | None) -> None:
    """Keep one author."""
    stamps.renew(["authors", f"author:{bio.slug}"])
    db.session.merge(
        Author(
            slug=bio.slug,
            name=bio.name,
            tagline=bio.tagline,
            links=[list(link) for link in bio.links],
            picture=dict(picture) if picture else None,
            html=html,
        )
    )


def forget(slugs: Collection[str]) -> None:
    """Drop authors whose files are gone; their posts keep their name."""
    stamps.renew(["authors", *(f"author:{slug}" for slug in slugs)] if slugs else [])
    db.session.execute(delete(Author).where(Author.slug.in_(slugs)))
