"""What every answer of the desk, and beside its door, has in common."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort, request
from werkzeug.wrappers import Response

from blog.web import origin
from blog.web.origin import Origin


def keep_private(response: Response) -> Response:
    """Keep an answer from caches, and its address from other sites."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def refuse_strangers() -> None:
    """Refuse what another site sends, or what nobody can tell the sender of."""
    if request.method not in {"GET", "HEAD", "OPTIONS"} and origin.of(request) is not Origin.OURS:
        abort(HTTPStatus.FORBIDDEN)
