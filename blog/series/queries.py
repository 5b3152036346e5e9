"""Reading tags, introductions and stories."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from blog.authors.models import Author
from blog.database.running import rows
from blog.pagecache import stamps
from blog.posts.models import Post, PostTag
from blog.posts.queries import HIDDEN, PUBLIC
from blog.series.introfile import Status
from blog.series.models import Introduction
from blog.series.sequence import Box, Facts, Story, Told, box, tell
from blog.series.shown import Introduced, Known, Mark, TagLine

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
    Introduction.has_log,
    Introduction.ongoing,
)
_PART = Post.slug, Post.path, Post.title, Post.excerpt, Post.published_at

Query = Select[*tuple[Any, ...]]

_ITS_POST = (Post, Post.slug == PostTag.post_slug)
_INTRODUCED = select(
    Introduction.slug,
    Introduction.title,
    Introduction.summary,
    Introduction.html,
    Introduction.picture,
).where(Introduction.slug == bindparam("slug"))
_NAMED = (
    select(PostTag.name)
    .join(*_ITS_POST)
    .where(PostTag.tag_slug == bindparam("slug"), PUBLIC)
    .order_by(Post.published_at.desc())
    .limit(1)
)
_USED = func.count(Post.slug)
# All but the few that nobody may see, and by an index alone: to look at each of ten thousand posts
# takes ten times as long.
_COUNTED = (
    select(PostTag.tag_slug, func.min(PostTag.post_slug).label("one"), func.count().label("used"))
    .where(PostTag.post_slug.not_in(select(Post.slug).where(HIDDEN)))
    .group_by(PostTag.tag_slug)
    .subquery()
)
_TAG_LINES = (
    select(
        _COUNTED.c.tag_slug,
        func.coalesce(Introduction.title, PostTag.name).label("name"),
        func.coalesce(Introduction.summary, "").label("summary"),
        _COUNTED.c.used,
    )
    .join(
        PostTag, (PostTag.tag_slug == _COUNTED.c.tag_slug) & (PostTag.post_slug == _COUNTED.c.one)
    )
    .outerjoin(Introduction, Introduction.slug == _COUNTED.c.tag_slug)
    .where(func.coalesce(Introduction.is_series, False).is_(False))
    .order_by(_COUNTED.c.used.desc(), _COUNTED.c.tag_slug)
)
_USERS = (
    select(PostTag.tag_slug, Post.author_slug, func.max(PostTag.name).label("name"), _USED)
    .join(*_ITS_POST)
    .group_by(PostTag.tag_slug, Post.author_slug)
)
_INTRODUCTIONS = select(Introduction.slug, Introduction.title, Introduction.is_series)
_TITLES = select(Introduction.slug, Introduction.title)
_NAMES = select(PostTag.tag_slug, func.max(PostTag.name)).group_by(PostTag.tag_slug)
_PUBLIC_SLUGS = (
    select(PostTag.tag_slug).join(*_ITS_POST).where(PUBLIC).distinct().order_by(PostTag.tag_slug)
)
_ALL = (
    select(
        *(column.label(f"tag_{column.key}") for column in _FACTS),
        *_PART,
    )
    .select_from(Introduction)
    .outerjoin(PostTag, PostTag.tag_slug == Introduction.slug)
    .outerjoin(Post, (Post.slug == PostTag.post_slug) & PUBLIC)
    .where(Introduction.is_series)
    .order_by(Introduction.slug)
)
_TEXTS = (
    select(Post.slug, Post.html, func.coalesce(Author.name, Post.author_slug))
    .join(PostTag, PostTag.post_slug == Post.slug)
    .outerjoin(Author, Author.slug == Post.author_slug)
    .where(PUBLIC, PostTag.tag_slug == bindparam("tag"))
    .order_by(Post.published_at.desc(), Post.slug.desc())
    .limit(bindparam("most"))
)
_SOME = _ALL.where(Introduction.slug.in_(bindparam("slugs", expanding=True)))
_NOT_OVER = _ALL.where(Introduction.ended.is_(None), Introduction.status != Status.RETURNED)


def story(slug: str, *, now: datetime, zone: ZoneInfo) -> Story | None:
    """Tell one story; nothing where the tag is no series."""
    stamps.shows(f"tag:{slug}")
    found = _stories(_SOME, slugs=[slug], now=now, zone=zone)
    return found[0] if found else None


def stories(*, now: datetime, zone: ZoneInfo) -> list[Story]:
    """Tell every story that has a part, the one with the newest part first."""
    stamps.shows("tags", "posts")
    found = [one for one in _stories(_ALL, now=now, zone=zone) if one.parts]
    return sorted(found, key=lambda one: one.parts[-1].published_at, reverse=True)


def running(*, now: datetime, zone: ZoneInfo) -> list[Story]:
    """List the stories that are not over, the latest spoken of first; a new one has no part yet."""
    stamps.shows("tags", "posts")
    found = _stories(_NOT_OVER, now=now, zone=zone)
    return sorted(found, key=lambda one: _last_day(one, zone), reverse=True)


def _last_day(story: Story, zone: ZoneInfo) -> date:
    return story.parts[-1].published_at.astimezone(zone).date() if story.parts else story.first


def under_way(*, now: datetime, zone: ZoneInfo) -> Story | None:
    """Find the story that is being told: of those not over, the one with the newest part."""
    stamps.shows("tags", "posts")
    told = [one for one in _stories(_NOT_OVER, now=now, zone=zone) if one.parts]
    found = max(told, key=lambda one: one.parts[-1].published_at, default=None)
    if found:
        stamps.shows(f"tag:{found.slug}")
    return found


def silent(*, now: datetime, zone: ZoneInfo) -> list[Story]:
    """List the stories that are not over and have not been spoken of for 60 days.

    The longest silent comes first; `silent_since` is the day of a story's last word. At the desk
    `web.desk.endings.silent()` leaves out those the author who asks may not end.
    """
    stamps.shows("tags", "posts")
    found = [one for one in _stories(_NOT_OVER, now=now, zone=zone) if one.silent_since]
    return sorted(found, key=lambda one: one.silent_since or one.first)


def boxes(slug: str, tags: Sequence[str], *, now: datetime, zone: ZoneInfo) -> tuple[Box, ...]:
    """See every story a post is part of from that part, in the order of the post's tags."""
    if not tags:
        return ()
    stamps.shows(*(f"tag:{tag}" for tag in tags))
    found = _stories(_SOME, slugs=list(tags), now=now, zone=zone)
    found.sort(key=lambda one: tags.index(one.slug))
    return tuple(seen for one in found if (seen := box(one, slug)))


def marks(slugs: Collection[str], *, now: datetime) -> dict[str, Mark]:
    """Map posts to their place in the first of their stories; posts in none are left out."""
    if not slugs:
        return {}
    found = rows(_marked(), slugs=list(slugs), now=now).all()
    stamps.shows("tags", *(f"tag:{row.tag}" for row in found))
    return {
        row.slug: Mark(title=row.title, path=f"/tags/{row.tag}/", tape=row.tape, part=row.part)
        for row in found
    }


def introduced(slug: str, *, now: datetime) -> Introduced | None:
    """Find a tag by its introduction, or by the name its newest post gives it."""
    stamps.shows(f"tag:{slug}")
    row = rows(_INTRODUCED, slug=slug).one_or_none()
    if row is not None:
        return Introduced(**row._asdict())
    name = rows(_NAMED, slug=slug, now=now).scalar_one_or_none()
    return Introduced(slug=slug, title=name) if name else None


def tag_lines(*, now: datetime) -> list[TagLine]:
    """List every tag that is no series and has a public post, the most used first."""
    stamps.shows("tags", "posts")
    return [
        TagLine(slug=row.tag_slug, name=row.name, summary=row.summary, count=row.used)
        for row in rows(_TAG_LINES, now=now)
    ]


def texts(tag: str, *, most: int, now: datetime) -> dict[str, tuple[str, str]]:
    """Map the newest posts of a tag to their whole text and their author's name."""
    stamps.shows(f"tag:{tag}", "authors")
    return {slug: (html, name) for slug, html, name in rows(_TEXTS, tag=tag, most=most, now=now)}


def titles() -> dict[str, str]:
    """Map the slug of every introduced tag to its title."""
    stamps.shows("tags")
    return {slug: title for slug, title in rows(_TITLES)}


def names() -> dict[str, str]:
    """Map every tag, introduced or just used, to what it is called."""
    return {slug: name for slug, name in rows(_NAMES)} | titles()


def known() -> dict[str, Known]:
    """Map the slug of every tag, of drafts too and of files nobody uses, to what is known of it."""
    found: dict[str, Known] = {}
    for slug, author, name, count in rows(_USERS):
        there = found.get(slug) or Known(slug=slug, name=name)
        found[slug] = replace(there, count=there.count + count, authors=there.authors | {author})
    for slug, title, is_series in rows(_INTRODUCTIONS):
        there = found.get(slug) or Known(slug=slug, name=title)
        found[slug] = replace(there, name=title, introduced=True, is_series=is_series)
    return found


def public_slugs(*, now: datetime) -> list[str]:
    """Name every tag readers can find a post by."""
    stamps.shows("posts")
    return list(rows(_PUBLIC_SLUGS, now=now).scalars())


def _stories(query: Query, *, now: datetime, zone: ZoneInfo, **values: Any) -> list[Story]:
    """Tell the stories of some tags; with one query, however many parts they have."""
    facts: dict[str, Facts] = {}
    told: dict[str, list[Told]] = {}
    for row in rows(query, now=now, **values):
        if row.tag_slug not in facts:
            facts[row.tag_slug] = _facts(row)
            told[row.tag_slug] = []
        if row.slug is not None:
            told[row.tag_slug].append(_told(row))
    today = now.astimezone(zone).date()
    return [tell(facts[slug], told[slug], zone=zone, today=today) for slug in facts]


@cache
def _marked() -> Query:
    return (
        select(
            Post.slug,
            Introduction.slug.label("tag"),
            Introduction.title,
            Introduction.tape,
            _number().label("part"),
        )
        .join(PostTag, PostTag.post_slug == Post.slug)
        .join(Introduction, Introduction.slug == PostTag.tag_slug)
        .where(Post.slug.in_(bindparam("slugs", expanding=True)), Introduction.is_series)
        .order_by(PostTag.position.desc())
    )


def _number() -> ScalarSelect[int]:
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
            earlier.published_at <= bindparam("now"),
            before | itself,
        )
        .correlate(Post, PostTag)
        .scalar_subquery()
    )


def _facts(row: Any) -> Facts:
    values = row._mapping
    return Facts(**{column.key: values[f"tag_{column.key}"] for column in _FACTS})


def _told(row: Any) -> Told:
    return Told(**{column.key: row._mapping[column.key] for column in _PART})
