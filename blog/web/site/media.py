"""Pictures as readers get them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, request
from markupsafe import Markup

from blog import current
from blog.markup import pictures
from blog.markup.pictures import Picture

bp = Blueprint("media", __name__)

_MADE_BY_US = re.compile(r"[0-9a-f]{24}-\d+/\d+\.(avif|webp|jpg|png|gif)")
_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
}


@bp.app_template_filter("picture_tag")
def tag(
    kept: Mapping[str, Any], *, sizes: str | None = None, css: str = "", eager: bool = False
) -> Markup:
    """Write a picture that stands for a text or an author, by default below the fold."""
    shown = Picture.of(kept)
    values = {"alt": kept.get("alt", ""), "class": css or None}
    return Markup(pictures.tag(shown, sizes=sizes, eager=eager, **values))  # noqa: S704 - from our own parts


@bp.get("/media/<path:name>")
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
    response.set_etag(name.replace("/", "-"))
    response.make_conditional(request, accept_ranges=True, complete_length=len(picture))
    return response
