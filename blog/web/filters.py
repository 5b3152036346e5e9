"""How templates say things: in the site's language, zone and manner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import babel.dates
import babel.numbers
from babel import Locale
from flask import Flask, g, request

from blog import current, texts
from blog.texts import gettext

# The long form is the language's own; in some, its other forms are bare numbers.
_SKELETONS = {"medium": "yMMMd", "short": "MMMd"}


@dataclass(frozen=True, kw_only=True)
class Site:
    """The site as its templates name it."""

    title: str
    tagline: str
    url: str
    language: str
    direction: str
    footer: str
    sample: bool
    author_slug: str
    author_name: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A word of the menu."""

    title: str
    path: str
    here: bool


def register(app: Flask) -> None:
    """Give templates their filters, texts and the site's own words."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        texts.gettext, texts.ngettext, newstyle=True
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters |= {"day": day, "moment": moment, "iso": iso, "number": number}
    app.before_request(_speak)
    app.teardown_request(_fall_silent)
    app.context_processor(_everywhere)


def day(value: date | datetime, length: str = "long") -> str:
    """Say a day in words: "14 October 2011" (long), "14 Oct 2011" (medium), "14 Oct" (short)."""
    if isinstance(value, datetime):
        value = value.astimezone(current.preferences().zone).date()
    if length == "long":
        return babel.dates.format_date(value, "long", locale=_locale())
    moment = datetime(value.year, value.month, value.day, tzinfo=UTC)
    return babel.dates.format_skeleton(_SKELETONS[length], moment, locale=_locale())


def moment(value: datetime) -> str:
    """Say a moment: "14 Oct, 07:41"; of another year than this one, with the year."""
    zone = current.preferences().zone
    this_year = value.astimezone(zone).year == current.now().astimezone(zone).year
    return f"{day(value, 'short' if this_year else 'medium')}, {clock_time(value)}"


def clock_time(value: datetime) -> str:
    """Say a time of day: "14:32"."""
    return babel.dates.format_skeleton(
        "Hm", value, tzinfo=current.preferences().zone, locale=_locale()
    )


def iso(value: date | datetime) -> str:
    """Write a moment for machines, in the site's zone."""
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.astimezone(current.preferences().zone).isoformat(timespec="seconds")


def number(value: float) -> str:
    """Write a number as the language does."""
    return babel.numbers.format_decimal(value, locale=_locale())


def _speak() -> None:
    """Say everything of this request in the site's language."""
    texts.speak(lambda: current.preferences().language)


def _fall_silent(_: BaseException | None) -> None:
    # The thread goes on to requests of its own, and perhaps to another blog.
    texts.speak_english()


def _everywhere() -> dict[str, Any]:
    """Gather what every template may print."""
    chosen = current.chosen()
    preferences = chosen.preferences
    return {
        "site": Site(
            title=preferences.title,
            tagline=preferences.tagline,
            url=current.address(),
            language=preferences.language,
            direction=preferences.direction,
            footer=preferences.footer,
            sample=preferences.sample,
            author_slug=preferences.author,
            author_name=chosen.author_name,
        ),
        "menu": _menu(chosen.menu),
        "feeds": [(preferences.title, "/feed.atom")],
        "canonical": None,
    }


def _menu(chosen: tuple[tuple[str, str], ...]) -> list[Entry]:
    entries = ((gettext("Posts"), "/"), (gettext("Stories"), "/tags/"), *chosen)
    return [Entry(title=title, path=path, here=request.path == path) for title, path in entries]


def _locale() -> Locale:
    if "locale" not in g:
        g.locale = Locale.parse(current.preferences().language, sep="-")
    found: Locale = g.locale
    return found
