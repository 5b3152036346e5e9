"""Comments that are not what they were: edits kept, waiting ones beside what readers see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from blog.comments.models import Comment, Version, Wording
from blog.comments.names import undress
from blog.comments.rendering import Text
from blog.comments.status import Status
from blog.comments.submission import Submission
from blog.database import many
from blog.database.engine import db
from blog.database.running import rows
from blog.markup import comment as markup
from blog.pagecache import stamps

_NEW = insert(Comment).returning(Comment.id)
_TAKEN_BACK = delete(Comment).where(Comment.id == bindparam("id"))


class Overtaken(Exception):
    """Somebody was faster with the same words: look again, and decide again."""


def locked(comment_id: int) -> Comment | None:
    """Take a comment as it is now, and let nobody else change it meanwhile."""
    return db.session.get(Comment, comment_id, with_for_update=True)


def differs(comment: Comment, submission: Submission, text: Text) -> bool:
    """Tell whether a submission is anything else than a comment as it is."""
    return (text.html, submission.name, submission.email, submission.website) != (
        comment.html,
        comment.name,
        comment.email,
        comment.website,
    )


def keep(comment: Mapping[str, Any], words_hash: str, *, nth: int) -> int:
    """Keep a new comment, by its columns, with its first wording; gives its number.

    Raise Overtaken if somebody was faster.
    """
    slug: str = comment["post_slug"]
    number: int = rows(_NEW, **comment).scalar_one()
    if not many.add(Wording, post_slug=slug, words_hash=words_hash, nth=nth, comment_id=number):
        rows(_TAKEN_BACK, id=number)
        raise Overtaken
    # What is written by statement says itself what it makes stale.
    stamps.renew([f"discussion:{slug}"])
    return number


def revise(
    comment: Comment,
    submission: Submission,
    text: Text,
    verdict: tuple[Status, str],
    *,
    nth: int,
    now: datetime,
) -> bool:
    """Give a comment new words, or keep them beside it until the author has read them.

    Return whether they wait. A comment that waits itself simply waits with its new words.
    Raise Overtaken if somebody was faster with the same words.
    """
    status, clause = verdict
    _add_wording(comment, text.hash, nth)
    refuse_waiting(comment.id)
    if not differs(comment, submission, text):
        return comment.status is Status.PENDING
    if comment.status is Status.APPROVED and status is Status.PENDING:
        db.session.add(_version(comment.id, submission, text, now=now, because=clause))
        return True
    db.session.add(_as_it_is(comment, now=now))
    _apply(comment, submission, text)
    if comment.status is Status.PENDING and clause:
        comment.waits_because = clause
    return comment.status is Status.PENDING


def waiting(ids: Iterable[int]) -> dict[int, Version]:
    """Find the edits of comments that wait, by the comments' numbers."""
    found: dict[int, Version] = {}
    for part in many.portions(ids):
        query = select(Version).where(Version.comment_id.in_(part), Version.waits)
        found |= {one.comment_id: one for one in db.session.execute(query).scalars()}
    return found


def accept(comment: Comment, edit: Version) -> None:
    """Let readers see an edit that waits; what they had is kept in its place."""
    _exchange(comment, edit)
    edit.waits, edit.waits_because = False, ""


def set_aside(edit: Version) -> None:
    """Refuse an edit that waits; readers keep what they had, the author may think again."""
    edit.waits = False


def wait_again(comment: Comment, edit_id: int, *, because: str, accepted: bool) -> None:
    """Let an edit that was accepted or set aside wait once more, unless another came since."""
    newest = select(func.max(Version.id)).where(Version.comment_id == comment.id)
    edit = db.session.get(Version, edit_id)
    if edit is None or edit.waits or db.session.execute(newest).scalar_one() != edit_id:
        return
    if accepted:
        _exchange(comment, edit)
    edit.waits, edit.waits_because = True, because


def refuse_waiting(comment_id: int) -> None:
    """Drop the edit that waits; readers keep what they had."""
    db.session.execute(delete(Version).where(Version.comment_id == comment_id, Version.waits))


def forget_wordings(comment_id: int) -> None:
    """Let the words of a comment be said again, as if they never had been."""
    db.session.execute(delete(Wording).where(Wording.comment_id == comment_id))
    db.session.execute(delete(Version).where(Version.comment_id == comment_id))


def _exchange(comment: Comment, edit: Version) -> None:
    for name in ("name", "email", "website", "body", "html", "rendered_with"):
        mine, other = getattr(comment, name), getattr(edit, name)
        setattr(comment, name, other)
        setattr(edit, name, mine)
    comment.name_key = undress(comment.name)


def _add_wording(comment: Comment, words_hash: str, nth: int) -> None:
    has_it = select(Wording.id).where(
        Wording.comment_id == comment.id, Wording.words_hash == words_hash
    )
    if db.session.execute(has_it).first() is not None:
        return
    said: dict[str, Any] = {"post_slug": comment.post_slug, "words_hash": words_hash, "nth": nth}
    if not many.add(Wording, **said, comment_id=comment.id):
        raise Overtaken


def _apply(comment: Comment, submission: Submission, text: Text) -> None:
    comment.name, comment.name_key = submission.name, undress(submission.name)
    comment.email, comment.website = submission.email, submission.website
    comment.body, comment.html = text.body, text.html
    comment.rendered_with = markup.VERSION


def _version(
    comment_id: int, submission: Submission, text: Text, *, now: datetime, because: str
) -> Version:
    return Version(
        comment_id=comment_id,
        name=submission.name,
        email=submission.email,
        website=submission.website,
        body=text.body,
        html=text.html,
        rendered_with=markup.VERSION,
        written_at=now,
        waits=True,
        waits_because=because,
    )


def _as_it_is(comment: Comment, *, now: datetime) -> Version:
    return Version(
        comment_id=comment.id,
        name=comment.name,
        email=comment.email,
        website=comment.website,
        body=comment.body,
        html=comment.html,
        rendered_with=comment.rendered_with,
        written_at=now,
        waits=False,
        waits_because="",
    )
