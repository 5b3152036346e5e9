"""Reading discussions: columns for pages, and what the rules need to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from blog.comments.decisions import Decided
from blog.comments.duplicates import Earlier, New
from blog.comments.guard import HOUR, MINUTE, Counts
from blog.comments.models import Arrival, Comment, Decision, Hand, Version, Wording
from blog.comments.names import undress
from blog.comments.shown import Shown, WaitingEdit, Whole
from blog.comments.status import Status
from blog.comments.words import words
from blog.database.engine import db
from blog.database.reading import rows
from blog.pagecache import stamps

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
_OF_POST = (
    select(*_SHOWN)
    .where(Comment.post_slug == bindparam("slug"))
    .order_by(Comment.submitted_at, Comment.id)
)
_OF_THESE = Comment.post_slug.in_(bindparam("slugs", expanding=True))
_COUNTS = (
    select(Comment.post_slug, func.count())
    .where(_OF_THESE, Comment.status == Status.APPROVED)
    .group_by(Comment.post_slug)
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


def of_post(slug: str) -> list[Shown]:
    """List all comments of a post, also those of which only the place may be shown."""
    stamps.shows(f"discussion:{slug}")
    return [Shown(**row._asdict()) for row in rows(_OF_POST, slug=slug)]


def by_id(comment_id: int) -> Whole | None:
    """Find one comment."""
    row = db.session.execute(select(*_WHOLE).where(Comment.id == comment_id)).one_or_none()
    return Whole(**row._asdict()) if row else None


def counts(slugs: Collection[str]) -> dict[str, int]:
    """Count the approved comments of posts; those without any are left out."""
    if not slugs:
        return {}
    stamps.shows(*(f"discussion:{slug}" for slug in slugs))
    return {slug: count for slug, count in rows(_COUNTS, slugs=list(slugs))}


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


def with_words(slug: str, words_hash: str, *, text: str) -> tuple[list[Earlier], int]:
    """List the comments of a post that have or had words of this hash, oldest first.

    Along comes the highest number any of these wordings has.
    """
    query = (
        _earlier()
        .add_columns(Wording.nth)
        .join(Wording, Wording.comment_id == Comment.id)
        .where(Wording.post_slug == slug, Wording.words_hash == words_hash)
    )
    alike = db.session.execute(query.order_by(Comment.submitted_at, Comment.id)).all()
    found = {row.id: _as_earlier(row, text) for row in alike}
    return list(found.values()), max((row.nth for row in alike), default=0)


def recent(slug: str, new: New, *, since: datetime) -> list[Earlier]:
    """List the comments of a post that may be by the writer of a new one, with their words."""
    by_name = Comment.name_key == undress(new.name)
    by_mail = func.lower(Comment.email) == new.email.lower()
    query = (
        _earlier()
        .add_columns(Comment.html)
        .where(
            Comment.post_slug == slug,
            Comment.submitted_at >= since,
            by_name | (by_mail & (Comment.email != "")),
        )
    )
    return [_as_earlier(row, words(row.html)) for row in db.session.execute(query)]


def all_of_post(slug: str) -> list[Earlier]:
    """List all comments of a post with their words, to find repeats among them."""
    query = _earlier().add_columns(Comment.html).where(Comment.post_slug == slug)
    query = query.order_by(Comment.submitted_at, Comment.id)
    return [_as_earlier(row, words(row.html)) for row in db.session.execute(query)]


def hands(slug: str, *, since: datetime) -> dict[int, str]:
    """Map the comments of the last minutes to the hand that wrote them."""
    query = (
        select(Hand.comment_id, Hand.hand)
        .join(Comment, Comment.id == Hand.comment_id)
        .where(Comment.post_slug == slug, Hand.left_at >= since)
    )
    return {number: hand for number, hand in db.session.execute(query)}


def is_known(name_key: str, *, besides: int | None = None) -> bool:
    """Tell whether a comment by this name has been approved, besides the one in question."""
    if not name_key:
        return False
    query = select(
        exists().where(
            Comment.name_key == name_key,
            Comment.status == Status.APPROVED,
            Comment.id != (besides or 0),
        )
    )
    found: bool = db.session.execute(query).scalar_one()
    return found


def is_public(slug: str, comment_id: int) -> bool:
    """Tell whether readers of a post can see a comment, so that it can be answered."""
    query = select(
        exists().where(
            Comment.id == comment_id,
            Comment.post_slug == slug,
            Comment.status == Status.APPROVED,
        )
    )
    found: bool = db.session.execute(query).scalar_one()
    return found


def arrivals(network: str, *, now: datetime) -> Counts:
    """Count the comments that came lately from one network, and from everywhere."""
    its_own = Arrival.network == network
    row = db.session.execute(
        select(
            func.count().filter(its_own, Arrival.arrived_at > now - MINUTE),
            func.count().filter(its_own),
            func.count(),
        ).where(Arrival.arrived_at > now - HOUR)
    ).one()
    return Counts(minute=row[0], hour=row[1], site=row[2])


def waiting() -> int:
    """Count the comments that wait for the author."""
    query = select(func.count()).where(Comment.status == Status.PENDING)
    number: int = db.session.execute(query).scalar_one()
    return number


def listed(
    *,
    slug: str | None = None,
    statuses: Collection[Status] = tuple(Status),
    also: Collection[int] = (),
    newest: int | None = None,
) -> list[Whole]:
    """List comments for the author: oldest first, or the newest few, newest first.

    Besides those of some standing, some more may be asked for by their numbers.
    """
    query = select(*_WHOLE).where(Comment.status.in_(statuses) | Comment.id.in_(also))
    if slug is not None:
        query = query.where(Comment.post_slug == slug)
    if newest is not None:
        query = query.order_by(Comment.submitted_at.desc(), Comment.id.desc()).limit(newest)
    else:
        query = query.order_by(Comment.submitted_at, Comment.id)
    return [Whole(**row._asdict()) for row in db.session.execute(query)]


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


@cache
def _earlier() -> Any:
    """Build what is asked of earlier comments once: it takes longer than asking it."""
    reply, first = aliased(Comment), aliased(Comment)
    answered = exists().where(
        reply.parent_id == Comment.id, reply.status.in_([Status.APPROVED, Status.PENDING])
    )
    return select(
        Comment.id,
        Comment.name,
        Comment.email,
        Comment.parent_id,
        Comment.status,
        Comment.submitted_at,
        Comment.by_author,
        Comment.duplicate_of,
        answered.correlate(Comment).label("has_replies"),
        first.status.label("duplicate_status"),
    ).outerjoin(first, first.id == Comment.duplicate_of)


def _as_earlier(row: Any, text: str) -> Earlier:
    return Earlier(
        id=row.id,
        name=row.name,
        email=row.email,
        words=text,
        parent=row.parent_id,
        status=row.status,
        submitted_at=row.submitted_at,
        by_author=row.by_author,
        has_replies=row.has_replies,
        duplicate_of=row.duplicate_of,
        duplicate_status=row.duplicate_status,
    )
