"""Names that read like an author's to a passing eye, in whatever letters they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from blog.comments import names

# Letters of other scripts, and signs, under the Latin letter they are taken for. Capitals
# stand apart where they look unlike their small letter. Letters that differ by accents,
# width or style (fullwidth, mathematical, circled) need no line here: Unicode itself knows.
_TAKEN_FOR = {
    "a": "АаΑαɑᴀᎪ4ա🅐🅰",
    "b": "ВвьΒβʙᏴƄ8🅑🅱",
    "c": "СсϹϲᴄᏟ🅒",
    "d": "ԁɗᴅᎠđ🅓",
    "e": "ЕеΕεєᴇᎬ3℮ɛ🅔",
    "f": "ƒϜꜰӻ🅕",
    "g": "ԌɡցɢᏀ9🅖",
    "h": "НнһΗհʜᎻħ🅗",
    "j": "ЈјᴊᎫյ🅙",
    "k": "КкΚκᴋᏦ🅚",
    "l": "ІіΙιӀӏıɪіƖ1|Łłʟ🅘🅛iIᏞ",
    "m": "МмΜᴍᎷ🅜",
    "n": "ΝηոпɴП🅝",
    "o": "ОоΟοσᴏօ0øØΘθ🅞🅾",
    "p": "РрΡρᴘᏢ🅟🅿",
    "q": "Ԛԛզ🅠",
    "r": "гГʀᎡᏒ🅡",
    "s": "ЅѕꜱᏚ5$ՏʂЅ🅢",
    "t": "ТтΤτᴛᎢ7ŧ🅣",
    "u": "υսᴜՍμ🅤",
    "v": "ѴѵνᴠᏙ🅥",
    "w": "ԜԝωшᴡᎳ🅦",
    "x": "ХхΧχ🅧",
    "y": "УуΥγүʏᎩ🅨",
    "z": "ΖζᴢᏃ2🅩",
}
_LATIN = str.maketrans({sign: letter for letter, signs in _TAKEN_FOR.items() for sign in signs})
# Pairs that close up to one letter, the regional letters flags are made of, and an at sign.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("æ", "ae"), ("œ", "oe"))
_REGIONAL = str.maketrans({chr(0x1F1E6 + number): chr(0x61 + number) for number in range(26)})
_AT = re.compile(r"(?<=\w)@(?=\w)")
_ROLES = frozenset(
    """admin administrator author blog blogger editor host mod moderator official owner real
    site staff team the this verified webmaster writer""".split()
)


def reads_like(name: str, authors: Iterable[str]) -> bool:
    """Tell whether a name would be taken for one of the authors'.

    "5arah", "Ѕаrаh", "S a r a h", "Sarah ✔" and "Sarah (author)" read like Sarah; "Sarah K."
    and "Sarahs Mum" do not: most people who share a name say more of it.
    """
    shapes = {_shape(author) for author in authors} - {""}
    without_roles = " ".join(word for word in _worded(name) if word not in _ROLES)
    return bool({_shape(name), _shape(without_roles)} & shapes)


def _worded(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", names.undress(name))


def _shape(name: str) -> str:
    """Give the letters a passing eye takes from a name."""
    apart = unicodedata.normalize("NFKD", names.show(name)).translate(_REGIONAL)
    bare = "".join(c for c in apart if not unicodedata.category(c).startswith("M"))
    latin = _AT.sub("a", bare).translate(_LATIN).casefold().translate(_LATIN)
    letters = "".join(c for c in latin if c.isalnum())
    for pair, letter in _PAIRS:
        letters = letters.replace(pair, letter)
    return letters
