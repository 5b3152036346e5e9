"""Reading posts and pages: columns, not entities, and only what readers may see.

A post is public from its moment on. That is asked of the clock by every query, so a post
in the future appears by itself, and nobody has to wake up for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from blog.authors.models import Author
from blog.authors.queries import Shown as ShownAuthor
from blog.database.engine import db
from blog.markup.headings import Heading
from blog.pagecache import stamps
from blog.posts.models import Address, LeadsTo, Page, Post, PostTag
from blog.posts.shown import Discussed, Listed, Moved, Shown, ShownPage
from blog.posts.tags import Tag

_SHOWN = (
    Post.slug,
    Post.path,
    Post.title,
    Post.summary,
    Post.excerpt,
    Post.html,
    Post.headings,
    Post.picture,
    Post.published_at,
    Post.updated_at,
    Post.comments,
    Post.author_slug,
    Author.slug.label("known"),
    Author.name,
    Author.tagline,
    Author.html.label("bio"),
    Author.links,
    Author.picture.label("portrait"),
)


def public(now: datetime) -> ColumnElement[bool]:
    """Say which posts readers may see at a moment."""
    return ~Post.draft & (Post.published_at <= now)


def by_path(path: str, *, now: datetime) -> Shown | None:
    """Find the post at an address."""
    return _shown(Post.path == path, now)


def by_slug(slug: str, *, now: datetime) -> Shown | None:
    """Find a post by its slug, whatever its address."""
    return _shown(Post.slug == slug, now)


def discussed(slugs: Sequence[str], *, now: datetime) -> list[Discussed]:
    """List what discussions have to know about some posts."""
    stamps.shows(*(f"post:{slug}" for slug in slugs))
    query = select(Post.slug, Post.published_at, Post.comments)
    found: Any = db.session.execute(query.where(Post.slug.in_(slugs), public(now))).all()
    return list(found)


def published_before(moment: datetime) -> list[str]:
    """Name the posts that appeared before a moment."""
    query = select(Post.slug).where(~Post.draft, Post.published_at < moment)
    return list(db.session.execute(query.order_by(Post.published_at)).scalars())


def listed(
    *,
    now: datetime,
    limit: int,
    offset: int = 0,
    tag: str | None = None,
    author: str | None = None,
) -> list[Listed]:
    """List public posts, newest first; with two queries, however many there are."""
    query = _of(
        select(
            Post.slug,
            Post.path,
            Post.title,
            Post.excerpt,
            Post.picture,
            Post.published_at,
            Post.updated_at,
            Post.comments,
        ),
        now=now,
        tag=tag,
        author=author,
    )
    newest = Post.published_at.desc(), Post.slug.desc()
    rows = db.session.execute(query.order_by(*newest).limit(limit).offset(offset)).all()
    tags = tags_of([row.slug for row in rows])
    return [Listed(**row._asdict(), tags=tags.get(row.slug, ())) for row in rows]


def count(*, now: datetime, tag: str | None = None, author: str | None = None) -> int:
    """Count public posts."""
    query = _of(select(func.count()).select_from(Post), now=now, tag=tag, author=author)
    number: int = db.session.execute(query).scalar_one()
    return number


def full_texts(*, now: datetime, limit: int) -> list[tuple[Listed, str, str]]:
    """List the newest posts with their whole text and their author's name, for a feed."""
    query = (
        select(Post.slug, Post.html, func.coalesce(Author.name, Post.author_slug))
        .outerjoin(Author, Author.slug == Post.author_slug)
        .where(public(now))
        .order_by(Post.published_at.desc(), Post.slug.desc())
        .limit(limit)
    )
    stamps.shows("authors")
    texts = {slug: (html, name) for slug, html, name in db.session.execute(query)}
    posts = listed(now=now, limit=limit)
    return [(post, *texts[post.slug]) for post in posts if post.slug in texts]


def changes(*, now: datetime) -> list[tuple[str, datetime]]:
    """List the address and last change of every public post, newest first."""
    stamps.shows("posts")
    changed = func.coalesce(Post.updated_at, Post.published_at)
    query = select(Post.path, Post.updated_at, Post.published_at).where(public(now))
    return [
        (path, max(filter(None, (updated_at, published_at))))
        for path, updated_at, published_at in db.session.execute(query.order_by(changed.desc()))
    ]


def next_due(*, now: datetime) -> datetime | None:
    """Tell when the next post in the future will appear."""
    stamps.shows("posts")
    query = select(Post.published_at).where(~Post.draft, Post.published_at > now)
    return db.session.execute(query.order_by(Post.published_at).limit(1)).scalar()


def page_by_path(path: str) -> ShownPage | None:
    """Find the page at an address."""
    query = select(Page.slug, Page.path, Page.title, Page.summary, Page.html, Page.updated_at)
    row = db.session.execute(query.where(Page.path == path, ~Page.draft)).one_or_none()
    if row is None:
        return None
    stamps.shows(f"page:{row.slug}")
    return ShownPage(**row._asdict())


def page_titles() -> dict[str, str]:
    """Map the slug of every public page to its title."""
    stamps.shows("pages")
    query = select(Page.slug, Page.title).where(~Page.draft).order_by(Page.slug)
    return {slug: title for slug, title in db.session.execute(query)}


def moved(path: str, *, now: datetime) -> Moved | None:
    """Find out what became of an address; nothing where none is known.

    What a file says counts before what was seen; of two files the first by its slug.
    """
    either = {path, path.rstrip("/") or "/", f"{path.rstrip('/')}/"}
    query = (
        select(Address.leads_to, func.coalesce(Post.path, Page.path).label("path"))
        .outerjoin(
            Post,
            (Address.leads_to == LeadsTo.POST) & (Post.slug == Address.slug) & public(now),
        )
        .outerjoin(
            Page,
            (Address.leads_to == LeadsTo.PAGE) & (Page.slug == Address.slug) & ~Page.draft,
        )
        .where(Address.path.in_(either))
        .order_by(Address.lasting, Address.leads_to, Address.slug)
    )
    found = db.session.execute(query).all()
    if new := next((row.path for row in found if row.path), None):
        return Moved(path=new)
    gone = any(row.leads_to is LeadsTo.NOTHING for row in found)
    return Moved(path=None) if gone else None


def tags_of(slugs: Sequence[str]) -> dict[str, tuple[Tag, ...]]:
    """Map posts to their tags, in each author's order."""
    if not slugs:
        return {}
    query = (
        select(PostTag.post_slug, PostTag.tag_slug, PostTag.name)
        .where(PostTag.post_slug.in_(slugs))
        .order_by(PostTag.position)
    )
    found: dict[str, tuple[Tag, ...]] = {}
    for post_slug, tag_slug, name in db.session.execute(query):
        found[post_slug] = (*found.get(post_slug, ()), Tag(slug=tag_slug, name=name))
    return found


def _of(query: Select[Any], *, now: datetime, tag: str | None, author: str | None) -> Select[Any]:
    # A post that changes renews the stamps of its tags, and that of all posts.
    stamps.shows("posts" if tag is None else f"tag:{tag}")
    query = query.where(public(now))
    if tag is not None:
        query = query.join(PostTag, PostTag.post_slug == Post.slug).where(PostTag.tag_slug == tag)
    if author is not None:
        query = query.where(Post.author_slug == author)
    return query


def _shown(which: ColumnElement[bool], now: datetime) -> Shown | None:
    query = select(*_SHOWN).outerjoin(Author, Author.slug == Post.author_slug)
    row = db.session.execute(query.where(which, public(now))).one_or_none()
    if row is None:
        return None
    stamps.shows(f"post:{row.slug}", f"author:{row.author_slug}")
    return Shown(
        slug=row.slug,
        path=row.path,
        title=row.title,
        summary=row.summary,
        excerpt=row.excerpt,
        html=row.html,
        headings=tuple(Heading(*heading) for heading in row.headings),
        picture=row.picture,
        published_at=row.published_at,
        updated_at=row.updated_at,
        comments=row.comments,
        author=_author(row),
        tags=tags_of([row.slug]).get(row.slug, ()),
    )


def _author(row: Any) -> ShownAuthor:
    if row.known is None:
        return ShownAuthor(slug=row.author_slug, name=row.author_slug, known=False)
    return ShownAuthor(
        slug=row.author_slug,
        name=row.name,
        tagline=row.tagline,
        html=row.bio,
        links=tuple((title, address) for title, address in row.links),
        picture=row.portrait,
    )
