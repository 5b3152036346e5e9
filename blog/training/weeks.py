"""Sums of sessions: by week, by sport, of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from blog.training.log import Session, Sport

# The days a week may begin with, as Python counts them.
STARTS = {"monday": 0, "saturday": 5, "sunday": 6}
LENGTH = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Sum:
    """What some sessions come to; nothing where no session says how far or how long."""

    sessions: int
    millimetres: int | None
    seconds: int | None


@dataclass(frozen=True, kw_only=True)
class Week:
    """The sessions of one week, what they come to, and that by sport."""

    first: date
    sessions: tuple[Session, ...]
    all: Sum
    by_sport: Mapping[Sport, Sum]

    @property
    def last(self) -> date:
        """The last day of the week."""
        return self.first + LENGTH - timedelta(days=1)


def first_day(day: date, *, starts: str) -> date:
    """Find the first day of the week a day is in."""
    return day - timedelta(days=(day.weekday() - STARTS[starts]) % 7)


def weeks(sessions: Sequence[Session], *, starts: str) -> list[Week]:
    """Sum up every week that has a session, the first one first."""
    found: dict[date, list[Session]] = {}
    for session in sessions:
        found.setdefault(first_day(session.day, starts=starts), []).append(session)
    return [
        Week(first=first, sessions=tuple(its), all=total(its), by_sport=by_sport(its))
        for first, its in sorted(found.items())
    ]


def by_sport(sessions: Sequence[Session]) -> dict[Sport, Sum]:
    """Sum up every sport there is, the one with most sessions first."""
    found: dict[Sport, list[Session]] = {}
    for session in sessions:
        found.setdefault(session.sport, []).append(session)
    order = list(Sport)
    ranked = sorted(found, key=lambda sport: (-len(found[sport]), order.index(sport)))
    return {sport: total(found[sport]) for sport in ranked}


def total(sessions: Sequence[Session]) -> Sum:
    """Sum up sessions."""
    return Sum(
        sessions=len(sessions),
        millimetres=_sum(session.millimetres for session in sessions),
        seconds=_sum(session.seconds for session in sessions),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
