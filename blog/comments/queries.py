"""Reading discussions: columns, for pages and for the author."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from blog.comments.decisions import Decided
from blog.comments.models import Comment, Decision, Version
from blog.comments.shown import Line, Place, Shown, WaitingEdit, Whole
from blog.comments.status import Status
from blog.database import many
from blog.database.engine import db
from blog.database.running import rows
from blog.pagecache import stamps

# In the order of what they make.
_SHOWN = (
    Comment.id,
    Comment.parent_id,
    Comment.name,
    Comment.website,
    Comment.html,
    Comment.status,
    Comment.submitted_at,
    Comment.by_author,
)
_WHOLE = (
    Comment.id,
    Comment.post_slug,
    Comment.parent_id,
    Comment.name,
    Comment.email,
    Comment.website,
    Comment.body,
    Comment.html,
    Comment.status,
    Comment.waits_because,
    Comment.submitted_at,
    Comment.by_author,
    Comment.duplicate_of,
)
_LINE = Comment.id, Comment.post_slug, Comment.name, Comment.body, Comment.status
_EDIT = (
    Version.comment_id,
    Version.name,
    Version.email,
    Version.website,
    Version.body,
    Version.html,
    Version.waits_because,
    Version.written_at,
)
_OLDEST = Comment.submitted_at, Comment.id
_OF_POST = (
    select(*_SHOWN)
    .where(Comment.post_slug == bindparam("slug"))
    .order_by(*_OLDEST)
    .limit(bindparam("most"))
)
_OUTLINE = (
    select(Comment.id, Comment.parent_id, Comment.status, Comment.submitted_at)
    .where(Comment.post_slug == bindparam("slug"))
    .order_by(*_OLDEST)
)
_OF_NUMBERS = select(*_SHOWN).where(Comment.id.in_(bindparam("ids", expanding=True)))
_WITH_NUMBER = select(*_WHOLE).where(Comment.id == bindparam("id"))
_OF_THESE = Comment.post_slug.in_(bindparam("slugs", expanding=True))
_COUNTS = (
    select(Comment.post_slug, func.count())
    .where(_OF_THESE, Comment.status == Status.APPROVED)
    .group_by(Comment.post_slug)
)
_NAMES = (
    select(Comment.name)
    .where(_OF_THESE, Comment.status == Status.APPROVED, ~Comment.by_author)
    .order_by(*_OLDEST)
)
_LAST_APPROVALS = (
    select(Comment.post_slug, func.max(Comment.submitted_at))
    .where(_OF_THESE, Comment.status == Status.APPROVED)
    .group_by(Comment.post_slug)
)
_DECISIONS = (
    select(
        Decision.post_slug,
        Decision.said,
        Decision.by,
        Decision.name,
        Decision.why,
        Decision.said_at,
    )
    .where(Decision.post_slug.in_(bindparam("slugs", expanding=True)))
    .order_by(Decision.said_at, Decision.id)
)


def of_post(slug: str, *, most: int) -> list[Shown]:
    """List the oldest comments of a post, also those of which only the place may be shown."""
    stamps.shows(f"discussion:{slug}")
    return [Shown._make(row) for row in rows(_OF_POST, slug=slug, most=most)]


def outline(slug: str) -> list[Place]:
    """List where all comments of a post stand, oldest first."""
    return [Place._make(row) for row in rows(_OUTLINE, slug=slug)]


def of_numbers(ids: Collection[int]) -> dict[int, Shown]:
    """Find comments by their numbers."""
    return {row.id: Shown._make(row) for row in rows(_OF_NUMBERS, ids=list(ids))}


def by_id(comment_id: int) -> Whole | None:
    """Find one comment."""
    row = rows(_WITH_NUMBER, id=comment_id).one_or_none()
    return Whole(**row._asdict()) if row else None


def counts(slugs: Collection[str]) -> dict[str, int]:
    """Count the approved comments of posts; those without any are left out."""
    if not slugs:
        return {}
    stamps.shows(*(f"discussion:{slug}" for slug in slugs))
    return {slug: count for slug, count in rows(_COUNTS, slugs=list(slugs))}


def names(slugs: Collection[str]) -> list[str]:
    """List who signed the approved comments of posts, oldest first; who did not is empty."""
    if not slugs:
        return []
    stamps.shows(*(f"discussion:{slug}" for slug in slugs))
    return list(rows(_NAMES, slugs=list(slugs)).scalars())


def last_approvals(slugs: Collection[str]) -> dict[str, datetime]:
    """Map posts to when the last comment was sent that readers can see."""
    stamps.shows(*(f"discussion:{slug}" for slug in slugs))
    return {slug: sent_at for slug, sent_at in rows(_LAST_APPROVALS, slugs=list(slugs))}


def decisions(slugs: Collection[str]) -> Mapping[str, Sequence[Decided]]:
    """Map posts to what the author said about their discussions, in the order it was said."""
    stamps.shows(*(f"discussion:{slug}" for slug in slugs))
    found: dict[str, list[Decided]] = {slug: [] for slug in slugs}
    for slug, said, by, name, why, said_at in rows(_DECISIONS, slugs=list(slugs)):
        found[slug].append(Decided(said=said, by=by, name=name, why=why, said_at=said_at))
    return found


def last_words(slugs: Iterable[str]) -> dict[str, int]:
    """Map discussions to the number of what was said last about them."""
    found: dict[str, int] = {}
    for part in many.portions(slugs):
        query = select(Decision.post_slug, Decision.id).where(Decision.post_slug.in_(part))
        in_order = db.session.execute(query.order_by(Decision.said_at, Decision.id))
        found |= {slug: number for slug, number in in_order}
    return found


def slugs_decided(ids: Iterable[int]) -> set[str]:
    """Name the posts whose discussions some words were about, by the words' numbers."""
    found: set[str] = set()
    for part in many.portions(ids):
        query = select(Decision.post_slug).where(Decision.id.in_(part))
        found |= set(db.session.execute(query).scalars())
    return found


def edited_since(ids: Iterable[int], moment: datetime) -> set[int]:
    """Find the comments whose writers changed them, or asked to, after some moment."""
    found: set[int] = set()
    for part in many.portions(ids):
        query = select(Version.comment_id).where(
            Version.comment_id.in_(part), Version.written_at > moment
        )
        found |= set(db.session.execute(query).scalars())
    return found


def standings(ids: Iterable[int]) -> dict[int, Status]:
    """Map comments to how they stand, and let nobody change that meanwhile."""
    found: dict[int, Status] = {}
    for part in many.portions(sorted(set(ids))):
        query = select(Comment.id, Comment.status).where(Comment.id.in_(part))
        locked = db.session.execute(query.order_by(Comment.id).with_for_update())
        found |= {number: status for number, status in locked}
    return found


def listed(
    *,
    slug: str | None = None,
    slugs: Collection[str] | None = None,
    statuses: Collection[Status] = tuple(Status),
    also: Collection[int] = (),
    newest: int | None = None,
    offset: int = 0,
) -> list[Whole]:
    """List comments for the author: oldest first, or the newest few, newest first.

    Besides those of some standing, some more may be asked for by their numbers.
    """
    query = select(*_WHOLE).where(Comment.status.in_(statuses) | Comment.id.in_(also))
    if slug is not None:
        query = query.where(Comment.post_slug == slug)
    if slugs is not None:
        query = query.where(Comment.post_slug.in_(slugs))
    if newest is not None:
        query = query.order_by(Comment.submitted_at.desc(), Comment.id.desc())
        query = query.limit(newest).offset(offset)
    else:
        query = query.order_by(Comment.submitted_at, Comment.id)
    found = db.session.execute(query)
    # Ten thousand may wait; to ask each row for its names takes as long as to read it.
    names = tuple(found.keys())
    return [Whole(**dict(zip(names, row, strict=True))) for row in found]


def lines(*, slugs: Collection[str] | None) -> list[Line]:
    """List of every comment there are words of what a search looks at, the newest first."""
    query = select(*_LINE).where(Comment.body != "")
    if slugs is not None:
        query = query.where(Comment.post_slug.in_(slugs))
    query = query.order_by(Comment.submitted_at.desc(), Comment.id.desc())
    return [Line._make(row) for row in db.session.execute(query)]


def slugs_of(ids: Iterable[int]) -> dict[int, str]:
    """Map comments to the posts they are about."""
    found: dict[int, str] = {}
    for part in many.portions(ids):
        query = select(Comment.id, Comment.post_slug).where(Comment.id.in_(part))
        found |= {number: slug for number, slug in db.session.execute(query)}
    return found


def waiting_edits(*, of: int | None = None) -> dict[int, WaitingEdit]:
    """Map comments, or only one, to the edit of theirs that waits for the author."""
    query = select(*_EDIT).where(Version.waits)
    if of is not None:
        query = query.where(Version.comment_id == of)
    edits = db.session.execute(query.order_by(Version.written_at, Version.id))
    return {row.comment_id: WaitingEdit(**row._asdict()) for row in edits}


def posts_with_comments() -> list[str]:
    """Name every post that has comments, also those that are gone."""
    query = select(Comment.post_slug).distinct().order_by(Comment.post_slug)
    return list(db.session.execute(query).scalars())
