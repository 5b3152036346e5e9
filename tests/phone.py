"""A phone that keeps passkeys, as far as a site can tell: it signs what real ones sign."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

# Somebody was there, and showed that it was them; with a new key, that one comes along.
_PRESENT, _VERIFIED, _WITH_KEY = 0x01, 0x04, 0x40


class Phone:
    """Keeps one key for each site and person."""

    def __init__(self, *, asks_who_it_is: bool = True) -> None:
        self._flags = _PRESENT | (_VERIFIED if asks_who_it_is else 0)
        self._keys: dict[str, tuple[bytes, ec.EllipticCurvePrivateKey]] = {}
        self._uses = 0

    def make(self, options: dict[str, Any], *, origin: str) -> str:
        """Make a key, and write down what a browser would send."""
        host, name = options["rp"]["id"], os.urandom(16)
        key = ec.generate_private_key(ec.SECP256R1())
        self._keys[host] = name, key
        point = key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        about = bytes(16) + struct.pack(">H", len(name)) + name + public
        signed = self._about(host, self._flags | _WITH_KEY) + about
        statement = {"fmt": "none", "attStmt": {}, "authData": signed}
        response = {
            "clientDataJSON": _client("webauthn.create", options, origin),
            "attestationObject": cbor2.dumps(statement),
        }
        return _sent(name, response)

    def prove(self, options: dict[str, Any], *, origin: str) -> str:
        """Use the key it has for a site, and write down what a browser would send."""
        name, key = self._keys[options["rpId"]]
        self._uses += 1
        client = _client("webauthn.get", options, origin)
        about = self._about(options["rpId"], self._flags)
        signature = key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": about, "signature": signature}
        return _sent(name, response)

    def _about(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + struct.pack(">BI", flags, self._uses)


def _client(kind: str, options: dict[str, Any], origin: str) -> bytes:
    said = {"type": kind, "challenge": options["challenge"], "origin": origin}
    return json.dumps(said).encode()


def _sent(name: bytes, response: dict[str, bytes]) -> str:
    parts = {part: _text(value) for part, value in response.items()}
    credential = {"id": _text(name), "rawId": _text(name), "type": "public-key"}
    return json.dumps({**credential, "response": parts})


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
