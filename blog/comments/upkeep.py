"""Forgetting what is kept for a while only. The caller holds the transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from blog.comments.guard import HAND_LASTS, HOUR
from blog.comments.models import Arrival, Comment, Hand, Version, Wording
from blog.comments.status import Status
from blog.database.engine import db

# What is not shown and will not be: kept long enough to undo a slip, then erased.
ERASED_AFTER = timedelta(days=30)
_ERASED = (Status.SPAM, Status.DELETED, Status.WITHDRAWN)


def forget(*, now: datetime) -> None:
    """Erase what has been kept long enough: hands, networks, the words of what was put away.

    The place of a comment stays, for the sake of its replies.
    """
    forget_senders(now=now)
    gone = select(Comment.id).where(
        Comment.status.in_(_ERASED),
        Comment.decided_at < now - ERASED_AFTER,
        (Comment.body != "") | (Comment.name != "") | (Comment.email != ""),
    )
    ids = list(db.session.execute(gone).scalars())
    if ids:
        _erase(ids)


def forget_senders(*, now: datetime) -> None:
    """Erase what tells hands and networks apart, once no rule looks back that far."""
    db.session.execute(delete(Hand).where(Hand.left_at < now - HAND_LASTS))
    db.session.execute(delete(Arrival).where(Arrival.arrived_at < now - HOUR))


def _erase(ids: list[int]) -> None:
    db.session.execute(delete(Version).where(Version.comment_id.in_(ids)))
    db.session.execute(delete(Wording).where(Wording.comment_id.in_(ids)))
    db.session.execute(
        update(Comment)
        .where(Comment.id.in_(ids))
        .values(name="", name_key="", email="", website="", body="", html="")
    )
