"""Which passwords will do, and whether one is right.

Length is the only rule, and that it is not among the first a stranger would try.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from blog.texts import gettext

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 1_000
_FEWEST_CHARACTERS = 4
# What is left of most passwords that many people choose, once digits and marks are off their ends.
_FIRST_TRIED = frozenset(
    """abc abcdef access admin administrator changeme dragon football hello iloveyou letmein login
    master monkey pass passw0rd passwort password princess qwert qwerty qwertyuiop qwertz
    qwertzuiop secret superman trustno test welcome willkommen""".split()
)
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiop")
# A password nobody has: checked where there is none, so that an answer takes as long as any.
_NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$YWFhYWFhYWFhYWFhYWFhYQ$bm9ib2R5cyBwYXNzd29yZCwgbm9uZSBmaXRz"
)
# Each check takes 19 MB: a flood of guesses waits in line rather than for memory.
_one_at_a_time = Lock()


def objection(password: str, *, about: Iterable[str] = ()) -> str | None:
    """Say in a sentence why a password will not do; nothing if it will.

    `about` are the words a stranger knows: names, the site's title.
    """
    text = _normal(password)
    if len(text) < SHORTEST:
        return gettext(
            "That is too short: take %(n)s characters or more. Four words do.", n=SHORTEST
        )
    if len(text) > LONGEST:
        return gettext("That is too long: take %(n)s characters or fewer.", n=LONGEST)
    if _would_be_tried_first(text.casefold(), about):
        return gettext("Others would try this one first. Four words of your own are better.")
    return None


def hashed(password: str) -> str:
    """Give what is kept of a password."""
    with _one_at_a_time:
        return _hasher().hash(_normal(password))


def fits(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one that is kept; takes as long where none is."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        with _one_at_a_time:
            _hasher().verify(kept or _NOBODYS, _normal(password)[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def _would_be_tried_first(text: str, about: Iterable[str]) -> bool:
    if len(set(text)) < _FEWEST_CHARACTERS:
        return True
    if any(text in row * 2 or text in row[::-1] * 2 for row in _ROWS):
        return True
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    known = {re.sub(r"[\W_]+", "", word.casefold()) for word in about}
    # Said twice is not said better.
    half = core[: len(core) // 2] if core[: len(core) // 2] * 2 == core else core
    return bool({core, half, re.sub(r"[\W_]+", "", text)} & (_FIRST_TRIED | known))


def _normal(password: str) -> str:
    """Spell a password one way, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # half the time that `blog --help` takes

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
