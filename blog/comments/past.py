"""What the rules need to know of what came before: alike words, known names, hands, arrivals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from blog.comments.duplicates import Earlier, New
from blog.comments.guard import HAND_LASTS, HOUR, MINUTE, Counts
from blog.comments.models import Arrival, Comment, Hand, Wording
from blog.comments.names import undress
from blog.comments.status import Status
from blog.comments.words import words
from blog.database.running import rows

_reply, _first = aliased(Comment), aliased(Comment)
_ANSWERED = exists().where(
    _reply.parent_id == Comment.id, _reply.status.in_([Status.APPROVED, Status.PENDING])
)
_OF_POST = Comment.post_slug == bindparam("slug")
_EARLIER = (
    select(
        Comment.id,
        Comment.name,
        Comment.email,
        Comment.parent_id,
        Comment.status,
        Comment.submitted_at,
        Comment.by_author,
        Comment.duplicate_of,
        _ANSWERED.correlate(Comment).label("has_replies"),
        _first.status.label("duplicate_status"),
    )
    .outerjoin(_first, _first.id == Comment.duplicate_of)
    .order_by(Comment.submitted_at, Comment.id)
)
_WITH_WORDS = (
    _EARLIER.add_columns(Wording.nth)
    .join(Wording, Wording.comment_id == Comment.id)
    .where(Wording.post_slug == bindparam("slug"), Wording.words_hash == bindparam("words_hash"))
)
_LATELY = _EARLIER.add_columns(Comment.html).where(
    _OF_POST, Comment.submitted_at >= bindparam("since")
)
_BY_NAME = Comment.name_key == bindparam("name_key")
_NAMED = _LATELY.where(_BY_NAME)
# Few leave an e-mail address; for these everything that was said lately is looked at.
_NAMED_OR_MAILED = _LATELY.where(
    _BY_NAME | ((func.lower(Comment.email) == bindparam("email")) & (Comment.email != ""))
)
_ALL = _EARLIER.add_columns(Comment.html).where(_OF_POST)
_HANDS = select(Hand.comment_id, Hand.hand).where(
    Hand.comment_id.in_(bindparam("ids", expanding=True)), Hand.left_at >= bindparam("since")
)
_IS_KNOWN = select(
    exists().where(
        Comment.name_key == bindparam("name_key"),
        Comment.status == Status.APPROVED,
        Comment.id != bindparam("besides"),
    )
)
_IS_PUBLIC = select(
    exists().where(Comment.id == bindparam("id"), _OF_POST, Comment.status == Status.APPROVED)
)
_ITS_OWN = Arrival.network == bindparam("network")
_ARRIVALS = select(
    func.count().filter(_ITS_OWN, Arrival.arrived_at > bindparam("a_minute_ago")),
    func.count().filter(_ITS_OWN),
    func.count(),
).where(Arrival.arrived_at > bindparam("an_hour_ago"))
_WAITING = select(func.count()).where(Comment.status == Status.PENDING)


def with_words(slug: str, words_hash: str, *, text: str) -> tuple[list[Earlier], int]:
    """List the comments of a post that have or had words of this hash, oldest first.

    Along comes the highest number any of these wordings has.
    """
    alike = rows(_WITH_WORDS, slug=slug, words_hash=words_hash).all()
    found = {row.id: _as_earlier(row, text) for row in alike}
    return list(found.values()), max((row.nth for row in alike), default=0)


def recent(slug: str, new: New, *, since: datetime) -> list[Earlier]:
    """List the comments of a post that may be by the writer of a new one, with their words."""
    asked = {"slug": slug, "since": since, "name_key": undress(new.name)}
    email = new.email.lower()
    found = rows(_NAMED_OR_MAILED, **asked, email=email) if email else rows(_NAMED, **asked)
    return [_as_earlier(row, words(row.html)) for row in found]


def all_of_post(slug: str) -> list[Earlier]:
    """List all comments of a post with their words, to find repeats among them."""
    return [_as_earlier(row, words(row.html)) for row in rows(_ALL, slug=slug)]


def hands(ids: Collection[int], *, now: datetime) -> dict[int, str]:
    """Map those of some comments that came in the last minutes to the hand that wrote them."""
    if not ids:
        return {}
    return {number: hand for number, hand in rows(_HANDS, ids=list(ids), since=now - HAND_LASTS)}


def is_known(name_key: str, *, besides: int | None = None) -> bool:
    """Tell whether a comment by this name has been approved, besides the one in question."""
    if not name_key:
        return False
    found: bool = rows(_IS_KNOWN, name_key=name_key, besides=besides or 0).scalar_one()
    return found


def is_public(slug: str, comment_id: int) -> bool:
    """Tell whether readers of a post can see a comment, so that it can be answered."""
    found: bool = rows(_IS_PUBLIC, slug=slug, id=comment_id).scalar_one()
    return found


def arrivals(network: str, *, now: datetime) -> Counts:
    """Count the comments that came lately from one network, and from everywhere."""
    minute, hour, site = rows(
        _ARRIVALS, network=network, a_minute_ago=now - MINUTE, an_hour_ago=now - HOUR
    ).one()
    return Counts(minute=minute, hour=hour, site=site)


def waiting() -> int:
    """Count the comments that wait for the author."""
    number: int = rows(_WAITING).scalar_one()
    return number


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
