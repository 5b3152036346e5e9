"""Taking away pictures that nobody has a use for any more."""

from __future__ import annotations

import time
from pathlib import Path

from blog.content_sync import emblem
from blog.images import shelf
from blog.manuscripts import photos
from blog.manuscripts import queries as manuscripts
from blog.preferences import queries as preferences
from blog.sources import ledger


def sweep(media: Path) -> None:
    """Let go of pictures that no file of the author's has shown for a while.

    What a file shows is known from the ties of its last good version, which is what readers see.
    """
    # In this order: what a sync makes from now on is refound by it, and marked as needed.
    if media.is_dir():
        referred_to = {name for ties in ledger.ties() for name in ties.get("pictures", ())}
        referred_to |= emblem.folder(preferences.chosen().preferences)
        shelf.sweep(media, referred_to, now=time.time())


def sweep_desk(content: Path) -> None:
    """Let go of photos that were to go into posts nobody is writing any more."""
    photos.sweep(content, manuscripts.ids(), now=time.time())
