"""Keeping posts and pages as their files tell of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from blog.database.engine import db
from blog.markup.headings import Heading
from blog.posts import permalinks
from blog.posts.models import Address, LeadsTo, Page, Post, PostTag
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile


@dataclass(frozen=True, kw_only=True)
class Text:
    """A body as it was rendered."""

    html: str
    excerpt: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What tells a post that has another name from one that is gone."""

    slug: str
    path: str
    title: str
    published_at: datetime | None
    body_checksum: str
    draft: bool


def known() -> dict[str, Known]:
    """Map the slug of every post in the index to what it can be known by."""
    query = select(
        Post.slug, Post.path, Post.title, Post.published_at, Post.body_checksum, Post.draft
    )
    return {row.slug: Known(**row._asdict()) for row in db.session.execute(query)}


def store(post: PostFile, text: Text, *, picture: Mapping[str, Any] | None) -> None:
    """Keep one post; where its address changed, remember the one it had."""
    before = db.session.execute(select(Post.path).where(Post.slug == post.slug)).scalar()
    if before is not None and before != post.path:
        remember([before], leads_to=LeadsTo.POST, slug=post.slug)
    db.session.merge(
        Post(
            slug=post.slug,
            path=post.path,
            title=post.title,
            summary=post.summary,
            excerpt=post.summary or text.excerpt,
            html=text.html,
            headings=[[one.level, one.id, one.title] for one in text.headings],
            picture=dict(picture) if picture else None,
            author_slug=post.author,
            draft=post.draft,
            published_at=post.published_at,
            updated_at=post.updated_at,
            comments=post.comments,
            body_checksum=body_checksum(post.body),
        )
    )
    db.session.flush()
    db.session.execute(delete(PostTag).where(PostTag.post_slug == post.slug))
    db.session.add_all(
        PostTag(post_slug=post.slug, tag_slug=tag.slug, name=tag.name, position=position)
        for position, tag in enumerate(post.tags)
    )
    old = [*post.old_addresses, *map(permalinks.short, post.formerly)]
    _say(old, leads_to=LeadsTo.POST, slug=post.slug)
    _free(post.path)


def store_page(page: PageFile, text: Text) -> None:
    """Keep one page."""
    db.session.merge(
        Page(
            slug=page.slug,
            path=page.path,
            title=page.title,
            summary=page.summary or text.excerpt,
            html=text.html,
            draft=page.draft,
            updated_at=page.updated_at,
        )
    )
    _say(page.old_addresses, leads_to=LeadsTo.PAGE, slug=page.slug)
    _free(page.path)


def follow(old: Known, *, slug: str) -> None:
    """Let a post that has another name be found under the one it had."""
    db.session.execute(
        update(Address)
        .where(Address.slug == old.slug, Address.leads_to == LeadsTo.POST, Address.lasting)
        .values(slug=slug)
    )
    if not old.draft:
        remember({old.path, permalinks.short(old.slug)}, leads_to=LeadsTo.POST, slug=slug)
    _drop([old.slug])


def take_down(gone: Iterable[Known]) -> None:
    """Drop posts whose files are gone, and remember that they were here."""
    posts = list(gone)
    for post in posts:
        if not post.draft:
            paths = {post.path, permalinks.short(post.slug)}
            remember(paths, leads_to=LeadsTo.NOTHING, slug=post.slug)
            db.session.execute(
                update(Address)
                .where(Address.slug == post.slug, Address.lasting)
                .values(leads_to=LeadsTo.NOTHING)
            )
    _drop([post.slug for post in posts])


def take_down_pages(slugs: Collection[str]) -> None:
    """Drop pages whose files are gone, and remember that they were here."""
    for slug in slugs:
        remember([permalinks.of_page(slug)], leads_to=LeadsTo.NOTHING, slug=slug)
        _unsay(slug, LeadsTo.PAGE)
    db.session.execute(delete(Page).where(Page.slug.in_(slugs)))


def remember(paths: Collection[str], *, leads_to: LeadsTo, slug: str) -> None:
    """Keep for good what became of addresses."""
    for path in paths:
        db.session.merge(Address(path=path, leads_to=leads_to, slug=slug, lasting=True))


def body_checksum(body: str) -> str:
    """Make a mark of a post's text that is the same wherever the text stands."""
    return hashlib.sha256(" ".join(body.split()).encode()).hexdigest()


def in_all() -> int:
    """Count the posts readers see or will see."""
    query = select(func.count()).select_from(Post).where(~Post.draft)
    return db.session.execute(query).scalar_one()


def page_slugs() -> set[str]:
    """Name every page in the index."""
    return set(db.session.execute(select(Page.slug)).scalars())


def _say(paths: Iterable[str], *, leads_to: LeadsTo, slug: str) -> None:
    """Let the addresses a file names lead to it; what another address remembers gives way."""
    _unsay(slug, leads_to)
    for path in dict.fromkeys(paths):
        db.session.merge(Address(path=path, leads_to=leads_to, slug=slug, lasting=False))


def _unsay(slug: str, leads_to: LeadsTo) -> None:
    db.session.execute(
        delete(Address).where(Address.slug == slug, Address.leads_to == leads_to, ~Address.lasting)
    )


def _free(path: str) -> None:
    """Forget what an address once was, now that something stands there again."""
    db.session.flush()
    db.session.execute(delete(Address).where(Address.path == path))


def _drop(slugs: Collection[str]) -> None:
    for slug in slugs:
        _unsay(slug, LeadsTo.POST)
    db.session.execute(delete(PostTag).where(PostTag.post_slug.in_(slugs)))
    db.session.execute(delete(Post).where(Post.slug.in_(slugs)))
