"""The authors' rows of the index."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model


class Author(Model):
    """Who signs posts, as their file in `authors/` last told."""

    __tablename__ = "authors"

    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    tagline: Mapped[str]
    links: Mapped[list[Any]]
    picture: Mapped[dict[str, Any] | None]
    html: Mapped[str]
