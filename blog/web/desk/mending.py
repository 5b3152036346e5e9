"""A post's file as a whole, header and all: where a form of fields can't help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.content_sync import service as content_sync
from blog.database.transaction import transaction
from blog.errors import BadFile, Problem, Refusal
from blog.manuscripts import queries, service, typed
from blog.manuscripts.queries import PostFile
from blog.posts import names
from blog.sources import files, folder
from blog.sources.files import ChangedMeanwhile
from blog.sources.folder import Kind
from blog.web.desk import publishing, sheets
from blog.web.signed_in import visitor

bp = Blueprint("mending", __name__)


@dataclass(frozen=True, kw_only=True)
class _Whole:
    """A file's whole text in a form, and the checksum of what stood in the file then."""

    found: PostFile
    text: str
    over: str


@bp.get("/mend/<path:file>/")
def show(file: str) -> str:
    """Show a file, or what it said before, with what is wrong in it."""
    found = _mine(file)
    there = _there(found)
    before = queries.revision(request.args.get("before", 0, type=int))
    if before is None:
        return _page(there, _wrong(there))
    if before.path != found.file:
        abort(HTTPStatus.NOT_FOUND)
    former = _Whole(found=found, text=before.text, over=there.over)
    return _page(former, _wrong_in(former))


@bp.post("/mend/<path:file>/")
def take(file: str) -> ResponseReturnValue:
    """Write a text over the file it was read from, where it can be used as it is."""
    found = _mine(file)
    there = _there(found)
    said = typed.whole(there.text, request.form.get("text", ""))
    whole = _Whole(found=found, text=said, over=request.form.get("over", ""))
    try:
        _understand(whole)
        files.write(current.settings().content, found.file, said, over=whole.over)
    except ChangedMeanwhile:
        now = _Whole(found=found, text=said, over=there.over)
        return _page(now, theirs=there.text), HTTPStatus.CONFLICT
    except BadFile as refusal:
        return _page(whole, refusal.problems), HTTPStatus.UNPROCESSABLE_ENTITY
    except Refusal as refusal:
        problem = Problem(found.file, 1, str(refusal))
        return _page(whole, [problem]), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        service.published(
            found.file, said, before=there.text, id="", author=visitor().slug, now=current.now()
        )
    content_sync.sync(sheets.place(), workshop=current.workshop())
    return redirect(_leads_to(found.file), HTTPStatus.SEE_OTHER)


def _mine(file: str) -> PostFile:
    found = queries.file_at(file)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    if not visitor().may_edit(found.author_slug):
        abort(HTTPStatus.FORBIDDEN)
    return found


def _there(found: PostFile) -> _Whole:
    raw = files.raw(current.settings().content, found.file)
    return _Whole(found=found, text=files.as_text(raw), over=files.checksum(raw))


def _wrong(there: _Whole) -> Sequence[Problem]:
    """Name what keeps a file from being used: how it is stored, what it says, or another file."""
    content, found = current.settings().content, there.found
    try:
        folder.read(content, folder.one(content, found.file, kind=Kind.POST))
    except BadFile as refusal:
        return refusal.problems
    return _wrong_in(there) or found.refused


def _wrong_in(whole: _Whole) -> Sequence[Problem]:
    try:
        _understand(whole)
    except BadFile as refusal:
        return refusal.problems
    return ()


def _understand(whole: _Whole) -> None:
    file = whole.found.file
    publishing.understood(file, whole.text, name=names.name_of(file))


def _leads_to(file: str) -> str:
    """Go where the post is told of; where it still is none, back to what is wrong with it."""
    found = queries.file_at(file)
    if found is None or not found.slug or found.refused:
        return url_for("desk.mending.show", file=file)
    return url_for("desk.writing.done", slug=found.slug)


def _page(whole: _Whole, problems: Sequence[Problem] = (), *, theirs: str = "") -> str:
    lines = whole.text.splitlines()
    named = [
        (one, lines[one.line - 1].strip() if 0 < one.line <= len(lines) else "")
        for one in problems
        if one.refused
    ]
    return render_template(
        "desk/mend.html", file=whole.found.file, whole=whole, problems=named, theirs=theirs
    )
