"""What words were before: every text a post's file had, and what was saved while writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.authors import queries as authors
from blog.database.transaction import transaction
from blog.headers.frontmatter import HeaderProblem
from blog.manuscripts import differences, queries, typed
from blog.manuscripts.queries import Before, Kept
from blog.manuscripts.service import SavedElsewhere
from blog.sources import files
from blog.texts import gettext
from blog.web.desk import sheets, writing
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor

bp = Blueprint("history", __name__)


@bp.get("/posts/<slug>/history/")
def show(slug: str) -> str:
    """List a post's former texts, the newest first."""
    found = sheets.mine(slug)
    return _list(
        gettext("What “%(title)s” said before", title=found.title or ""),
        (
            (url_for("desk.history.revision", slug=slug, id=one.id), one)
            for one in queries.revisions(found.file)
        ),
    )


@bp.get("/posts/<slug>/history/<int:id>/")
def revision(slug: str, id: int) -> str:
    """Show what is different between a former text and today's."""
    found = sheets.mine(slug)
    before = _before(found.file, id)
    now = files.raw(current.settings().content, found.file)
    return render_template(
        "desk/revision.html",
        title=found.title,
        moment=before.written_at,
        differences=differences.between(before.text, files.as_text(now)),
        restore=url_for("desk.history.restore", slug=slug, id=id),
        all=url_for("desk.history.show", slug=slug),
        number=0,
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
    return _taken_up(sheet)


@bp.get("/write/<id>/saves/")
def saves(id: str) -> str:
    """List what was saved while writing, the newest first."""
    _at_work(id)
    return _list(
        gettext("What was saved before"),
        ((url_for("desk.history.save", id=id, number=one.id), one) for one in queries.saves(id)),
        back=url_for("desk.writing.go_on", id=id),
    )


@bp.get("/write/<id>/saves/<int:number>/")
def save(id: str, number: int) -> str:
    """Show what is different between what was saved then and last."""
    now = _at_work(id)
    before = _saved(now, number)
    return render_template(
        "desk/revision.html",
        title=before.typed.title or gettext("Without a title"),
        moment=before.saved_at,
        differences=differences.between(typed.onto("", before.typed), typed.onto("", now.typed)),
        restore=url_for("desk.history.take_up", id=id, number=number),
        all=url_for("desk.history.saves", id=id),
        # The last save that was seen here.
        number=now.number,
    )


@bp.post("/write/<id>/saves/<int:number>/restore/")
def take_up(id: str, number: int) -> ResponseReturnValue:
    """Save once more what was saved then, over what was seen to be there now."""
    sheet = sheets.of_manuscript(_saved(_at_work(id), number))
    return _taken_up(replace(sheet, number=request.form.get("number", 0, type=int)))


def _list(heading: str, former: Iterable[tuple[str, Before]], *, back: str = "") -> str:
    return render_template(
        "desk/history.html", heading=heading, former=list(former), names=authors.names(), back=back
    )


def _taken_up(sheet: Sheet) -> ResponseReturnValue:
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


def _at_work(id: str) -> Sheet:
    """Find what is being written; what became a file leads to that file's former texts."""
    sheet = writing.written(id)
    if sheet is None:
        file = url_for("desk.history.show", slug=writing.became(id))
        abort(redirect(file, HTTPStatus.SEE_OTHER))
    return sheet


def _saved(now: Sheet, number: int) -> Kept:
    before = queries.saved(now.id, number) if number <= now.number else None
    return before or abort(HTTPStatus.NOT_FOUND)
