"""What browsers are told about every answer, to keep strangers' code out of it."""

from __future__ import annotations

from flask import Flask, Response, request

# Nothing but our own files, no inline script or style. The frames are those authors may
# use; see blog.markup for the same list.
FRAMES = (
    "https://www.youtube-nocookie.com https://www.youtube.com https://player.vimeo.com "
    "https://www.openstreetmap.org"
)
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        f"frame-src {FRAMES}",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def register(app: Flask) -> None:
    """Send the policy with every answer, and name no host that a reader may have made up."""
    app.after_request(_tell)
    app.after_request(_lead_on_here)


def _tell(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    return response


def _lead_on_here(response: Response) -> Response:
    """Say only the path where the router leads on: it takes the host from the request."""
    if response.location and response.location.startswith(request.host_url):
        response.location = "/" + response.location.removeprefix(request.host_url).lstrip("/")
    return response
