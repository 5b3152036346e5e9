"""Pictures in a post: taken from beside its file, never from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from urllib.parse import unquote

from blog.markup import html_tags
from blog.markup.places import Places

_TOKEN = re.compile(r"<a\b[^>]*>|</a>|<img\b[^>]*>")
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


def dress(
    markup: str,
    *,
    pictures: Mapping[str, Picture],
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


class _Shown:
    """One picture as the author put it into the text."""

    def __init__(
        self, given: dict[str, str], places: Places, advise: Callable[[int, str], None]
    ) -> None:
        self._given = given
        self._source = given.get("src", "").strip()
        self._alt = " ".join(given.get("alt", "").split())
        self._line = places.line_of(self._source, self._name())
        self._advise = advise

    def markup(self, pictures: Mapping[str, Picture], linked: bool) -> str:
        """Show the picture, or say with its words what is not shown."""
        if not self._source:
            self._say("a picture has no address: write ![what it shows](picture.jpg)")
            return self._missing()
        if _ELSEWHERE.match(self._source):
            return self._left_elsewhere(linked)
        if not self._alt:
            self._say(
                f'picture "{self._name()}" has no description:'
                f" write ![what it shows]({self._source})"
            )
        picture = pictures.get(self._source) or pictures.get(self._name())
        if picture is None and not self._source.startswith("/"):
            near = get_close_matches(self._name(), pictures, n=1, cutoff=0.8)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            self._say(f'picture "{self._name()}" is not beside this file{hint}')
            return self._missing()
        return self._image(picture)

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
            f'picture "{self._source}" is on another site and shown as a link only:'
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
