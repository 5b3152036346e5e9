"""What waits in the discussions, and the author's word on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.comments import queries, queue, rulings
from blog.comments.decisions import By
from blog.comments.queue import Waiting
from blog.comments.status import Status
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.manuscripts import queries as manuscripts
from blog.texts import ngettext
from blog.web.desk import answering
from blog.web.signed_in import Visitor, visitor

bp = Blueprint("comments", __name__)

# More on one page nobody decides; a search finds the others.
_MOST_SHOWN = 200
_SHELVES = {"waiting": Status.PENDING, "spam": Status.SPAM, "deleted": Status.DELETED}


@bp.get("/comments/")
def show() -> str:
    """List what waits, oldest first, or what was put away."""
    return _page()


@bp.post("/comments/")
def decide() -> ResponseReturnValue:
    """Do to comments what a button says, and offer to take it back."""
    asking = visitor()
    verb, ids = _asked()
    waiting = {one.comment.id: one for one in _of(asking, Status.PENDING)}
    if verb == "undo":
        reasons = {number: request.form.get(f"because-{number}", "") for number in ids}
        _refuse_others(asking, ids)
        with transaction():
            rulings.wait_again(reasons, now=current.now())
        return redirect(url_for("desk.comments.show"), HTTPStatus.SEE_OTHER)
    rule = _RULES.get(verb)
    if rule is None:
        abort(HTTPStatus.BAD_REQUEST)
    _refuse_others(asking, ids)
    with transaction():
        done = rule(ids)
    undo = {number: waiting[number].because for number in done if number in waiting}
    return _page(done=len(done), verb=verb, undo=undo)


@bp.post("/comments/<int:comment_id>/reply/")
def reply(comment_id: int) -> ResponseReturnValue:
    """Answer a comment as the author; one that waits is approved by it."""
    asking = visitor()
    _refuse_others(asking, [comment_id])
    try:
        with transaction():
            rulings.approve([comment_id], now=current.now())
        path = answering.answer(comment_id, request.form.get("body", ""), author=asking.slug)
    except Refusal as refusal:
        return _page(problem=str(refusal)), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(path, HTTPStatus.SEE_OTHER)


@bp.post("/posts/<slug>/discussion/")
def rule(slug: str) -> ResponseReturnValue:
    """Close or reopen a discussion, with a sentence for readers who ask why."""
    asking = visitor()
    found = manuscripts.file_of(slug)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    if not asking.may_edit(found.author_slug):
        abort(HTTPStatus.FORBIDDEN)
    now, why = current.now(), " ".join(request.form.get("why", "").split())[:500]
    with transaction():
        if request.form.get("do") == "reopen":
            rulings.reopen([slug], by=By.DESK, now=now, name=asking.name)
        else:
            rulings.close([slug], by=By.DESK, now=now, name=asking.name, why=why)
    return redirect(f"{found.path}#comments", HTTPStatus.SEE_OTHER)


_RULES: Mapping[str, Callable[[Iterable[int]], list[int]]] = {
    "approve": lambda ids: rulings.approve(ids, now=current.now()),
    "refuse": rulings.refuse,
    "spam": lambda ids: rulings.spam(ids, now=current.now()),
    "delete": lambda ids: rulings.delete(ids, now=current.now()),
    "restore": lambda ids: rulings.restore(ids, now=current.now()),
}


def _asked() -> tuple[str, list[int]]:
    """Read a button: “spam 12” is about one comment, “spam” alone about all that were chosen."""
    verb, _, numbers = request.form.get("do", "").partition(" ")
    chosen = numbers.split() or request.form.getlist("id")
    if not chosen or not all(one.isdecimal() and len(one) < 12 for one in chosen):
        return "" if not chosen else verb, []
    return verb, [int(one) for one in chosen]


def _refuse_others(asking: Visitor, ids: Iterable[int]) -> None:
    """Refuse what is said about comments on somebody else's posts."""
    wanted, mine = set(ids), _authors()
    found = queries.listed(statuses=(), also=wanted)
    if len(found) < len(wanted):
        abort(HTTPStatus.NOT_FOUND)
    if not all(asking.may_edit(mine.get(one.post_slug)) for one in found):
        abort(HTTPStatus.FORBIDDEN)


def _of(asking: Visitor, status: Status) -> list[Waiting]:
    edits = queries.waiting_edits() if status is Status.PENDING else {}
    found = queries.listed(statuses=[status], also=edits)
    mine = _authors()
    return [
        Waiting(comment=one, edit=edits.get(one.id))
        for one in found
        if asking.may_edit(mine.get(one.post_slug))
    ]


def _authors() -> dict[str, str | None]:
    return {one.slug: one.author_slug for one in manuscripts.files() if one.slug}


def _page(
    *,
    done: int | None = None,
    verb: str = "",
    undo: Mapping[int, str] | None = None,
    problem: str = "",
) -> str:
    shelf = request.args.get("show", "waiting")
    asked = request.args.get("q", "")
    found = queue.matching(_of(visitor(), _SHELVES.get(shelf, Status.PENDING)), asked)
    alone, groups = queue.grouped(found)
    return render_template(
        "desk/comments.html",
        shelf=shelf if shelf in _SHELVES else "waiting",
        asked=asked,
        count=len(found),
        heading=ngettext("%(n)s comment waits", "%(n)s comments wait", len(found)),
        alone=alone[:_MOST_SHOWN],
        groups=groups,
        left=max(0, len(alone) - _MOST_SHOWN),
        titles={one.slug: one for one in manuscripts.files() if one.slug},
        done=done,
        verb=verb,
        undo=undo or {},
        problem=problem,
    )
