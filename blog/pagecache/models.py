"""What makes a kept page stale."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model

# Its mark changes with every other one: a page seen since it last did needs no closer look.
EVERYTHING = "*"


class Stamp(Model):
    """Something pages show, and a mark that is another one after every change of it."""

    __tablename__ = "stamps"

    name: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[str]
