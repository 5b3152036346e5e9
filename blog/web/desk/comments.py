"""What waits in the discussions, what is new there, and what was put away."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog.accounts import service
from blog.comments import folding, past, queries
from blog.comments.status import Status
from blog.database.transaction import transaction
from blog.web import overseeing
from blog.web.desk import returning, shelves
from blog.web.signed_in import visitor

bp = Blueprint("comments", __name__)

# So many comments are offered as what another one repeats.
_LIKEST = 20


@bp.get("/comments/")
def show() -> str:
    """List what waits, oldest first, or what is new, or what was put away."""
    return shelves.page()


@bp.post("/comments/seen/")
def seen() -> ResponseReturnValue:
    """Note how far an author has looked: when they leave a page, or say that they saw it all."""
    asking = visitor()
    with transaction():
        service.look(asking.slug, made_at=returning.made_at(), all_seen=returning.says("all"))
    if returning.says("leaving"):
        return "", HTTPStatus.NO_CONTENT
    return redirect(returning.back(), HTTPStatus.SEE_OTHER)


@bp.get("/comments/<int:comment_id>/repeats/")
def repeats(comment_id: int) -> str:
    """Ask which comment one repeats; those that say most nearly the same come first."""
    asking = visitor()
    comment = queries.by_id(comment_id) or abort(HTTPStatus.NOT_FOUND)
    mine = overseeing.mine(asking)
    overseeing.refuse_others(mine, [comment_id])
    every = {one.id: one for one in past.all_of_post(comment.post_slug)}
    shown = {Status.APPROVED, comment.status}
    others = [one for one in every.values() if one.status in shown and one.id != comment_id]
    likest = folding.likest(every[comment_id], others, most=_LIKEST)
    texts = {one.id: one for one in queries.listed(statuses=(), also=[one.id for one in likest])}
    return render_template(
        "desk/repeats.html",
        comment=comment,
        likest=[texts[one.id] for one in likest],
        post=mine.posts.get(comment.post_slug),
        back=returning.back(),
        on_post="post" in request.args,
    )
