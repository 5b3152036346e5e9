"""Photos into a post: cleaned, written into the author's folder, and named for the text."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from blog import current
from blog.content_sync import jobs
from blog.errors import Refusal
from blog.images import kinds
from blog.images.measures import MOST_BYTES
from blog.manuscripts import photos
from blog.sources import files
from blog.texts import gettext
from blog.web.desk import sheets
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor

bp = Blueprint("photos", __name__)

# Without script photos come all at once, as large as they were taken, and the words with them.
MOST_AT_ONCE = 128 * 2**20

# A photo takes half a second of a processor; so long may a slow machine take for a giant.
_SECONDS = 60


@bp.post("/write/<id>/photos/")
def take(id: str) -> ResponseReturnValue:
    """Take one photo from the script, and say what it is called in the text."""
    sheet = sheets.sent(id, author=visitor())
    sent = request.files.get("photo")
    if not sent:
        return {"problem": gettext("No photo arrived.")}, HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        return {"name": keep(sheet, sent)}
    except Refusal as refusal:
        return {"problem": str(refusal)}, HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/photos/<path:name>")
def show(name: str) -> Response:
    """Show a photo as it lies in the author's folder: its address came with a page that may."""
    try:
        path = _addresses().loads(name)
    except BadData:
        abort(HTTPStatus.NOT_FOUND)
    raw = files.raw(current.settings().content, path) or abort(HTTPStatus.NOT_FOUND)
    return Response(raw, mimetype=f"image/{(kinds.kind(raw) or 'jpeg').lower()}")


def as_it_lies(path: str) -> str:
    """Give the address of a photo that nothing was made of yet, for an author's eyes only."""
    return url_for("desk.photos.show", name=_addresses().dumps(path))


def _addresses() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), "photo as it lies")


def added(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """Put the photos a form brought at the end of its text; say what is wrong with the others.

    A form that asks what is on it, in its `alt`, asks about the first.
    """
    names, problems = [], []
    for sent in filter(None, request.files.getlist("photo")):
        try:
            names.append(keep(sheet, sent))
        except Refusal as refusal:
            problems.append(str(refusal))
    if not names:
        return sheet, problems
    shown = [f"![{_said()}]({names[0]})", *(f"![]({name})" for name in names[1:])]
    body = "\n\n".join([sheet.typed.body.rstrip("\r\n"), *shown])
    return replace(sheet, typed=replace(sheet.typed, body=f"{body.lstrip()}\n")), problems


def _said() -> str:
    """Write what is said to be on a photo so that no bracket in it ends it."""
    words = " ".join(request.form.get("alt", "").split())
    return re.sub(r"([\\\[\]])", r"\\\1", words)


def keep(sheet: Sheet, sent: FileStorage) -> str:
    """Clean a photo and write it beside its post; raise Refusal where that can't be done."""
    return keep_in(photos.folder_of(sheet.file, sheet.id), sent, name=sent.filename or "")


def keep_in(folder: str, sent: FileStorage, *, name: str) -> str:
    """Clean a photo and write it into one of the author's folders, under a name close to `name`.

    Give its name there; raise Refusal where that can't be done.
    """
    raw = sent.stream.read(MOST_BYTES + 1)
    outcome = next(current.workshop().map(jobs.clean_photo, [raw], seconds=_SECONDS))
    if outcome.value is None:
        raise Refusal(
            gettext(
                "%(photo)s %(problem)s.", photo=sent.filename or "photo", problem=outcome.problem
            )
        )
    clean, ending = outcome.value
    return photos.keep(current.settings().content, folder, name, ending, clean)
