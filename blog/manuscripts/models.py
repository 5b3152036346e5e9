"""Texts on their way into the author's folder, and those that stood there before.

Both last: they are in no file, so the index can be thrown away and these cannot.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model


class Manuscript(Model):
    """What somebody is writing, as last saved; not public, and not yet in any file."""

    __tablename__ = "manuscripts"

    # Chosen by the page it is written on, so that saving it twice makes one.
    id: Mapped[str] = mapped_column(primary_key=True)
    author_slug: Mapped[str] = mapped_column(index=True)
    # The file it is to become, relative to the author's folder; empty for a new post.
    path: Mapped[str] = mapped_column(index=True)
    # The checksum of that file's text when the writing began.
    over: Mapped[str]
    typed: Mapped[dict[str, Any]]
    # Raised by every save, so that of two windows the one that knows less notices.
    number: Mapped[int]
    # The window that saved it last: one whose answer got lost on the way is not another one.
    window: Mapped[str]
    saved_at: Mapped[datetime]


class Save(Model):
    """What somebody was writing at some time; it goes with what it was to become."""

    __tablename__ = "saves"

    manuscript_id: Mapped[str] = mapped_column(
        ForeignKey("manuscripts.id", ondelete="CASCADE"), primary_key=True
    )
    # The manuscript's, when it was begun: what is saved over it meanwhile leaves it that name.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    window: Mapped[str]
    typed: Mapped[dict[str, Any]]
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class Revision(Model):
    """What a file said at some time."""

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    # Nobody where it was written outside of the desk.
    author_slug: Mapped[str]
    # What it was typed as, so that a form sent twice is known again.
    manuscript_id: Mapped[str] = mapped_column(index=True)
    written_at: Mapped[datetime]
