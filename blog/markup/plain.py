"""Plain text in which addresses lead somewhere."""

from __future__ import annotations

import re
from html import escape

from blog.markup.targets import HOST_AND_PATH, target

_ADDRESS = re.compile(f"https?://{HOST_AND_PATH}", re.IGNORECASE)
# What ends a sentence rather than an address.
_CLOSING = ".,:;!?'’”“»"


def linked(text: str) -> str:
    """Write text as HTML, its addresses as links."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(text):
        address = _without_closing(found[0])
        parts += [escape(text[at : found.start()]), _link(address)]
        at = found.start() + len(address)
    return "".join([*parts, escape(text[at:])])


def _link(address: str) -> str:
    leads = target(address)
    said = escape(address)
    return f'<a href="{escape(leads)}">{said}</a>' if leads else said


def _without_closing(address: str) -> str:
    short = address.rstrip(_CLOSING)
    if short.endswith(")") and "(" not in short:
        return _without_closing(short[:-1])
    return short
