"""What caches between us and a reader may keep: everything public, as long as they ask."""

from __future__ import annotations

from flask import Flask, Response, request

from blog import current

_LEADING_ON = {301, 302, 308}


def register(app: Flask) -> None:
    """Give every public answer a mark of its content, and answer 304 where it is known."""
    app.after_request(_mark)


def _mark(response: Response) -> Response:
    if request.method not in {"GET", "HEAD"}:
        return response
    if response.status_code in _LEADING_ON:
        # Kept for good, as browsers may otherwise do, they would outlive their mending.
        response.headers.setdefault("Cache-Control", "public, no-cache")
    if response.status_code != 200:
        return response
    if not response.cache_control:
        response.cache_control.public = True
        # Keep, but ask: a comment that has just arrived has to be seen.
        response.cache_control.no_cache = True
        if seconds := current.settings().cdn_seconds:
            response.cache_control.s_maxage = seconds
    if not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)
    return response
