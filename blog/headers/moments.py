"""Dates and times as authors type them; never guessed, only one order of the numbers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_DAY = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
_TIME = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
_OFFSET = r"(Z|UTC|GMT|([+-])([0-9]{2}):?([0-9]{2}))?"
_DAY_ONLY = re.compile(_DAY)
_MOMENT = re.compile(rf"{_DAY}(?:(?:T| +){_TIME} ?{_OFFSET})?", re.IGNORECASE)


def day(text: str) -> date | None:
    """Read a date like 2013-05-12; nothing where there is no such day."""
    match = _DAY_ONLY.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def moment(text: str, *, zone: ZoneInfo) -> datetime | None:
    """Read a date like 2013-05-12, with a time of day or without; nothing where it is none.

    A date alone is its first minute. An hour that the clocks skip is the one after it, an
    hour they repeat is its first turn: refusing it would help nobody.
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    year, month, day_, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        where = _zone(match, zone)
        return datetime(year, month, day_, hour, minute, second, tzinfo=where).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(match: re.Match[str], site: ZoneInfo) -> tzinfo:
    named, sign, hours, minutes = match.groups()[6:]
    if named is None:
        return site
    if sign is None:
        return UTC
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)
