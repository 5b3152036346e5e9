"""What a post said before: every text its file had since it was first written here."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.authors import queries as authors
from blog.database.transaction import transaction
from blog.headers.frontmatter import HeaderProblem
from blog.manuscripts import differences, queries, typed
from blog.manuscripts.queries import Before
from blog.manuscripts.service import SavedElsewhere
from blog.sources import files
from blog.web.desk import sheets, writing
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
    now = files.raw(current.settings().content, found.file)
    return render_template(
        "desk/revision.html",
        found=found,
        before=before,
        differences=differences.between(before.text, files.as_text(now)),
    )


@bp.post("/posts/<slug>/history/<int:id>/restore/")
def restore(slug: str, id: int) -> ResponseReturnValue:
    """Put a former text on the desk, over today's; it is public when it is published."""
    found = sheets.mine(slug)
    before = _before(found.file, id)
    try:
        words = typed.read(before.text)
    except HeaderProblem:
        whole = url_for("desk.mending.show", file=found.file, before=before.id)
        return redirect(whole, HTTPStatus.SEE_OTHER)
    now = files.raw(current.settings().content, found.file)
    there = sheets.over(found, author=visitor())
    sheet = replace(
        # Who is writing already is shown both: a window that knows of no save.
        replace(sheets.of_manuscript(there), number=0) if there else sheets.new(),
        file=found.file,
        over=files.checksum(now),
        typed=words,
    )
    try:
        with transaction():
            sheets.keep(sheet)
    except SavedElsewhere as refusal:
        return writing.both(sheet, refusal.theirs.typed, number=refusal.theirs.number)
    return redirect(url_for("desk.writing.go_on", id=sheet.id), HTTPStatus.SEE_OTHER)


def _before(file: str, id: int) -> Before:
    before = queries.revision(id)
    if before is None or before.path != file:
        abort(HTTPStatus.NOT_FOUND)
    return before
