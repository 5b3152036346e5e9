"""Where a request that writes comes from: our own page, another site, or nobody can tell."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from flask import Request

from blog import current
from blog.comments import guard
from blog.comments.guard import Sender


class Origin(StrEnum):
    """What the browser says about the page a form was sent from."""

    OURS = "ours"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


def of(request: Request) -> Origin:
    """Tell whose page a form was sent from.

    Browsers say it in Sec-Fetch-Site, older ones in Origin, which is compared with the
    address the reader used, whatever the site calls itself.
    """
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from:
        return Origin.OURS if fetched_from in {"same-origin", "none"} else Origin.FOREIGN
    origin = request.headers.get("Origin")
    if not origin or origin == "null":
        return Origin.UNKNOWN
    used = urlsplit(request.host_url)
    said = urlsplit(origin)
    same = (said.scheme, said.hostname, _port(said)) == (used.scheme, used.hostname, _port(used))
    return Origin.OURS if same else Origin.FOREIGN


def sender(request: Request) -> Sender:
    """Tell who sends a comment, as far as that can be known.

    Behind a proxy the owner has not told us of, every request seems to come from the proxy:
    then nobody's address is known.
    """
    forwarded = any(
        name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP")
    )
    address = request.remote_addr
    browser = request.headers.get("User-Agent", "")
    if forwarded and not current.settings().trusted_proxies:
        return Sender(address=None, browser=browser)
    home = guard.is_home(address) and not forwarded
    return Sender(address=address, browser=browser, limited=not home)


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        return -1
    return port or {"http": 80, "https": 443}.get(parts.scheme)
