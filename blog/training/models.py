"""The index of the training log. All of it can be made again from the files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model
from blog.training.log import Sport, Verdict


class Session(Model):
    """One session of training, as a post tells of it."""

    __tablename__ = "sessions"

    post_slug: Mapped[str] = mapped_column(
        ForeignKey("posts.slug", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    sport: Mapped[Sport]
    # Whole numbers: what is summed up has to come out even.
    millimetres: Mapped[int | None]
    seconds: Mapped[int | None]
    pain: Mapped[int | None]
    note: Mapped[str]

    __table_args__ = (Index(None, "day"),)


class Tried(Model):
    """What a post says of something that was tried."""

    __tablename__ = "tried"

    post_slug: Mapped[str] = mapped_column(
        ForeignKey("posts.slug", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    verdict: Mapped[Verdict]


class Chart(Model):
    """The drawing of a story's or a year's log, as readers see it from a moment on."""

    __tablename__ = "charts"

    # tag:it-band, year:2025
    subject: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    drawing: Mapped[dict[str, Any]]
