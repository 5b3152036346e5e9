"""Where a request that writes comes from: our own page, another site, or nobody can tell."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit

from flask import Request, current_app

from blog import current
from blog.comments import guard
from blog.comments.guard import Sender

_TOLD = "second_wind_told_of_proxies"


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
    match request.headers.get("Sec-Fetch-Site"):
        case "same-origin" | "none":
            return Origin.OURS
        case "cross-site" | "same-site":
            return Origin.FOREIGN
    said = request.headers.get("Origin")
    if not said or said == "null":
        return Origin.UNKNOWN
    ours = _place(request.host_url)
    return Origin.OURS if ours is not None and _place(said) == ours else Origin.FOREIGN


def sender(request: Request) -> Sender:
    """Tell who sends a comment, as far as that can be known.

    Behind a proxy the owner has not told us of, every request seems to come from the proxy:
    then nobody's address is known.
    """
    address = guard.address_of(request.remote_addr)
    browser = request.headers.get("User-Agent", "")
    if not _is_forwarded(request):
        return Sender(address=address, browser=browser, limited=not guard.is_home(address))
    if not current.settings().trusted_proxies:
        _tell_once()
        address = None
    elif _seen_from(request) == request.remote_addr:
        # The proxy says nothing that we trust, so this is its own address.
        address = None
    return Sender(address=address, browser=browser)


def _is_forwarded(request: Request) -> bool:
    names = {name.lower() for name in request.headers.keys()}  # noqa: SIM118 — not a mapping
    return any(name.startswith("x-forwarded-") for name in names) or bool(
        names & {"forwarded", "x-real-ip"}
    )


def _seen_from(request: Request) -> str | None:
    """Give the address the request came from before proxies were believed."""
    found: str | None = request.environ.get("werkzeug.proxy_fix.orig", {}).get("REMOTE_ADDR")
    return found


def _tell_once() -> None:
    if current_app.extensions.setdefault(_TOLD, False):
        return
    current_app.extensions[_TOLD] = True
    current_app.logger.warning(
        "Comments come through a proxy, but BLOG_TRUSTED_PROXIES is 0: nobody's address is "
        "known, so all who comment share one limit. Set BLOG_TRUSTED_PROXIES to the number of "
        "proxies in front, usually 1."
    )


def _place(address: str) -> tuple[str, str | None, int | None] | None:
    """Take scheme, host and port from an address; nothing where it is none."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, parts.hostname, port
