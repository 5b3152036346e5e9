"""Slugs: names as they stand in addresses."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 100
# Slugs become names of files, which may have 255 bytes with date and ending.
_MOST_BYTES = 200

# Latin letters that are no base letter with a mark, as addresses usually spell them.
_SPELT = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ŋ": "n",
        "ĸ": "k",
        "'": "",
        "’": "",
        "ʼ": "",
    }
)

# Spelt out, "1½" is two numbers.
_FRACTION = re.compile("[¼-¾⅐-⅞]")


def slugify(text: str) -> str:
    """Spell a text as it may stand in an address: "Crème brûlée" is "creme-brulee".

    Latin letters lose their marks; every other script is kept as it is written. A text with
    a letter or digit never becomes empty.
    """
    text = _FRACTION.sub(r" \g<0>", text)
    # A few letters consist of nothing but marks once they are written out.
    return _slug(unicodedata.normalize("NFKC", text)) or _slug(text)


def is_slug(text: str) -> bool:
    """Tell whether a text can be a slug as it stands."""
    return bool(text) and slugify(text) == text


def _slug(text: str) -> str:
    words = "".join(_letters(unicodedata.normalize("NFD", text.lower().translate(_SPELT))))
    return _cut(unicodedata.normalize("NFC", "-".join(words.split())))


def _letters(decomposed: str) -> list[str]:
    """Keep letters, digits and the marks on them; all else parts words."""
    kept: list[str] = []
    base = ""
    for character in decomposed:
        kind = unicodedata.category(character)
        if kind[0] == "M":
            if base and not unicodedata.name(base, "").startswith("LATIN "):
                kept.append(character)
        elif kind[0] in "LN":
            base = character
            kept.append(character)
        elif kind != "Cf":  # soft hyphens and joiners part nothing
            base = ""
            kept.append(" ")
    return kept


def _cut(slug: str) -> str:
    """Shorten a slug, between two words where there are several."""
    short = slug[:MOST_CHARACTERS].encode()[:_MOST_BYTES].decode(errors="ignore")
    if len(short) < len(slug) and slug[len(short)] != "-" and "-" in short:
        short = short.rpartition("-")[0]
    return short.strip("-")
