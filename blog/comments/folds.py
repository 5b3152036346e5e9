"""Folding repeats that are already stored, and undoing it. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select, update

from blog.comments import folding, past, queries
from blog.comments.folding import Fold
from blog.comments.models import Comment
from blog.comments.status import Status
from blog.database.engine import db
from blog.errors import Refusal


def found() -> list[Fold]:
    """Find every repeat of the whole blog, sure ones and others."""
    return [
        fold
        for slug in queries.posts_with_comments()
        for fold in folding.foldable(past.all_of_post(slug))
    ]


def fold(folds: Iterable[Fold], *, now: datetime) -> list[Fold]:
    """Fold comments into those that say the same; replies move along. Return what was done.

    What had been folded into one of them before is now said by the one that stays.
    """
    done = []
    for one in folds:
        comment = db.session.get(Comment, one.id, with_for_update=True)
        if comment is None or comment.status is Status.FOLDED:
            continue
        into = _standing(one.into)
        if into == one.id:
            continue
        comment.folded_from, comment.status = comment.status, Status.FOLDED
        comment.duplicate_of, comment.decided_at = into, now
        db.session.execute(
            update(Comment).where(Comment.duplicate_of == one.id).values(duplicate_of=into)
        )
        db.session.execute(
            update(Comment)
            .where(Comment.parent_id == one.id)
            # Whom a reply answered first is what unfolding goes back to.
            .values(parent_id=into, moved_from=func.coalesce(Comment.moved_from, one.id))
        )
        done.append(replace(one, into=into))
    return done


def unfold(ids: Iterable[int], *, now: datetime) -> list[int]:
    """Bring folded comments back exactly as they were, replies and all."""
    done = []
    for number in ids:
        comment = db.session.get(Comment, number, with_for_update=True)
        if comment is None:
            raise Refusal(f"There is no comment {number}.")
        if comment.status is not Status.FOLDED or comment.folded_from is None:
            raise Refusal(f"Comment {number} is not folded.")
        if not comment.body:
            raise Refusal(f"The words of comment {number} have been erased.")
        comment.status, comment.folded_from = comment.folded_from, None
        comment.duplicate_of, comment.decided_at = None, now
        moved = select(Comment).where(Comment.moved_from == number)
        for reply in db.session.execute(moved).scalars():
            reply.parent_id, reply.moved_from = number, None
        done.append(number)
    return done


def _standing(comment_id: int) -> int:
    """Find the comment that stands for one, which may have been folded itself."""
    comment = db.session.get_one(Comment, comment_id)
    return comment.duplicate_of if comment.duplicate_of is not None else comment_id
