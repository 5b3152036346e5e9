"""What a log comes to: the first day without pain, the longest session, how the goal fared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from blog.training.log import Session, in_order
from blog.training.weeks import by_sport


class Fate(StrEnum):
    """What became of a goal."""

    AHEAD = "ahead"
    REACHED = "reached"
    IN_TIME = "in time"
    """The story ended well before its day; whether it was reached then, nobody says."""
    TOO_SOON = "too soon"
    """Its day came before the end of the story."""


def first_without_pain(sessions: Sequence[Session]) -> Session | None:
    """Find the first session of the first day without pain, after one that hurt."""
    worst: dict[date, int] = {}
    for session in sessions:
        if session.pain is not None:
            worst[session.day] = max(session.pain, worst.get(session.day, 0))
    hurt = [day for day, pain in worst.items() if pain]
    free = [day for day, pain in worst.items() if not pain and hurt and day > min(hurt)]
    day = min(free, default=None)
    return next((one for one in sessions if one.day == day and one.pain is not None), None)


def longest(sessions: Sequence[Session], *, since: date | None) -> Session | None:
    """Find the longest session after the day of the injury, of the sport told of most."""
    sessions = [one for one in sessions if since is None or one.day > since]
    with_distance = [one for one in sessions if one.millimetres]
    sport = next(iter(by_sport(with_distance)), None)
    its = [one for one in with_distance if one.sport is sport]
    return max(in_order(its), key=lambda one: one.millimetres or 0, default=None)


def fate(goal: date | None, *, returned: bool, ended: date | None, today: date) -> Fate | None:
    """Tell what became of a goal with a day; nothing where the story does not say.

    Who returned on that day reached it, who did before was ready in time; whose story goes on
    after it was not.
    `today` is the last day anything is known of.
    """
    if goal is None:
        return None
    if returned:
        if ended is None:
            return None
        if ended == goal:
            return Fate.REACHED
        return Fate.IN_TIME if ended < goal else Fate.TOO_SOON
    if ended is not None:
        return None
    return Fate.AHEAD if today <= goal else Fate.TOO_SOON
