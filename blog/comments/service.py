"""Taking in what readers send. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from blog.comments import changes, checks, discussions, duplicates, past, queries, revisions, upkeep
from blog.comments.checks import ATTEMPTS, House, Proof
from blog.comments.closing import Closed, DiscussionClosed
from blog.comments.discussions import Policy, State, Topic
from blog.comments.duplicates import ITS_OWN, Decision, Earlier, Kind, New
from blog.comments.names import undress
from blog.comments.rendering import Text
from blog.comments.revisions import Overtaken
from blog.comments.submission import Submission
from blog.comments.tokens import Note, Receipt
from blog.comments.words import is_long
from blog.markup import comment as markup


def state(topic: Topic, *, policy: Policy, now: datetime) -> State:
    """Say how the discussion of a post stands."""
    return discussions.state(
        topic,
        queries.decisions([topic.slug])[topic.slug],
        last_approved_at=_last_approvals([topic.slug], policy).get(topic.slug),
        policy=policy,
        now=now,
    )


def newest_open(topics: Sequence[Topic], *, policy: Policy, now: datetime) -> str | None:
    """Find the newest of some posts whose discussion is open."""
    is_open = open_among(topics, policy=policy, now=now)
    newest_first = sorted(topics, key=lambda topic: topic.published_at, reverse=True)
    return next((topic.slug for topic in newest_first if topic.slug in is_open), None)


def open_among(topics: Sequence[Topic], *, policy: Policy, now: datetime) -> set[str]:
    """Find which discussions are open; with two queries for all."""
    slugs = [topic.slug for topic in topics]
    said, heard = queries.decisions(slugs), _last_approvals(slugs, policy)
    states = {
        topic.slug: discussions.state(
            topic,
            said[topic.slug],
            last_approved_at=heard.get(topic.slug),
            policy=policy,
            now=now,
        )
        for topic in topics
    }
    return {slug for slug, state in states.items() if state.closed is None}


def _last_approvals(slugs: Sequence[str], policy: Policy) -> Mapping[str, datetime]:
    """Tell when posts were last commented on; only age asks, where it closes discussions."""
    return queries.last_approvals(slugs) if policy.close_after else {}


def submit(
    topic: Topic, submission: Submission, text: Text, *, proof: Proof, house: House, now: datetime
) -> Receipt:
    """Take in a reader's comment; sending it twice still leaves one.

    A repeat is answered before anything else is asked, so a reader who clicks twice while the
    author closes the discussion still finds their comment.
    """
    submission, notes = _placed(topic, submission)
    for _ in range(ATTEMPTS):
        new = _new(submission, text, proof=proof)
        decision, highest = _decide(topic, new, text, proof=proof, house=house, now=now)
        try:
            if decision.kind in {Kind.REPEAT, Kind.CORRECTION}:
                return changes.bring(
                    decision, submission, text, highest=highest, proof=proof, house=house, now=now
                )
            number = _keep(
                topic,
                submission,
                text,
                because=decision.because,
                nth=highest + 1,
                proof=proof,
                house=house,
                now=now,
            )
        except Overtaken:
            continue
        return Receipt(comment_id=number, mine=True, notes=notes)
    raise checks.too_many()


def _placed(topic: Topic, submission: Submission) -> tuple[Submission, tuple[Note, ...]]:
    """Put a reply to what cannot be answered at top level, rather than lose it."""
    notes = checks.left_out(submission)
    parent = submission.parent
    if parent is None or past.is_public(topic.slug, parent):
        return submission, notes
    found = queries.by_id(parent)
    stands_for_it = found.duplicate_of if found and found.post_slug == topic.slug else None
    if stands_for_it is not None and past.is_public(topic.slug, stands_for_it):
        return replace(submission, parent=stands_for_it), notes
    return replace(submission, parent=None), (*notes, Note.PARENT)


def _new(submission: Submission, text: Text, *, proof: Proof) -> New:
    receipt = proof.receipt
    return New(
        name=submission.name,
        email=submission.email,
        words=text.words,
        parent=submission.parent,
        by_author=proof.author is not None,
        receipts=frozenset({receipt.comment_id} if receipt and receipt.mine else ()),
    )


def _decide(
    topic: Topic, new: New, text: Text, *, proof: Proof, house: House, now: datetime
) -> tuple[Decision, int]:
    earlier, highest = past.with_words(topic.slug, text.hash, text=text.words)
    proven = _of_one_hand(new, earlier, proof=proof, house=house, now=now)
    decision = duplicates.equal(proven, earlier, now=now)
    if decision is None and not earlier and is_long(text.words):
        recent = past.recent(topic.slug, new, since=now - duplicates.within(new))
        proven = _of_one_hand(new, recent, proof=proof, house=house, now=now)
        decision = duplicates.near(proven, recent, now=now, edit_window=house.policy.edit_window)
    return decision or ITS_OWN, highest


def _of_one_hand(
    new: New, earlier: Sequence[Earlier], *, proof: Proof, house: House, now: datetime
) -> New:
    """Prove which of the comments in question the same hand wrote; only these are asked about."""
    left = past.hands({number for one in earlier for number in (one.id, one.place)}, now=now)
    key = house.tokens.key
    own = {number for number, hand in left.items() if hand == proof.sender.hand(number, key)}
    return replace(new, same_hand=frozenset(own)) if own else new


def _refuse_closed(topic: Topic, proof: Proof, *, house: House, now: datetime) -> Closed | None:
    """Refuse what comes too late; what was begun in time is told by the closing it missed."""
    found = state(topic, policy=house.policy, now=now)
    if found.closed is None or proof.author is not None:
        return None
    in_time = house.tokens.is_opening(proof.opening, topic.slug, found.opened_at)
    if not (in_time and found.still_taken(now=now)):
        raise DiscussionClosed(found.closed.kind)
    return found.closed


def _keep(
    topic: Topic,
    submission: Submission,
    text: Text,
    *,
    because: str | None,
    nth: int,
    proof: Proof,
    house: House,
    now: datetime,
) -> int:
    """Keep what is no repeat, shown or waiting, unless the discussion is closed."""
    closed = _refuse_closed(topic, proof, house=house, now=now)
    status, clause = checks.verdict(
        submission,
        text,
        proof=proof,
        house=house,
        now=now,
        because=because,
        before_closing=closed is not None,
    )
    checks.refuse_unread(status)
    known = {"status": status, "waits_because": clause, "by_author": proof.author is not None}
    comment = _columns(topic, submission, text, now=now) | known
    number = revisions.keep(comment, text.hash, nth=nth)
    upkeep.note_arrival(proof.network(house), now=now)
    upkeep.leave_hand(number, proof.sender.hand(number, house.tokens.key), now=now)
    return number


def _columns(
    topic: Topic, submission: Submission, text: Text, *, now: datetime
) -> dict[str, object]:
    return {
        "post_slug": topic.slug,
        "parent_id": submission.parent,
        "name": submission.name,
        "name_key": undress(submission.name),
        "email": submission.email,
        "website": submission.website,
        "body": text.body,
        "html": text.html,
        "rendered_with": markup.VERSION,
        "submitted_at": now,
        "decided_at": now,
    }
