"""What is different between two texts, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

# Beyond it, comparing takes longer than anybody wants to wait; then the ends tell enough.
_MOST_LINES = 5000


def between(before: str, now: str, *, around: int = 2) -> list[tuple[str, str]]:
    """List lines with their marks: “-” went, “+” came, “ ” stayed, “…” for more that stayed."""
    if before == now:
        return []
    old, new = before.splitlines()[:_MOST_LINES], now.splitlines()[:_MOST_LINES]
    return list(_marked(old, new, around))


def _marked(old: list[str], new: list[str], around: int) -> Iterator[tuple[str, str]]:
    last = 0
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around)
    for group in groups:
        if group[0][1] > last:
            yield "…", ""
        for kind, from_old, to_old, from_new, to_new in group:
            if kind == "equal":
                yield from ((" ", line) for line in old[from_old:to_old])
            else:
                yield from (("-", line) for line in old[from_old:to_old])
                yield from (("+", line) for line in new[from_new:to_new])
        last = group[-1][2]
    if last < len(old):
        yield "…", ""
