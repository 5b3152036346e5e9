"""A post's text: from what the author typed to what a reader is shown.

Markdown is converted, cleaned as HTML, completed with what only the site knows (addresses of
pictures, free names for places), and cleaned once more, so that the sanitiser has the last
word on everything that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from blog.errors import Refusal
from blog.markup import (
    anchors,
    converter,
    embeds,
    excerpts,
    figures,
    headings,
    losses,
    post_html,
    scrolling,
    typography,
)
from blog.markup.anchors import Link
from blog.markup.figures import Pictures
from blog.markup.headings import Heading
from blog.markup.pictures import Picture
from blog.markup.places import Places

__all__ = ["VERSION", "Heading", "Link", "Picture", "Pictures", "Rendered", "render"]

# Raised whenever the same text would be rendered differently: then all posts are, once.
VERSION = 5

_GROWTH = 20
_GROWTH_FREE = 4096
# A picture names its sizes, however short its own name is.
_GROWTH_PICTURE = 1200

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NO_PICTURES: Pictures = MappingProxyType({})


@dataclass(frozen=True)
class Rendered:
    """What became of a post's text; `advice` is lines with what the author may mend."""

    html: str
    excerpt: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    advice: tuple[tuple[int, str], ...]
    # The words that describe a picture, by its address.
    described: Mapping[str, str]


def render(
    body: str,
    *,
    body_line: int = 1,
    pictures: Pictures = _NO_PICTURES,
    language: str = "en",
    seen_first: bool = True,
) -> Rendered:
    """Turn a post's Markdown into safe HTML; refuse what is too deep or grows too large.

    The first picture of what is `seen_first` is fetched at once.
    """
    body = _readable(body)
    places = Places(body, body_line)
    advice: list[tuple[int, str]] = []

    def advise(line: int, sentence: str) -> None:
        advice.append((line, sentence))

    html = _converted(body, places=places, advise=advise, language=language)
    html = figures.dress(
        html, pictures=pictures, places=places, advise=advise, seen_first=seen_first
    )
    html = embeds.settle(html, places=places, advise=advise, language=language)
    html = _set(html, language)
    html = _within_bounds(post_html.clean_dressed(html), body, pictures=html.count("<picture>"))
    return Rendered(
        html=html,
        excerpt=excerpts.excerpt(html),
        headings=headings.headings(html),
        links=anchors.links(html, places),
        advice=tuple(sorted({*advice})),
        described=figures.described(html),
    )


def _converted(
    body: str, *, places: Places, advise: Callable[[int, str], None], language: str
) -> str:
    """Convert and clean a body, and tell what is lost in that."""
    converted = _within_bounds(converter.convert(body, language=language), body)
    for wordings, sentence in losses.told(converted):
        advise(places.line_of(*wordings), sentence)
    return post_html.clean(converted)


def _set(html: str, language: str) -> str:
    """Give what is shown its free names, its quotes, its own places to scroll."""
    html = typography.typeset(anchors.settle(html), language=language)
    return scrolling.settle(html, language=language)


def _readable(body: str) -> str:
    """Drop what no text consists of before any library sees it."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", body))


def _within_bounds(html: str, body: str, *, pictures: int = 0) -> str:
    if len(html) > _GROWTH * len(body) + _GROWTH_FREE + _GROWTH_PICTURE * pictures:
        raise Refusal("this text grows too large when rendered")
    return html
