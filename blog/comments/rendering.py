"""A reader's words made ready: as HTML, as what is read of them, as what can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from blog.comments.words import words, words_hash
from blog.markup import comment as markup


@dataclass(frozen=True, kw_only=True)
class Text:
    """What became of a body: safe HTML, its words, their hash, how many links it holds."""

    body: str
    html: str
    words: str
    hash: str
    links: int


def render(body: str) -> Text:
    """Make a body ready; this is the slow part, and needs no database."""
    html = markup.render(body)
    read = words(html)
    return Text(body=body, html=html, words=read, hash=words_hash(read), links=markup.links(html))
