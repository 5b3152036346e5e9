"""Keeping introductions as their files tell of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from blog.database import many
from blog.pagecache import stamps
from blog.series.introfile import IntroFile
from blog.series.models import Introduction

# Of a tag that is no series; named one by one, so that nothing of a former series stays.
_NO_FACTS: dict[str, Any] = {
    "started": None,
    "status": None,
    "ended": None,
    "ongoing": None,
    "goal_name": "",
    "goal_date": None,
    "outcome": "",
    "tape": "",
    "has_log": True,
}


def store(intro: IntroFile, *, html: str, excerpt: str, picture: Mapping[str, Any] | None) -> None:
    """Keep one introduction."""
    stamps.renew(["tags", f"tag:{intro.slug}"])
    row = {
        "slug": intro.slug,
        "title": intro.title,
        "summary": intro.summary or excerpt,
        "html": html,
        "picture": dict(picture) if picture else None,
        "is_series": intro.series is not None,
    }
    many.upsert(Introduction, [row | (asdict(intro.series) if intro.series else _NO_FACTS)])


def forget(slugs: Collection[str]) -> None:
    """Drop introductions whose files are gone; the tags stay as long as posts carry them."""
    stamps.renew(["tags", *(f"tag:{slug}" for slug in slugs)] if slugs else [])
    many.drop(Introduction.slug, slugs)
