"""Reading posts and pages: columns, not entities, and only what readers may see.

A post is public from its moment on. That is asked of the clock by every query, so a post
in the future appears by itself, and nobody has to wake up for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from blog.authors.models import Author
from blog.authors.queries import Shown as ShownAuthor
from blog.database.running import rows
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


# Which posts readers may see at the moment `now`.
PUBLIC = ~Post.draft & (Post.published_at <= bindparam("now"))
# All others, put so that an index finds them: they are few, however many posts there are.
HIDDEN = (
    Post.draft
    | (~Post.draft & (Post.published_at > bindparam("now")))
    | (~Post.draft & Post.published_at.is_(None))
)

_NEWEST = Post.published_at.desc(), Post.slug.desc()
_POST = select(*_SHOWN).outerjoin(Author, Author.slug == Post.author_slug).where(PUBLIC)
_BY_PATH = _POST.where(Post.path == bindparam("path"))
_BY_SLUG = _POST.where(Post.slug == bindparam("slug"))
_DISCUSSED = select(Post.slug, Post.published_at, Post.comments).where(
    Post.slug.in_(bindparam("slugs", expanding=True)), PUBLIC
)
_BEFORE = (
    select(Post.slug)
    .where(~Post.draft, Post.published_at < bindparam("moment"))
    .order_by(Post.published_at)
)
_LISTED = select(
    Post.slug,
    Post.path,
    Post.title,
    Post.excerpt,
    Post.picture,
    Post.published_at,
    Post.updated_at,
    Post.comments,
)
_FULL_TEXTS = (
    select(Post.slug, Post.html, func.coalesce(Author.name, Post.author_slug))
    .outerjoin(Author, Author.slug == Post.author_slug)
    .where(PUBLIC)
    .order_by(*_NEWEST)
    .limit(bindparam("limit"))
)
_CHANGES = (
    select(Post.path, Post.updated_at, Post.published_at)
    .where(PUBLIC)
    .order_by(func.coalesce(Post.updated_at, Post.published_at).desc())
)
_NEXT_DUE = (
    select(Post.published_at)
    .where(~Post.draft, Post.published_at > bindparam("now"))
    .order_by(Post.published_at)
    .limit(1)
)
_PAGE = select(
    Page.slug,
    Page.path,
    Page.title,
    Page.summary,
    Page.html,
    Page.picture,
    Page.updated_at,
).where(Page.path == bindparam("path"), ~Page.draft)
_PAGE_TITLES = select(Page.slug, Page.title).where(~Page.draft).order_by(Page.slug)
_MOVED = (
    select(Address.leads_to, func.coalesce(Post.path, Page.path).label("path"))
    .outerjoin(Post, (Address.leads_to == LeadsTo.POST) & (Post.slug == Address.slug) & PUBLIC)
    .outerjoin(Page, (Address.leads_to == LeadsTo.PAGE) & (Page.slug == Address.slug) & ~Page.draft)
    .where(Address.path.in_(bindparam("paths", expanding=True)))
    .order_by(Address.lasting, Address.leads_to, Address.slug)
)
_TAGS = (
    select(PostTag.post_slug, PostTag.tag_slug, PostTag.name)
    .where(PostTag.post_slug.in_(bindparam("slugs", expanding=True)))
    .order_by(PostTag.position)
)


def by_path(path: str, *, now: datetime) -> Shown | None:
    """Find the post at an address."""
    return _shown(_BY_PATH, path=path, now=now)


def by_slug(slug: str, *, now: datetime) -> Shown | None:
    """Find a post by its slug, whatever its address."""
    return _shown(_BY_SLUG, slug=slug, now=now)


def discussed(slugs: Sequence[str], *, now: datetime) -> list[Discussed]:
    """List what discussions have to know about some posts."""
    stamps.shows(*(f"post:{slug}" for slug in slugs))
    found: Any = rows(_DISCUSSED, slugs=list(slugs), now=now).all()
    return list(found)


def published_before(moment: datetime) -> list[str]:
    """Name the posts that appeared before a moment."""
    return list(rows(_BEFORE, moment=moment).scalars())


def listed(
    *,
    now: datetime,
    limit: int,
    offset: int = 0,
    tag: str | None = None,
    author: str | None = None,
) -> list[Listed]:
    """List public posts, newest first; with two queries, however many there are."""
    _note(tag)
    query = _page_of(tag is not None, author is not None)
    found = rows(query, now=now, tag=tag, author=author, limit=limit, offset=offset).all()
    tags = tags_of([row.slug for row in found])
    return [Listed(**row._asdict(), tags=tags.get(row.slug, ())) for row in found]


def count(*, now: datetime, tag: str | None = None, author: str | None = None) -> int:
    """Count public posts."""
    _note(tag)
    query = _number_of(tag is not None, author is not None)
    number: int = rows(query, now=now, tag=tag, author=author).scalar_one()
    return number


def full_texts(*, now: datetime, limit: int) -> list[tuple[Listed, str, str]]:
    """List the newest posts with their whole text and their author's name, for a feed."""
    stamps.shows("authors")
    texts = {slug: (html, name) for slug, html, name in rows(_FULL_TEXTS, now=now, limit=limit)}
    posts = listed(now=now, limit=limit)
    return [(post, *texts[post.slug]) for post in posts if post.slug in texts]


def changes(*, now: datetime) -> list[tuple[str, datetime]]:
    """List the address and last change of every public post, newest first."""
    stamps.shows("posts")
    return [
        (path, max(filter(None, (updated_at, published_at))))
        for path, updated_at, published_at in rows(_CHANGES, now=now)
    ]


def next_due(*, now: datetime) -> datetime | None:
    """Tell when the next post in the future will appear."""
    stamps.shows("posts")
    return rows(_NEXT_DUE, now=now).scalar()


def page_by_path(path: str) -> ShownPage | None:
    """Find the page at an address."""
    row = rows(_PAGE, path=path).one_or_none()
    if row is None:
        return None
    stamps.shows(f"page:{row.slug}")
    return ShownPage(**row._asdict())


def page_titles() -> dict[str, str]:
    """Map the slug of every public page to its title."""
    stamps.shows("pages")
    return {slug: title for slug, title in rows(_PAGE_TITLES)}


def moved(path: str, *, now: datetime) -> Moved | None:
    """Find out what became of an address; nothing where none is known.

    What a file says counts before what was seen; of two files the first by its slug.
    """
    either = {path, path.rstrip("/") or "/", f"{path.rstrip('/')}/"}
    found = rows(_MOVED, paths=sorted(either), now=now).all()
    if new := next((row.path for row in found if row.path), None):
        return Moved(path=new)
    gone = any(row.leads_to is LeadsTo.NOTHING for row in found)
    return Moved(path=None) if gone else None


def tags_of(slugs: Sequence[str]) -> dict[str, tuple[Tag, ...]]:
    """Map posts to their tags, in each author's order."""
    if not slugs:
        return {}
    found: dict[str, tuple[Tag, ...]] = {}
    for post_slug, tag_slug, name in rows(_TAGS, slugs=list(slugs)):
        found[post_slug] = (*found.get(post_slug, ()), Tag(slug=tag_slug, name=name))
    return found


def _note(tag: str | None) -> None:
    # A post that changes renews the stamps of its tags, and that of all posts.
    stamps.shows("posts" if tag is None else f"tag:{tag}")


@cache
def _page_of(by_tag: bool, by_author: bool) -> Select[Any]:
    query = _of(_LISTED, by_tag, by_author).where(PUBLIC).order_by(*_NEWEST)
    return query.limit(bindparam("limit")).offset(bindparam("offset"))


@cache
def _number_of(by_tag: bool, by_author: bool) -> Select[Any]:
    every = _of(select(func.count()).select_from(Post), by_tag, by_author)
    return select(every.scalar_subquery() - every.where(HIDDEN).scalar_subquery())


def _of(query: Select[Any], by_tag: bool, by_author: bool) -> Select[Any]:
    if by_tag:
        query = query.join(PostTag, PostTag.post_slug == Post.slug).where(
            PostTag.tag_slug == bindparam("tag")
        )
    if by_author:
        query = query.where(Post.author_slug == bindparam("author"))
    return query


def _shown(query: Select[Any], **values: Any) -> Shown | None:
    row = rows(query, **values).one_or_none()
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
