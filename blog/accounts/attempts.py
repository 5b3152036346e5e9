"""Slowing down whoever guesses: by account and by network, and never for long.

An account is counted apart for browsers its author has signed in with before, so nobody can
lock an author out by guessing.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from blog.errors import Refusal
from blog.texts import gettext

MOST = 10
WITHIN = timedelta(minutes=5)
# All whose address nobody can know share one limit, this much wider.
_WIDER = 10


class TooManyAttempts(Refusal):
    """More guesses than an author would need."""

    def __init__(self) -> None:
        super().__init__(
            gettext("That was tried too often. Wait five minutes; nothing is locked for longer.")
        )


def account(name: str, *, device: str | None, key: bytes) -> str:
    """Mark the account a name may mean; whether there is one makes no difference.

    `device` is what a browser brings that was signed in once.
    """
    return _mark(key, "account", name.casefold(), device or "")


def too_many(*, of_account: int, of_network: int, network_known: bool) -> bool:
    """Tell whether there were too many failures lately to try once more."""
    most_of_network = MOST if network_known else MOST * _WIDER
    return of_account >= MOST or of_network >= most_of_network


def _mark(key: bytes, *parts: str) -> str:
    text = "\0".join(parts).encode(errors="replace")
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:32]
