"""Photos into a post: cleaned, written into the author's folder, and named for the text."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from blog import current
from blog.content_sync import jobs
from blog.errors import Refusal
from blog.images.measures import MOST_BYTES
from blog.manuscripts import photos
from blog.texts import gettext
from blog.web.desk import sheets
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor

bp = Blueprint("photos", __name__)

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


def added(sheet: Sheet) -> Sheet:
    """Put every photo a form brought at the end of its text."""
    names = [keep(sheet, sent) for sent in request.files.getlist("photo") if sent]
    if not names:
        return sheet
    body = "\n\n".join([sheet.typed.body.rstrip("\r\n"), *(f"![]({name})" for name in names)])
    return replace(sheet, typed=replace(sheet.typed, body=f"{body.lstrip()}\n"))


def keep(sheet: Sheet, sent: FileStorage) -> str:
    """Clean a photo and write it beside its post; raise Refusal where that can't be done."""
    name = sent.filename or ""
    raw = sent.stream.read(MOST_BYTES + 1)
    outcome = next(current.workshop().map(jobs.clean_photo, [raw], seconds=_SECONDS))
    if outcome.value is None:
        raise Refusal(
            gettext("%(photo)s %(problem)s.", photo=name or "photo", problem=outcome.problem)
        )
    clean, ending = outcome.value
    content = current.settings().content
    return photos.keep(content, photos.folder_of(sheet.file, sheet.id), name, ending, clean)
