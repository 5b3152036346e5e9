"""The training log in words and figures: in the site's units, with the other ones beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from blog import current
from blog.texts import gettext
from blog.training import measures
from blog.training.charts import Drawing
from blog.training.log import Session, Sport, Verdict
from blog.training.measures import Unit
from blog.training.weeks import Sum, by_sport, total
from blog.web.filters import number


@dataclass(frozen=True, kw_only=True)
class Far:
    """A distance as it is shown, and as those read it who count otherwise."""

    here: str
    there: str


@dataclass(frozen=True, kw_only=True)
class Spent:
    """A time as it is shown, and as programs read it."""

    clock: str
    machine: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One session."""

    day: date
    sport: str
    far: Far | None
    spent: Spent | None
    pain: int | None
    note: str


@dataclass(frozen=True, kw_only=True)
class Summed:
    """What some sessions come to, and of which sport they are, where of one."""

    sport: str
    sessions: int
    far: Far | None
    spent: Spent | None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing with its words."""

    drawing: Drawing
    # What its bars measure, the longest of them, and the sports of each kind of bar.
    measure: str
    most: Far | None
    kinds: tuple[tuple[str, tuple[str, ...]], ...]


def chart(drawing: Drawing | None) -> Chart | None:
    """Word a drawing."""
    if drawing is None:
        return None
    miles = unit() is Unit.MILES
    return Chart(
        drawing=drawing,
        measure=gettext("Miles a week") if miles else gettext("Kilometers a week"),
        most=far(drawing.most),
        kinds=tuple(
            (bars.kind, tuple(sport(Sport(name)) for name in bars.sports)) for bars in drawing.bars
        ),
    )


def unit() -> Unit:
    """Give what the site counts distances in."""
    return Unit(current.preferences().units)


def far(millimetres: int | None) -> Far | None:
    """Say a distance: "1 mi", and "1.61 km" beside it."""
    if millimetres is None:
        return None
    here, there = unit(), unit().other
    return Far(
        here=f"{_number(millimetres, here)} {here}",
        there=f"{_number(millimetres, there)} {there}",
    )


def _number(millimetres: int, one: Unit) -> str:
    return number(float(measures.number(millimetres, one)))


def spent(seconds: int | None) -> Spent | None:
    """Say a time: "11:30"."""
    if seconds is None:
        return None
    return Spent(clock=measures.clock(seconds), machine=f"PT{seconds}S")


def line(session: Session) -> Line:
    """Word a session."""
    return Line(
        day=session.day,
        sport=sport(session.sport),
        far=far(session.millimetres),
        spent=spent(session.seconds),
        pain=session.pain,
        note=session.note,
    )


def summed(of: Sum, name: Sport | None = None) -> Summed:
    """Word a sum."""
    return Summed(
        sport=sport(name) if name else "",
        sessions=of.sessions,
        far=far(of.millimetres),
        spent=spent(of.seconds),
    )


def totals(sessions: Sequence[Session]) -> list[Summed]:
    """Word what sessions come to by sport; those of rest come to nothing."""
    return [summed(of, name) for name, of in by_sport(sessions).items() if name is not Sport.REST]


def all_of(sessions: Sequence[Session]) -> Summed:
    """Word what sessions come to in all."""
    return summed(total(sessions))


def sport(name: Sport) -> str:
    """Name a sport."""
    return {
        Sport.RUN: gettext("Run"),
        Sport.RIDE: gettext("Ride"),
        Sport.SWIM: gettext("Swim"),
        Sport.WALK: gettext("Walk"),
        Sport.STRENGTH: gettext("Strength"),
        Sport.STRETCH: gettext("Stretching"),
        Sport.REST: gettext("Rest"),
        Sport.OTHER: gettext("Other"),
    }[name]


def last(name: Sport) -> str:
    """Name the last session of a story."""
    return {
        Sport.RUN: gettext("Last run"),
        Sport.RIDE: gettext("Last ride"),
        Sport.SWIM: gettext("Last swim"),
        Sport.WALK: gettext("Last walk"),
    }.get(name, gettext("Last session"))


def longest(name: Sport) -> str:
    """Name the longest session of a story."""
    return {
        Sport.RUN: gettext("Longest run"),
        Sport.RIDE: gettext("Longest ride"),
        Sport.SWIM: gettext("Longest swim"),
        Sport.WALK: gettext("Longest walk"),
    }.get(name, gettext("Longest session"))


def verdict(said: Verdict) -> str:
    """Say whether something helped."""
    return {
        Verdict.HELPED: gettext("helped"),
        Verdict.A_LITTLE: gettext("helped a little"),
        Verdict.UNSURE: gettext("hard to say"),
        Verdict.NO: gettext("did not help"),
        Verdict.WORSE: gettext("made it worse"),
    }[said]
