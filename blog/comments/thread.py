"""A discussion laid out: replies below what they answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from blog.comments.status import Status


class Placed(Protocol):
    """What must be known of a comment to give it a place."""

    @property
    def id(self) -> int:
        """Its own number."""

    @property
    def parent_id(self) -> int | None:
        """The comment it answers."""

    @property
    def status(self) -> Status:
        """How it stands."""

    @property
    def submitted_at(self) -> datetime:
        """When it was sent."""


C = TypeVar("C", bound=Placed)
D = TypeVar("D", bound=Placed)


@dataclass(frozen=True, kw_only=True)
class Branch(Generic[C]):
    """A comment in its place with the replies below it.

    `gone` means that only the place is left, for the sake of the replies, and says how the
    comment went: `withdrawn`, or any other standing for "removed".
    """

    comment: C
    level: int
    gone: Status | None
    replies: tuple[Branch[C], ...]


def nest(
    comments: Iterable[C], *, deepest: int = 4, also_shown: Collection[int] = ()
) -> list[Branch[C]]:
    """Lay replies under what they answer, oldest first.

    Replies below the deepest level stay on it, in order. A comment that is not public keeps
    its place only where a shown one stands below it; `also_shown` are those whose writer is
    looking. Nothing here recurses: an import may hold chains and circles of any length.
    """
    ranked, above = _ranked(sorted(comments, key=_age))
    shown = {c.id for c in ranked if c.status is Status.APPROVED or c.id in also_shown}
    kept = _kept(ranked, above, shown)
    hosts, levels = _hosts(ranked, above, deepest)
    below: dict[int | None, list[Branch[C]]] = defaultdict(list)
    for comment in reversed(ranked):
        if comment.id in kept:
            branch = Branch(
                comment=comment,
                level=levels[comment.id],
                gone=None if comment.id in shown else comment.status,
                replies=tuple(_oldest_first(below.pop(comment.id, []))),
            )
            below[hosts[comment.id]].append(branch)
    return _oldest_first(below[None])


def mapped(branch: Branch[C], change: Callable[[C], D]) -> Branch[D]:
    """Give a branch with something else in the place of every comment."""
    return Branch(
        comment=change(branch.comment),
        level=branch.level,
        gone=branch.gone,
        replies=tuple(mapped(reply, change) for reply in branch.replies),
    )


def _age(comment: Placed) -> tuple[datetime, int]:
    return comment.submitted_at, comment.id


def _oldest_first(branches: Sequence[Branch[C]]) -> list[Branch[C]]:
    return sorted(branches, key=lambda branch: _age(branch.comment))


def _ranked(order: Sequence[C]) -> tuple[list[C], dict[int, int | None]]:
    """Put every comment after the one it answers, and say which one that is.

    What answers nothing that is here stands at top level, and so does the oldest of a circle.
    """
    known = {comment.id: comment for comment in order}
    above: dict[int, int | None] = {
        c.id: c.parent_id if c.parent_id in known else None for c in order
    }
    ranked: list[C] = []
    settled: set[int | None] = {None}
    for comment in order:
        path: list[int] = []
        on_path: set[int] = set()
        at: int | None = comment.id
        while at is not None and at not in settled:
            if at in on_path:
                circle = path[path.index(at) :]
                above[min(circle, key=lambda member: _age(known[member]))] = None
                path, on_path, at = [], set(), comment.id
                continue
            path.append(at)
            on_path.add(at)
            at = above[at]
        ranked += [known[member] for member in reversed(path)]
        settled |= on_path
    return ranked, above


def _kept(
    ranked: Sequence[C], above: dict[int, int | None], shown: Collection[int]
) -> set[int | None]:
    kept: set[int | None] = set()
    for comment in reversed(ranked):
        if comment.id in shown or comment.id in kept:
            kept |= {comment.id, above[comment.id]}
    return kept


def _hosts(
    ranked: Sequence[C], above: dict[int, int | None], deepest: int
) -> tuple[dict[int, int | None], dict[int, int]]:
    """Say below which comment each is shown, and on which level."""
    hosts: dict[int, int | None] = {}
    levels: dict[int, int] = {}
    for comment in ranked:
        answered = above[comment.id]
        if answered is None:
            hosts[comment.id], levels[comment.id] = None, 1
        elif levels[answered] < deepest:
            hosts[comment.id], levels[comment.id] = answered, levels[answered] + 1
        else:
            hosts[comment.id], levels[comment.id] = hosts[answered], deepest
    return hosts, levels
