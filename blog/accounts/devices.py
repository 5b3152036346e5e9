"""Browsers that stay signed in: what they carry, how long it lasts, what they are called."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from itsdangerous import BadSignature, Signer

from blog.texts import gettext

COOKIE = "desk"
LASTS = timedelta(days=90)
_RENEWED_AFTER = timedelta(days=1)

_IN_HEADER = re.compile(rf'(?:^|;)\s*{COOKIE}="?([^;"\s]+)')
# The first that fits: many browsers say that they are others as well.
_BROWSERS = {
    r"Edg(?:e|A|iOS)?/": "Edge",
    r"OPR/|Opera": "Opera",
    r"SamsungBrowser/": "Samsung Internet",
    r"Firefox/|FxiOS/": "Firefox",
    r"Chrom(?:e|ium)/|CriOS/": "Chrome",
    r"Safari/": "Safari",
}
_SYSTEMS = {
    r"iPhone": "iPhone",
    r"iPad": "iPad",
    r"Android": "Android",
    r"CrOS": "ChromeOS",
    r"Mac OS X|Macintosh": "Mac",
    r"Windows": "Windows",
    r"Linux|X11": "Linux",
}


class Badges:
    """Signs what a device carries, so that noise is told from it without the database."""

    def __init__(self, secret: str) -> None:
        self._signer = Signer(secret, "device", digest_method=hashlib.sha256)

    def written(self, token: str) -> str:
        """Write what a device is to carry."""
        return self._signer.sign(token).decode()

    def read(self, value: str | None) -> str | None:
        """Read what a device carries; nothing where we did not write it."""
        if not value:
            return None
        try:
            return self._signer.unsign(value.encode(errors="replace")).decode()
        except (BadSignature, UnicodeDecodeError):
            return None

    def in_header(self, cookies: str) -> bool:
        """Tell whether cookies, as a browser sends them, hold something we wrote."""
        found = _IN_HEADER.findall(cookies) if COOKIE in cookies else ()
        return any(self.read(value) for value in found)


def is_over(*, used_at: datetime, now: datetime) -> bool:
    """Tell whether a device has not been used for so long that it is signed out."""
    return now >= used_at + LASTS


def is_to_be_renewed(*, used_at: datetime, now: datetime) -> bool:
    """Tell whether it is time to note that a device is in use: once a day will do."""
    return now >= used_at + _RENEWED_AFTER


def name_of(browser: str) -> str:
    """Call a device what its owner would call it: "Chrome on Android"."""
    program, system = _first(_BROWSERS, browser), _first(_SYSTEMS, browser)
    if program and system:
        return gettext("%(browser)s on %(system)s", browser=program, system=system)
    return program or system or gettext("A browser")


def _first(kinds: dict[str, str], browser: str) -> str | None:
    return next((name for sign, name in kinds.items() if re.search(sign, browser)), None)
