"""The training log of one post, as its header tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from blog.headers.fields import Fields
from blog.training import measures

FIELDS = ("sport", "date", "distance", "time", "pain", "note", "file")
MOST_PAIN = 10

# Farther or longer than anybody goes in one session; a slip of the finger, then.
FARTHEST = 2_000_000_000
LONGEST = 100 * 60 * 60
_MOST_SESSIONS = 200
_MOST_TRIED = 50
_FIRST_YEAR = 1950


class Sport(StrEnum):
    """What was done."""

    RUN = "run"
    RIDE = "ride"
    SWIM = "swim"
    WALK = "walk"
    STRENGTH = "strength"
    STRETCH = "stretch"
    REST = "rest"
    OTHER = "other"


# In millimetres a second: what is quicker than the quickest there are was meant otherwise.
_QUICKEST: Mapping[Sport, int] = {
    Sport.RUN: 12_500,
    Sport.WALK: 6_000,
    Sport.SWIM: 3_000,
    Sport.RIDE: 45_000,
}


class Verdict(StrEnum):
    """Whether something that was tried helped, in the order of how much."""

    HELPED = "helped"
    A_LITTLE = "a little"
    UNSURE = "unsure"
    NO = "no"
    WORSE = "worse"


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session of training, in millimetres and seconds."""

    day: date
    sport: Sport
    millimetres: int | None = None
    seconds: int | None = None
    pain: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Log:
    """What one post tells: its sessions, and what was tried with what verdict."""

    sessions: tuple[Session, ...] = ()
    tried: tuple[tuple[str, Verdict], ...] = ()


def read(
    fields: Fields, blocks: Sequence[Fields] = (), *, day: date | None, last: date | None
) -> Log:
    """Understand `training` and `tried`; what is nonsense is refused with its line.

    `blocks` are sessions that stand in the text; what is wrong with them is told with the rest.
    `day` is the post's, which is meant where a session names none; `last` is the last day the
    post can know anything about. A draft may have neither.
    """
    for entry in blocks:
        entry.problems = fields.problems
    sections = [*fields.sections("training"), *blocks]
    if len(sections) > _MOST_SESSIONS:
        fields.refuse("training", f"has {len(sections)} entries, {_MOST_SESSIONS} are the most")
    sessions = [_session(section, day, last) for section in sections[:_MOST_SESSIONS]]
    return Log(sessions=tuple(filter(None, sessions)), tried=_tried(fields))


def is_too_quick(sport: Sport, millimetres: int, seconds: int) -> bool:
    """Tell whether nobody was ever that quick."""
    return millimetres > _QUICKEST.get(sport, FARTHEST) * seconds


def in_order(sessions: Sequence[Session]) -> list[Session]:
    """Put sessions in the order of their days; those of one day as they were told."""
    return sorted(sessions, key=lambda session: session.day)


def _session(entry: Fields, day: date | None, last: date | None) -> Session | None:
    from_file = entry.text("file", most=100) is not None
    sport = entry.choice("sport", [sport.value for sport in Sport])
    if sport is None and not entry.has("sport") and not from_file:
        entry.refuse("sport", "is missing: say “sport: run”, or another one")
    its_day = _day(entry, last) or (None if entry.text("date") else day)
    millimetres, seconds = _distance(entry), _time(entry)
    pain = entry.integer("pain", least=0, most=MOST_PAIN)
    note = entry.text("note", most=500) or ""
    entry.unknown(FIELDS)
    # The numbers of a file come with the file; until they are read, nothing can be shown.
    if sport is None or its_day is None or from_file:
        return None
    _compare(entry, Sport(sport), millimetres, seconds)
    return Session(
        day=its_day,
        sport=Sport(sport),
        millimetres=millimetres,
        seconds=seconds,
        pain=pain,
        note=note,
    )


def _day(entry: Fields, last: date | None) -> date | None:
    day = entry.day("date")
    if day is None:
        return None
    if day.year < _FIRST_YEAR:
        entry.refuse("date", f"{day} is long ago; is the year right?")
    elif last is not None and day > last:
        sentence = f"{day} is after the day of the post, {last}; is the year right?"
        entry.refuse("date", f"{sentence} (or say when the post was “updated”)")
    else:
        return day
    return None


def _distance(entry: Fields) -> int | None:
    said = entry.text("distance", most=100)
    if said is None:
        return None
    found = measures.distance(said)
    if found is None:
        like = "1 mi, 1.6 km, 400 m or 500 yd"
        entry.refuse("distance", f"“{said}” is not a distance; write for example {like}")
    elif not 0 < found <= FARTHEST:
        entry.refuse("distance", f"nobody goes “{said}” in one session; leave it out or mend it")
        return None
    return found


def _time(entry: Fields) -> int | None:
    said = entry.text("time", most=100)
    if said is None:
        return None
    found = measures.time(said)
    if found is None:
        like = "11:30 (minutes and seconds), 1:16:20, 1h 05 or 45 min"
        entry.refuse("time", f"“{said}” is not a time; write for example {like}")
    elif not 0 < found <= LONGEST:
        entry.refuse("time", f"no session takes “{said}”; leave it out or mend it")
        return None
    return found


def _compare(entry: Fields, sport: Sport, millimetres: int | None, seconds: int | None) -> None:
    """Refuse what is possible in each field and impossible together."""
    if sport is Sport.REST and (millimetres or seconds):
        entry.refuse("sport", "a day of rest has neither distance nor time; name the sport")
    elif millimetres and seconds and is_too_quick(sport, millimetres, seconds):
        time = measures.clock(seconds)
        sentence = f"{time} is {seconds} seconds, too quick for that distance"
        mend = f"; for hours and minutes write {time}:00" if seconds < 6000 else ""
        entry.refuse("time", sentence + mend)


def _tried(fields: Fields) -> tuple[tuple[str, Verdict], ...]:
    pairs = fields.pairs("tried")
    if len(pairs) > _MOST_TRIED:
        fields.refuse("tried", f"has {len(pairs)} entries, {_MOST_TRIED} are the most")
    found = []
    for what, (said, line) in pairs.items():
        if said.casefold() not in {verdict.value for verdict in Verdict}:
            options = "helped, a little, no, worse, unsure"
            fields.refuse("tried", f"{what}: “{said}” is none of {options}", line=line)
        elif len(what) > 100:
            fields.refuse("tried", f"“{what[:30]}…” is longer than 100 characters", line=line)
        else:
            found.append((what, Verdict(said.casefold())))
    return tuple(found)
