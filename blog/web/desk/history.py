"""What a post said before: every text its file had since it was first written here."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.authors import queries as authors
from blog.database.transaction import transaction
from blog.manuscripts import differences, queries, typed
from blog.manuscripts.queries import Before
from blog.sources import files
from blog.web.desk import sheets
from blog.web.signed_in import visitor

bp = Blueprint("history", __name__)


@bp.get("/posts/<slug>/history/")
def show(slug: str) -> str:
    """List a post's former texts, the newest first."""
    found = sheets.mine(slug)
    return render_template(
        "desk/history.html",
        found=found,
        revisions=queries.revisions(found.file),
        names=authors.names(),
    )


@bp.get("/posts/<slug>/history/<int:id>/")
def revision(slug: str, id: int) -> str:
    """Show what is different between a former text and today's."""
    found = sheets.mine(slug)
    before = _before(found.file, id)
    now = files.read(current.settings().content, found.file)
    return render_template(
        "desk/revision.html",
        found=found,
        before=before,
        differences=differences.between(before.text, now),
    )


@bp.post("/posts/<slug>/history/<int:id>/restore/")
def restore(slug: str, id: int) -> ResponseReturnValue:
    """Put a former text on the desk, over today's; it is public when it is published."""
    found = sheets.mine(slug)
    before = _before(found.file, id)
    there = queries.of_file(found.file, author=visitor().slug)
    sheet = replace(
        sheets.of_manuscript(there) if there else sheets.new(),
        file=found.file,
        over=files.checksum(files.read(current.settings().content, found.file)),
        typed=typed.read(before.text),
    )
    with transaction():
        sheets.keep(sheet)
    return redirect(url_for("desk.writing.go_on", id=sheet.id), HTTPStatus.SEE_OTHER)


def _before(file: str, id: int) -> Before:
    before = queries.revision(id)
    if before is None or before.path != file:
        abort(HTTPStatus.NOT_FOUND)
    return before
