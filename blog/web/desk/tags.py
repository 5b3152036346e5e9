"""Tags: what stands above their posts, and which of them tell a story."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.errors import Refusal
from blog.series import queries as series
from blog.series.shown import Known
from blog.series.typed import Tag
from blog.sources import queries as sources
from blog.sources.folder import Kind
from blog.texts import gettext
from blog.web.desk import endings, filed
from blog.web.desk.filed import Form
from blog.web.signed_in import visitor

bp = Blueprint("tags", __name__)


@bp.get("/tags/")
def show_all() -> str:
    """List the tags the author who asks may introduce: stories, the introduced, the others."""
    asking = visitor()
    mine = [tag for tag in series.known().values() if endings.may_tell(asking, tag)]
    mine.sort(key=lambda tag: tag.name.casefold())
    return render_template("desk/tags.html", tags=mine)


@bp.get("/tags/<slug>/")
def show(slug: str) -> ResponseReturnValue:
    """Show a tag's file as a form; an empty one where it has none yet."""
    tag, known = _mine(slug)
    try:
        form = filed.opened(tag)
    except Refusal as refusal:
        return filed.unreadable(tag, refusal)
    if not known.introduced and not form.values["title"]:
        form = replace(form, values={**form.values, "title": known.name})
    return _page(slug, tag, form)


@bp.post("/tags/<slug>/")
def take(slug: str) -> ResponseReturnValue:
    """Write what was typed into the tag's file, which is made where there was none."""
    if slug not in series.known():
        return _unused(slug)
    tag, _ = _mine(slug)
    tag, typed = _taken(tag, filed.sent(tag))
    if again := filed.save(typed, tag):
        return _page(slug, tag, again), again.status
    return redirect(url_for("desk.tags.show", slug=slug, saved=1), HTTPStatus.SEE_OTHER)


def _taken(tag: Tag, sent: Form) -> tuple[Tag, Form]:
    """Tell by its button what a form is about: the end of a story, or all of the tag."""
    if button := request.form.get("do"):
        ending = endings.ANSWERS.get(button) or abort(HTTPStatus.BAD_REQUEST)
        about: Tag = ending(path=tag.path, slug=tag.slug, today=tag.today)
        return about, endings.answered(sent, button)
    about = endings.Kept(
        path=tag.path,
        slug=tag.slug,
        today=tag.today,
        unticked=sent.was.get("series") == "yes" and not sent.values["series"],
        may_go="may-go" in request.form,
    )
    typed = filed.with_picture(sent, "image", kind=tag, called=tag.slug)
    return about, replace(typed, within={"series": endings.FACTS})


def _mine(slug: str) -> tuple[Tag, Known]:
    """Find a tag, which must be the asking author's to introduce."""
    known = series.known().get(slug)
    if known is None:
        abort(HTTPStatus.NOT_FOUND)
    if not endings.may_tell(visitor(), known):
        abort(HTTPStatus.FORBIDDEN)
    path = sources.file_of(Kind.TAG, slug) or f"tags/{slug}.md"
    return Tag(path=path, slug=slug, today=current.today()), known


def _unused(slug: str) -> ResponseReturnValue:
    """Give words back whose tag was taken out of all posts meanwhile."""
    tag = Tag(path=f"tags/{slug}.md", slug=slug, today=current.today())
    typed, blank = filed.sent(tag), tag.read("")
    if not typed.values:
        abort(HTTPStatus.NOT_FOUND)
    problem = gettext("No post has this tag any more. Give it to one, and save this once more.")
    form = Form(values={**blank, **typed.values}, was={**blank, **typed.was}, problems=(problem,))
    return _page(slug, tag, form), form.status


def _page(slug: str, tag: Tag, form: Form) -> str:
    shown = series.introduced(slug, now=current.now())
    asks = next((story for story in endings.silent() if story.slug == slug), None)
    # There are two forms then, and only one of them was sent.
    other = filed.opened(tag) if asks and form.reasons and not form.asked else form
    answers = request.form.get("do", "") in endings.ANSWERS
    return render_template(
        "desk/tag.html",
        slug=slug,
        sent=form,
        form=other if answers else form,
        answer=form if answers else other,
        # That it goes on is said with a button of its own.
        names=[name for name in tag.names if name != "ongoing"],
        shown=shown.picture if shown else None,
        asks=asks,
        answers=answers and asks is not None,
        may_go="may-go" in request.form,
        saved="saved" in request.args,
    )
