"""Signing in with a face, a finger or a PIN: what browsers are asked, and what they prove.

A challenge is signed and not stored. It is good for an hour and for one use: a passkey takes
only challenges younger than its last use.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from blog.errors import Refusal
from blog.texts import gettext

_LASTS = timedelta(hours=1)
_CREDENTIAL = re.compile(r"[A-Za-z0-9_-]{1,1400}")
# The oldest and most common kinds of signature: EdDSA, ES256, RS256.
_KINDS = (-8, -7, -257)


class BadPasskey(Refusal):
    """What a browser sent proves nothing."""

    def __init__(self) -> None:
        super().__init__(gettext("That passkey did not work here. Try again, or use a password."))


@dataclass(frozen=True, kw_only=True)
class House:
    """The site as a browser knows it."""

    name: str
    host: str
    # Where its pages may stand.
    origins: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A passkey that was just made."""

    credential: str
    public_key: str
    sign_count: int


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A passkey as it was kept."""

    id: int
    author_slug: str
    public_key: str
    sign_count: int
    used_at: datetime


class Challenges:
    """Makes challenges for one purpose, and knows its own again."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._serializer = URLSafeSerializer(secret, f"challenge {purpose}")

    def new(self, now: datetime) -> str:
        """Make a challenge, as browsers take it."""
        return _text(self._serializer.dumps(now.timestamp()).encode())

    def issued_at(self, challenge: bytes, *, now: datetime) -> datetime:
        """Tell when a challenge was made; refuse one that is too old or not ours."""
        try:
            moment = datetime.fromtimestamp(self._serializer.loads(challenge), UTC)
        except (BadSignature, TypeError, ValueError, OverflowError):
            raise BadPasskey from None
        if moment < now - _LASTS:
            raise BadPasskey
        return moment


def creation(house: House, *, slug: str, name: str, challenge: str, key: bytes) -> dict[str, Any]:
    """Say what a browser is asked to make."""
    # The same for an author each time, so that a device replaces the key it has.
    person = hmac.new(key, f"passkeys of {slug}".encode(), hashlib.sha256).digest()
    return {
        "challenge": challenge,
        "rp": {"id": house.host, "name": house.name},
        "user": {"id": _text(person), "name": slug, "displayName": name},
        "pubKeyCredParams": [{"type": "public-key", "alg": kind} for kind in _KINDS],
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        },
        "attestation": "none",
    }


def request(house: House, *, challenge: str) -> dict[str, Any]:
    """Say what a browser is asked to prove: whichever key it has for this site."""
    return {"challenge": challenge, "rpId": house.host, "userVerification": "required"}


def made(sent: str, *, house: House, challenges: Challenges, now: datetime) -> Made:
    """Understand the passkey a browser made; refuse what is none."""
    from webauthn import verify_registration_response  # takes a tenth of a second to load
    from webauthn.helpers.exceptions import WebAuthnException

    challenge = _challenge(sent)
    challenges.issued_at(challenge, now=now)
    try:
        verified = verify_registration_response(
            credential=sent,
            expected_challenge=challenge,
            expected_rp_id=house.host,
            expected_origin=list(house.origins),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise BadPasskey from None
    return Made(
        credential=_text(verified.credential_id),
        public_key=_text(verified.credential_public_key),
        sign_count=verified.sign_count,
    )


def credential_of(sent: str) -> str:
    """Tell which passkey a browser says it used."""
    named = _read(sent).get("id")
    if not isinstance(named, str) or not _CREDENTIAL.fullmatch(named):
        raise BadPasskey
    return named


def proven(
    sent: str, kept: Kept | None, *, house: House, challenges: Challenges, now: datetime
) -> int:
    """Check that a browser used a passkey that is kept; give the key's new count of uses."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    challenge = _challenge(sent)
    issued_at = challenges.issued_at(challenge, now=now)
    if kept is None or issued_at <= kept.used_at:
        raise BadPasskey
    try:
        return verify_authentication_response(
            credential=sent,
            expected_challenge=challenge,
            expected_rp_id=house.host,
            expected_origin=list(house.origins),
            credential_public_key=_bytes(kept.public_key),
            credential_current_sign_count=kept.sign_count,
            require_user_verification=True,
        ).new_sign_count
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise BadPasskey from None


def _challenge(sent: str) -> bytes:
    """Read the challenge a browser says it answers."""
    try:
        client = json.loads(_bytes(_read(sent)["response"]["clientDataJSON"]))
        return _bytes(client["challenge"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadPasskey from None


def _read(sent: str) -> dict[str, Any]:
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        raise BadPasskey from None
    if not isinstance(found, dict):
        raise BadPasskey
    return found


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
