"""Pictures as readers get them."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, send_from_directory

from blog import current

bp = Blueprint("media", __name__)

_MADE_BY_US = re.compile(r"[0-9a-f]{24}-\d+\.(jpg|png)")


@bp.get("/media/<name>")
def show(name: str) -> Response:
    """Send a picture; its name comes from its content, so it may be kept for good."""
    if not _MADE_BY_US.fullmatch(name):
        abort(404)
    response = send_from_directory(current.settings().media, name, max_age=31_536_000)
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response
