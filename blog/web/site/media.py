"""Pictures as readers get them."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort

from blog import current

bp = Blueprint("media", __name__)

_MADE_BY_US = re.compile(r"[0-9a-f]{24}-\d+\.(jpg|png)")
_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


@bp.get("/media/<name>")
def show(name: str) -> Response:
    """Send a picture; its name comes from its content, so it may be kept for good."""
    made = _MADE_BY_US.fullmatch(name)
    if made is None:
        abort(404)
    try:
        # Whole, not as an open file: a reader may go away before the end of it.
        picture = (current.settings().media / name).read_bytes()
    except OSError:
        abort(404)
    response = Response(picture, mimetype=_TYPES[made[1]])
    response.cache_control.public = True
    response.cache_control.max_age = 31_536_000
    response.cache_control.immutable = True
    return response
