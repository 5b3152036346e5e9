"""Writing a post: the form, saving what is typed, seeing and publishing it."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.content_sync import rehearsal
from blog.database.transaction import transaction
from blog.errors import BadFile, Problem, Refusal
from blog.headers.frontmatter import HeaderProblem
from blog.manuscripts import photos as waiting
from blog.manuscripts import queries, service, typed
from blog.manuscripts.queries import PostFile
from blog.manuscripts.service import SavedElsewhere
from blog.posts import queries as posts_queries
from blog.series import queries as series
from blog.sources import files
from blog.sources.files import ChangedMeanwhile
from blog.texts import gettext
from blog.web.desk import photos, publishing, sheets
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor
from blog.web.site import posts as site_posts

bp = Blueprint("writing", __name__)


@bp.get("/write/")
def begin() -> str:
    """Show an empty sheet."""
    return _page(sheets.new())


@bp.get("/write/<id>/")
def go_on(id: str) -> str:
    """Show what was being written, on this device or another one."""
    kept = queries.by_id(id)
    if kept is None or kept.author != visitor().slug:
        abort(HTTPStatus.NOT_FOUND)
    return _page(sheets.of_manuscript(kept))


@bp.get("/posts/<slug>/write/")
def edit(slug: str) -> ResponseReturnValue:
    """Show a post's file in the form."""
    found = sheets.mine(slug)
    try:
        return _page(sheets.of_file(found, author=visitor()))
    except HeaderProblem as problem:
        sentence = gettext(
            "The header of %(file)s can’t be read here, in line %(line)s: %(problem)s. "
            "Mend it in the file itself.",
            file=found.file,
            line=problem.line,
            problem=str(problem),
        )
        return render_template("desk/refused.html", sentence=sentence), HTTPStatus.CONFLICT


@bp.get("/posts/<slug>/")
def done(slug: str) -> str:
    """Tell where a post is found, to be looked at and shared."""
    found = sheets.mine(slug)
    return render_template(
        "desk/done.html",
        found=found,
        address=current.absolute(found.path or "/"),
        is_public=_is_public(found),
        written=request.args.get("written", ""),
    )


@bp.post("/write/<id>/")
def take(id: str) -> ResponseReturnValue:
    """Take what was typed, and do with it what its button says."""
    sheet = sheets.sent(id, author=visitor())
    does = {
        "preview": _preview,
        "publish": _ask,
        "publish now": _publish,
        "discard": _discard,
        "photo": _add_photos,
    }
    try:
        return does.get(request.form.get("do", ""), _save)(sheet)
    except SavedElsewhere as refusal:
        return _both(
            sheet, sheets.of_manuscript(refusal.theirs).typed, number=refusal.theirs.number
        )
    except ChangedMeanwhile as refusal:
        return _both(sheet, typed.read(refusal.theirs), over=files.checksum(refusal.theirs))
    except BadFile as refusal:
        return _page(sheet, refusal.problems), HTTPStatus.UNPROCESSABLE_ENTITY
    except (HeaderProblem, Refusal) as refusal:
        problem = Problem(sheet.file, getattr(refusal, "line", 1), str(refusal))
        return _page(sheet, [problem]), HTTPStatus.UNPROCESSABLE_ENTITY


def _save(sheet: Sheet) -> ResponseReturnValue:
    if sheet.says_nothing_new(author=visitor()):
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


def _ask(sheet: Sheet) -> ResponseReturnValue:
    """Keep what was typed, and show what will be public and what could be better about it."""
    rehearsed = publishing.rehearse(sheet)
    with transaction():
        kept = sheets.keep(sheet)
    return render_template(
        "desk/publish.html",
        sheet=sheets.dated(sheets.of_manuscript(kept)),
        post=rehearsed.post,
        advice=rehearsed.advice,
        scheduled=(rehearsed.post.published_at or current.now()) > current.now(),
    )


def _publish(sheet: Sheet) -> ResponseReturnValue:
    slug = publishing.publish(sheet)
    return redirect(url_for("desk.writing.done", slug=slug, written=sheet.id), HTTPStatus.SEE_OTHER)


def _add_photos(sheet: Sheet) -> ResponseReturnValue:
    return _save(photos.added(sheet))


def _discard(sheet: Sheet) -> ResponseReturnValue:
    with transaction():
        service.discard(sheet.id, author=visitor().slug)
    waiting.discard(current.settings().content, sheet.id)
    return redirect(url_for("desk.posts.show"), HTTPStatus.SEE_OTHER)


def _page(sheet: Sheet, problems: Sequence[Problem] = ()) -> str:
    # Whoever opens the form is about to look at the page: the first look must not wait.
    current.workshop()
    tags = sorted(series.names())
    return render_template("desk/write.html", sheet=sheet, problems=problems, tags=tags)


def _both(sheet: Sheet, theirs: typed.Typed, **known: Any) -> ResponseReturnValue:
    """Show both texts side by side, to choose from; neither is lost."""
    if _is_script():
        return {"elsewhere": True}, HTTPStatus.CONFLICT
    page = render_template(
        "desk/both.html",
        sheet=sheet,
        theirs=theirs,
        over=known.get("over", sheet.over),
        number=known.get("number", sheet.number),
    )
    return page, HTTPStatus.CONFLICT


def _is_public(found: PostFile) -> bool:
    return bool(not found.draft and found.published_at and found.published_at <= current.now())
