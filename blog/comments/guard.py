"""Telling one hand from another, and one network's flood from many people's cheers.

Addresses are never kept: only keyed hashes of them, and these for minutes.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from dataclasses import dataclass
from datetime import timedelta

from blog.errors import Refusal

HAND_LASTS = timedelta(minutes=15)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

# All requests whose address nobody can know share one limit, this much wider.
NOBODY_KNOWS = "unknown"
_WIDER = 10
_PER_HOUR = 6
_SITE_PER_HOUR = 60
_FAR_TOO_MANY = 10
MOST_WAITING = 5_000


class TooMany(Refusal):
    """More comments than anybody could read; the words go back to their writer."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Where a submission comes from.

    `address` is as `address_of` gives it; None where it cannot be known: it then proves no
    hand. `limited` is False for the machine itself.
    """

    address: str | None
    browser: str
    limited: bool = True

    def hand(self, comment_id: int, key: bytes) -> str:
        """Make the mark this sender leaves on a comment; empty where nothing can be proven."""
        if self.address is None:
            return ""
        return _mark(key, "hand", str(comment_id), self.address, self.browser)

    def network(self, key: bytes) -> str:
        """Make the mark of the network this comes from."""
        if self.address is None:
            return NOBODY_KNOWS
        return _mark(key, "network", _network(self.address))


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many comments arrived: from this network in a minute and an hour, from all in one."""

    minute: int
    hour: int
    site: int


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many comments may appear; `per_minute` 0 switches every limit off."""

    per_minute: int

    def over(self, sender: Sender, counts: Counts) -> bool:
        """Tell whether a comment has to wait because too many came before it."""
        return self._beyond(sender, counts, 1)

    def far_over(self, sender: Sender, counts: Counts) -> bool:
        """Tell whether there are so many that no more are taken for now."""
        return self._beyond(sender, counts, _FAR_TOO_MANY)

    def _beyond(self, sender: Sender, counts: Counts, times: int) -> bool:
        if not self.per_minute or not sender.limited:
            return False
        most = self.per_minute * times * (_WIDER if sender.address is None else 1)
        return (
            counts.minute >= most
            or counts.hour >= most * _PER_HOUR
            or counts.site >= self.per_minute * times * _SITE_PER_HOUR
        )


def address_of(text: str | None) -> str | None:
    """Read an address as servers and proxies write it, some with a port; nothing if it is none."""
    text = (text or "").strip()
    bracketed = re.fullmatch(r"\[([^\]]*)\](?::\d+)?", text)
    with_port = re.fullmatch(r"([\d.]+):\d+", text)
    found = bracketed or with_port
    try:
        address = ipaddress.ip_address((found[1] if found else text).partition("%")[0])
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)


def is_home(address: str | None) -> bool:
    """Tell whether a request comes from this very machine."""
    return address is not None and ipaddress.ip_address(address).is_loopback


def _network(address: str) -> str:
    """Name the network of an address: people of one household share it, and so do robots."""
    found = ipaddress.ip_address(address)
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 64), strict=False))


def _mark(key: bytes, *parts: str) -> str:
    text = "\0".join(parts).encode(errors="replace")
    return hmac.digest(key, text, "sha256").hex()[:32]
