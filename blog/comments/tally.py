"""Discussions counted for their author: what waits, and what is said where no post is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from blog.comments.models import Comment, Version
from blog.comments.status import Status
from blog.database.running import rows
from blog.posts.models import Post

_AN_EDIT_WAITS = Comment.id.in_(select(Version.comment_id).where(Version.waits))
_WAITING = select(func.count()).where(or_(Comment.status == Status.PENDING, _AN_EDIT_WAITS))
_OF = Comment.post_slug.in_(select(Post.slug).where(Post.author_slug == bindparam("author")))
_HERE = Comment.status.in_((Status.APPROVED, Status.PENDING))
_NEW = select(func.count()).where(
    _HERE, Comment.submitted_at > bindparam("since"), ~Comment.by_author
)
_WAITING_FOR, _NEW_TO = _WAITING.where(_OF), _NEW.where(_OF)

# From each post's comments straight to the next post's: a look at every comment of a million
# would take a second.
_FIRST = select(func.min(Comment.post_slug).label("slug")).cte("discussed", recursive=True)
_NEXT = (
    select(func.min(Comment.post_slug)).where(Comment.post_slug > _FIRST.c.slug).scalar_subquery()
)
_DISCUSSED = _FIRST.union_all(select(_NEXT).where(_FIRST.c.slug.is_not(None)))
_THERE = select(Post.slug).where(Post.slug == _DISCUSSED.c.slug).exists()
_HOMELESS = (
    select(_DISCUSSED.c.slug, func.count())
    .join(Comment, Comment.post_slug == _DISCUSSED.c.slug)
    .where(~_THERE, _HERE)
    .group_by(_DISCUSSED.c.slug)
    .order_by(_DISCUSSED.c.slug)
)


def waiting(*, author: str | None) -> int:
    """Count the comments and edits that wait for an author's word, or of all authors'."""
    query = _WAITING if author is None else _WAITING_FOR
    number: int = rows(query, author=author).scalar_one()
    return number


def new(*, since: datetime | None, author: str | None) -> int:
    """Count what readers said since some moment; before an author's first visit nothing is new."""
    if since is None:
        return 0
    query = _NEW if author is None else _NEW_TO
    number: int = rows(query, since=since, author=author).scalar_one()
    return number


def without_post() -> dict[str, int]:
    """Map the names of posts that are gone to how many comments of readers are left there."""
    return {slug: number for slug, number in rows(_HOMELESS)}
