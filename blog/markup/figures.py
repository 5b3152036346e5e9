"""Pictures in a post: taken from beside its file, never from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from html import escape
from typing import TypeAlias
from urllib.parse import unquote

from blog.markup import html_tags, pictures
from blog.markup.pictures import HALF, WHOLE, Picture
from blog.markup.places import Places

_ENDING = re.compile(r"\.(?:jpe?g|png|webp|gif|hei[cf]|hif|avif)\b", re.IGNORECASE)
_KIND = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)
_FILM = re.compile(r"\.(?:mov|mp4|m4v|mpe?g|avi|mkv|webm|3gp|mts)$", re.IGNORECASE)
_NO_NAME = re.compile(r"[\s\"'()<>\[\]=]")
_HERE = re.compile(r"(?:^|[\s\"'(<=])\.$")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_ONE = r"(?:<a [^>]*>\s*<img\b[^>]*>\s*</a>|<img\b[^>]*>)"
# Pictures alone in a paragraph; else what pictures may stand in, and pictures.
_PART = re.compile(
    rf"<p>\s*(?P<alone>{_ONE}(?:(?:\s|<br>)*{_ONE})*)\s*</p>|<a\b[^>]*>|</a>|<img\b[^>]*>"
)
_IMAGE = re.compile(r"<img\b[^>]*>")
_IMAGES = ("<picture", "<img")
_EACH = re.compile(r"(<a [^>]*>)?\s*(<img\b[^>]*>)")


# The pictures a text speaks of by their names: where each is served, or why it is not.
Pictures: TypeAlias = Mapping[str, Picture | str]


def dress(
    markup: str,
    *,
    pictures: Pictures,
    places: Places,
    advise: Callable[[int, str], None],
    seen_first: bool = True,
) -> str:
    """Give every picture its address and sizes; those alone in a paragraph become figures.

    The first of a text that is `seen_first` is fetched at once, all others when they come near.
    """
    return _Dressing(pictures, places, advise, seen_first=seen_first).of(markup)


def described(markup: str) -> dict[str, str]:
    """Map the addresses of the pictures a text shows to the words that describe them."""
    words: dict[str, str] = {}
    for one in map(html_tags.attributes, _IMAGE.findall(markup)):
        if "src" in one:
            words[one["src"]] = words.get(one["src"]) or one.get("alt", "")
    return words


def not_shown(name: str, pictures: Pictures, beside: Collection[str]) -> str:
    """Say why a picture is not shown; `beside` names the pictures that are there."""
    if isinstance(reason := pictures.get(name), str):
        return f"the picture “{name}” {reason}"
    if _ELSEWHERE.match(name):
        return f"the picture “{name}” is on another site: put it beside this file"
    if _FILM.search(name):
        return f"films like “{name}” can't be shown: link to where it can be seen"
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


class _Dressing:
    """One text whose pictures are being settled, in the order in which they stand."""

    def __init__(
        self,
        pictures: Pictures,
        places: Places,
        advise: Callable[[int, str], None],
        *,
        seen_first: bool,
    ) -> None:
        self._pictures = pictures
        self._places = places
        self._advise = advise
        self._eager = seen_first
        self._linked = False

    def of(self, markup: str) -> str:
        return _PART.sub(self._part, markup)

    def _part(self, match: re.Match[str]) -> str:
        if match["alone"]:
            return self._paragraph(match["alone"])
        if not match[0].startswith("<img"):
            self._linked = match[0] != "</a>"
            return match[0]
        return self._shown(match[0], linked=self._linked).markup(WHOLE)

    def _paragraph(self, markup: str) -> str:
        """Make figures of pictures alone in a paragraph; of what is not shown, its words."""
        found = _EACH.findall(markup)
        room = WHOLE if len(found) == 1 else HALF
        made = [self._figure(link, image, room) for link, image in found]
        if len(made) == 1:
            return made[0]
        return f'<div class="gallery">{"".join(made)}</div>'

    def _figure(self, link: str, image: str, room: str) -> str:
        shown = self._shown(image, linked=bool(link))
        inner = shown.markup(room, title=False)
        whole = f"{link}{inner}</a>" if link else inner
        if shown.caption:
            return f"<figure>{whole}<figcaption>{escape(shown.caption)}</figcaption></figure>"
        return f"<figure>{whole}</figure>" if inner.startswith(_IMAGES) else f"<p>{whole}</p>"

    def _shown(self, image: str, *, linked: bool) -> _Shown:
        given = html_tags.attributes(image)
        shown = _Shown(given, self._pictures, self._places, self._advise)
        shown.linked = linked
        if shown.picture is not None:
            shown.eager, self._eager = self._eager, False
        return shown


class _Shown:
    """One picture as the author put it into the text."""

    linked = False
    eager = False

    def __init__(
        self,
        given: dict[str, str],
        known: Pictures,
        places: Places,
        advise: Callable[[int, str], None],
    ) -> None:
        self._given = given
        self._source = given.get("src", "").strip()
        self._alt = " ".join(given.get("alt", "").split())
        self._line = places.line_of_target(self._source, self._name())
        self._advise = advise
        self._known = known
        self.caption = given.get("title", "").strip()
        found = known.get(self._source) or known.get(self._name())
        self.picture = found if isinstance(found, Picture) else None

    def markup(self, room: str, *, title: bool = True) -> str:
        """Show the picture, or say with its words what is not shown."""
        if not self._source:
            return self._missing()  # which `losses` told the author, with its line
        if _ELSEWHERE.match(self._source):
            return self._left_elsewhere()
        if self.picture is None and not self._source.startswith("/"):
            self._say(not_shown(self._name(), self._known, self._known))
            return self._missing()
        if not self._alt:
            self._say(
                f"the picture “{self._name()}” has no description:"
                f" write ![what it shows]({self._source})"
            )
        names = ("title", "class", "id", "lang", "dir")
        rest = {name: self._given.get(name) for name in names if title or name != "title"}
        return self._of_ours(self.picture, room, rest) if self.picture else self._plain(rest)

    def _of_ours(self, picture: Picture, room: str, rest: dict[str, str | None]) -> str:
        width = self._given.get("width")
        asked = int(width) if width and re.fullmatch("[0-9]{1,5}", width) else 0
        shown = min(asked, picture.width) or picture.width
        return pictures.tag(
            picture,
            sizes=f"{shown}px" if shown < picture.width else picture.sizes(room),
            eager=self.eager,
            alt=self._alt,
            width=str(shown),
            height=str(max(1, round(picture.height * shown / picture.width))),
            **rest,
        )

    def _plain(self, rest: dict[str, str | None]) -> str:
        """Show a picture that stands somewhere on this site."""
        sides = {name: self._given.get(name) or "" for name in ("width", "height")}
        values = {
            "src": self._source,
            "alt": self._alt,
            **{name: side if side.isdecimal() else None for name, side in sides.items()},
            "loading": "lazy",
            "decoding": "async",
        }
        return html_tags.tag("img", values | rest)

    def _left_elsewhere(self) -> str:
        self._say(
            f"the picture “{self._source}” is on another site and shown as a link only:"
            " put it beside this file"
        )
        words = escape(self._alt or self._source)
        return words if self.linked else f"{html_tags.tag('a', {'href': self._source})}{words}</a>"

    def _missing(self) -> str:
        return f'<span class="missing-picture">{escape(self._alt or self._name())}</span>'

    def _name(self) -> str:
        before = re.split("[?#]", self._source, maxsplit=1)[0] or self._source
        return unquote(before).removeprefix("./")

    def _say(self, sentence: str) -> None:
        self._advise(self._line, sentence)
