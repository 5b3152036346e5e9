"""What the writer of a comment can do: send it, edit it, take it back.

The caller holds the transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from blog.comments import discussions, duplicates, moderation, queries, revisions, upkeep
from blog.comments.closing import Closed, DiscussionClosed
from blog.comments.discussions import Policy, State, Topic
from blog.comments.duplicates import ITS_OWN, NEAR, Decision, Earlier, Kind, New
from blog.comments.guard import HAND_LASTS, MOST_WAITING, Limits, Sender, TooMany
from blog.comments.lookalikes import reads_like
from blog.comments.models import Arrival, Comment, Hand, Wording
from blog.comments.moderation import Signals
from blog.comments.names import undress
from blog.comments.rendering import Text
from blog.comments.status import Status
from blog.comments.submission import Submission
from blog.comments.tokens import Note, Receipt, Tokens
from blog.database.engine import db
from blog.errors import Refusal
from blog.markup import comment as markup
from blog.texts import gettext

# So many may overtake one submission between its look and its insert.
_ATTEMPTS = 100


@dataclass(frozen=True, kw_only=True)
class House:
    """What a blog brings to every submission; `authors` are names nobody else may go by."""

    tokens: Tokens
    limits: Limits
    policy: Policy
    authors: Collection[str]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What came along with a submission. `author` is who is signed in, if anybody is."""

    sender: Sender
    receipt: Receipt | None = None
    opening: str = ""
    trap_filled: bool = False
    author: str | None = None


class NotYours(Refusal):
    """A comment can't be changed by whoever asks, or not any more."""


def refuse_flood(proof: Proof, *, house: House, now: datetime) -> None:
    """Refuse what comes far too fast, before any work is spent on it."""
    if proof.author is not None:
        return
    counts = queries.arrivals(proof.sender.network(house.tokens.key), now=now)
    if house.limits.far_over(proof.sender, counts):
        raise TooMany(gettext("Very many comments are arriving. Send yours again in a minute."))


def state(topic: Topic, *, policy: Policy, now: datetime) -> State:
    """Say how the discussion of a post stands."""
    return discussions.state(
        topic,
        queries.decisions([topic.slug])[topic.slug],
        last_approved_at=queries.last_approvals([topic.slug]).get(topic.slug),
        policy=policy,
        now=now,
    )


def newest_open(topics: Sequence[Topic], *, policy: Policy, now: datetime) -> str | None:
    """Find the newest of some posts whose discussion is open; with two queries for all."""
    slugs = [topic.slug for topic in topics]
    said, heard = queries.decisions(slugs), queries.last_approvals(slugs)
    for topic in sorted(topics, key=lambda topic: topic.published_at, reverse=True):
        found = discussions.state(
            topic,
            said[topic.slug],
            last_approved_at=heard.get(topic.slug),
            policy=policy,
            now=now,
        )
        if found.closed is None:
            return topic.slug
    return None


def submit(
    topic: Topic, submission: Submission, text: Text, *, proof: Proof, house: House, now: datetime
) -> Receipt:
    """Take in a reader's comment; sending it twice still leaves one.

    A repeat is answered before anything else is asked, so a reader who clicks twice while the
    author closes the discussion still finds their comment.
    """
    submission, notes = _placed(topic, submission)
    for _ in range(_ATTEMPTS):
        new = _new(topic, submission, text, proof=proof, house=house, now=now)
        decision, highest = _decide(topic, new, text, house=house, now=now)
        if decision.of is not None and decision.kind in {Kind.REPEAT, Kind.CORRECTION}:
            return _again(decision, submission, text, proof=proof, house=house, now=now)
        closed = _refuse_closed(topic, proof, house=house, now=now)
        signals = _signals(
            submission, text, proof=proof, house=house, now=now, because=decision.because
        )
        status, clause = moderation.first_status(
            replace(signals, before_closing=closed is not None),
            moderation.Policy(house.policy.moderation),
        )
        if status is Status.PENDING and queries.waiting() >= MOST_WAITING:
            raise TooMany(gettext("Too many comments are waiting to be read. Try again later."))
        try:
            with db.session.begin_nested():
                kept = _keep(topic, submission, text, nth=highest + 1, now=now)
                kept.status, kept.waits_because = status, clause
                kept.by_author = proof.author is not None
        except IntegrityError:
            # Somebody was faster with the same words: look again.
            continue
        _remember_sender(kept, proof, house=house, now=now)
        return Receipt(comment_id=kept.id, mine=True, notes=notes)
    raise TooMany(gettext("Very many comments are arriving. Send yours again in a minute."))


def edit(
    receipt: Receipt | None,
    comment_id: int,
    submission: Submission,
    text: Text,
    *,
    proof: Proof,
    house: House,
    now: datetime,
) -> Receipt:
    """Let a writer mend a comment; what would wait, waits, and readers keep what they had."""
    comment = _own(receipt, comment_id, policy=house.policy, now=now)
    earlier, _ = queries.with_words(comment.post_slug, text.hash, text=text.words)
    others = [one for one in earlier if one.id != comment_id]
    new = New(
        name=submission.name, email=submission.email, words=text.words, parent=comment.parent_id
    )
    decision = duplicates.equal(new, others, now=now)
    signals = _signals(
        submission,
        text,
        proof=proof,
        house=house,
        now=now,
        because=decision.because if decision else None,
        besides=comment_id,
    )
    waits = revisions.revise(
        comment,
        submission,
        text,
        moderation.first_status(signals, moderation.Policy(house.policy.moderation)),
        now=now,
    )
    notes = (Note.EDIT_WAITS if waits else Note.EDITED, *_left_out(submission))
    return Receipt(comment_id=comment_id, mine=True, notes=notes)


def withdraw(receipt: Receipt | None, comment_id: int, *, policy: Policy, now: datetime) -> Receipt:
    """Let a writer take a comment back; replies to it keep their place."""
    comment = _own(receipt, comment_id, policy=policy, now=now)
    comment.status, comment.decided_at = Status.WITHDRAWN, now
    comment.waits_because = ""
    revisions.forget_wordings(comment_id)
    return Receipt(comment_id=comment_id, mine=True, notes=(Note.WITHDRAWN,))


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


def _own(receipt: Receipt | None, comment_id: int, *, policy: Policy, now: datetime) -> Comment:
    comment = db.session.get(Comment, comment_id, with_for_update=True)
    if comment is None or not may_change(
        receipt,
        comment_id=comment_id,
        status=comment.status,
        submitted_at=comment.submitted_at,
        policy=policy,
        now=now,
    ):
        raise NotYours(gettext("This comment can't be changed any more."))
    return comment


def _placed(topic: Topic, submission: Submission) -> tuple[Submission, tuple[Note, ...]]:
    """Put a reply to what cannot be answered at top level, rather than lose it."""
    notes = _left_out(submission)
    parent = submission.parent
    if parent is None or queries.is_public(topic.slug, parent):
        return submission, notes
    found = queries.by_id(parent)
    stands_for_it = found.duplicate_of if found and found.post_slug == topic.slug else None
    if stands_for_it is not None and queries.is_public(topic.slug, stands_for_it):
        return replace(submission, parent=stands_for_it), notes
    return replace(submission, parent=None), (*notes, Note.PARENT)


def _left_out(submission: Submission) -> tuple[Note, ...]:
    return tuple(Note(field) for field in sorted(submission.left_out))


def _new(
    topic: Topic, submission: Submission, text: Text, *, proof: Proof, house: House, now: datetime
) -> New:
    left = queries.hands(topic.slug, since=now - HAND_LASTS)
    key = house.tokens.key
    own = {number for number, hand in left.items() if hand == proof.sender.hand(number, key)}
    receipt = proof.receipt
    return New(
        name=submission.name,
        email=submission.email,
        words=text.words,
        parent=submission.parent,
        by_author=proof.author is not None,
        same_hand=frozenset(own),
        receipts=frozenset({receipt.comment_id} if receipt and receipt.mine else ()),
    )


def _decide(
    topic: Topic, new: New, text: Text, *, house: House, now: datetime
) -> tuple[Decision, int]:
    earlier, highest = queries.with_words(topic.slug, text.hash, text=text.words)
    decision = duplicates.equal(new, earlier, now=now)
    if decision is None and not earlier:
        near: list[Earlier] = queries.recent(topic.slug, since=now - NEAR)
        decision = duplicates.near(new, near, now=now, edit_window=house.policy.edit_window)
    return decision or ITS_OWN, highest


def _again(
    decision: Decision,
    submission: Submission,
    text: Text,
    *,
    proof: Proof,
    house: House,
    now: datetime,
) -> Receipt:
    """Answer with the comment that is there; its writer may bring better words or names."""
    comment = db.session.get_one(Comment, decision.of)
    mine = decision.same_hand or decision.kind is Kind.CORRECTION
    notes = _left_out(submission)
    if mine and revisions.differs(comment, submission, text):
        better = replace(
            submission,
            name=submission.name or comment.name,
            email=submission.email or comment.email,
            website=submission.website or comment.website,
        )
        signals = _signals(
            better, text, proof=proof, house=house, now=now, because=None, besides=comment.id
        )
        verdict = moderation.first_status(signals, moderation.Policy(house.policy.moderation))
        waits = revisions.revise(comment, better, text, verdict, now=now)
        notes = (Note.EDIT_WAITS if waits else Note.EDITED, *notes)
    return Receipt(comment_id=comment.id, mine=mine, notes=notes)


def _refuse_closed(topic: Topic, proof: Proof, *, house: House, now: datetime) -> Closed | None:
    """Refuse what comes too late; what was begun in time is told by the closing it missed."""
    found = state(topic, policy=house.policy, now=now)
    if found.closed is None or proof.author is not None:
        return None
    in_time = house.tokens.is_opening(proof.opening, topic.slug, found.opened_at)
    if not (in_time and found.still_taken(now=now)):
        raise DiscussionClosed(found.closed.kind)
    return found.closed


def _signals(
    submission: Submission,
    text: Text,
    *,
    proof: Proof,
    house: House,
    now: datetime,
    because: str | None,
    besides: int | None = None,
) -> Signals:
    counts = queries.arrivals(proof.sender.network(house.tokens.key), now=now)
    return Signals(
        by_author=proof.author is not None,
        named=bool(submission.name),
        known=queries.is_known(undress(submission.name), besides=besides),
        links=text.links,
        reads_like_author=reads_like(submission.name, house.authors),
        over_limit=besides is None and house.limits.over(proof.sender, counts),
        trap_filled=proof.trap_filled,
        because=because,
    )


def _keep(topic: Topic, submission: Submission, text: Text, *, nth: int, now: datetime) -> Comment:
    comment = Comment(
        post_slug=topic.slug,
        parent_id=submission.parent,
        name=submission.name,
        name_key=undress(submission.name),
        email=submission.email,
        website=submission.website,
        body=text.body,
        html=text.html,
        rendered_with=markup.VERSION,
        status=Status.PENDING,
        waits_because="",
        submitted_at=now,
        decided_at=now,
        by_author=False,
    )
    db.session.add(comment)
    db.session.flush()
    db.session.add(
        Wording(post_slug=topic.slug, words_hash=text.hash, nth=nth, comment_id=comment.id)
    )
    return comment


def _remember_sender(comment: Comment, proof: Proof, *, house: House, now: datetime) -> None:
    upkeep.forget_senders(now=now)
    key = house.tokens.key
    if hand := proof.sender.hand(comment.id, key):
        db.session.add(Hand(comment_id=comment.id, hand=hand, left_at=now))
    db.session.add(Arrival(network=proof.sender.network(key), arrived_at=now))
    db.session.flush()
