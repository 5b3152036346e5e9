"""What an author does with comments, on the desk or on the page of a post, and taking it back.

Each is one form sent, and leads back to the place it was sent from: `back` names it, and on a
post the comment itself is found again on whichever page it stands by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.accounts import service
from blog.comments import folds, meanwhile, queries, undoing
from blog.comments.folding import Fold
from blog.comments.meanwhile import Fate
from blog.comments.verbs import Verb
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.web import overseeing
from blog.web.desk import answering, shelves
from blog.web.desk.returning import at, back, made_at, says
from blog.web.overseeing import Mine
from blog.web.signed_in import visitor

bp = Blueprint("ruling", __name__)

_SAID: Mapping[str, Verb] = {
    verb.value: verb
    for verb in (
        Verb.APPROVE,
        Verb.REFUSE,
        Verb.SPAM,
        Verb.DELETE,
        Verb.RESTORE,
        Verb.FOLD,
        Verb.UNFOLD,
    )
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a button: the number to take it back by, and what was left, and why."""

    done: int | None
    fates: Mapping[int, Fate]

    @property
    def left(self) -> str:
        """What was left, for an address; what stood so already is no news beside the rest."""
        fates = list(self.fates.values())
        news = [fate for fate in fates if fate is not Fate.NOTHING]
        return overseeing.left(news if news or self.done else fates or [Fate.NOTHING])

    @property
    def changed(self) -> int | None:
        """The first of those to be looked at again."""
        return next((one for one, fate in self.fates.items() if fate is Fate.CHANGED), None)


@bp.post("/comments/")
def decide() -> ResponseReturnValue:
    """Do to comments what a button says."""
    asking = visitor()
    verb, ids, pairs = _asked()
    mine = overseeing.mine(asking)
    overseeing.refuse_others(mine, ids)
    order = _order(mine) if not says("post") else []
    try:
        with transaction():
            outcome = _done(verb, ids, pairs, by=asking.slug)
            service.look(asking.slug, made_at=made_at())
    except Refusal as refusal:
        return shelves.page(problem=str(refusal)), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(_onward(ids, order, outcome), HTTPStatus.SEE_OTHER)


@bp.post("/comments/<int:comment_id>/reply/")
def reply(comment_id: int) -> ResponseReturnValue:
    """Answer a comment as the author; one that waits is approved by it."""
    asking = visitor()
    mine, words = overseeing.mine(asking), request.form.get("body", "")
    overseeing.refuse_others(mine, [comment_id])
    order = _order(mine) if not says("post") else []
    try:
        answered = answering.answer_and_approve(
            comment_id, words, author=asking.slug, seen_at=made_at()
        )
    except Refusal as refusal:
        return _again(comment_id, words, problem=str(refusal)), HTTPStatus.UNPROCESSABLE_ENTITY
    if says("post"):
        return redirect(_on_post(answered.id, done=answered.done), HTTPStatus.SEE_OTHER)
    with transaction():
        service.look(asking.slug, made_at=made_at())
    outcome = Outcome(done=answered.done, fates={})
    return redirect(_onward([comment_id], order, outcome), HTTPStatus.SEE_OTHER)


@bp.post("/rulings/<int:ruling_id>/undo/")
def take_back(ruling_id: int) -> ResponseReturnValue:
    """Let everything stand as it did before something was done."""
    done = undoing.find(ruling_id) or abort(HTTPStatus.NOT_FOUND)
    if not overseeing.may_take_back(visitor(), done):
        abort(HTTPStatus.FORBIDDEN)
    with transaction():
        anew = undoing.take_back(ruling_id, now=current.now())
    left = overseeing.left([Fate.ANEW] * anew)
    of_discussions = done.verb in {Verb.CLOSE, Verb.REOPEN}
    first = "" if of_discussions else at(done.about[0])
    return redirect(back(done=ruling_id, left=left, fragment=first), HTTPStatus.SEE_OTHER)


def _again(comment_id: int, words: str, *, problem: str) -> str:
    """Show an answer that was not taken as it was typed, below what it answers."""
    return render_template(
        "desk/answer.html",
        comment=queries.by_id(comment_id),
        words=words,
        problem=problem,
        back=request.form.get("back", ""),
        on_post=says("post"),
    )


def _done(verb: Verb, ids: Sequence[int], pairs: Sequence[tuple[int, int]], *, by: str) -> Outcome:
    now, seen_at = current.now(), made_at()
    if verb is Verb.FOLD:
        changed = queries.edited_since(ids, seen_at)
        seen = [one for one in _folds(ids, pairs) if changed.isdisjoint({one.id, one.into})]
        done = undoing.fold(seen, by=by, now=now)
        return Outcome(done=done, fates=dict.fromkeys(sorted(changed), Fate.CHANGED))
    seen_ids, fates = meanwhile.parted(verb, ids, seen_at=seen_at)
    return Outcome(done=undoing.decide(verb, seen_ids, by=by, now=now), fates=fates)


def _folds(ids: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[Fold]:
    """Take the author's word for what repeats what: of several chosen, the oldest stays."""
    if not pairs:
        first, *later = [one.id for one in queries.listed(statuses=(), also=ids)]
        pairs = [(number, first) for number in later]
    return [folds.by_hand(number, into) for number, into in pairs]


def _asked() -> tuple[Verb, Sequence[int], Sequence[tuple[int, int]]]:
    """Read a button: what to do, to which comments, and which of them repeats which.

    “spam 12” is about one, “spam group-2” about those a field of that name lists, “spam” alone
    about all that were chosen, “fold 12:7” says that 12 repeats 7.
    """
    said, _, about = request.form.get("do", "").partition(" ")
    listed = request.form.get(about, about).split() if about else request.form.getlist("id")
    verb = _SAID.get(said) or abort(HTTPStatus.BAD_REQUEST)
    found = [_numbers(one) for one in listed]
    if not found or len({len(one) for one in found}) > 1 or len(found[0]) > 2:
        abort(HTTPStatus.BAD_REQUEST)
    pairs = [(one[0], one[1]) for one in found if len(one) == 2]
    if (pairs and verb is not Verb.FOLD) or (verb is Verb.FOLD and not pairs and len(found) < 2):
        abort(HTTPStatus.BAD_REQUEST)
    return verb, list(dict.fromkeys(number for one in found for number in one)), pairs


def _numbers(text: str) -> list[int]:
    parts = text.split(":")
    if not all(part.isascii() and part.isdecimal() and len(part) < 12 for part in parts):
        abort(HTTPStatus.BAD_REQUEST)
    return [int(part) for part in parts]


def _order(mine: Mine) -> list[int]:
    """List what waits one by one in its order, where that is what is being decided."""
    asked = dict(parse_qsl(urlsplit(request.form.get("back", "")).query))
    if asked.get("show", shelves.WAITING) != shelves.WAITING:
        return []
    alone, _, _ = shelves.laid_out(mine, asked=asked.get("q", ""), like=asked.get("like", ""))
    return [one.comment.id for one in alone]


def _onward(ids: Sequence[int], order: Sequence[int], outcome: Outcome) -> str:
    """Lead to the comment on its post, or on the desk to the next one that waits.

    What has changed meanwhile comes first.
    """
    done, left = outcome.done, outcome.left
    if says("post"):
        return _on_post(outcome.changed or ids[0], done=done, left=left)
    if outcome.changed:
        return back(done=done, left=left, fragment=f"waits-{outcome.changed}")
    if len(ids) > 1 or ids[0] not in order:
        return back(done=done, left=left)
    after = order[order.index(ids[0]) + 1 :]
    return back(done=done, left=left, fragment=f"waits-{after[0]}" if after else "")


def _on_post(number: int, *, done: int | None, left: str = "") -> str:
    slug = queries.slugs_of([number])[number]
    return url_for("comments.show", slug=slug, comment_id=number, done=done, left=left or None)
