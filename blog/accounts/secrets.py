"""What only its bearer may know: made here, and kept nowhere but as a hash of it."""

from __future__ import annotations

import hashlib
import secrets


def new() -> str:
    """Make up a secret that nobody can guess and an address can hold."""
    return secrets.token_urlsafe(32)


def mark(secret: str) -> str:
    """Give what is kept of a secret: it is known again by it, and cannot be read out of it."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
