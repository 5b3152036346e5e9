"""Two who changed the fields of one file at the same time, so that neither loses a word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """What the fields say now; in `asked` what the file says of those that both have changed."""

    values: dict[str, str]
    asked: dict[str, str]


def merge(
    *,
    was: Mapping[str, str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    within: Mapping[str, Collection[str]] | None = None,
) -> Merged:
    """Take from each side what it has changed since the form was opened.

    A field that was not in the form says what the file says. Where both sides have changed one,
    and not to the same, `values` holds mine: it is what stands in the form while its author is
    asked. Some fields stand `within` another: who empties that takes all of them away.
    """
    changed = {name: one for name, one in mine.items() if one != was.get(name, "")}
    asked = {
        name: theirs[name]
        for name, one in changed.items()
        if theirs[name] not in {one, was.get(name, "")}
    }
    for whole, parts in (within or {}).items():
        if whole in changed and not mine[whole] and theirs[whole]:
            asked |= {one: theirs[one] for one in parts if one in was and theirs[one] != was[one]}
    return Merged(values={**theirs, **changed, **{one: mine[one] for one in asked}}, asked=asked)
