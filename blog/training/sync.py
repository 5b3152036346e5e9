"""Keeping the training log as the posts tell of it, and its drawings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from blog.database import many
from blog.database.engine import db
from blog.posts.models import Post, PostTag
from blog.training import charts
from blog.training import log as logs
from blog.training.log import Log
from blog.training.models import Chart, Session, Tried

# Raised when logs are understood or drawn otherwise, so that all of them are made anew.
VERSION = 1

_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_ITS_POST = (Post, Post.slug == Session.post_slug)
_ITS_TAG = (PostTag, PostTag.post_slug == Session.post_slug)


def subjects(slugs: Collection[str]) -> set[str]:
    """Name the drawings that show the sessions of some posts, as they are in the index."""
    found: set[str] = set()
    for part in many.portions(slugs):
        mine = Session.post_slug.in_(part)
        tags = select(PostTag.tag_slug).join(Session, _ITS_TAG[1]).where(mine).distinct()
        found.update(map(of_tag, db.session.execute(tags).scalars()))
        days = select(Session.day).where(mine).distinct()
        found.update(of_year(day.year) for day in db.session.execute(days).scalars())
    return found


def of_tag(slug: str) -> str:
    """Name the drawing of all posts that carry a tag."""
    return f"tag:{slug}"


def of_year(year: int) -> str:
    """Name the drawing of a year."""
    return f"year:{year}"


def store(told: Mapping[str, Log]) -> None:
    """Keep the logs of posts, by their slugs; what they told before is forgotten."""
    many.drop(Session.post_slug, told)
    many.drop(Tried.post_slug, told)
    many.upsert(Session, (row for slug, log in told.items() for row in _sessions(slug, log)))
    many.upsert(Tried, (row for slug, log in told.items() for row in _tried(slug, log)))


def draw(names: Collection[str], *, starts: str, now: datetime) -> None:
    """Draw what is shown of some stories and years, also as it will be when posts appear."""
    many.drop(Chart.subject, names)
    rows = [row for name in sorted(names) for row in _versions(name, starts=starts, now=now)]
    many.upsert(Chart, rows)


def _versions(name: str, *, starts: str, now: datetime) -> Iterator[dict[str, Any]]:
    told = [(published_at, _session(row)) for published_at, *row in _told(name)]
    coming = sorted({published_at for published_at, _ in told if published_at > now})
    for since in (_ALWAYS, *coming):
        shown = [session for published_at, session in told if published_at <= max(since, now)]
        drawing = charts.draw(shown, starts=starts)
        if drawing:
            yield {"subject": name, "since": since, "drawing": charts.kept(drawing)}


def _told(name: str) -> Sequence[Any]:
    kind, _, which = name.partition(":")
    query: Any = (
        select(
            Post.published_at,
            Session.day,
            Session.sport,
            Session.millimetres,
            Session.seconds,
            Session.pain,
        )
        .join(*_ITS_POST)
        .where(~Post.draft, Post.published_at.is_not(None))
        .order_by(Session.day, Post.published_at, Post.slug, Session.position)
    )
    if kind == "tag":
        query = query.join(*_ITS_TAG).where(PostTag.tag_slug == which)
    else:
        query = query.where(Session.day.between(date(int(which), 1, 1), date(int(which), 12, 31)))
    return db.session.execute(query).all()


def _session(row: Sequence[Any]) -> logs.Session:
    day, sport, millimetres, seconds, pain = row
    return logs.Session(day=day, sport=sport, millimetres=millimetres, seconds=seconds, pain=pain)


def _sessions(slug: str, log: Log) -> Iterator[dict[str, Any]]:
    for position, session in enumerate(log.sessions):
        yield {"post_slug": slug, "position": position, **vars(session)}


def _tried(slug: str, log: Log) -> Iterator[dict[str, Any]]:
    for position, (what, verdict) in enumerate(log.tried):
        yield {"post_slug": slug, "position": position, "what": what, "verdict": verdict}
