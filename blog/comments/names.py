"""Names as readers give them: how they are shown, and whether two are meant to be one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from rapidfuzz.distance import OSA

from blog.comments import words
from blog.markup.characters import UNSEEN

MOST_CHARACTERS = 80

_TWO_SLIPS_FROM = 8
# Persian and Indian names are spelt with joiners, and emoji with joiners and selectors;
# elsewhere they only make two names look like one.
_KEPT = "\u200c\u200d\ufe0f"
_UNSEEN = re.compile(f"(?![{_KEPT}])[{UNSEEN}]")
_BESIDE = "[^\\s\x00-\x7f\u200c\u200d]"
_IDLE_JOINER = re.compile(f"(?<!{_BESIDE})[\u200c\u200d]|[\u200c\u200d](?!{_BESIDE})")


@lru_cache(maxsize=4096)
def undress(name: str) -> str:
    """Give a name without what differs from keyboard to keyboard, to compare persons."""
    return words.undress(name)


def show(name: str) -> str:
    """Give a name as readers may see it: on one line, and without power over its direction."""
    seen = _IDLE_JOINER.sub("", _UNSEEN.sub("", name))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def one_slip_apart(name: str, other: str) -> bool:
    """Tell whether two names may be one, mistyped, written longer or left out.

    One edit, where two letters changing places are one; two from eight letters on; or all
    the words of one and more; or none at all.
    """
    one, two = undress(name), undress(other)
    if not one or not two:
        return True
    letters = max(sum(map(str.isalnum, one)), sum(map(str.isalnum, two)))
    slips = 2 if letters >= _TWO_SLIPS_FROM else 1
    if OSA.distance(one, two, score_cutoff=slips) <= slips:
        return True
    few, many = sorted((Counter(one.split()), Counter(two.split())), key=Counter.total)
    return few <= many
