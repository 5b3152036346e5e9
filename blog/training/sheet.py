"""A log as a sheet for spreadsheets (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from blog.training import measures
from blog.training.log import Session
from blog.training.measures import Unit

# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(sessions: Iterable[tuple[Session, Mapping[str, object]]], *, unit: Unit) -> str:
    """Write sessions a line each, with more columns the caller knows of before the note."""
    rows = [(_row(session, unit), {**more}, session.note) for session, more in sessions]
    names = ["date", "sport", f"distance_{unit}", "time", "seconds", "pain"]
    also = list(rows[0][1]) if rows else []
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([*names, *also, "note"])
    for row, more, note in rows:
        writer.writerow(map(_harmless, [*row, *more.values(), note]))
    return written.getvalue()


def _row(session: Session, unit: Unit) -> list[object]:
    far, long = session.millimetres, session.seconds
    return [
        session.day.isoformat(),
        session.sport.value,
        None if far is None else measures.number(far, unit),
        None if long is None else measures.clock(long),
        long,
        session.pain,
    ]


def _harmless(value: object) -> str:
    """Write a cell so that no spreadsheet computes it; a quote before it makes it text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
