"""Keeping introductions as their files tell of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import delete

from blog.database.engine import db
from blog.series.introfile import IntroFile
from blog.series.models import Introduction


def store(intro: IntroFile, *, html: str, excerpt: str) -> None:
    """Keep one introduction."""
    facts = (
        asdict(intro.series)
        if intro.series
        else {"status": None, "goal_name": "", "outcome": "", "tape": ""}
    )
    db.session.merge(
        Introduction(
            slug=intro.slug,
            title=intro.title,
            summary=intro.summary or excerpt,
            html=html,
            is_series=intro.series is not None,
            **facts,
        )
    )


def forget(slugs: Collection[str]) -> None:
    """Drop introductions whose files are gone; the tags stay as long as posts carry them."""
    db.session.execute(delete(Introduction).where(Introduction.slug.in_(slugs)))
