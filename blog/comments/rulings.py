"""What the author does with comments and discussions. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from blog.comments import decisions, queries, revisions
from blog.comments.decisions import By, Said
from blog.comments.models import Comment, Decision, Wording
from blog.comments.status import Status
from blog.database import many
from blog.database.engine import db
from blog.errors import Refusal
from blog.pagecache import stamps
from blog.texts import gettext


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What the header of a post says of its discussion, who says it, and since when."""

    slug: str
    header: str | None
    author: str
    heard_at: datetime


class NoSuchComment(Refusal):
    """A number no comment has."""


def approve(ids: Iterable[int], *, now: datetime) -> list[int]:
    """Let readers see comments, and the edits of them that wait; return those that changed."""
    changed = []
    comments = _comments(ids)
    edits = revisions.waiting(comment.id for comment in comments)
    for comment in comments:
        _refuse_erased(comment)
        edit = edits.get(comment.id)
        if edit is not None:
            revisions.accept(comment, edit)
        if _settle(comment, Status.APPROVED, now=now) or edit:
            changed.append(comment.id)
    return changed


def refuse(ids: Iterable[int]) -> list[int]:
    """Set the edits aside that wait; readers keep what they had. Return those that had any."""
    edits = revisions.waiting(comment.id for comment in _comments(ids))
    for edit in edits.values():
        revisions.set_aside(edit)
    return list(edits)


def spam(ids: Iterable[int], *, now: datetime) -> list[int]:
    """Put comments away as spam; return those that changed."""
    return _put_away(ids, Status.SPAM, now=now)


def delete(ids: Iterable[int], *, now: datetime) -> list[int]:
    """Take comments away; replies to them keep their place. Return those that changed."""
    return _put_away(ids, Status.DELETED, now=now)


def restore(ids: Iterable[int], *, now: datetime) -> list[int]:
    """Show again what was put away; what its writer withdrew stays theirs."""
    changed = []
    for comment in _comments(ids):
        if comment.status in {Status.SPAM, Status.DELETED}:
            _refuse_erased(comment)
            _settle(comment, Status.APPROVED, now=now)
            changed.append(comment.id)
    return changed


def close(
    slugs: Iterable[str], *, by: By, now: datetime, name: str = "", why: str = ""
) -> list[str]:
    """Close discussions; return those to which that was news."""
    return _say(slugs, Said.CLOSED, by=by, now=now, name=name, why=why)


def reopen(slugs: Iterable[str], *, by: By, now: datetime, name: str = "") -> list[str]:
    """Open discussions again; return those to which that was news."""
    return _say(slugs, Said.OPEN, by=by, now=now, name=name, why="")


def hear_headers(heard: Sequence[Heard]) -> None:
    """Take changes of headers' `comments:` as the author's word on the discussions.

    What is heard now is not older than what was said before, whatever day the post is of.
    """
    before = queries.decisions([one.slug for one in heard])
    for one in heard:
        said = decisions.header_says(one.header, before=before[one.slug])
        if said is not None:
            said_at = max([one.heard_at, *(word.said_at for word in before[one.slug])])
            _add(one.slug, said, by=By.HEADER, now=said_at, name=one.author, why="")


def follow(old: str, new: str) -> None:
    """Let the discussion of a post that has another name come along with it.

    Where both names have the same words, their numbers go on where the other's end.
    """
    highest = dict(
        db.session.execute(
            select(Wording.words_hash, func.max(Wording.nth))
            .where(Wording.post_slug == new)
            .group_by(Wording.words_hash)
        ).all()
    )
    query = select(Wording).where(Wording.post_slug == old)
    for wording in db.session.execute(query).scalars():
        wording.post_slug = new
        wording.nth += highest.get(wording.words_hash, 0)
    # The listener does not see statements that change many rows at once.
    stamps.renew([f"discussion:{old}", f"discussion:{new}"])
    for table in (Comment, Decision):
        db.session.execute(update(table).where(table.post_slug == old).values(post_slug=new))


def _put_away(ids: Iterable[int], status: Status, *, now: datetime) -> list[int]:
    comments = _comments(ids)
    for edit in revisions.waiting(comment.id for comment in comments).values():
        revisions.set_aside(edit)
    return [comment.id for comment in comments if _settle(comment, status, now=now)]


def _settle(comment: Comment, status: Status, *, now: datetime) -> bool:
    if comment.status in {status, Status.FOLDED, Status.WITHDRAWN}:
        return False
    comment.status, comment.decided_at = status, now
    comment.waits_because = ""
    return True


def _refuse_erased(comment: Comment) -> None:
    if not comment.body:
        raise Refusal(gettext("The words of comment %(n)s have been erased.", n=comment.id))


def _comments(ids: Iterable[int]) -> list[Comment]:
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Comment] = {}
    for part in many.portions(sorted(wanted)):
        # In one order everywhere, so that two authors never wait for each other.
        query = select(Comment).where(Comment.id.in_(part)).order_by(Comment.id).with_for_update()
        found |= {comment.id: comment for comment in db.session.execute(query).scalars()}
    for number in wanted:
        if number not in found:
            raise NoSuchComment(gettext("There is no comment %(n)s.", n=number))
    return [found[number] for number in wanted]


def _say(
    slugs: Iterable[str], said: Said, *, by: By, now: datetime, name: str, why: str
) -> list[str]:
    news = []
    wanted = list(dict.fromkeys(slugs))
    before = queries.decisions(wanted)
    for slug in wanted:
        last = before[slug][-1] if before[slug] else None
        # A reason that was given stays, until there is another one.
        if last is None or last.said is not said or (why and last.why != why):
            _add(slug, said, by=by, now=now, name=name, why=why)
            news.append(slug)
    return news


def _add(slug: str, said: Said, *, by: By, now: datetime, name: str, why: str) -> None:
    db.session.add(Decision(post_slug=slug, said=said, by=by, name=name, why=why, said_at=now))
