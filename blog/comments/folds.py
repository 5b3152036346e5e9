"""Folding repeats that are already stored, and undoing it. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select, update

from blog.comments import folding, past, queries
from blog.comments.folding import Fold
from blog.comments.models import Comment, Wording
from blog.comments.status import Status
from blog.database.engine import db
from blog.errors import Refusal
from blog.texts import gettext

_STANDING = {Status.APPROVED, Status.PENDING}


def found() -> list[Fold]:
    """Find every repeat of the whole blog, sure ones and others."""
    return [
        fold
        for slug in queries.posts_with_comments()
        for fold in folding.foldable(past.all_of_post(slug))
    ]


def standing_twice(slugs: Collection[str] | None) -> list[Fold]:
    """Find repeats among what readers see, in some posts or in all.

    Looked at are posts of which the database knows that some words stand there twice: at the
    desk nobody waits for every comment of a blog to be compared.
    """
    twice = (
        select(Wording.post_slug)
        .join(Comment, Comment.id == Wording.comment_id)
        .where(Comment.status == Status.APPROVED)
        .group_by(Wording.post_slug, Wording.words_hash)
        .having(func.count(Wording.comment_id.distinct()) > 1)
    )
    found = set(db.session.execute(twice).scalars())
    return [
        fold
        for slug in sorted(found if slugs is None else found & set(slugs))
        for fold in folding.foldable(
            one for one in past.all_of_post(slug) if one.status is Status.APPROVED
        )
    ]


def by_hand(number: int, into: int) -> Fold:
    """Take the author's word that one comment repeats another.

    Raise Refusal where one of them does not stand, or answers the other.
    """
    later, first = queries.by_id(number), queries.by_id(into)
    if later is None or first is None or later.post_slug != first.post_slug:
        raise Refusal(gettext("These two are not of one discussion."))
    shown_for_hidden = later.status is Status.APPROVED and first.status is not Status.APPROVED
    if number == into or shown_for_hidden or not {later.status, first.status} <= _STANDING:
        raise Refusal(gettext("One of these two does not stand any more."))
    parents = {place.id: place.parent_id for place in queries.outline(later.post_slug)}
    if folding.answers(into, number, parents):
        raise Refusal(gettext("A comment can’t be folded into an answer to it."))
    return Fold(id=number, into=into, rule=0, sure=False)


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
            raise Refusal(gettext("There is no comment %(n)s.", n=number))
        if comment.status is not Status.FOLDED or comment.folded_from is None:
            raise Refusal(f"Comment {number} is not folded.")
        if not comment.body:
            raise Refusal(gettext("The words of comment %(n)s have been erased.", n=number))
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
