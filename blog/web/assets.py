"""Style, script and drawings: joined at start and named by their content.

A name that changes with the content can be kept by browsers for good. The plain name works as
well, asked for anew each time: it is what an author writes in a post.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from mimetypes import MimeTypes
from pathlib import Path

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from blog.pagecache import pages

# The order of the stylesheet: each file may rely on those before it.
STYLES = (
    "tokens",
    "type",
    "layout",
    "strip",
    "log",
    "post",
    "figures",
    "discussion",
    "form",
    "code",
    "print",
)

# What only the pages of stories and years need besides.
STORY_STYLES = ("story", "chart")
# What the author of a post presses on it, and nobody else is sent.
RULING_STYLES = ("ruling",)
# The desk looks alike, and is laid out in its own way.
DESK_STYLES = ("tokens", "type", "desk", "writing", "queue")

_SHEETS = {
    "site.css": STYLES,
    "story.css": STORY_STYLES,
    "ruling.css": RULING_STYLES,
    "desk.css": DESK_STYLES,
}

EXTENSION = "assets"

# Not the machine's own list: what browsers are told must not depend on where we run. The
# standard library's lacks a few in the oldest Python we run on.
_TYPES = MimeTypes()
for _ending, _type in {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}.items():
    _TYPES.add_type(_type, _ending)

# What becomes notably smaller when it is packed.
_PACKABLE = ("text/", "image/svg+xml", "application/manifest+json")

_COMMENT = re.compile(rb"^\s*/\*.*?\*/\s*$", re.DOTALL | re.MULTILINE)

bp = Blueprint("assets", __name__)


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file for browsers, and the name it goes by today."""

    content: bytes
    mimetype: str
    name: str

    @property
    def address(self) -> str:
        """Where browsers find it as it is today."""
        return f"/static/{self.name}"


@dataclass(frozen=True, kw_only=True)
class Assets:
    """Every file, by its plain name and by the name its content gives it."""

    plain: Mapping[str, Asset]
    marked: Mapping[str, Asset]


def collect(app: Flask, folders: Sequence[Path]) -> None:
    """Read every file of the folders, later folders winning file by file."""
    files: dict[str, bytes] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                files[name.as_posix()] = _light(name.suffix, path.read_bytes())
    styles = {
        name: files.pop(f"css/{name}.css", b"")
        for name in dict.fromkeys(name for names in _SHEETS.values() for name in names)
    }
    for sheet, names in _SHEETS.items():
        files[sheet] = b"\n".join(styles[name] for name in names)
    plain = {name: _asset(name, content) for name, content in files.items()}
    marked = {asset.name: asset for asset in plain.values()}
    app.extensions[EXTENSION] = Assets(plain=plain, marked=marked)
    app.jinja_env.globals["asset"] = address
    app.register_blueprint(bp)


def address(name: str) -> str:
    """Give the address of a file of `static/`."""
    return _assets().plain[name].address


@bp.get("/static/<path:name>")
def show(name: str) -> Response:
    """Send a file: for good by the name its content gives it, for now by its plain one."""
    found = _assets()
    asset = found.marked.get(name) or found.plain.get(name) or abort(404)
    response = _sent(asset)
    if name in found.marked:
        response.cache_control.public = True
        response.cache_control.max_age = 31_536_000
        response.cache_control.immutable = True
    return response


def _sent(asset: Asset) -> Response:
    """Send a file in the form the browser takes, the smallest first."""
    if not asset.mimetype.startswith(_PACKABLE):
        return Response(asset.content, mimetype=asset.mimetype)
    encoding = pages.encoding_for(request.headers.get("Accept-Encoding", ""))
    response = Response(_packed(asset.content, encoding), mimetype=asset.mimetype)
    response.vary.add("Accept-Encoding")
    if encoding != pages.IDENTITY:
        response.content_encoding = encoding
    return response


@lru_cache(maxsize=128)
def _packed(content: bytes, encoding: str) -> bytes:
    """Pack a file as small as it gets, once: it is the same until the next start."""
    if encoding == pages.BROTLI:
        packed: bytes = brotli.compress(content, quality=11)
        return packed
    return gzip.compress(content, 9, mtime=0) if encoding == pages.GZIP else content


@bp.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """Lead browsers that ask without having read a page to the icon there is."""
    name = "favicon.ico" if "favicon.ico" in _assets().plain else "img/favicon.svg"
    return redirect(address(name), 302)


def _light(ending: str, content: bytes) -> bytes:
    """Leave out what only people read: indentation and comments that stand on lines of their own.

    No line is joined to another one, so nothing can come to mean anything else.
    """
    if ending == ".css":
        content = _COMMENT.sub(b"", content)
    elif ending != ".js":
        return content
    lines = (line.strip() for line in content.splitlines())
    return b"\n".join(line for line in lines if line and not line.startswith(b"//"))


def _asset(name: str, content: bytes) -> Asset:
    stem, dot, ending = name.rpartition(".")
    mark = hashlib.sha256(content).hexdigest()[:12]
    return Asset(
        content=content,
        mimetype=_TYPES.guess_type(name)[0] or "application/octet-stream",
        name=f"{stem}-{mark}{dot}{ending}",
    )


def _assets() -> Assets:
    found: Assets = current_app.extensions[EXTENSION]
    return found
