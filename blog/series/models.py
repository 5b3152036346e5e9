"""The introductions of tags, as their files last told."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model
from blog.series.introfile import Status


class Introduction(Model):
    """What stands above the posts of a tag; where it is a series, the facts of the story."""

    __tablename__ = "introductions"

    slug: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    html: Mapped[str]
    picture: Mapped[dict[str, Any] | None]
    is_series: Mapped[bool]
    started: Mapped[date | None]
    # Without a series there is none.
    status: Mapped[Status | None]
    ended: Mapped[date | None]
    ongoing: Mapped[date | None]
    goal_name: Mapped[str]
    goal_date: Mapped[date | None]
    outcome: Mapped[str]
    tape: Mapped[str]
    has_log: Mapped[bool]
