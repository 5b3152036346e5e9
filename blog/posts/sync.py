"""Keeping posts and pages as their files tell of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from blog.database import many
from blog.database.engine import db
from blog.database.running import rows
from blog.markup.headings import Heading
from blog.pagecache import stamps
from blog.posts import memory
from blog.posts.models import LeadsTo, Page, Post, PostTag
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile


@dataclass(frozen=True, kw_only=True)
class Text:
    """A body as it was rendered, and the picture that stands for it."""

    html: str
    excerpt: str
    headings: tuple[Heading, ...]
    picture: Mapping[str, Any] | None = None


_DRAFTS = select(Post.slug, Post.draft)
_KNOWN = select(
    Post.slug, Post.path, Post.title, Post.published_at, Post.body_checksum, Post.draft
).where(Post.slug.in_(bindparam("slugs", expanding=True)))


@dataclass(frozen=True, kw_only=True)
class Known:
    """What tells a post that has another name from one that is gone."""

    slug: str
    path: str
    title: str
    published_at: datetime | None
    body_checksum: str
    draft: bool


@dataclass(frozen=True, kw_only=True)
class KnownPage:
    """What tells a page that has another name from one that is gone."""

    slug: str
    path: str
    title: str
    html: str
    draft: bool


def drafts() -> dict[str, bool]:
    """Map the slug of every post in the index to whether it is a draft."""
    return {slug: draft for slug, draft in rows(_DRAFTS)}


def known(slugs: Iterable[str]) -> dict[str, Known]:
    """Map those of some slugs that are in the index to what their posts can be known by."""
    found: dict[str, Known] = {}
    for part in many.portions(slugs):
        found.update((row.slug, Known(**row._asdict())) for row in rows(_KNOWN, slugs=part))
    return found


def store(posts: Sequence[tuple[PostFile, Text]], *, known: Mapping[str, Known]) -> None:
    """Keep posts; where an address changed, remember the one it had."""
    for post, _ in posts:
        before = known.get(post.slug)
        if before and before.path != post.path and not before.draft:
            memory.remember([before.path], leads_to=LeadsTo.POST, slug=post.slug)
    slugs = [post.slug for post, _ in posts]
    # Also the tags a post no longer has show one post less now.
    _renew(slugs, also=(tag.slug for post, _ in posts for tag in post.tags))
    _make_room([post for post, _ in posts], known)
    many.upsert(Post, (_row(post, text) for post, text in posts))
    many.drop(PostTag.post_slug, slugs)
    many.upsert(PostTag, (row for post, _ in posts for row in _tag_rows(post)))
    memory.say({post.slug: memory.said_by(post) for post, _ in posts}, leads_to=LeadsTo.POST)
    memory.free([post.path for post, _ in posts])


def store_pages(pages: Sequence[tuple[PageFile, Text]]) -> None:
    """Keep pages."""
    _renew_pages(page.slug for page, _ in pages)
    many.upsert(Page, (_page_row(page, text) for page, text in pages))
    said = {page.slug: page.old_addresses for page, _ in pages}
    memory.say(said, leads_to=LeadsTo.PAGE)
    memory.free([page.path for page, _ in pages])


def follow(old: Known, *, slug: str) -> None:
    """Let a post that has another name be found under the one it had."""
    memory.hand_on(old.slug, to=slug, leads_to=LeadsTo.POST)
    if not old.draft:
        memory.remember(memory.of(old.slug, old.path), leads_to=LeadsTo.POST, slug=slug)
    _drop([old.slug])


def take_down(gone: Iterable[Known]) -> None:
    """Drop posts whose files are gone, and remember that they were here."""
    posts = list(gone)
    for post in posts:
        if not post.draft:
            memory.close(post.slug, memory.of(post.slug, post.path), led_to=LeadsTo.POST)
    _drop([post.slug for post in posts])


def take_down_pages(slugs: Collection[str]) -> None:
    """Drop pages whose files are gone, and remember that they were here."""
    query = select(Page.slug, Page.path).where(Page.slug.in_(slugs), ~Page.draft)
    for slug, path in db.session.execute(query).all():
        memory.close(slug, [path], led_to=LeadsTo.PAGE)
    _drop_pages(slugs)


def follow_page(old: KnownPage, *, slug: str) -> None:
    """Let a page that has another name be found under the one it had."""
    memory.hand_on(old.slug, to=slug, leads_to=LeadsTo.PAGE)
    if not old.draft:
        memory.remember([old.path], leads_to=LeadsTo.PAGE, slug=slug)
    _drop_pages([old.slug])


def pages(slugs: Collection[str]) -> list[KnownPage]:
    """Say of some pages what they can be known by."""
    query = select(Page.slug, Page.path, Page.title, Page.html, Page.draft)
    rows = db.session.execute(query.where(Page.slug.in_(slugs)).order_by(Page.slug))
    return [KnownPage(**row._asdict()) for row in rows]


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


def _make_room(posts: Sequence[PostFile], known: Mapping[str, Known]) -> None:
    """Let go of the addresses that will change, so that posts may exchange them."""
    moving = [post.slug for post in posts if _moves(post, known)]
    for part in many.portions(moving):
        db.session.execute(
            update(Post)
            .where(Post.slug.in_(part))
            .values(path=" " + Post.slug)
            .execution_options(synchronize_session=False)
        )


def _moves(post: PostFile, known: Mapping[str, Known]) -> bool:
    before = known.get(post.slug)
    return before is not None and before.path != post.path


def _row(post: PostFile, text: Text) -> dict[str, Any]:
    return {
        "slug": post.slug,
        "path": post.path,
        "title": post.title,
        "summary": post.summary,
        "excerpt": post.summary or text.excerpt,
        "html": text.html,
        "headings": [[one.level, one.id, one.title] for one in text.headings],
        "picture": dict(text.picture) if text.picture else None,
        "author_slug": post.author,
        "draft": post.draft,
        "published_at": post.published_at,
        "updated_at": post.updated_at,
        "comments": post.comments,
        "body_checksum": body_checksum(post.body),
    }


def _tag_rows(post: PostFile) -> list[dict[str, Any]]:
    return [
        {"post_slug": post.slug, "tag_slug": tag.slug, "position": position, "name": tag.name}
        for position, tag in enumerate(post.tags)
    ]


def _page_row(page: PageFile, text: Text) -> dict[str, Any]:
    return {
        "slug": page.slug,
        "path": page.path,
        "title": page.title,
        "summary": page.summary or text.excerpt,
        "html": text.html,
        "picture": dict(text.picture) if text.picture else None,
        "draft": page.draft,
        "updated_at": page.updated_at,
    }


def _renew(slugs: Collection[str], *, also: Iterable[str] = ()) -> None:
    """Make stale what shows posts: their pages, the pages of their tags, lists of all."""
    if slugs:
        tags = {*also}
        for part in many.portions(slugs):
            carried = select(PostTag.tag_slug).where(PostTag.post_slug.in_(part))
            tags.update(db.session.execute(carried).scalars())
        its_own = (f"post:{slug}" for slug in slugs)
        stamps.renew(["posts", *its_own, *(f"tag:{tag}" for tag in tags)])


def _renew_pages(slugs: Iterable[str]) -> None:
    names = [f"page:{slug}" for slug in slugs]
    stamps.renew([*names, "pages"] if names else [])


def _drop_pages(slugs: Collection[str]) -> None:
    _renew_pages(slugs)
    memory.unsay(slugs, leads_to=LeadsTo.PAGE)
    many.drop(Page.slug, slugs)


def _drop(slugs: Collection[str]) -> None:
    _renew(slugs)
    memory.unsay(slugs, leads_to=LeadsTo.POST)
    many.drop(PostTag.post_slug, slugs)
    many.drop(Post.slug, slugs)
