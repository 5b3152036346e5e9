"""Distances and times: as authors type them, as they are kept, as readers read them.

A distance is kept in whole millimetres and a time in whole seconds: so the sum of the weeks
is the total, and a mile stays a mile.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What the site counts distances in."""

    MILES = "mi"
    KILOMETRES = "km"

    @property
    def other(self) -> Unit:
        """The one that stands beside it, for those who count in that."""
        return Unit.KILOMETRES if self is Unit.MILES else Unit.MILES


# In tenths of a millimetre: then all of them are whole.
_TENTHS: Final = {"mi": 16_093_440, "km": 10_000_000, "m": 10_000, "yd": 9_144}
_WORDS: Final = {
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"), "km"),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), "yd"),
}
_HUNDREDTH: Final = Decimal("0.01")

_DISTANCE = re.compile(r"([0-9]{1,7})(?:([.,])([0-9]{1,3}))? ?([a-z]{1,10})", re.IGNORECASE)
_CLOCK = re.compile(r"(?:([0-9]{1,3}):(?=[0-9]{2}:))?([0-9]{1,3}):([0-5][0-9])")
_WORDED = re.compile(
    r"(?:([0-9]{1,3}) ?h(?:r|rs|our|ours)?\b ?|([0-9]{1,3})h(?=[0-9]))?"
    r"(?:([0-9]{1,3}) ?(m|min|mins|minute|minutes|')?(?![0-9a-z]) ?)?"
    r"(?:([0-9]{1,2}) ?(?:s|sec|secs|second|seconds|\"))?",
    re.IGNORECASE,
)


def distance(text: str) -> int | None:
    """Read a distance such as "1 mi", "1.6 km", "400 m" or "500 yd"; in millimetres.

    Nothing where it is none, or could be two: "1,250 yd" is a little or a lot, depending on
    where one went to school.
    """
    match = _DISTANCE.fullmatch(text)
    if match is None:
        return None
    whole, point, fraction, word = match.groups()
    unit = _WORDS.get(word.lower())
    if unit is None or (point == "," and len(fraction) == 3):
        return None
    return _rounded(Decimal(f"{whole}.{fraction or 0}") * _TENTHS[unit] / 10, Decimal(1))


def time(text: str) -> int | None:
    """Read a time such as "11:30" (minutes), "1:16:20", "1h 05" or "45 min"; in seconds."""
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        parts = [int(part or 0) for part in clock.groups()]
        return None if clock[1] and parts[1] > 59 else _seconds(*parts)
    worded = _WORDED.fullmatch(text.strip()) if text.strip() else None
    if worded is None:
        return None
    hours = worded[1] or worded[2]
    if worded[3] and not worded[4] and not hours:
        return None  # a bare number: minutes, or hours?
    if hours and worded[3] and int(worded[3]) > 59:
        return None
    return _seconds(int(hours or 0), int(worded[3] or 0), int(worded[5] or 0))


def number(millimetres: int, unit: Unit) -> Decimal:
    """Give a distance as the one number it has everywhere: in a table, a chart, a sheet."""
    value = Decimal(millimetres) * 10 / _TENTHS[unit]
    rounded = value.quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
    # "1E+2" is a hundred to nobody but programs.
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def clock(seconds: int) -> str:
    """Write a time as runners do: "11:30", "1:16:20"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _seconds(hours: int, minutes: int, seconds: int) -> int:
    return (hours * 60 + minutes) * 60 + seconds


def _rounded(value: Decimal, to: Decimal) -> int:
    return int(value.quantize(to, ROUND_HALF_UP))
