"""What was tried over a story, and whether it helped: the latest part's word counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from blog.markup.slugs import slugify
from blog.training.log import Verdict


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one post says of one thing."""

    post: str
    what: str
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One thing that was tried: the last word on it, and every post that tells of it."""

    what: str
    verdict: Verdict
    posts: tuple[str, ...]


def summed_up(said: Iterable[Said]) -> list[Tried]:
    """Bring together what posts say, oldest first; what helped most comes first."""
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(_key(one.what), []).append(one)
    order = list(Verdict)
    things = [
        Tried(
            # As it was called first: by then readers know it under that name.
            what=its[0].what,
            verdict=its[-1].verdict,
            posts=tuple(dict.fromkeys(one.post for one in its)),
        )
        for its in found.values()
    ]
    return sorted(things, key=lambda one: order.index(one.verdict))


def _key(what: str) -> str:
    return slugify(what) or what.casefold()
