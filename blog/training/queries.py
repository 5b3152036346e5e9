"""Reading the training log: of a post, of a story, of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    String,
    bindparam,
    cast,
    exists,
    extract,
    func,
    null,
    select,
    union_all,
)

from blog.authors.models import Author
from blog.database.running import rows
from blog.pagecache import stamps
from blog.posts.models import Post, PostTag
from blog.posts.queries import PUBLIC
from blog.training import charts, log, tried
from blog.training.charts import Drawing
from blog.training.models import Chart, Session, Tried
from blog.training.sync import of_tag, of_year
from blog.training.tried import Said

_SESSION = (
    Session.day,
    Session.sport,
    Session.millimetres,
    Session.seconds,
    Session.pain,
    Session.note,
)
_ORDER = Session.day, Post.published_at, Post.slug, Session.position
_ITS_POST = (Post, Post.slug == Session.post_slug)
_TOLD: Any = select(*_SESSION, Session.post_slug).join(*_ITS_POST).where(PUBLIC)
_OF_TAG = (
    _TOLD.join(PostTag, PostTag.post_slug == Session.post_slug)
    .where(PostTag.tag_slug == bindparam("tag"))
    .order_by(*_ORDER)
)
_OF_YEAR = _TOLD.where(Session.day.between(bindparam("first"), bindparam("last"))).order_by(*_ORDER)
_YEAR = extract("year", Session.day)
_YEARS = select(_YEAR).join(*_ITS_POST).where(PUBLIC).distinct()
_TRIED = (
    select(Tried.post_slug, Tried.what, Tried.verdict, func.coalesce(Author.name, ""))
    .join(Post, Post.slug == Tried.post_slug)
    .join(PostTag, PostTag.post_slug == Tried.post_slug)
    .outerjoin(Author, Author.slug == Post.author_slug)
    .where(PUBLIC, PostTag.tag_slug == bindparam("tag"))
    .order_by(Post.published_at, Post.slug, Tried.position)
)
_CHART = (
    select(Chart.drawing)
    .where(Chart.subject == bindparam("subject"), Chart.since <= bindparam("now"))
    .order_by(Chart.since.desc())
    .limit(1)
)
_HURT_ON = (
    select(func.max(Session.day))
    .join(*_ITS_POST)
    .join(PostTag, PostTag.post_slug == Session.post_slug)
    .where(PUBLIC, PostTag.tag_slug == bindparam("tag"), Session.pain > 0)
    .scalar_subquery()
)
_STANDING = (
    select(*_SESSION, _HURT_ON.label("hurt_on"))
    .join(*_ITS_POST)
    .join(PostTag, PostTag.post_slug == Session.post_slug)
    .where(PUBLIC, PostTag.tag_slug == bindparam("tag"))
    .order_by(*(column.desc() for column in _ORDER))
    .limit(1)
)
_NOTHING = (cast(null(), Integer),) * 3
# What a post tells, and which of its stories tell what helped: one statement for both.
_OF_POST: Any = union_all(
    select(Session.position.label("position"), *_SESSION, cast(null(), String).label("tag")).where(
        Session.post_slug == bindparam("slug")
    ),
    select(
        cast(null(), Integer),
        cast(null(), Date),
        cast(null(), String),
        *_NOTHING,
        cast(null(), String),
        PostTag.tag_slug,
    )
    .where(
        PostTag.tag_slug.in_(bindparam("tags", expanding=True)),
        # Asked of each part, so that no database begins with all posts there are.
        exists().where(Tried.post_slug == PostTag.post_slug),
        exists().where(Post.slug == PostTag.post_slug, PUBLIC),
    )
    .distinct(),
)


@dataclass(frozen=True, kw_only=True)
class Told(log.Session):
    """A session, and the post that tells of it."""

    post: str


@dataclass(frozen=True, kw_only=True)
class PostLog:
    """What a post tells, and those of some tags whose posts say what was tried."""

    sessions: tuple[log.Session, ...] = ()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where things stand: the last session of a story, and the day it last hurt."""

    last: log.Session
    hurt_on: date | None


def of_post(slug: str, tags: Sequence[str], *, now: datetime) -> PostLog:
    """Read the sessions of a post, and which of its stories tell what was tried."""
    stamps.shows(f"post:{slug}", *(f"tag:{tag}" for tag in tags))
    found = rows(_OF_POST, slug=slug, tags=list(tags), now=now).all()
    mine = sorted((row for row in found if row.tag is None), key=lambda row: row.position)
    return PostLog(
        sessions=tuple(_session(row) for row in mine),
        tags=frozenset(row.tag for row in found if row.tag is not None),
    )


def of_story(tag: str, *, now: datetime) -> list[Told]:
    """Read the sessions of all posts that carry a tag, by day."""
    stamps.shows(f"tag:{tag}")
    return _all(rows(_OF_TAG, tag=tag, now=now))


def in_year(year: int, *, now: datetime) -> list[Told]:
    """Read the sessions of a year, by day."""
    stamps.shows("posts")
    return _all(rows(_OF_YEAR, first=date(year, 1, 1), last=date(year, 12, 31), now=now))


def years(*, now: datetime) -> list[int]:
    """Name the years that have a session, the newest first."""
    stamps.shows("posts")
    return sorted((int(year) for year in rows(_YEARS, now=now).scalars()), reverse=True)


def tried_in(tag: str, *, now: datetime) -> tuple[list[tried.Tried], str]:
    """Sum up what a story tried; with the name of who did, where one author tells it all."""
    stamps.shows(f"tag:{tag}", "authors")
    found = rows(_TRIED, tag=tag, now=now).all()
    names = {name for *_, name in found}
    said = [Said(post=post, what=what, verdict=verdict) for post, what, verdict, _ in found]
    return tried.summed_up(said), names.pop() if len(names) == 1 else ""


def standing(tag: str, *, now: datetime) -> Standing | None:
    """Find the last session of a story, and when it last hurt."""
    stamps.shows(f"tag:{tag}")
    row = rows(_STANDING, tag=tag, now=now).one_or_none()
    return Standing(last=_session(row), hurt_on=row.hurt_on) if row else None


def chart_of_story(tag: str, *, now: datetime) -> Drawing | None:
    """Find the drawing of a story as it is now."""
    stamps.shows(f"tag:{tag}")
    return _chart(of_tag(tag), now)


def chart_of_year(year: int, *, now: datetime) -> Drawing | None:
    """Find the drawing of a year as it is now."""
    stamps.shows("posts")
    return _chart(of_year(year), now)


def _chart(subject: str, now: datetime) -> Drawing | None:
    stored = rows(_CHART, subject=subject, now=now).scalar_one_or_none()
    return charts.read(stored) if stored else None


def _all(found: Any) -> list[Told]:
    return [Told(**vars(_session(row)), post=row.post_slug) for row in found]


def _session(row: Any) -> log.Session:
    return log.Session(
        day=row.day,
        sport=log.Sport(row.sport),
        millimetres=row.millimetres,
        seconds=row.seconds,
        pain=row.pain,
        note=row.note,
    )
