"""What is kept for a while only: noting it, forgetting it. The caller holds the transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.orm import aliased

from blog.comments.guard import HAND_LASTS, HOUR
from blog.comments.models import Arrival, Comment, Hand, Ruling, Version, Wording
from blog.comments.status import Status
from blog.database import many
from blog.database.engine import db
from blog.database.running import rows

# What is not shown and will not be: kept long enough to undo a slip, then erased.
ERASED_AFTER = timedelta(days=30)
_ERASED = (Status.SPAM, Status.DELETED, Status.WITHDRAWN)

# Run with every comment: built once.
_OLD_HANDS = delete(Hand).where(Hand.left_at < bindparam("before"))
_NEW_HAND, _NEW_ARRIVAL = insert(Hand), insert(Arrival)
_OLD_ARRIVALS = delete(Arrival).where(Arrival.arrived_at < bindparam("before"))


def forget(*, now: datetime) -> None:
    """Erase what has been kept long enough: hands, networks, the words of what was put away.

    The place of a comment stays, for the sake of its replies. What was folded into a comment
    says the same words, and goes with it.
    """
    forget_senders(now=now)
    first = aliased(Comment)
    old = now - ERASED_AFTER
    gone = (
        select(Comment.id)
        .outerjoin(first, first.id == Comment.duplicate_of)
        .where(
            or_(
                Comment.status.in_(_ERASED) & (Comment.decided_at < old),
                first.status.in_(_ERASED) & (first.decided_at < old),
            ),
            (Comment.body != "") | (Comment.name != "") | (Comment.email != ""),
        )
    )
    for ids in many.portions(db.session.execute(gone).scalars()):
        _erase(ids)
    # What can be taken back no more, and the edits it had set aside.
    db.session.execute(delete(Ruling).where(Ruling.made_at < old))
    set_aside = ~Version.waits & (Version.waits_because != "")
    db.session.execute(delete(Version).where(set_aside, Version.written_at < old))


def leave_hand(comment_id: int, hand: str, *, now: datetime) -> None:
    """Keep which hand wrote a comment, where that can be told at all."""
    if hand:
        rows(_NEW_HAND, comment_id=comment_id, hand=hand, left_at=now)


def note_arrival(network: str | None, *, now: datetime) -> None:
    """Count words for the network they came from, where a limit applies to it."""
    forget_senders(now=now)
    if network is not None:
        rows(_NEW_ARRIVAL, network=network, arrived_at=now)


def forget_senders(*, now: datetime) -> None:
    """Erase what tells hands and networks apart, once no rule looks back that far."""
    rows(_OLD_HANDS, before=now - HAND_LASTS)
    rows(_OLD_ARRIVALS, before=now - HOUR)


def _erase(ids: list[int]) -> None:
    db.session.execute(delete(Version).where(Version.comment_id.in_(ids)))
    db.session.execute(delete(Wording).where(Wording.comment_id.in_(ids)))
    db.session.execute(
        update(Comment)
        .where(Comment.id.in_(ids))
        .values(name="", name_key="", email="", website="", body="", html="")
    )
