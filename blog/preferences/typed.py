"""The site's settings as they are typed at the desk: between a form and `site.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from blog.headers import forms
from blog.preferences import own, rewriting, sitefile
from blog.preferences.rewriting import Value
from blog.preferences.sitefile import Preferences
from blog.sources.folder import SITE
from blog.texts import gettext

_WORDS = (
    *("title", "tagline", "url", "language", "timezone", "author", "units", "week_starts"),
    *("permalink", "footer", "picture", "comments.default", "comments.moderation"),
)
_NUMBERS = ("comments.close_after_days", "comments.edit_minutes", "comments.max_length")
_LISTS = ("menu",)
_MAY_GO = ("url",)


@dataclass(frozen=True, kw_only=True)
class Site:
    """The form of site.toml; what the file leaves unsaid, the form says as it is meant.

    But not its address: what it is taken for without one is nobody's choice.
    """

    names: ClassVar[tuple[str, ...]] = (*_WORDS, *_NUMBERS, *_LISTS)
    path: ClassVar[str] = SITE

    def read(self, text: str) -> dict[str, str]:
        """Read the file into the form; raise BadFile where it can't be read."""
        values = sitefile.load(text.removeprefix("\ufeff"))
        return {name: _shown(_found(values, name)) for name in self.names}

    def onto(self, text: str, values: Mapping[str, str]) -> str:
        """Write what was typed into the text of the file; what was not touched stays as it is."""
        before = self.read(text)
        changed = [name for name in self.names if values[name] != before[name]]
        return rewriting.rewrite(text, {name: _value(name, values[name]) for name in changed})

    def refused(self, values: Mapping[str, str]) -> dict[str, str]:
        """Say of each setting that makes no sense how it would."""
        reasons = {}
        for name in self.names:
            try:
                if (value := _value(name, values[name])) is not None:
                    sitefile.understand(name, value)
            except ValueError:
                reasons[name] = _mend(name, values[name])
        return reasons | forms.unshowable(values, *self.names)

    def check(self, text: str) -> None:
        """Raise BadFile where a sync would refuse the text."""
        sitefile.parse(text.removeprefix("\ufeff"))


def _found(values: Mapping[str, Any], name: str) -> Any:
    """Find a setting, or what counts where the file does not speak of it."""
    table, _, within = name.rpartition(".")
    usual: Any = Preferences()
    if table:
        there = values.get(table)
        usual, values = getattr(usual, table), there if isinstance(there, Mapping) else {}
    if within in values:
        return values[within]
    return "" if name in _MAY_GO else getattr(usual, within)


def _shown(value: Any) -> str:
    said = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return forms.tidy(said).strip()


def _value(name: str, typed: str) -> Value | None:
    """Take what was typed for what is written into the file; raise ValueError for no number.

    Nothing stands for a setting that is not said at all.
    """
    if name in _MAY_GO and not typed.strip():
        return None
    if name in _NUMBERS:
        return int(typed)
    if name in _LISTS:
        words = (part.strip() for part in typed.split(","))
        return list(dict.fromkeys(filter(None, words)))
    return typed.strip()


def _mend(name: str, typed: str) -> str:
    if name == "permalink" and "{slug}" in typed and own.reserved(typed):
        return gettext("What begins like this belongs to the program. Begin it with another word.")
    sentences = {
        "title": gettext("A blog needs a title, of at most 200 characters."),
        "url": gettext("Write the address of the site, like https://blog.example.org."),
        "language": gettext("Write a language as browsers do, like en-US or de."),
        "timezone": gettext("Write a time zone by its city, like Europe/Paris."),
        "permalink": gettext(
            "It begins and ends with a slash and holds {slug}, like /posts/{slug}/ or "
            "/{year}/{month}/{slug}/."
        ),
        "comments.close_after_days": gettext("Write a whole number of days; 0 is never."),
        "comments.edit_minutes": gettext("Write a whole number of minutes, 1440 at most."),
        "comments.max_length": gettext("Write a whole number from 100 to 100000."),
        "tagline": gettext("It is too long: %(most)s characters are the most.", most=200),
        "footer": gettext("It is too long: %(most)s characters are the most.", most=1000),
    }
    return sentences.get(name) or gettext("Choose one of the entries.")
