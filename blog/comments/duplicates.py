"""When two submissions are one comment: the eleven rules, on one post.

`equal` decides among the earlier comments that have, or once had, the same words; only where
there are none, `near` looks at recent comments with almost the same ones. A comment under
another post is never compared (rule 9), so the caller hands in one post's comments only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rapidfuzz import fuzz

from blog.comments import persons
from blog.comments.status import Status
from blog.comments.words import is_long
from blog.texts import gettext

NEAR = timedelta(hours=24)
"""How far back `near` looks; older comments need not be read."""

_ALMOST = 90


class Kind(StrEnum):
    """What becomes of a submission."""

    REPEAT = "repeat"
    CORRECTION = "correction"
    OWN = "own"
    PENDING = "pending"


@dataclass(frozen=True, kw_only=True)
class New:
    """A submission, and what it proves about earlier comments of the post.

    `same_hand` holds those it was certainly sent by the writer of (a receipt, or the same
    address and browser within minutes); `receipts` those whose receipt it carries.
    """

    name: str
    email: str
    words: str
    parent: int | None
    by_author: bool = False
    same_hand: frozenset[int] = frozenset()
    receipts: frozenset[int] = frozenset()

    def is_hand_of(self, earlier: Earlier) -> bool:
        """Tell whether this submission and an earlier comment are proven to be of one hand."""
        return earlier.id in self.same_hand | self.receipts


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A comment already there.

    A folded one says what it was folded into, and how that one stands now: once it is gone,
    it can no longer answer for both. `by_author` means signed in when written; somebody who
    only uses the author's name is another person.
    """

    id: int
    name: str
    email: str
    words: str
    parent: int | None
    status: Status
    submitted_at: datetime
    by_author: bool
    has_replies: bool = False
    duplicate_of: int | None = None
    duplicate_status: Status | None = None

    @property
    def stands(self) -> Status:
        """How the words of this comment stand, wherever they stand."""
        gone = (Status.DELETED, Status.WITHDRAWN)
        if self.status is Status.FOLDED and self.duplicate_status in gone:
            return self.duplicate_status
        return self.status

    @property
    def place(self) -> int:
        """Where readers find the words of this comment."""
        if self.status is Status.FOLDED and self.duplicate_of is not None:
            return self.duplicate_of
        return self.id


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What becomes of a submission, by which rule, and which comment it is about.

    `same_hand` allows a repeat to bring its name, e-mail and website along; `because` is the
    clause a waiting comment shows the author.
    """

    kind: Kind
    rule: int
    of: int | None = None
    because: str | None = None
    same_hand: bool = False


ITS_OWN = Decision(kind=Kind.OWN, rule=0)
"""What no rule speaks about."""

_HIDDEN = (Status.PENDING, Status.SPAM, Status.FOLDED)
_Test = Callable[[New, Earlier, datetime], bool]
_Outcome = Callable[[New, Earlier], Decision]


def decide(
    new: New, earlier: Sequence[Earlier], *, now: datetime, edit_window: timedelta
) -> Decision:
    """Decide about a submission when all comments of its post are at hand with their words."""
    same = [comment for comment in earlier if comment.words == new.words]
    found = equal(new, same, now=now) or near(new, earlier, now=now, edit_window=edit_window)
    return found or ITS_OWN


def equal(new: New, earlier: Sequence[Earlier], *, now: datetime) -> Decision | None:
    """Decide by the comments that have or had the same words; nothing if there are none.

    The first rule that matches any of them decides. Words that their writer took back count
    no more once that is settled.
    """
    for matches, outcome in _RULES:
        found = [comment for comment in earlier if matches(new, comment, now)]
        if found:
            return outcome(new, _answering(found))
    return None


def near(
    new: New, earlier: Sequence[Earlier], *, now: datetime, edit_window: timedelta
) -> Decision | None:
    """Decide by recent comments with almost the same words (rules 7 and 8).

    What carries the receipt but comes too late to be a correction, or after an answer, waits
    like what carries none: it must neither change what was answered nor appear beside it.
    """
    close = [comment for comment in earlier if _is_near(new, comment, now)]
    mended = [comment for comment in close if _is_mended(new, comment, now, edit_window)]
    if mended:
        return _outcome(Kind.CORRECTION, 7)(new, _answering(mended))
    return _outcome(Kind.PENDING, 8)(new, _answering(close)) if close else None


def within(new: New) -> timedelta:
    """Say how far back comments may be near a new one.

    Whoever gives no name is the same person for a minute only.
    """
    return NEAR if new.name or new.email else persons.NAMELESS


def is_moved(new: New | Earlier, earlier: Earlier) -> bool:
    """Tell whether one of two stands at top level, or one answers the other."""
    if new.parent == earlier.parent:
        return False
    answers = isinstance(new, Earlier) and earlier.parent == new.id
    return new.parent is None or earlier.parent is None or new.parent == earlier.id or answers


def is_near(words: str, other: str) -> bool:
    """Tell whether long words are almost the same."""
    if not (is_long(words) and is_long(other)):
        return False
    return fuzz.ratio(words, other, score_cutoff=_ALMOST) >= _ALMOST


def clause(rule: int, id: int) -> str:
    """Tell the author which comment other words are like."""
    match rule:
        case 8:
            return gettext("almost the same words as comment %(id)s", id=id)
        case 11:
            return gettext("same words as comment %(id)s, which was deleted", id=id)
        case _:
            return gettext("same words as comment %(id)s", id=id)


def _answering(found: Sequence[Earlier]) -> Earlier:
    """Choose the oldest public comment, else the oldest."""
    public = [comment for comment in found if comment.status is Status.APPROVED]
    return min(public or found, key=lambda comment: (comment.submitted_at, comment.id))


def _person(new: New, earlier: Earlier, now: datetime) -> bool:
    apart = now - earlier.submitted_at
    return persons.is_same(new, earlier, apart=apart, proven=new.is_hand_of(earlier))


def _in_place(new: New, earlier: Earlier, now: datetime) -> bool:
    return new.parent == earlier.parent and _person(new, earlier, now)


def _moved(new: New, earlier: Earlier, now: datetime) -> bool:
    return is_long(new.words) and is_moved(new, earlier) and _person(new, earlier, now)


def _slipped(new: New, earlier: Earlier, now: datetime) -> bool:
    """Rule 4 is about names; one person's long words in two threads are for rule 3."""
    apart = now - earlier.submitted_at
    slip = is_long(new.words) and persons.is_slip(new, earlier, apart=apart)
    return slip and not _person(new, earlier, now)


def _again(new: New, earlier: Earlier, now: datetime) -> bool:
    return any(test(new, earlier, now) for test in (_in_place, _moved, _slipped))


def _where(test: _Test, *statuses: Status) -> _Test:
    return lambda new, earlier, now: earlier.stands in statuses and test(new, earlier, now)


def _still_there(test: _Test) -> _Test:
    return _where(test, *(status for status in Status if status is not Status.WITHDRAWN))


def _long_by_another(new: New, earlier: Earlier, now: datetime) -> bool:
    return is_long(new.words) and not _person(new, earlier, now)


def _short_by_another(new: New, earlier: Earlier, now: datetime) -> bool:
    return not is_long(new.words) and not _person(new, earlier, now)


def _is_near(new: New, earlier: Earlier, now: datetime) -> bool:
    recent = abs(now - earlier.submitted_at) <= NEAR and earlier.stands is not Status.WITHDRAWN
    return recent and _person(new, earlier, now) and is_near(new.words, earlier.words)


def _is_mended(new: New, earlier: Earlier, now: datetime, edit_window: timedelta) -> bool:
    free = not earlier.has_replies and earlier.status in (Status.APPROVED, Status.PENDING)
    in_time = abs(now - earlier.submitted_at) <= edit_window
    return free and in_time and earlier.id in new.receipts


def _outcome(kind: Kind, rule: int) -> _Outcome:
    def outcome(new: New, earlier: Earlier) -> Decision:
        if kind is Kind.OWN:
            return Decision(kind=kind, rule=rule)
        place = earlier.place
        because = clause(rule, place) if kind is Kind.PENDING else None
        by_hand = place in new.same_hand | new.receipts
        return Decision(kind=kind, rule=rule, of=place, because=because, same_hand=by_hand)

    return outcome


def _elsewhere(new: New, earlier: Earlier) -> Decision:
    """Thanks may be said to two people; long words twice are for the author to see."""
    waits = is_long(new.words) and not new.by_author
    return _outcome(Kind.PENDING if waits else Kind.OWN, 3)(new, earlier)


# In this order. A deleted comment speaks before a withdrawn one: whoever takes words back
# and sends them again must not get past the author, who has decided about them since.
_RULES: tuple[tuple[_Test, _Outcome], ...] = (
    (_where(_in_place, Status.APPROVED), _outcome(Kind.REPEAT, 1)),
    (_where(_moved, Status.APPROVED), _outcome(Kind.REPEAT, 2)),
    (_where(_again, *_HIDDEN), _outcome(Kind.REPEAT, 10)),
    (_where(_slipped, Status.APPROVED), _outcome(Kind.REPEAT, 4)),
    (_where(_again, Status.DELETED), _outcome(Kind.PENDING, 11)),
    (_where(_again, Status.WITHDRAWN), _outcome(Kind.OWN, 11)),
    (_still_there(_long_by_another), _outcome(Kind.PENDING, 5)),
    (_still_there(_person), _elsewhere),
    (_still_there(_short_by_another), _outcome(Kind.OWN, 6)),
)
