"""What a page gives a reader to send back: signed, so that it can be believed, and not secret."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from itsdangerous import BadSignature, URLSafeSerializer

CONFIRM_WITHIN = timedelta(hours=1)


class Note(StrEnum):
    """What a reader has to be told about what was taken."""

    EMAIL = "email"
    WEBSITE = "website"
    PARENT = "parent"
    EDITED = "edited"
    EDIT_WAITS = "edit-waits"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A comment somebody sent. `mine` says that the bearer is its writer, not a namesake."""

    comment_id: int
    mine: bool
    notes: tuple[Note, ...] = ()


class Tokens:
    """Signs and reads what goes out to readers and comes back."""

    def __init__(self, secret: str) -> None:
        self._receipts = URLSafeSerializer(secret, "receipt")
        self._openings = URLSafeSerializer(secret, "opening")
        self._confirmations = URLSafeSerializer(secret, "confirmation")
        self._feeds = URLSafeSerializer(secret, "feed")
        # Every page with a form asks for it, and it stays the same.
        self.opening = lru_cache(maxsize=1024)(self._opening)
        self.key = hashlib.sha256(f"hands {secret}".encode()).digest()

    def receipt(self, receipt: Receipt) -> str:
        """Write a receipt."""
        notes = [note.value for note in receipt.notes]
        return str(self._receipts.dumps([receipt.comment_id, int(receipt.mine), *notes]))

    def read_receipt(self, text: str) -> Receipt | None:
        """Read a receipt; nothing where it is none of ours."""
        try:
            comment_id, mine, *notes = self._receipts.loads(text)
            return Receipt(comment_id=comment_id, mine=bool(mine), notes=tuple(map(Note, notes)))
        except (BadSignature, ValueError, TypeError):
            return None

    def _opening(self, slug: str, opened_at: datetime) -> str:
        """Sign which discussion a form belongs to: the same for every reader of a page."""
        return str(self._openings.dumps([slug, opened_at.astimezone(UTC).isoformat()]))

    def is_opening(self, text: str, slug: str, opened_at: datetime) -> bool:
        """Tell whether a form was issued while this discussion was open."""
        return bool(text) and text == self.opening(slug, opened_at)

    def confirmation(self, slug: str, body: str, now: datetime) -> str:
        """Sign words that were shown to their sender once more."""
        return str(self._confirmations.dumps([_of(slug, body), int(now.timestamp())]))

    def is_confirmation(self, text: str, slug: str, body: str, now: datetime) -> bool:
        """Tell whether these very words were shown on our own page within the hour."""
        try:
            mark, at = self._confirmations.loads(text)
            return mark == _of(slug, body) and timedelta(0) <= now - _moment(at) <= CONFIRM_WITHIN
        except (BadSignature, ValueError, TypeError):
            return False

    def feed(self) -> str:
        """Write the secret part of the author's private feed address."""
        return str(self._feeds.dumps("discussions"))

    def is_feed(self, text: str) -> bool:
        """Tell whether somebody has the author's private feed address."""
        try:
            return bool(self._feeds.loads(text) == "discussions")
        except BadSignature:
            return False


def _of(slug: str, body: str) -> str:
    return hashlib.sha256(f"{slug}\0{body}".encode(errors="replace")).hexdigest()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
