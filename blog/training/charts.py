"""The drawing of a log: pain above, distance by week below, over one axis of days.

Only shapes are made here, when a post is published; the words stand beside them in the page.
Every shape is a line: a dot is one of no length with round ends, a bar one as wide as its week.
So the drawing may be stretched to any width without spoiling anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from blog.training.log import MOST_PAIN, Session, Sport
from blog.training.weeks import LENGTH, Week, by_sport, weeks

# The height of either panel, in the drawing's own measure.
HEIGHT = 100
# Dots need room to be round at the edges.
_MARGIN = 6
# Days without a word on pain after which the line does not pretend to know.
_LONGEST_LINE = 21
# Sports that are told apart; the last kind stands for all others.
KINDS = ("solid", "hatched", "outlined")


@dataclass(frozen=True, kw_only=True)
class Bars:
    """The bars of one sport, or of all that share a kind."""

    kind: str
    sports: tuple[str, ...]
    path: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Both panels; `days` is how long the axis is, from the first day of the first week."""

    first: date
    days: int
    line: str
    dots: str
    worst: int | None
    bars: tuple[Bars, ...]
    most: int | None

    @property
    def last(self) -> date:
        """The last day of the axis."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def middle(self) -> date:
        """The day in the middle of the axis."""
        return self.first + timedelta(days=self.days // 2)

    @property
    def weeks(self) -> int:
        """How many weeks the axis spans."""
        return self.days // LENGTH.days


def draw(sessions: Sequence[Session], *, starts: str) -> Drawing | None:
    """Draw a log; nothing where no session says how far or how much it hurt."""
    found = weeks(sessions, starts=starts)
    pains = _pains(sessions)
    most = max((week.all.millimetres or 0 for week in found), default=0)
    if not pains and not most:
        return None
    first = found[0].first
    line, dots = _curve(pains, first)
    return Drawing(
        first=first,
        days=(found[-1].first - first + LENGTH).days,
        line=line,
        dots=dots,
        worst=max(pains.values(), default=None),
        bars=tuple(_bars(found, first, most, ranked(sessions))) if most else (),
        most=most or None,
    )


def ranked(sessions: Sequence[Session]) -> tuple[tuple[Sport, ...], ...]:
    """Give each kind of bar its sports, the one told of most first."""
    sports = list(by_sport([one for one in sessions if one.millimetres]))
    alone = [(sport,) for sport in sports[: len(KINDS) - 1]]
    rest = tuple(sports[len(KINDS) - 1 :])
    return (*alone, rest) if rest else tuple(alone)


def kept(drawing: Drawing) -> dict[str, Any]:
    """Make a drawing something that can be stored."""
    return {**asdict(drawing), "first": drawing.first.isoformat()}


def read(stored: Mapping[str, Any]) -> Drawing:
    """Make a drawing of what was stored."""
    bars = (Bars(**{**one, "sports": tuple(one["sports"])}) for one in stored["bars"])
    first = date.fromisoformat(stored["first"])
    return Drawing(**{**stored, "first": first, "bars": tuple(bars)})


def _pains(sessions: Iterable[Session]) -> dict[date, int]:
    """Map days to the worst pain that was felt on them, in their order."""
    found: dict[date, int] = {}
    for session in sessions:
        if session.pain is not None:
            found[session.day] = max(session.pain, found.get(session.day, 0))
    return dict(sorted(found.items()))


def _curve(pains: Mapping[date, int], first: date) -> tuple[str, str]:
    """Draw the line of pain, interrupted where nothing was said for long, and its dots."""
    points = {day: f"{(day - first).days}.5 {_height(pain)}" for day, pain in pains.items()}
    line = ""
    for before, day in pairwise(points):
        if (day - before).days <= _LONGEST_LINE:
            begins = "" if line.endswith(f"L{points[before]}") else f"M{points[before]}"
            line += f"{begins}L{points[day]}"
    return line, "".join(f"M{point}h0" for point in points.values())


def _height(pain: int) -> str:
    return _short(HEIGHT - _MARGIN - (HEIGHT - 2 * _MARGIN) * pain / MOST_PAIN)


def _bars(
    found: Sequence[Week], first: date, most: int, kinds: Sequence[Sequence[Sport]]
) -> Iterable[Bars]:
    """Draw each kind of bar, standing on those before it."""
    reached = dict.fromkeys((week.first for week in found), 0)
    for kind, sports in zip(KINDS, kinds, strict=False):
        path = ""
        for week in found:
            below = reached[week.first]
            mine = sum(
                week.by_sport[one].millimetres or 0 for one in sports if one in week.by_sport
            )
            if mine:
                reached[week.first] = below + mine
                left = (week.first - first).days
                path += _bar(kind, left, below / most, (below + mine) / most)
        yield Bars(kind=kind, sports=tuple(sport.value for sport in sports), path=path)


def _bar(kind: str, left: int, bottom: float, top: float) -> str:
    low, high = _short(HEIGHT - HEIGHT * bottom), _short(HEIGHT - HEIGHT * top)
    if kind == "outlined":
        return f"M{left}.7 {low}V{high}h5.6V{low}z"
    return f"M{left + 3}.5 {low}V{high}"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
