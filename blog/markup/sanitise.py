"""The last word on any HTML that came from a reader: a small list of what may stay.

The only module that knows bleach, which has had its last release; replacing it is a change
here and nowhere else. Its linkify is quadratic and never used.
"""

from __future__ import annotations

import bleach

from blog.markup import targets

REL = "nofollow ugc noopener"
"""What every link of a reader says about itself."""

_TAGS = frozenset(
    ["p", "br", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a"]
)
_SCHEMES = frozenset(["http", "https", "mailto"])


def clean(html: str) -> str:
    """Leave of HTML only what a comment may hold; other tags are shown as they were typed."""
    cleaned: str = bleach.clean(html, tags=_TAGS, attributes=_may_stay, protocols=_SCHEMES)
    return cleaned


def _may_stay(tag: str, name: str, value: str) -> bool:
    match tag, name:
        case "a", "href":
            return targets.is_safe(value)
        case "a", "title":
            return True
        case "a", "rel":
            return value == REL
        case "ol", "start":
            return value.isascii() and value.isdigit() and len(value) <= 9
        case _:
            return False
