"""What an author says about discussions, and who says it how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from blog.comments.closing import Word


class Said(StrEnum):
    """The author's word on a discussion; `nothing` takes an earlier one back."""

    OPEN = "open"
    CLOSED = "closed"
    NOTHING = "nothing"


class By(StrEnum):
    """How it was said."""

    HEADER = "header"
    DESK = "desk"
    COMMAND = "command"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One word of the author's, as it was kept."""

    said: Said
    by: By
    name: str
    why: str
    said_at: datetime


def latest(decisions: Sequence[Decided]) -> Word | None:
    """Find the word that counts: the last one, unless it takes everything back.

    `decisions` stand in the order in which they were said.
    """
    if not decisions or decisions[-1].said is Said.NOTHING:
        return None
    last = decisions[-1]
    return Word(
        opens=last.said is Said.OPEN, at=last.said_at, by=last.name or None, why=last.why or None
    )


def opened_at(decisions: Sequence[Decided], *, published_at: datetime) -> datetime:
    """Tell when the discussion was last opened: by a word, or with the post itself.

    A word that says open what is open already opens nothing.
    """
    opened, closed = published_at, False
    for decided in decisions:
        if closed and decided.said is not Said.CLOSED:
            opened = decided.said_at
        closed = decided.said is Said.CLOSED
    return opened


def header_says(comments: str | None, *, before: Sequence[Decided]) -> Said | None:
    """Find the word in a header's `comments:`, if it is another one than it was.

    `off` is no word: it hides the discussion and leaves what was said about it alone.
    """
    last = next((one.said for one in reversed(before) if one.by is By.HEADER), Said.NOTHING)
    if comments == "off":
        return None
    now = Said(comments) if comments else Said.NOTHING
    return now if now is not last else None
