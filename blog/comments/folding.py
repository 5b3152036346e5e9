"""Which comments already stored say the same, and which of them are surely one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from blog.comments import duplicates, names, persons
from blog.comments.duplicates import NEAR, Earlier
from blog.comments.status import Status
from blog.comments.words import is_long

_SURELY = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Fold:
    """Two comments that say the same: the later one, and the first, which would stay.

    What is `sure` may be folded at once, the rest only when the author names it. `rule` is
    the number of the rule that finds them alike.
    """

    id: int
    into: int
    rule: int
    sure: bool


def foldable(comments: Iterable[Earlier]) -> list[Fold]:
    """Find the repeats among the comments of one post, in order of submission.

    In an archive nobody can prove a hand, so an equal e-mail is enough. Only what stands or
    waits is compared, and what stands is never folded into what waits. A comment is compared
    with those that stay: three an hour apart are three until the author says otherwise.
    """
    compared = (Status.APPROVED, Status.PENDING)
    order = sorted(comments, key=_age)
    parents = {comment.id: comment.parent for comment in order}
    folds: dict[int, Fold] = {}
    saying: dict[str, list[Earlier]] = defaultdict(list)
    # By name and by e-mail: almost the same words only count among one person's.
    signed: dict[tuple[str, str], list[Earlier]] = defaultdict(list)
    for typed in (comment for comment in order if comment.status in compared):
        # A reply to a folded comment answers the one that stays.
        answered = folds.get(typed.parent or 0)
        moved = answered is not None and answered.sure
        later = replace(typed, parent=answered.into) if answered and moved else typed
        near = [one for key in _signatures(later) for one in _since(signed[key], later)]
        fold = _best(later, [*saying[later.words], *sorted(near, key=_age)], parents)
        if fold is not None:
            folds[later.id] = fold
        if fold is None or not fold.sure:
            saying[later.words].append(later)
            for key in _signatures(later):
                signed[key].append(later)
    return list(folds.values())


def likest(one: Earlier, others: Iterable[Earlier], *, most: int) -> list[Earlier]:
    """Pick the comments that say most nearly what one says, the likest first."""
    others = list(others)
    alike = {other.id: fuzz.ratio(one.words, other.words) for other in others}
    return sorted(others, key=lambda other: (-alike[other.id], other.submitted_at))[:most]


def answers(id: int, other: int, parents: Mapping[int, int | None]) -> bool:
    """Tell whether a comment stands below another, which can then not be folded into it."""
    seen: set[int] = set()
    at = parents.get(id)
    while at is not None and at not in seen:
        if at == other:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _signatures(comment: Earlier) -> list[tuple[str, str]]:
    mail = comment.email.strip().casefold()
    return [("name", names.undress(comment.name)), *([("e-mail", mail)] if mail else [])]


def _since(comments: Sequence[Earlier], later: Earlier) -> Sequence[Earlier]:
    """Pick those of some comments that almost the same words may repeat."""
    return comments[bisect_left(comments, later.submitted_at - NEAR, key=_sent) :]


def _sent(comment: Earlier) -> datetime:
    return comment.submitted_at


def _age(comment: Earlier) -> tuple[datetime, int]:
    return comment.submitted_at, comment.id


def _best(
    later: Earlier, staying: Sequence[Earlier], parents: Mapping[int, int | None]
) -> Fold | None:
    """Choose what is sure before what is not, and the oldest of either."""
    found: Fold | None = None
    for first in staying:
        rule = _rule(later, first) if _may_stay_for(first, later) else None
        if rule is None:
            continue
        soon = later.submitted_at - first.submitted_at <= _SURELY
        if soon and rule in (1, 2, 4) and not answers(first.id, later.id, parents):
            return Fold(id=later.id, into=first.id, rule=rule, sure=True)
        found = found or Fold(id=later.id, into=first.id, rule=rule, sure=False)
    return found


def _may_stay_for(first: Earlier, later: Earlier) -> bool:
    return first.status is Status.APPROVED or later.status is first.status


def _rule(later: Earlier, first: Earlier) -> int | None:
    apart = later.submitted_at - first.submitted_at
    if later.words != first.words:
        near = _is_one_person(later, first) and duplicates.is_near(later.words, first.words)
        return 8 if near else None
    one_person, long = _is_one_person(later, first), is_long(later.words)
    if one_person and later.parent == first.parent:
        return 1
    if not long:
        return None
    if one_person:
        return 2 if duplicates.is_moved(later, first) else 3
    return 4 if persons.is_slip(later, first, apart=apart) else 5


def _is_one_person(later: Earlier, first: Earlier) -> bool:
    apart = later.submitted_at - first.submitted_at
    return persons.is_same(later, first, apart=apart, proven=True)
