"""Tags of cleaned HTML, taken apart and put together.

Only for what the sanitiser wrote: there every value stands in double quotes, and neither
values nor text hold a bare angle bracket.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

_ATTRIBUTE = re.compile(r' ([^\s="<>]+)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


def attributes(tag: str) -> dict[str, str]:
    """Read the attributes of a tag as plain text."""
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def tag(name: str, values: Mapping[str, str | None]) -> str:
    """Write a tag with those attributes that have a value."""
    written = "".join(
        f' {attribute}="{html.escape(value)}"'
        for attribute, value in values.items()
        if value is not None
    )
    return f"<{name}{written}>"


def text(markup: str) -> str:
    """Read what a piece of HTML says, white space made plain."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())
