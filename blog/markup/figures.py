"""Pictures in a post: taken from beside its file, never from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from typing import TypeAlias
from urllib.parse import unquote

from blog.markup import html_tags
from blog.markup.places import Places

_TOKEN = re.compile(r"<a\b[^>]*>|</a>|<img\b[^>]*>")
_ENDING = re.compile(r"\.(?:jpe?g|png|webp|gif)\b", re.IGNORECASE)
_KIND = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)
_NO_NAME = re.compile(r"[\s\"'()<>\[\]=]")
_HERE = re.compile(r"(?:^|[\s\"'(<=])\.$")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_ONE = r"(?:<a [^>]*>\s*<img [^>]*>\s*</a>|<img [^>]*>)"
_ALONE = re.compile(rf"<p>\s*({_ONE}(?:(?:\s|<br>)*{_ONE})*)\s*</p>")
_EACH = re.compile(_ONE)
_TITLE = re.compile(r'(<img [^>]*?) title="([^"]*)"')


@dataclass(frozen=True)
class Picture:
    """Where a picture is served, and its size in pixels."""

    address: str
    width: int
    height: int


# The pictures a text speaks of by their names: where each is served, or why it is not.
Pictures: TypeAlias = Mapping[str, Picture | str]


def dress(
    markup: str,
    *,
    pictures: Pictures,
    places: Places,
    advise: Callable[[int, str], None],
) -> str:
    """Give every picture its address and size; those alone in a paragraph become figures."""
    linked = False

    def settle(match: re.Match[str]) -> str:
        nonlocal linked
        if not match[0].startswith("<img"):
            linked = match[0] != "</a>"
            return match[0]
        return _Shown(html_tags.attributes(match[0]), places, advise).markup(pictures, linked)

    return _ALONE.sub(_figures, _TOKEN.sub(settle, markup))


def not_shown(name: str, pictures: Pictures, beside: Collection[str]) -> str:
    """Say why a picture is not shown; `beside` names the pictures that are there."""
    if isinstance(reason := pictures.get(name), str):
        return f"the picture “{name}” {reason}"
    if (kind := _KIND.search(name)) and not _ENDING.search(name):
        return (
            f"pictures like “{name}” can't be shown: save it as .jpg or .png instead of {kind[0]}"
        )
    other = meant(name, beside)
    if other and other.casefold() == name.casefold():
        return f"the picture “{name}” is called “{other}” here; capital letters count"
    hint = f"; did you mean “{other}”?" if other else ""
    return f"there is no picture “{name}” beside this file{hint}"


def asked(text: str) -> set[str]:
    """Find what may be names of pictures beside a text that has not been read yet."""
    names = set()
    for found in _ENDING.finditer(text):
        before, _, last = text[max(0, found.start() - 200) : found.end()].rpartition("/")
        name = _NO_NAME.split(last)[-1]
        if name != last or not before or _HERE.search(before):
            names.add(unquote(name))
    return names


def meant(name: str, beside: Collection[str]) -> str | None:
    """Find the picture somebody may mean who names one that is not there."""
    by_case = {other.casefold(): other for other in sorted(beside)}
    near = get_close_matches(name.casefold(), by_case, n=1, cutoff=0.8)
    return by_case[near[0]] if near else None


class _Shown:
    """One picture as the author put it into the text."""

    def __init__(
        self, given: dict[str, str], places: Places, advise: Callable[[int, str], None]
    ) -> None:
        self._given = given
        self._source = given.get("src", "").strip()
        self._alt = " ".join(given.get("alt", "").split())
        self._line = places.line_of_target(self._source, self._name())
        self._advise = advise

    def markup(self, pictures: Pictures, linked: bool) -> str:
        """Show the picture, or say with its words what is not shown."""
        if not self._source:
            return self._missing()  # which `losses` told the author, with its line
        if _ELSEWHERE.match(self._source):
            return self._left_elsewhere(linked)
        picture = pictures.get(self._source) or pictures.get(self._name())
        if not isinstance(picture, Picture) and not self._source.startswith("/"):
            self._say(not_shown(self._name(), pictures, pictures))
            return self._missing()
        if not self._alt:
            self._say(
                f"the picture “{self._name()}” has no description:"
                f" write ![what it shows]({self._source})"
            )
        return self._image(picture if isinstance(picture, Picture) else None)

    def _image(self, picture: Picture | None) -> str:
        width, height = self._given.get("width"), self._given.get("height")
        if picture is not None:
            asked = int(width) if width and re.fullmatch("[0-9]{1,5}", width) else 0
            shown = min(asked, picture.width) or picture.width
            width = str(shown)
            height = str(max(1, round(picture.height * shown / picture.width)))
        values = {
            "src": picture.address if picture else self._source,
            "alt": self._alt,
            "width": width if width and width.isdecimal() else None,
            "height": height if height and height.isdecimal() else None,
            "loading": "lazy",
            "decoding": "async",
        }
        rest = {name: self._given.get(name) for name in ("title", "class", "id", "lang", "dir")}
        return html_tags.tag("img", values | rest)

    def _left_elsewhere(self, linked: bool) -> str:
        self._say(
            f"the picture “{self._source}” is on another site and shown as a link only:"
            " put it beside this file"
        )
        words = escape(self._alt or self._source)
        return words if linked else f"{html_tags.tag('a', {'href': self._source})}{words}</a>"

    def _missing(self) -> str:
        return f'<span class="missing-picture">{escape(self._alt or self._name())}</span>'

    def _name(self) -> str:
        return unquote(re.split("[?#]", self._source, maxsplit=1)[0]).removeprefix("./")

    def _say(self, sentence: str) -> None:
        self._advise(self._line, sentence)


def _figures(match: re.Match[str]) -> str:
    figures = [_figure(each) for each in _EACH.findall(match[1])]
    if len(figures) == 1:
        return figures[0]
    return f'<div class="gallery">{"".join(figures)}</div>'


def _figure(picture: str) -> str:
    title = _TITLE.search(picture)
    if title is None or not title[2].strip():
        return f"<figure>{picture}</figure>"
    untitled = _TITLE.sub(r"\1", picture)
    return f"<figure>{untitled}<figcaption>{title[2]}</figcaption></figure>"
