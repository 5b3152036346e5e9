"""What the author chose for the site, as last understood."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model


class Site(Model):
    """A single row: the last good site.toml, and the menu it makes."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    chosen: Mapped[dict[str, Any]]
    # Pairs of title and path: resolved at each sync, so that no page has to.
    menu: Mapped[list[Any]]
    author_name: Mapped[str]
