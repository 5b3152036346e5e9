"""A post's text: from what the author typed to what a reader is shown.

Markdown is converted, cleaned as HTML, completed with what only the site knows (addresses of
pictures, free names for places), and cleaned once more, so that the sanitiser has the last
word on everything that is shown.
"""

from __future__ import annotations

import re
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
from blog.markup.figures import Picture, Pictures
from blog.markup.headings import Heading
from blog.markup.places import Places

__all__ = ["VERSION", "Heading", "Link", "Picture", "Pictures", "Rendered", "render"]

# Raised whenever the same text would be rendered differently: then all posts are, once.
VERSION = 3

_GROWTH = 20
_GROWTH_FREE = 4096

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


def render(
    body: str,
    *,
    body_line: int = 1,
    pictures: Pictures = _NO_PICTURES,
    language: str = "en",
) -> Rendered:
    """Turn a post's Markdown into safe HTML; refuse what is too deep or grows too large."""
    body = _readable(body)
    places = Places(body, body_line)
    advice: list[tuple[int, str]] = []

    def advise(line: int, sentence: str) -> None:
        advice.append((line, sentence))

    converted = _within_bounds(converter.convert(body, language=language), body)
    for wordings, sentence in losses.told(converted):
        advise(places.line_of(*wordings), sentence)
    html = post_html.clean(converted)
    html = figures.dress(html, pictures=pictures, places=places, advise=advise)
    html = embeds.settle(html, places=places, advise=advise, language=language)
    html = typography.typeset(anchors.settle(html), language=language)
    html = scrolling.settle(html, language=language)
    html = _within_bounds(post_html.clean(html), body)
    return Rendered(
        html=html,
        excerpt=excerpts.excerpt(html),
        headings=headings.headings(html),
        links=anchors.links(html, places),
        advice=tuple(sorted({*advice})),
    )


def _readable(body: str) -> str:
    """Drop what no text consists of before any library sees it."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", body))


def _within_bounds(html: str, body: str) -> str:
    if len(html) > _GROWTH * len(body) + _GROWTH_FREE:
        raise Refusal("this text grows too large when rendered")
    return html
