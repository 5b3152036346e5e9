"""The addresses of posts and pages."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo


def of_post(slug: str, published_at: datetime | None, *, permalink: str, zone: ZoneInfo) -> str:
    """Make the address of a post; its day is the day it was in the site's zone."""
    if published_at is None:
        return short(slug)
    day = published_at.astimezone(zone)
    return permalink.format(
        slug=slug, year=f"{day.year:04}", month=f"{day.month:02}", day=f"{day.day:02}"
    )


def short(slug: str) -> str:
    """Make the address every post answers to, whatever the permalink."""
    return f"/posts/{slug}/"


def of_page(slug: str) -> str:
    """Make the address of a page."""
    return f"/{slug}/"


def alias(text: str) -> str | None:
    """Understand an old address: a path of this site, or a whole address of the old one."""
    parts = urlsplit(text.strip())
    path = unquote(parts.path)
    if not path.startswith("/"):
        path = f"/{path}"
    bad = {"", ".", ".."} & set(path.strip("/").split("/"))
    if bad or parts.query or len(path) > 500 or not path.isprintable():
        return None
    return path
