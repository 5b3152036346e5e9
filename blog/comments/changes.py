"""What the writer of a comment may still do with it: mend it, take it back.

The caller holds the transaction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from blog.comments import checks, duplicates, past, revisions, upkeep
from blog.comments.checks import ATTEMPTS, House, Proof
from blog.comments.discussions import Policy
from blog.comments.duplicates import NEAR, Decision, Kind, New
from blog.comments.models import Comment
from blog.comments.rendering import Text
from blog.comments.revisions import Overtaken
from blog.comments.status import Status
from blog.comments.submission import Submission
from blog.comments.tokens import Note, Receipt
from blog.errors import Refusal
from blog.texts import gettext


class NotYours(Refusal):
    """A comment can't be changed by whoever asks, or not any more."""


def may_change(
    receipt: Receipt | None,
    *,
    comment_id: int,
    status: Status,
    submitted_at: datetime,
    policy: Policy,
    now: datetime,
) -> bool:
    """Tell whether whoever brings a receipt may still edit or withdraw a comment."""
    return (
        receipt is not None
        and receipt.mine
        and receipt.comment_id == comment_id
        and status in {Status.APPROVED, Status.PENDING}
        and now - submitted_at <= policy.edit_window
    )


def edit(
    comment_id: int,
    submission: Submission,
    text: Text,
    *,
    proof: Proof,
    house: House,
    now: datetime,
) -> Receipt:
    """Let a writer mend a comment; what would wait, waits, and readers keep what they had."""
    comment = _own(proof.receipt, comment_id, policy=house.policy, now=now)
    for _ in range(ATTEMPTS):
        clause, nth = _said_elsewhere(comment, submission, text, now=now)
        found = checks.verdict(
            submission,
            text,
            proof=proof,
            house=house,
            now=now,
            because=clause,
            besides=comment_id,
        )
        try:
            waits = revisions.revise(comment, submission, text, found, nth=nth, now=now)
        except Overtaken:
            continue
        upkeep.note_arrival(proof.network(house), now=now)
        note = Note.EDIT_WAITS if waits else Note.EDITED
        notes = (note, *checks.left_out(submission))
        return Receipt(comment_id=comment_id, mine=True, notes=notes)
    raise checks.too_many()


def withdraw(receipt: Receipt | None, comment_id: int, *, policy: Policy, now: datetime) -> Receipt:
    """Let a writer take a comment back; replies to it keep their place.

    A second click finds it taken back already, and is told just that.
    """
    done = Receipt(comment_id=comment_id, mine=True, notes=(Note.WITHDRAWN,))
    comment = revisions.locked(comment_id)
    is_theirs = receipt is not None and receipt.mine and receipt.comment_id == comment_id
    if comment and comment.status is Status.WITHDRAWN and is_theirs:
        return done
    comment = _own(receipt, comment_id, policy=policy, now=now)
    comment.status, comment.decided_at = Status.WITHDRAWN, now
    comment.waits_because = ""
    revisions.forget_wordings(comment_id)
    return done


def bring(
    decision: Decision,
    submission: Submission,
    text: Text,
    *,
    highest: int,
    proof: Proof,
    house: House,
    now: datetime,
) -> Receipt:
    """Answer with the comment that is there; its writer may bring better words or names.

    An empty field brings nothing: it does not take back what the first one gave.
    """
    mine = decision.same_hand or decision.kind is Kind.CORRECTION
    notes = checks.left_out(submission)
    if mine and decision.of is not None:
        comment = _as_decided(decision.of)
        better = replace(
            submission,
            name=submission.name or comment.name,
            email=submission.email or comment.email,
            website=submission.website or comment.website,
        )
        stands = comment.status in {Status.APPROVED, Status.PENDING}
        if stands and revisions.differs(comment, better, text):
            found = checks.verdict(
                better, text, proof=proof, house=house, now=now, besides=comment.id
            )
            waits = revisions.revise(comment, better, text, found, nth=highest + 1, now=now)
            upkeep.note_arrival(proof.network(house), now=now)
            notes = (Note.EDIT_WAITS if waits else Note.EDITED, *notes)
    return Receipt(comment_id=decision.of or 0, mine=mine, notes=notes)


def _own(receipt: Receipt | None, comment_id: int, *, policy: Policy, now: datetime) -> Comment:
    comment = revisions.locked(comment_id)
    if comment is None or not may_change(
        receipt,
        comment_id=comment_id,
        status=comment.status,
        submitted_at=comment.submitted_at,
        policy=policy,
        now=now,
    ):
        raise NotYours(gettext("This comment can’t be changed any more."))
    return comment


def _as_decided(comment_id: int) -> Comment:
    """Take a comment that answers for a repeat, unless it went while that was decided."""
    comment = revisions.locked(comment_id)
    if comment is None or comment.status in {Status.WITHDRAWN, Status.DELETED}:
        raise Overtaken
    return comment


def _said_elsewhere(
    comment: Comment, submission: Submission, text: Text, *, now: datetime
) -> tuple[str | None, int]:
    """Say which other comment the new words of one are like; what was one must not become two.

    Along comes the number their wording would have.
    """
    earlier, highest = past.with_words(comment.post_slug, text.hash, text=text.words)
    others = [one for one in earlier if one.id != comment.id]
    new = New(
        name=submission.name,
        email=submission.email,
        words=text.words,
        parent=comment.parent_id,
        by_author=comment.by_author,
    )
    decision = duplicates.equal(new, others, now=now)
    if decision is None and not others:
        recent = past.recent(comment.post_slug, new, since=now - duplicates.within(new))
        others = [one for one in recent if one.id != comment.id]
        decision = duplicates.near(new, others, now=now, edit_window=NEAR)
    if decision and decision.kind is Kind.REPEAT and decision.of is not None:
        return duplicates.clause(1, decision.of), highest + 1
    return decision.because if decision else None, highest + 1
