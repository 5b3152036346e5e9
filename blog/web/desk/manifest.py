"""What puts the desk on a phone's home screen; browsers fetch it without saying who asks."""

from __future__ import annotations

from flask import Blueprint, Response, json

from blog import current
from blog.texts import gettext
from blog.web import assets

_PAPER = "#fbfcfc"
_SIZES = (192, 512)

bp = Blueprint("manifest", __name__, url_prefix="/desk")


@bp.get("/manifest.webmanifest")
def show() -> Response:
    """Say what the desk is called, where it begins and what it looks like."""
    chosen = current.preferences()
    described = {
        "id": "/desk/",
        "name": gettext("%(site)s: the desk", site=chosen.title),
        "short_name": chosen.title,
        "lang": chosen.language,
        "dir": chosen.direction,
        "start_url": "/desk/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [_icon(size) for size in _SIZES],
    }
    written = json.dumps(described, ensure_ascii=False)
    return Response(written, mimetype="application/manifest+json")


def _icon(size: int) -> dict[str, str]:
    # Drawn so that a launcher may cut its corners off.
    return {
        "src": assets.address(f"img/desk-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": "any maskable",
    }
