"""Names of places within a post, and links to places on the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

from blog.markup.places import Places

# Names the page around a post uses; a heading that takes one would take a form's label too.
_OF_THE_PAGE = frozenset(
    "main content comments menu footer search series author q"
    " name email website body parent receipt".split()
)
_PREFIX_OF_THE_PAGE = "comment-"
_OURS = "text-"

_HEADING = re.compile(r"<(/?)h1\b")
_ID = re.compile(r'(<[a-z][^>]*?) id="([^"]*)"')
_LINK = re.compile(r'(<a\b[^>]*? href=")([^"]*)"')
_SOURCE = re.compile(r'<(?:audio|video|source|track)\b[^>]*? src="([^"]*)"')
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_BLANK = re.compile(r"\s")
_FOOTNOTE = re.compile(r"#fn(?:ref[0-9]*)?:")


@dataclass(frozen=True)
class Link:
    """A place on this site that a post points at, and the line where it does."""

    target: str
    line: int


def settle(markup: str) -> str:
    """Give every place a name of its own that the page around it does not use.

    Links within the post follow a name that changes; the post has no heading above `h2`.
    """
    renamed: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        given = unescape(match[2])
        if given in renamed or not (new := _free(given)):
            return match[1]  # a second place of one name can never be reached
        renamed[given] = new
        return f'{match[1]} id="{escape(new)}"'

    def link(match: re.Match[str]) -> str:
        target = unescape(match[2]).strip()
        if target.startswith("#"):
            target = f"#{renamed.get(target[1:], target[1:])}"
        return f'{match[1]}{escape(_BLANK.sub("%20", target))}"'

    return _LINK.sub(link, _ID.sub(name, _HEADING.sub(r"<\1h2", markup)))


def links(markup: str, places: Places) -> tuple[Link, ...]:
    """List the places on this site that a post points at."""
    targets = [unescape(match[2]) for match in _LINK.finditer(markup)]
    targets += [unescape(match[1]) for match in _SOURCE.finditer(markup)]
    return tuple(
        Link(target, places.line_of_target(target, target.replace("%20", " "), unquote(target)))
        for target in targets
        if target and not _OUTSIDE.match(target) and not _FOOTNOTE.match(target)
    )


def _free(name: str) -> str:
    name = "-".join(name.split())
    if name in _OF_THE_PAGE or name.startswith(_PREFIX_OF_THE_PAGE):
        return _OURS + name
    return name
