"""What waits for the author, laid out so that a thousand of it are a few decisions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias, TypeVar

from blog.comments import words
from blog.comments.shown import WaitingEdit, Whole

_HOST = re.compile(r"https?://(?:www\.)?([^/\s)\]>\"']+)", re.IGNORECASE)
# From so many on, what looks alike is decided as one.
_ALIKE = 3
# So many groups are laid out, the largest first: what is left of ten thousand has its turn later.
_GROUPS = 50

# So many of those who wrote what is alike are named.
_NAMED = 3

# Where a comment stands among those that wait: the oldest first.
Moment: TypeAlias = tuple[datetime, int]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A comment, or an edit of one, that waits for the author's word."""

    comment: Whole
    edit: WaitingEdit | None = None

    @property
    def name(self) -> str:
        """Who says it."""
        return self.edit.name if self.edit else self.comment.name

    @property
    def body(self) -> str:
        """What they would have readers read."""
        return self.edit.body if self.edit else self.comment.body

    @property
    def html(self) -> str:
        """The same, as it would be shown."""
        return self.edit.html if self.edit else self.comment.html

    @property
    def post_slug(self) -> str:
        """The post it is about."""
        return self.comment.post_slug

    @property
    def because(self) -> str:
        """Why it waits."""
        return self.edit.waits_because if self.edit else self.comment.waits_because

    @property
    def stands(self) -> Moment:
        """Where it stands among others."""
        return self.comment.submitted_at, self.comment.id


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some that look alike: they say the same, or lead to the same place."""

    likeness: str
    waiting: tuple[Waiting, ...]

    @property
    def alike(self) -> str:
        """What they have in common, to be read."""
        return self.likeness.partition(" ")[2]

    @property
    def html(self) -> str:
        """What the first of them says, as it would be shown."""
        return self.waiting[0].html

    @property
    def ids(self) -> list[int]:
        """Their numbers."""
        return [one.comment.id for one in self.waiting]

    @property
    def named(self) -> tuple[list[str], int]:
        """The first who wrote them, each once, and how many more; who did not sign is empty."""
        names = list(dict.fromkeys(one.name for one in self.waiting))
        return names[:_NAMED], max(0, len(names) - _NAMED)

    @property
    def texts(self) -> int:
        """How many different texts they have."""
        return len({one.html for one in self.waiting})


@dataclass(frozen=True, kw_only=True)
class Page:
    """A few of many: how many stand before them, and what the pages beside begin behind."""

    shown: Sequence[Waiting]
    start: int
    earlier: int | None
    later: int | None


class Said(Protocol):
    """What a search looks at."""

    @property
    def name(self) -> str:
        """Who says it."""

    @property
    def body(self) -> str:
        """What they say."""

    @property
    def post_slug(self) -> str:
        """The post it is about."""


S = TypeVar("S", bound=Said)


def matching(said: Iterable[S], asked: str, titles: Mapping[str, str]) -> list[S]:
    """Keep what holds every word asked for: in its own words, its name or its post."""
    wanted = asked.casefold().split()
    posts = {slug: f"{slug} {title}".casefold() for slug, title in titles.items()}
    return [one for one in said if _holds(one, wanted, posts.get(one.post_slug, one.post_slug))]


def alike(waiting: Iterable[Waiting], likeness: str) -> list[Waiting]:
    """Keep those of one group."""
    return [one for one in waiting if _likeness(one) == likeness]


def grouped(waiting: Sequence[Waiting]) -> tuple[list[Waiting], list[Group]]:
    """Part what stands for itself from what looks alike, each in its order."""
    found: dict[str, list[Waiting]] = {}
    for one in waiting:
        found.setdefault(_likeness(one), []).append(one)
    groups = [
        Group(likeness=likeness, waiting=tuple(some))
        for likeness, some in found.items()
        if len(some) >= _ALIKE
    ]
    groups = sorted(groups, key=lambda group: -len(group.waiting))[:_GROUPS]
    among = {number for group in groups for number in group.ids}
    return [one for one in waiting if one.comment.id not in among], groups


def page(waiting: Sequence[Waiting], *, behind: Moment | None, most: int) -> Page:
    """Lay out the few behind some place: it is found though what stood there was decided.

    Where nothing is left behind it, these are the last ones there are. What begins the list is
    behind number 0.
    """
    start = bisect_right(waiting, behind, key=lambda one: one.stands) if behind else 0
    if start >= len(waiting):
        start = max(0, (len(waiting) - 1) // most * most)
    end = start + most
    before = max(0, start - most)
    earlier = waiting[before - 1].comment.id if before else 0
    return Page(
        shown=waiting[start:end],
        start=start,
        earlier=earlier if start else None,
        later=waiting[end - 1].comment.id if end < len(waiting) else None,
    )


def _likeness(one: Waiting) -> str:
    """Say what makes one look like others: where it leads, or else what it says."""
    hosts = sorted({host.lower() for host in _HOST.findall(f"{one.comment.website} {one.body}")})
    return f"host {hosts[0]}" if hosts else f"words {words.undress(one.body)[:80]}"


def _holds(one: Said, wanted: Sequence[str], post: str) -> bool:
    searched = f"{one.body} {one.name}".casefold()
    return all(word in searched or word in post for word in wanted)
