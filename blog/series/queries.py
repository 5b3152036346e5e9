"""Reading tags, introductions and stories."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import aliased

from blog.database.engine import db
from blog.pagecache import stamps
from blog.posts.models import Post, PostTag
from blog.posts.queries import public
from blog.series.introfile import Status
from blog.series.models import Introduction
from blog.series.sequence import Box, Facts, Story, Told, box, tell

_FACTS = (
    Introduction.slug,
    Introduction.title,
    Introduction.summary,
    Introduction.html,
    Introduction.started,
    Introduction.status,
    Introduction.ended,
    Introduction.goal_name,
    Introduction.goal_date,
    Introduction.outcome,
    Introduction.tape,
)


@dataclass(frozen=True, kw_only=True)
class Introduced:
    """A tag that is no series, with what its author says of it."""

    slug: str
    title: str
    summary: str = ""
    html: str = ""


@dataclass(frozen=True, kw_only=True)
class TagLine:
    """A tag as the index of tags lists it."""

    slug: str
    name: str
    summary: str
    count: int

    @property
    def path(self) -> str:
        """The address of the tag's page."""
        return f"/tags/{self.slug}/"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """The place of a post in the first of its stories."""

    title: str
    path: str
    tape: str
    part: int


def story(slug: str, *, now: datetime, zone: ZoneInfo) -> Story | None:
    """Tell one story; nothing where the tag is no series."""
    stamps.shows(f"tag:{slug}")
    found = _stories(Introduction.slug == slug, now=now, zone=zone)
    return found[0] if found else None


def stories(*, now: datetime, zone: ZoneInfo) -> list[Story]:
    """Tell every story that has a part, the one with the newest part first."""
    stamps.shows("tags", "posts")
    found = [
        one for one in _stories(Introduction.is_series.is_(True), now=now, zone=zone) if one.parts
    ]
    return sorted(found, key=lambda one: one.parts[-1].published_at, reverse=True)


def under_way(*, now: datetime, zone: ZoneInfo) -> Story | None:
    """Find the story that is being told: of those not over, the one with the newest part."""
    stamps.shows("tags", "posts")
    newest = (
        select(PostTag.tag_slug)
        .join(Post, Post.slug == PostTag.post_slug)
        .join(Introduction, Introduction.slug == PostTag.tag_slug)
        .where(
            public(now),
            Introduction.is_series,
            Introduction.ended.is_(None),
            Introduction.status != Status.RETURNED,
        )
        .order_by(Post.published_at.desc())
        .limit(1)
    )
    slug = db.session.execute(newest).scalar_one_or_none()
    return story(slug, now=now, zone=zone) if slug else None


def boxes(slug: str, tags: Sequence[str], *, now: datetime, zone: ZoneInfo) -> tuple[Box, ...]:
    """See every story a post is part of from that part, in the order of the post's tags."""
    if not tags:
        return ()
    stamps.shows(*(f"tag:{tag}" for tag in tags))
    found = _stories(Introduction.slug.in_(tags), now=now, zone=zone)
    found.sort(key=lambda one: tags.index(one.slug))
    return tuple(seen for one in found if (seen := box(one, slug)))


def marks(slugs: Collection[str], *, now: datetime) -> dict[str, Mark]:
    """Map posts to their place in the first of their stories; posts in none are left out."""
    if not slugs:
        return {}
    query = (
        select(
            Post.slug,
            Introduction.slug.label("tag"),
            Introduction.title,
            Introduction.tape,
            _number(now).label("part"),
        )
        .join(PostTag, PostTag.post_slug == Post.slug)
        .join(Introduction, Introduction.slug == PostTag.tag_slug)
        .where(Post.slug.in_(slugs), Introduction.is_series)
        .order_by(PostTag.position.desc())
    )
    rows = db.session.execute(query).all()
    stamps.shows("tags", *(f"tag:{row.tag}" for row in rows))
    return {
        row.slug: Mark(title=row.title, path=f"/tags/{row.tag}/", tape=row.tape, part=row.part)
        for row in rows
    }


def introduced(slug: str, *, now: datetime) -> Introduced | None:
    """Find a tag by its introduction, or by the name its newest post gives it."""
    stamps.shows(f"tag:{slug}")
    query = select(Introduction.slug, Introduction.title, Introduction.summary, Introduction.html)
    row = db.session.execute(query.where(Introduction.slug == slug)).one_or_none()
    if row is not None:
        return Introduced(**row._asdict())
    named = (
        select(PostTag.name)
        .join(Post, Post.slug == PostTag.post_slug)
        .where(PostTag.tag_slug == slug, public(now))
        .order_by(Post.published_at.desc())
        .limit(1)
    )
    name = db.session.execute(named).scalar_one_or_none()
    return Introduced(slug=slug, title=name) if name else None


def tag_lines(*, now: datetime) -> list[TagLine]:
    """List every tag that is no series and has a public post, the most used first."""
    stamps.shows("tags", "posts")
    used = func.count(Post.slug)
    query = (
        select(
            PostTag.tag_slug,
            func.coalesce(Introduction.title, func.max(PostTag.name)).label("name"),
            func.coalesce(Introduction.summary, "").label("summary"),
            used.label("used"),
        )
        .join(Post, Post.slug == PostTag.post_slug)
        .outerjoin(Introduction, Introduction.slug == PostTag.tag_slug)
        .where(public(now), func.coalesce(Introduction.is_series, False).is_(False))
        .group_by(PostTag.tag_slug, Introduction.title, Introduction.summary)
        .order_by(used.desc(), PostTag.tag_slug)
    )
    return [
        TagLine(slug=row.tag_slug, name=row.name, summary=row.summary, count=row.used)
        for row in db.session.execute(query)
    ]


def titles() -> dict[str, str]:
    """Map the slug of every introduced tag to its title."""
    query = select(Introduction.slug, Introduction.title)
    return {slug: title for slug, title in db.session.execute(query)}


def names() -> dict[str, str]:
    """Map every tag, introduced or just used, to what it is called."""
    used = select(PostTag.tag_slug, func.max(PostTag.name)).group_by(PostTag.tag_slug)
    return {slug: name for slug, name in db.session.execute(used)} | titles()


def public_slugs(*, now: datetime) -> list[str]:
    """Name every tag readers can find a post by."""
    stamps.shows("posts")
    query = (
        select(PostTag.tag_slug)
        .join(Post, Post.slug == PostTag.post_slug)
        .where(public(now))
        .distinct()
        .order_by(PostTag.tag_slug)
    )
    return list(db.session.execute(query).scalars())


def _stories(which: ColumnElement[bool], *, now: datetime, zone: ZoneInfo) -> list[Story]:
    """Tell the stories of some tags; with one query, however many parts they have."""
    query = (
        select(
            *(column.label(f"tag_{column.key}") for column in _FACTS),
            Post.slug,
            Post.path,
            Post.title,
            Post.excerpt,
            Post.published_at,
        )
        .select_from(Introduction)
        .outerjoin(PostTag, PostTag.tag_slug == Introduction.slug)
        .outerjoin(Post, (Post.slug == PostTag.post_slug) & public(now))
        .where(which, Introduction.is_series)
        .order_by(Introduction.slug)
    )
    facts: dict[str, Facts] = {}
    told: dict[str, list[Told]] = {}
    for row in db.session.execute(query):
        if row.tag_slug not in facts:
            facts[row.tag_slug] = _facts(row)
            told[row.tag_slug] = []
        if row.slug is not None:
            told[row.tag_slug].append(_told(row))
    today = now.astimezone(zone).date()
    return [tell(facts[slug], told[slug], zone=zone, today=today) for slug in facts]


def _number(now: datetime) -> ScalarSelect[int]:
    """Count the posts of a tag up to the one in question: which part of its story that is."""
    earlier, its_tag = aliased(Post), aliased(PostTag)
    before = earlier.published_at < Post.published_at
    itself = (earlier.published_at == Post.published_at) & (earlier.slug <= Post.slug)
    return (
        select(func.count())
        .select_from(its_tag)
        .join(earlier, earlier.slug == its_tag.post_slug)
        .where(
            its_tag.tag_slug == PostTag.tag_slug,
            ~earlier.draft,
            earlier.published_at <= now,
            before | itself,
        )
        .correlate(Post, PostTag)
        .scalar_subquery()
    )


def _facts(row: Any) -> Facts:
    values = row._mapping
    return Facts(**{column.key: values[f"tag_{column.key}"] for column in _FACTS})


def _told(row: Any) -> Told:
    return Told(
        slug=row.slug,
        path=row.path,
        title=row.title,
        excerpt=row.excerpt,
        published_at=row.published_at,
    )
