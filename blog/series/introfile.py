"""Understanding a file in `tags/`: what introduces a tag and may make it a series."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from blog.errors import Problem
from blog.headers.fields import Fields
from blog.markup.slugs import slugify
from blog.preferences import own

FIELDS = ("title", "summary", "image", "series")
SERIES_FIELDS = ("started", "status", "ended", "ongoing", "goal", "outcome", "tape", "log")
# Nobody tells of what hurt a hundred years ago; the year was a slip, then.
_YEARS = 100
TAPES = ("blue", "magenta", "lime", "orange", "violet")


class Status(StrEnum):
    """How far a recovery has come."""

    INJURED = "injured"
    HEALING = "healing"
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True)
class SeriesFacts:
    """What the author says of a story as a whole."""

    started: date | None
    status: Status
    ended: date | None
    # The day on which its author last said that it goes on, without a part that tells it.
    ongoing: date | None
    goal_name: str
    goal_date: date | None
    outcome: str
    tape: str
    # Not of a story of somebody else's, whose parts also tell of what the author did.
    has_log: bool


@dataclass(frozen=True, kw_only=True)
class IntroFile:
    """A tag as its file introduces it; with `series`, a story."""

    slug: str
    title: str
    summary: str
    image: str | None
    series: SeriesFacts | None
    body: str
    body_line: int
    # Where the file names the picture.
    image_line: int = 1


def parse(
    text: str, *, path: str, name: str, today: date | None = None
) -> tuple[IntroFile, tuple[Problem, ...]]:
    """Understand a tag's file; return it with advice, or raise BadFile.

    Of days that make no sense `today`, their author is told.
    """
    fields, parts = Fields.of(text, path=path)
    slug = slugify(name)
    if not slug or slug in own.NAMES:
        fields.refuse("title", f"a tag can't be called “{name}”: give the file another name")
    section = fields.section("series")
    intro = IntroFile(
        slug=slug,
        title=fields.text("title", most=200) or name,
        summary=fields.text("summary", most=500) or "",
        image=fields.text("image", most=200),
        series=_series(section, slug, today) if section else None,
        body=parts.body,
        body_line=parts.body_line,
        image_line=fields.line_of("image"),
    )
    fields.unknown(FIELDS)
    return intro, fields.advice()


def is_ahead(day: date | None, today: date) -> bool:
    """Tell whether a day on which something is said to have been is still to come."""
    return day is not None and day > today


def is_long_ago(day: date | None, today: date) -> bool:
    """Tell whether a day lies so far back that its year must be a slip."""
    return day is not None and (day.year + _YEARS, day.month, day.day) < (
        today.year,
        today.month,
        today.day,
    )


def usual_tape(slug: str) -> str:
    """Choose the colour a story has without a word of its author's: the same one for good."""
    return TAPES[zlib.crc32(slug.encode()) % len(TAPES)]


def _series(section: Fields, slug: str, today: date | None) -> SeriesFacts:
    started, ended = section.day("started"), section.day("ended")
    _wonder(section, {"started": started, "ended": ended}, today)
    if started and ended and ended < started:
        section.refuse("ended", "the story ends before it started")
    goal = section.section("goal")
    status = section.choice("status", [status.value for status in Status])
    facts = SeriesFacts(
        started=started,
        status=Status(status) if status else (Status.RETURNED if ended else Status.INJURED),
        ended=ended,
        ongoing=section.day("ongoing"),
        goal_name=(goal.text("name", most=100) if goal else None) or "",
        goal_date=goal.day("date") if goal else None,
        outcome=section.text("outcome", most=500) or "",
        tape=section.choice("tape", TAPES) or usual_tape(slug),
        has_log=section.yes_no("log") is not False,
    )
    section.unknown(SERIES_FIELDS)
    return facts


def _wonder(section: Fields, days: Mapping[str, date | None], today: date | None) -> None:
    """Ask about days that can be used, but hardly be meant."""
    for name, day in days.items():
        if today and is_ahead(day, today):
            section.advise(name, f"{day} is still to come; is the year right?")
        elif today and is_long_ago(day, today):
            section.advise(name, f"{day} is long ago; is the year right?")
