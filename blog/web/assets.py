"""Style, script and drawings: joined at start and named by their content.

A name that changes with the content can be kept by browsers for good.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app

# The order of the stylesheet: each file may rely on those before it.
STYLES = ("tokens", "type", "layout", "strip", "log", "post", "story", "code", "print")

EXTENSION = "assets"

bp = Blueprint("assets", __name__)


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file for browsers, and the name it goes by today."""

    content: bytes
    mimetype: str
    address: str


def collect(app: Flask, folders: Sequence[Path]) -> None:
    """Read every file of the folders, later folders winning file by file."""
    files: dict[str, bytes] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
    styles = [files.pop(f"css/{name}.css", b"") for name in STYLES]
    files["site.css"] = b"\n".join(styles)
    app.extensions[EXTENSION] = {name: _asset(name, content) for name, content in files.items()}
    app.jinja_env.globals["asset"] = address
    app.register_blueprint(bp)


def address(name: str) -> str:
    """Give the address of a file of `static/`."""
    return _assets()[name].address


@bp.get("/static/<path:name>")
def show(name: str) -> Response:
    """Send a file by the name its content gives it."""
    for asset in _assets().values():
        if asset.address == f"/static/{name}":
            response = Response(asset.content, mimetype=asset.mimetype)
            response.cache_control.public = True
            response.cache_control.max_age = 31_536_000
            response.cache_control.immutable = True
            return response
    abort(404)


def _asset(name: str, content: bytes) -> Asset:
    stem, dot, ending = name.rpartition(".")
    mark = hashlib.sha256(content).hexdigest()[:12]
    return Asset(
        content=content,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        address=f"/static/{stem}-{mark}{dot}{ending}",
    )


def _assets() -> dict[str, Asset]:
    found: dict[str, Asset] = current_app.extensions[EXTENSION]
    return found
