"""Where a link of a reader may lead."""

from __future__ import annotations

import re

from blog.markup.characters import UNSEEN

CHARACTER = f'[^\\s<>"\\\\`\\[\\]{{}}|^{UNSEEN}]'
"""A pattern for one character that may stand in an address."""

HOST_AND_PATH = (
    f"[^\\W_][^\\s\\x00-\\x2c/\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-\\x7f{UNSEEN}]*+"
    f"(?::[0-9]{{1,5}}+)?+(?:[/?#]{CHARACTER}*+)?+"
)
"""A pattern for what follows the scheme. Whatever begins as it asks, it can match, without
going back: a text full of half addresses must not cost more than one full of words."""

_WEB = re.compile(f"(https?)://{HOST_AND_PATH}", re.IGNORECASE)
# Told as a set, not by looking ahead: before Python 3.11.5 that went wrong in what is never undone.
_BUT_AT = CHARACTER.replace("[^", "[^@", 1)
_MAIL = re.compile(f"(mailto):{_BUT_AT}++@{_BUT_AT}++", re.IGNORECASE)
_IGNORED_BY_BROWSERS = re.compile(f"[\\s{UNSEEN}\\x00-\\x20]")
_SAFE = re.compile("(?:https?|mailto):", re.IGNORECASE)


def target(text: str) -> str | None:
    """Give the address a link may lead to, or nothing when it is none of ours.

    Only whole addresses: a relative one would turn `f[i](x)` into a link and lead nowhere
    from a feed. Nothing before an `@` in the host: it is there to deceive.
    """
    found = _WEB.fullmatch(text) or _MAIL.fullmatch(text)
    if found is None:
        return None
    return text if found[1].islower() else found[1].lower() + text[len(found[1]) :]


def is_safe(href: str) -> bool:
    """Tell whether an address has one of the allowed schemes as a browser would read it.

    Browsers skip controls and white space, so a tab within `javascript:` must not hide it.
    """
    return _SAFE.match(_IGNORED_BY_BROWSERS.sub("", href)) is not None
