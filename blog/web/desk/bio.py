"""Who signs posts: an author's name, picture and bio."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.authors import queries as authors
from blog.authors.typed import Bio
from blog.errors import Refusal
from blog.sources import queries as sources
from blog.sources.folder import Kind
from blog.texts import gettext
from blog.web.desk import filed
from blog.web.desk.filed import Form
from blog.web.signed_in import visitor

bp = Blueprint("bio", __name__)


@bp.get("/bio/")
def mine() -> ResponseReturnValue:
    """Show the bio of the author who asks."""
    return show(visitor().slug)


@bp.get("/authors/<slug>/")
def show(slug: str) -> ResponseReturnValue:
    """Show an author's file as a form."""
    bio = _mine(slug)
    try:
        return _page(slug, bio, filed.opened(bio))
    except Refusal as refusal:
        return filed.unreadable(bio, refusal)


@bp.post("/authors/<slug>/")
def take(slug: str) -> ResponseReturnValue:
    """Write what was typed into the file, and a new picture beside it."""
    bio = _mine(slug)
    typed = filed.with_picture(filed.sent(bio), "picture", kind=bio, called=slug)
    typed = replace(typed, reasons={**_nameless(typed), **typed.reasons})
    if again := filed.save(typed, bio):
        return _page(slug, bio, again), again.status
    return redirect(url_for("desk.bio.show", slug=slug, saved=1), HTTPStatus.SEE_OTHER)


def _nameless(typed: Form) -> dict[str, str]:
    """Say of a name that was taken away that there has to be one."""
    if typed.was.get("name") and not typed.values["name"].strip():
        return {"name": gettext("An author needs a name.")}
    return {}


def _mine(slug: str) -> Bio:
    """Find an author's file, which must be the asking author's to write in."""
    path = sources.file_of(Kind.AUTHOR, slug)
    if path is None:
        abort(HTTPStatus.NOT_FOUND)
    if not visitor().may_edit(slug):
        abort(HTTPStatus.FORBIDDEN)
    return Bio(path=path)


def _page(slug: str, bio: Bio, form: Form) -> str:
    colleagues = {who: name for who, name in authors.names().items() if who != slug}
    return render_template(
        "desk/bio.html",
        slug=slug,
        bio=bio,
        form=form,
        shown=authors.by_slug(slug),
        colleagues=colleagues if visitor().is_owner else {},
        saved="saved" in request.args,
        owner=_new_owner() if "given" in request.args else None,
    )


def _new_owner() -> str | None:
    """Name the author to whom the one who asks has left the site."""
    owner = current.preferences().author_slug
    return None if visitor().is_owner else authors.names().get(owner, owner)
