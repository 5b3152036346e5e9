"""Writing a post: the form, saving what is typed, seeing and publishing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.content_sync import rehearsal
from blog.database.transaction import transaction
from blog.errors import BadFile, Problem, Refusal
from blog.headers.frontmatter import HeaderProblem
from blog.manuscripts import photos as waiting
from blog.manuscripts import queries, service, typed
from blog.manuscripts.queries import Kept, PostFile
from blog.manuscripts.service import SavedElsewhere
from blog.manuscripts.typed import Typed
from blog.posts import queries as posts_queries
from blog.series import queries as series
from blog.series.shown import Known
from blog.sources import files
from blog.sources.files import ChangedMeanwhile, NotWritten
from blog.web.desk import photos, publishing, sheets, standing
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor
from blog.web.site import posts as site_posts

bp = Blueprint("writing", __name__)


@bp.get("/write/")
def begin() -> str:
    """Show an empty sheet, and the way to the one that was left last."""
    kept = queries.of_author(visitor().slug)
    return _page(sheets.new(), unfinished=next((one for one in kept if not one.path), None))


@bp.get("/write/<id>/")
def go_on(id: str) -> ResponseReturnValue:
    """Show what was being written, on this device or another one."""
    if sheet := written(id):
        return _page(sheet)
    return redirect(url_for("desk.writing.edit", slug=became(id)), HTTPStatus.SEE_OTHER)


@bp.get("/write/<id>/publish/")
def ask(id: str) -> ResponseReturnValue:
    """Show what will be public and what could be better about it.

    A page of its own, so that the Back button passes it after publishing.
    """
    if sheet := written(id):
        return _tried(sheet, _ask)
    return redirect(url_for("desk.writing.done", slug=became(id)), HTTPStatus.SEE_OTHER)


def written(id: str) -> Sheet | None:
    """Find what the author who asks is writing; nothing where it is no longer being written."""
    kept = queries.by_id(id)
    if kept and kept.author != visitor().slug:
        abort(HTTPStatus.NOT_FOUND)
    return sheets.of_manuscript(kept) if kept else None


def became(id: str) -> str:
    """Find the post that a manuscript is by now; give its slug."""
    file, _ = queries.published_as(id)
    found = standing.found(file) if file else None
    if found is None or not found.slug or not visitor().may_edit(found.author_slug):
        abort(HTTPStatus.NOT_FOUND)
    return found.slug


@bp.get("/posts/<slug>/write/")
def edit(slug: str) -> ResponseReturnValue:
    """Show a post's file in the form."""
    found = sheets.mine(slug)
    try:
        return _page(sheets.of_file(found, author=visitor()))
    except (HeaderProblem, NotWritten):
        # What no form of fields can show is mended as a whole.
        return redirect(url_for("desk.mending.show", file=found.file), HTTPStatus.SEE_OTHER)


@bp.get("/posts/<slug>/")
def done(slug: str) -> str:
    """Tell where a post is found, to be looked at and shared."""
    found = sheets.mine(slug)
    return render_template(
        "desk/done.html",
        found=found,
        address=current.absolute(found.path or "/"),
        # As people read it, in letters of their own.
        shown=current.address() + (found.path or "/"),
        is_public=_is_public(found),
        zone=current.preferences().timezone,
        written=request.args.get("written", ""),
    )


@bp.post("/write/<id>/")
def take(id: str) -> ResponseReturnValue:
    """Take what was typed, and do with it what its button says."""
    sheet = sheets.sent(id, author=visitor())
    does = {
        "preview": _preview,
        "publish": _keep_and_ask,
        "look back": _keep_and_look_back,
        "publish now": _publish,
        "discard": _discard,
        "leave": _leave,
    }
    does_so = does.get(request.form.get("do", ""), _save)
    # Without script photos come with whatever button was pressed.
    if does_so not in (_discard, _leave) and any(request.files.getlist("photo")):
        return _tried(sheet, lambda one: _with_photos(one, does_so))
    return _tried(sheet, does_so)


def _tried(sheet: Sheet, does: Callable[[Sheet], ResponseReturnValue]) -> ResponseReturnValue:
    """Do something with a sheet; what is in its way is said, with the words in the form."""
    try:
        return does(sheet)
    except SavedElsewhere as refusal:
        return both(sheet, refusal.theirs.typed, number=refusal.theirs.number)
    except ChangedMeanwhile as refusal:
        return both(sheet, _as_typed(refusal.theirs), over=files.checksum(refusal.theirs))
    except BadFile as refusal:
        return _page(sheet, refusal.problems), HTTPStatus.UNPROCESSABLE_ENTITY
    except HeaderProblem as refusal:
        problem = Problem(sheet.file, refusal.line, str(refusal))
        return _page(sheet, [problem], in_header=True), HTTPStatus.UNPROCESSABLE_ENTITY
    except Refusal as refusal:
        problem = Problem(sheet.file, 1, str(refusal))
        return _page(sheet, [problem]), HTTPStatus.UNPROCESSABLE_ENTITY


def _as_typed(text: str) -> Typed:
    """Show a file as it would be typed; one whose header can't be read, as it is."""
    try:
        return typed.read(text)
    except HeaderProblem:
        return Typed(body=text)


def _save(sheet: Sheet) -> ResponseReturnValue:
    # Once there is something to go back to, undoing everything gives nothing up.
    if len(queries.saves(sheet.id)) < 2 and sheet.says_nothing_new(author=visitor()):
        return _saved_already(sheet)
    with transaction():
        kept = sheets.keep(sheet)
    if _is_script():
        return {"number": kept.number}
    return redirect(url_for("desk.writing.go_on", id=sheet.id), HTTPStatus.SEE_OTHER)


def _saved_already(sheet: Sheet) -> ResponseReturnValue:
    """Keep nothing beside a file that says it all."""
    with transaction():
        service.discard(sheet.id, author=visitor().slug)
    if _is_script():
        return {"number": 0}
    return redirect(url_for("desk.posts.show"), HTTPStatus.SEE_OTHER)


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _preview(sheet: Sheet) -> ResponseReturnValue:
    """Show the page readers would get, and above it one line that they do not get it yet."""
    rehearsed = publishing.rehearse(sheet)
    published_at = rehearsed.post.published_at
    # Of a post that waits for its day, that day's page.
    g.now = max(filter(None, (current.now(), published_at)))
    with rehearsal.on_stage(rehearsed, now=g.now):
        post = posts_queries.by_slug(rehearsed.post.slug, now=g.now)
        return site_posts.page(post, preview=True) if post else abort(HTTPStatus.NOT_FOUND)


def _keep_and_ask(sheet: Sheet) -> ResponseReturnValue:
    with transaction():
        sheets.keep(sheet)
    return redirect(url_for("desk.writing.ask", id=sheet.id), HTTPStatus.SEE_OTHER)


def _keep_and_look_back(sheet: Sheet) -> ResponseReturnValue:
    with transaction():
        sheets.keep(sheet)
    return redirect(url_for("desk.history.saves", id=sheet.id), HTTPStatus.SEE_OTHER)


def _ask(sheet: Sheet) -> ResponseReturnValue:
    rehearsed = publishing.rehearse(sheet)
    there = standing.found(sheet.file) if sheet.file else None
    return render_template(
        "desk/publish.html",
        sheet=sheets.dated(sheet),
        post=rehearsed.post,
        advice=[one for one in rehearsed.advice if not one.own_field],
        scheduled=(rehearsed.post.published_at or current.now()) > current.now(),
        # Two posts get two names, but a post comes before a page.
        page=posts_queries.page_by_path(rehearsed.post.path),
        was_public=there is not None and _is_public(there),
        zone=current.preferences().timezone,
    )


def _publish(sheet: Sheet) -> ResponseReturnValue:
    slug = publishing.publish(sheet)
    return redirect(url_for("desk.writing.done", slug=slug, written=sheet.id), HTTPStatus.SEE_OTHER)


def _with_photos(sheet: Sheet, does: Callable[[Sheet], ResponseReturnValue]) -> ResponseReturnValue:
    """Put the photos that came along into the text before anything is done with it."""
    added, problems = photos.added(sheet)
    if not problems:
        return does(added)
    with transaction():
        kept = sheets.keep(added)
    said = [Problem(sheet.file, 1, sentence) for sentence in problems]
    return _page(replace(added, number=kept.number), said), HTTPStatus.UNPROCESSABLE_ENTITY


def _leave(sheet: Sheet) -> ResponseReturnValue:
    """Go on with what was saved elsewhere."""
    return redirect(url_for("desk.writing.go_on", id=sheet.id), HTTPStatus.SEE_OTHER)


def _discard(sheet: Sheet) -> ResponseReturnValue:
    with transaction():
        service.discard(sheet.id, author=visitor().slug)
    waiting.discard(current.settings().content, sheet.id)
    return redirect(url_for("desk.posts.show"), HTTPStatus.SEE_OTHER)


def _page(
    sheet: Sheet,
    problems: Sequence[Problem] = (),
    *,
    in_header: bool = False,
    unfinished: Kept | None = None,
) -> str:
    # Whoever opens the form is about to look at the page: the first look must not wait.
    current.workshop()
    return render_template(
        "desk/write.html",
        sheet=sheet,
        problems=[one for one in problems if one.refused],
        in_header=in_header,
        unfinished=unfinished,
        tags=_tags(),
        zone=current.preferences().timezone,
        most_at_once=photos.MOST_AT_ONCE // 2**20,
    )


def _tags() -> list[Known]:
    """Name the tags there are: stories first, then those that are used most."""
    known = series.known().values()
    return sorted(known, key=lambda one: (not one.is_series, -one.count, one.slug))


def both(
    sheet: Sheet, theirs: Typed, *, number: int | None = None, over: str | None = None
) -> ResponseReturnValue:
    """Show both texts side by side, to choose from; neither is lost.

    The other one was saved as `number`, or stands in the file whose checksum is `over`.
    """
    if _is_script():
        return {"elsewhere": True}, HTTPStatus.CONFLICT
    page = render_template("desk/both.html", sheet=sheet, theirs=theirs, number=number, over=over)
    return page, HTTPStatus.CONFLICT


def _is_public(found: PostFile) -> bool:
    return bool(not found.draft and found.published_at and found.published_at <= current.now())
