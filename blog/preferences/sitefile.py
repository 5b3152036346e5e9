"""Understanding `site.toml`."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from blog.errors import BadFile, Problem
from blog.headers.fields import is_showable
from blog.markup.slugs import slugify
from blog.preferences import own
from blog.sources.folder import SITE

PERMALINK = "/posts/{slug}/"

_SAFE_PERMALINK = re.compile(r"(/(?!\.+/)([\w.~-]|\{(slug|year|month|day)\})+)+/")
_RTL = {"ar", "arc", "dv", "fa", "ha", "he", "khw", "ks", "ku", "ps", "sd", "ur", "yi"}


@dataclass(frozen=True, kw_only=True)
class Discussions:
    """What the author wants of discussions that say nothing themselves."""

    default: str = "open"
    close_after_days: int = 0
    moderation: str = "suspicious"
    edit_minutes: int = 15
    max_length: int = 10_000


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What the author chose for the whole site."""

    title: str = "Second Wind"
    tagline: str = ""
    url: str = "http://127.0.0.1:8000"
    language: str = "en"
    timezone: str = "UTC"
    author: str = ""
    # Where that stands in the file, for what may turn out to be wrong with it.
    author_line: int = 1
    units: str = "mi"
    week_starts: str = "monday"
    permalink: str = PERMALINK
    menu: tuple[str, ...] = ()
    menu_line: int = 1
    footer: str = ""
    picture: str = ""
    picture_line: int = 1
    # What readers see of it, once a sync has made that.
    picture_made: Mapping[str, Any] | None = None
    sample: bool = False
    comments: Discussions = field(default_factory=Discussions)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the author's dates are meant and shown."""
        return ZoneInfo(self.timezone)

    @property
    def author_slug(self) -> str:
        """The name of the file of who signs by default."""
        return slugify(self.author)

    @property
    def direction(self) -> str:
        """Which way the language is written, as HTML says it."""
        return "rtl" if self.language.partition("-")[0].lower() in _RTL else "ltr"


def parse(text: str) -> tuple[Preferences, tuple[Problem, ...]]:
    """Understand site.toml; return it with advice, or raise BadFile naming every line to mend."""
    values = load(text)
    reader = _Reader(text, values, _SITE_FIELDS)
    lines = {f"{one}_line": reader.line_of(one) for one in ("author", "menu", "picture")}
    chosen = reader.read() | lines
    table = values.get("comments", {})
    if isinstance(table, dict):
        comments = _Reader(text, table, _COMMENT_FIELDS, within="comments.")
        chosen["comments"] = Discussions(**comments.read())
        reader.problems += comments.problems
    else:
        reader.refuse("comments", 'write it as a table: "[comments]" on a line of its own')
    if any(problem.refused for problem in reader.problems):
        raise BadFile(reader.problems)
    return Preferences(**chosen), tuple(reader.problems)


def load(text: str) -> dict[str, Any]:
    """Read site.toml as it stands there, or raise BadFile naming the line that can't be read."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile([_toml_problem(str(error), text)]) from None
    except RecursionError:
        raise BadFile([Problem(SITE, 1, "is nested too deeply")]) from None


def understand(name: str, value: Any) -> Any:
    """Understand one setting, “comments.default” that of a table; raise ValueError with a mend."""
    table, _, within = name.rpartition(".")
    return (_COMMENT_FIELDS if table else _SITE_FIELDS)[within](value)


def _toml_problem(message: str, text: str) -> Problem:
    where = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(where[1]) if where else len(text.rstrip().split("\n"))
    mend = next((mend for sign, mend in _MENDS if sign in message), _MENDS[-1][1])
    return Problem(SITE, line, f"this line cannot be read: {mend}")


# What the parser's words mean to somebody who has never heard of TOML.
_MENDS = (
    ("Cannot overwrite", "this stands in the file twice: keep one"),
    ("Cannot declare", "this stands in the file twice: keep one"),
    ("Unclosed array", "close the list with ]"),
    ("array", "part the entries of a list with commas, and close it with ]"),
    ("Illegal character", "close the quotes at the end of this line"),
    ("Unterminated string", "close the quotes"),
    ("Expected '\"", "close the quotes"),
    ("Unescaped '\\'", r"write \\ for one backslash"),
    ("Expected '=' after", "every line is “name = value”"),
    ("Expected ']'", "close the brackets with ]"),
    ("Expected newline", "nothing follows a value in its line; a text stands in quotes as a whole"),
    ("Invalid value (at end", "close the list with ]"),
    ("Invalid value", 'texts stand in quotes, as in title = "My blog"'),
    ("", 'every line is like title = "My blog"'),
)


class _Reader:
    """Reads the known fields of one table and names what is wrong with the others."""

    def __init__(
        self,
        text: str,
        values: dict[str, Any],
        known: dict[str, Callable[[Any], Any]],
        within: str = "",
    ) -> None:
        self.text = text
        self.values = values
        self.known = known
        self.within = within
        self.problems: list[Problem] = []

    def read(self) -> dict[str, Any]:
        chosen: dict[str, Any] = {}
        for name, value in self.values.items():
            if name not in self.known:
                self._advise(name)
            elif name != "comments":
                try:
                    chosen[name] = self.known[name](value)
                except ValueError as error:
                    self.refuse(name, str(error))
        return chosen

    def refuse(self, name: str, mend: str) -> None:
        self.problems.append(Problem(SITE, self.line_of(name), f"{self.within}{name}: {mend}"))

    def _advise(self, name: str) -> None:
        near = difflib.get_close_matches(name, self.known, n=1)
        also = f"; did you mean “{near[0]}”?" if near else ""
        sentence = f"there is no setting “{self.within}{name}”{also}"
        self.problems.append(Problem(SITE, self.line_of(name), sentence, refused=False))

    def line_of(self, name: str) -> int:
        """Say where a setting stands; the first line where it does not."""
        found = re.search(rf"^\s*\[?\s*[\"']?{re.escape(name)}\b", self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.start() + len(found[0])) + 1 if found else 1


def _text(most: int) -> Callable[[Any], str]:
    def understand(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError("put the text in quotes")
        if len(value) > most:
            raise ValueError(f"is longer than {most} characters")
        if not is_showable(value):
            raise ValueError("has a character that cannot be shown: type it again")
        return value.strip()

    return understand


def _choice(*options: str) -> Callable[[Any], str]:
    def understand(value: Any) -> str:
        if value not in options:
            raise ValueError("choose one of " + ", ".join(f'"{option}"' for option in options))
        return str(value)

    return understand


def _count(least: int, most: int) -> Callable[[Any], int]:
    def understand(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"write a whole number from {least} to {most}")
        return value

    return understand


def _title(value: Any) -> str:
    title = _text(200)(value)
    if not title:
        raise ValueError("a blog needs a title")
    return title


def _url(value: Any) -> str:
    parts = urlsplit(_text(500)(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError('write the address of the site, such as "https://blog.example.org"')
    return f"{parts.scheme}://{parts.netloc}"


def _language(value: Any) -> str:
    try:
        Locale.parse(_text(35)(value), sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError('write a language as browsers do, such as "en-US" or "de"') from None
    return str(value)


def _timezone(value: Any) -> str:
    try:
        return ZoneInfo(_text(60)(value)).key
    except (OSError, KeyError, ValueError):
        raise ValueError(
            'write a time zone by its city, such as "Europe/Paris" or "America/Chicago"'
        ) from None


def _permalink(value: Any) -> str:
    permalink = _text(200)(value)
    if not _SAFE_PERMALINK.fullmatch(permalink) or "{slug}" not in permalink:
        raise ValueError(
            f'write it like "{PERMALINK}" or "/{{year}}/{{month}}/{{slug}}/": '
            "it begins and ends with a slash and holds {slug}"
        )
    if own.reserved(permalink):
        first = permalink.split("/")[1]
        raise ValueError(f"addresses under /{first}/ belong to the program: choose others")
    return permalink


def _menu(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ValueError('write a list of pages and tags, such as ["about", "it-band"]')
    return tuple(map(_text(200), value))


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("write true or false, without quotes")
    return value


_SITE_FIELDS: dict[str, Callable[[Any], Any]] = {
    "title": _title,
    "tagline": _text(200),
    "url": _url,
    "language": _language,
    "timezone": _timezone,
    "author": _text(100),
    "units": _choice("mi", "km"),
    "week_starts": _choice("monday", "sunday", "saturday"),
    "permalink": _permalink,
    "menu": _menu,
    "footer": _text(1000),
    "picture": _text(200),
    "sample": _flag,
    "comments": dict,
}

_COMMENT_FIELDS: dict[str, Callable[[Any], Any]] = {
    "default": _choice("open", "closed", "off"),
    "close_after_days": _count(0, 36_500),
    "moderation": _choice("none", "suspicious", "first", "all"),
    "edit_minutes": _count(0, 1440),
    "max_length": _count(100, 100_000),
}
