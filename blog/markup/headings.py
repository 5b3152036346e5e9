"""The headings of a rendered text, for a list of its contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from blog.markup import html_tags

_HEADING = re.compile(r'<h([2-6])[^>]*? id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
_NOTE = re.compile(r'<sup id="fnref[^>]*>.*?</sup>')


@dataclass(frozen=True)
class Heading:
    """A heading that can be linked to: its level (2 to 6), its name in the page, its words."""

    level: int
    id: str
    title: str


def headings(markup: str) -> tuple[Heading, ...]:
    """List the headings of a text in their order."""
    return tuple(
        Heading(int(level), unescape(name), html_tags.text(_NOTE.sub("", inner)))
        for level, name, inner in _HEADING.findall(markup)
    )
