"""Links that let an author choose how to sign in: each works once, within two days."""

from __future__ import annotations

from datetime import datetime, timedelta

from blog.errors import Refusal
from blog.texts import gettext

LASTS = timedelta(days=2)


class InvitationOver(Refusal):
    """A link that does not work, or not any more."""


def why_over(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> str | None:
    """Say in a sentence why a link works no more; nothing while it does."""
    if used_at is not None:
        return why_used()
    if now >= expires_at:
        return gettext("This link is too old: each works for two days.")
    return None


def why_used() -> str:
    """Say why a link does not work a second time."""
    return gettext("This link has been used: each works once.")


def why_unknown() -> str:
    """Say why a link nobody made does not work."""
    return gettext("This link is not one of ours, or a newer one has taken its place.")
