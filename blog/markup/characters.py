"""Which characters of a reader's text are kept, and which of them can be seen."""

from __future__ import annotations

import re
import unicodedata

# Written as ranges because Python's `re` knows no Unicode categories. Left out on purpose:
# Arabic and Kaithi number signs, which are format characters but drawn.
UNSEEN = (
    "\\x00-\\x08\\x0e-\\x1b\\x7f-\\x9f\\xad"  # controls, soft hyphen
    "\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5"  # joiner, Arabic letter mark, fillers
    "\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f"  # zero width, bidi
    "\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb"  # blanks, variation selectors
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff"
)
"""The inside of a character class: what takes no room on a page, or only blank room."""

_SEEN = re.compile(f"[^\\s{UNSEEN}]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Half a surrogate pair cannot be stored, NUL is refused by databases, and noncharacters by
# parsers; the other controls have nothing to show. All leave a mark where they stood.
_INVALID = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_PILED = 64


def tidy(text: str) -> str:
    """Make text that came through the door safe to keep, with all that can be seen of it."""
    return _INVALID.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def is_seen(text: str) -> bool:
    """Tell whether anything of a text can be seen on a page."""
    return _SEEN.search(text) is not None


def is_piled(text: str) -> bool:
    """Tell whether more accents stand on one letter than any language needs."""
    if text.isascii():
        return False
    run = 0
    for character in unicodedata.normalize("NFC", text):
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        if run > _PILED:
            return True
    return False
