"""What an author has before them: drafts, posts that wait for their day, this day in other years.

Everything is asked of one author's posts, or, of nobody in particular, of all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, bindparam, func, or_, select

from blog.database.running import rows
from blog.posts.models import Post
from blog.posts.queries import PUBLIC
from blog.sources.folder import Kind
from blog.sources.models import Source

Query = Select[*tuple[Any, ...]]

# So many years back somebody may have written on this day.
_YEARS = 30

_ITS_POST = (Post, (Source.slug == Post.slug) & (Source.kind == Kind.POST.value))
_BY = Post.author_slug == bindparam("author")
_ENTRY = select(Post.slug, Post.path, Post.title, Post.published_at)
_AHEAD = ~Post.draft & (Post.published_at > bindparam("now"))
_DRAFTS = _ENTRY.where(Post.draft).order_by(Post.published_at.desc().nulls_first(), Post.slug)
_SCHEDULED = _ENTRY.where(_AHEAD).order_by(Post.published_at)
_THOSE_DAYS = or_(
    *(
        and_(
            Post.published_at >= bindparam(f"from_{ago}"),
            Post.published_at < bindparam(f"until_{ago}"),
        )
        for ago in range(1, _YEARS + 1)
    )
)
_OF_THIS_DAY = _ENTRY.where(PUBLIC, _THOSE_DAYS).order_by(Post.published_at.desc(), Post.slug)
_FILES = select(Source.path.label("file"), Source.kind, Source.slug, Post.title).outerjoin(
    *_ITS_POST
)
_AT = _FILES.where(Source.path.in_(bindparam("files", expanding=True)))
_ITS_BIO = (Source.kind == Kind.AUTHOR.value) & (Source.slug == bindparam("author"))
_FILES_OF = select(Source.path).outerjoin(*_ITS_POST).where(_BY | _ITS_BIO)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A post as its author is reminded of it."""

    slug: str
    path: str
    title: str
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class File:
    """One of the author's files: what it is about, where it ever could be understood."""

    file: str
    kind: str
    slug: str | None
    title: str | None


def drafts(*, author: str | None, most: int) -> tuple[list[Entry], int]:
    """List some drafts, those without a date first, then the newest; count all."""
    return _some(_DRAFTS, author, most)


def scheduled(*, author: str | None, now: datetime, most: int) -> tuple[list[Entry], int]:
    """List the posts that appear next; count all that wait for their day."""
    return _some(_SCHEDULED, author, most, now=now)


def of_this_day(*, author: str | None, now: datetime, zone: ZoneInfo, most: int) -> list[Entry]:
    """List public posts that appeared on this day of former years, the latest first."""
    today = now.astimezone(zone).date()
    days = {}
    for ago in range(1, _YEARS + 1):
        days[f"from_{ago}"] = _begins(today, ago, zone)
        days[f"until_{ago}"] = _begins(today + timedelta(days=1), ago, zone)
    return _some(_OF_THIS_DAY, author, most, now=now, **days)[0]


def files_of(author: str) -> set[str]:
    """Name the files of an author's posts, and the one that tells who they are."""
    return set(rows(_FILES_OF, author=author).scalars())


def at(files: Collection[str]) -> dict[str, File]:
    """Map the places of files to what is known of them; of what was never opened, nothing is."""
    return {row.file: File(**row._asdict()) for row in rows(_AT, files=list(files))}


def _begins(day: date, ago: int, zone: ZoneInfo) -> datetime:
    """Tell when a day began so many years ago; what never was a day began with the next."""
    try:
        then = day.replace(year=day.year - ago)
    except ValueError:
        then = date(day.year - ago, 3, 1)
    return datetime.combine(then, time(), zone)


def _some(
    query: Query, author: str | None, most: int, **values: datetime
) -> tuple[list[Entry], int]:
    whose = _of(query, author is not None)
    found = [row._asdict() for row in rows(whose, **values, author=author, most=most)]
    numbers = [one.pop("number") for one in found]
    return [Entry(**one) for one in found], max(numbers, default=0)


@cache
def _of(query: Query, one_author: bool) -> Query:
    query = query.add_columns(func.count().over().label("number")).limit(bindparam("most"))
    return query.where(_BY) if one_author else query
