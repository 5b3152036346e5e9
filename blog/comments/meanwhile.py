"""What became of comments between the page an author looks at and the button they press there.

Nothing is decided about words nobody has read, and nothing that was decided elsewhere meanwhile
is turned round by a page that is behind. The caller holds the transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from blog.comments import queries, revisions
from blog.comments.status import Status
from blog.comments.verbs import Verb


class Fate(StrEnum):
    """Why something was left as it is."""

    CHANGED = "changed"
    """Its writer has given it other words."""
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    ANEW = "anew"
    """It cannot be taken back: something else was decided since."""
    NOTHING = "nothing"
    """It stands as it should already."""


_STANDING = frozenset({Status.APPROVED, Status.PENDING})
# What the button of each is offered for; those of edits ask for an edit besides.
_OFFERED = {
    Verb.APPROVE: frozenset({Status.PENDING}),
    Verb.REFUSE: frozenset[Status](),
    Verb.SPAM: _STANDING,
    Verb.DELETE: _STANDING,
    Verb.RESTORE: frozenset({Status.SPAM, Status.DELETED}),
    Verb.UNFOLD: frozenset({Status.FOLDED}),
}
_OF_EDITS = frozenset({Verb.APPROVE, Verb.REFUSE})


def parted(
    verb: Verb, ids: Sequence[int], *, seen_at: datetime
) -> tuple[list[int], dict[int, Fate]]:
    """Part what can be decided as it was seen from what cannot, and say why not."""
    stand, edits = queries.standings(ids), revisions.waiting(ids)
    changed = queries.edited_since(ids, seen_at)
    left: dict[int, Fate] = {}
    for number in ids:
        is_edit = verb in _OF_EDITS and number in edits
        if not is_edit and stand[number] not in _OFFERED[verb]:
            left[number] = _fate(verb, stand[number])
        elif number in changed:
            left[number] = Fate.CHANGED
    return [number for number in ids if number not in left], left


def _fate(verb: Verb, status: Status) -> Fate:
    if status is Status.WITHDRAWN:
        return Fate.WITHDRAWN
    if verb in {Verb.REFUSE, Verb.UNFOLD} or status is verb.leaves:
        return Fate.NOTHING
    return Fate.DECIDED
