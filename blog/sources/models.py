"""What was seen of the author's files at the last sync."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model


class Source(Model):
    """One file as it was last understood, or why it could not be."""

    __tablename__ = "sources"

    path: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    # The name its row in the index goes by; none for a file that never was understood.
    slug: Mapped[str | None]
    # Of the file system: cheap to compare. Empty where it cannot be trusted yet.
    signature: Mapped[str]
    # Of the text and the pictures it shows.
    checksum: Mapped[str]
    problems: Mapped[list[Any]]


class Sync(Model):
    """A single row: which state of the files the index shows."""

    __tablename__ = "syncs"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Raised by every sync that changed something, so that of two at once the slower notices.
    number: Mapped[int]
    # What everything was rendered with: a change of it renders everything again.
    rendered_with: Mapped[str]
    # What is wrong with the files that none of them shows alone.
    problems: Mapped[list[Any] | None]
    # What is wrong with files that were not even opened.
    left_aside: Mapped[list[Any] | None]


class Ties(Model):
    """What a file that could be used says of others, and how they know it."""

    __tablename__ = "ties"

    path: Mapped[str] = mapped_column(primary_key=True)
    known: Mapped[dict[str, Any]]
