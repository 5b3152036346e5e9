"""What the author's own HTML loses when it is cleaned, said so that nobody wonders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from blog.markup import post_html

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Never beyond the next angle bracket, so that a text full of them costs no more than another.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)>?")
_ATTRIBUTE = re.compile(r"([^\s=\"'/]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"']+))?")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# What browsers read over, so that it must not hide a scheme.
_READ_OVER = re.compile("[\x00-\x20]")

# Where a loss can be found: the first of these wordings that is in the file.
Wordings = tuple[str, ...]


def told(markup: str) -> Iterator[tuple[Wordings, str]]:
    """Name what cleaning takes out of a converted text, each time it does, in its order."""
    within = ""
    for closes, given, rest in _TAG.findall(_COMMENT.sub("", markup)):
        name = given.lower()
        if within or closes:
            within = "" if closes and name == within else within
            continue
        if fate := post_html.fate(name):
            yield (f"<{given}",), f"<{name}> is left out of the page, {fate}"
            within = name if post_html.goes_with_content(name) else ""
        else:
            yield from _of_attributes(name, rest)


def _of_attributes(tag: str, rest: str) -> Iterator[tuple[Wordings, str]]:
    values = {name: unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(rest)}
    for given, value in values.items():
        name = given.lower()
        if name.startswith("on"):
            yield (f"{given}=", given), f"{name}=… is left out: nothing in a post may run a program"
        elif name == "style":
            yield (f"{given}=", given), "style=… is left out: the site gives a post its looks"
        elif name in {"href", "src"} and tag not in {"iframe", "img"} and (scheme := _bad(value)):
            sentence = f"a link that begins with {scheme}: is left out; write one with https:"
            yield (value, f"{scheme}:"), sentence
    if tag == "img":
        yield from _of_picture(values)


def _of_picture(values: dict[str, str]) -> Iterator[tuple[Wordings, str]]:
    """Name pictures that cleaning leaves without an address, or that never had one."""
    source = values.get("src", "").strip()
    if not source or _bad(source):
        wordings = (source, f"![{values.get('alt', '')}](", "<img")
        yield wordings, "a picture has no address: write ![what it shows](picture.jpg)"


def _bad(address: str) -> str | None:
    """Give the scheme of an address, where cleaning lets none like it pass."""
    found = _SCHEME.match(_READ_OVER.sub("", address))
    scheme = found[1].lower() if found else ""
    return scheme if scheme and scheme not in post_html.SCHEMES else None
