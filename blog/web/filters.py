"""How templates say things: in the site's language, zone and manner."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import babel.dates
import babel.numbers
from babel import Locale
from flask import Flask, g, request
from flask.templating import Environment
from markupsafe import Markup, escape

from blog import current, texts
from blog.markup import plain
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
    picture: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A word of the menu."""

    title: str
    path: str
    here: bool


class Templates(Environment):
    """Templates that see the globals of all; none has its own."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template its globals; a chain of maps is slow, and asked for every macro."""
        return super().make_globals(d) if d else self.globals


def register(app: Flask) -> None:
    """Give templates their filters, texts and the site's own words."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        texts.gettext, texts.ngettext, newstyle=True
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    # The extension's own ways to say a text take ten times as long, and a page has forty.
    app.jinja_env.globals |= {"_": say, "gettext": say, "ngettext": say_so_many}
    app.jinja_env.filters |= {"day": day, "moment": moment, "iso": iso, "number": number}
    app.jinja_env.filters["linked"] = linked
    app.before_request(_speak)
    app.teardown_request(_fall_silent)
    app.context_processor(_everywhere)


class Calendar(NamedTuple):
    """The site's way to say when something was; a tuple, for what is printed hangs on it."""

    zone: ZoneInfo
    language: str
    year: int

    def day(self, value: date | datetime, length: str = "long") -> str:
        """Say a day: "14 October 2011" (long), "14 Oct 2011" (medium), "14 Oct" (short)."""
        if isinstance(value, datetime):
            value = value.astimezone(self.zone).date()
        return _day(value, length, self.language)

    def short_day(self, value: date | datetime) -> str:
        """Say a day as shortly as can be: "14 Oct"."""
        return self.day(value, "short")

    def moment(self, value: datetime) -> str:
        """Say a moment: "14 Oct, 07:41"; of another year than this one, with the year."""
        here = value.astimezone(self.zone)
        length = "short" if here.year == self.year else "medium"
        said = _day(here.date(), length, self.language)
        return f"{said}, {_time(here.hour, here.minute, self.language)}"

    def iso(self, value: date | datetime) -> str:
        """Write a moment for machines, in the site's zone."""
        if not isinstance(value, datetime):
            return value.isoformat()
        return value.astimezone(self.zone).isoformat(timespec="seconds")


def calendar() -> Calendar:
    """Give the calendar of this request's site."""
    try:
        found: Calendar = g.calendar
    except AttributeError:
        chosen = current.preferences()
        year = current.now().astimezone(chosen.zone).year
        found = g.calendar = Calendar(zone=chosen.zone, language=chosen.language, year=year)
    return found


def day(value: date | datetime, length: str = "long") -> str:
    """Say a day as the site's calendar does."""
    return calendar().day(value, length)


def moment(value: datetime) -> str:
    """Say a moment as the site's calendar does."""
    return calendar().moment(value)


def iso(value: date | datetime) -> str:
    """Write a moment for machines, in the site's zone."""
    return calendar().iso(value)


def say(message: str, **values: object) -> Markup:
    """Say a text of the program; what is filled in is text, not markup, unless it says so."""
    return _filled(gettext(message), values)


def say_so_many(one: str, many: str, n: int, **values: object) -> Markup:
    """Say a text that counts something, as `say` does."""
    return _filled(texts.form(one, many, n), {"n": n, **values})


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    # As Markup fills itself in, without a helper around each value.
    safe = {name: escape(value) for name, value in values.items()}
    return Markup(text % safe if safe else text)  # noqa: S704 - our own words


def linked(text: str) -> Markup:
    """Show text of an author's, whose addresses lead somewhere."""
    return Markup(plain.linked(text))  # noqa: S704 - escaped there


def number(value: float) -> str:
    """Write a number as the language does."""
    return _number(value, current.preferences().language)


# A page says the same few days and times over and over; to word one takes long.
@lru_cache(maxsize=4096)
def _day(value: date, length: str, language: str) -> str:
    if length == "long":
        return babel.dates.format_date(value, "long", locale=_locale(language))
    moment = datetime(value.year, value.month, value.day, tzinfo=UTC)
    return babel.dates.format_skeleton(_SKELETONS[length], moment, locale=_locale(language))


@lru_cache(maxsize=1024)
def _number(value: float, language: str) -> str:
    return babel.numbers.format_decimal(value, locale=_locale(language))


@lru_cache(maxsize=1440)
def _time(hour: int, minute: int, language: str) -> str:
    moment = datetime(2011, 1, 1, hour, minute, tzinfo=UTC)
    return babel.dates.format_skeleton("Hm", moment, tzinfo=UTC, locale=_locale(language))


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
            picture=preferences.picture_made,
        ),
        "menu": _menu(chosen.menu),
        "feeds": [(preferences.title, "/feed.atom")],
        "canonical": None,
    }


def _menu(chosen: tuple[tuple[str, str], ...]) -> list[Entry]:
    entries = ((gettext("Posts"), "/"), (gettext("Stories"), "/tags/"), *chosen)
    return [Entry(title=title, path=path, here=request.path == path) for title, path in entries]


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
