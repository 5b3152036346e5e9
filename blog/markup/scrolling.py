"""Tables and code wider than a phone: they scroll in a box that the keyboard reaches too."""

from __future__ import annotations

import re
from html import escape, unescape

from blog.texts import catalogue

# What fits beside the margins of the smallest phones.
_CHARACTERS_THAT_FIT = 30

_NOTHING = re.compile(r"<th\b([^>]*)>\s*</th>")
_TABLE = re.compile(r"<(/?)table\b[^>]*>")
_CODE = re.compile(r"<pre\b([^>]*)>(.*?)</pre>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def settle(markup: str, *, language: str) -> str:
    """Put every table in a box, and make one of code that has long lines.

    Each has a name of its own: who hears the page tells them apart by it.
    """
    gettext = catalogue(language).gettext
    return _code(_tables(markup, gettext("Table %(n)s")), gettext("Code %(n)s"))


def _tables(markup: str, named: str) -> str:
    # The corner between two rows of headings is no heading.
    markup = _NOTHING.sub(r"<td\1></td>", markup)
    depth = number = 0

    def box(match: re.Match[str]) -> str:
        nonlocal depth, number
        if match[1]:
            depth -= 1
            return match[0] if depth else f"{match[0]}</div>"
        depth += 1
        if depth > 1:
            return match[0]
        number += 1
        return f'<div class="wide"{_reachable(named, number)}>{match[0]}'

    return _TABLE.sub(box, markup)


def _code(markup: str, named: str) -> str:
    number = 0

    def box(match: re.Match[str]) -> str:
        nonlocal number
        lines = unescape(_TAG.sub("", match[2])).splitlines()
        if max(map(len, lines), default=0) <= _CHARACTERS_THAT_FIT:
            return match[0]
        number += 1
        return f"<pre{match[1]}{_reachable(named, number)}>{match[2]}</pre>"

    return _CODE.sub(box, markup)


def _reachable(named: str, number: int) -> str:
    return f' role="region" tabindex="0" aria-label="{escape(named % {"n": number})}"'
