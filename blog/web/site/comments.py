"""Sending, editing and taking back comments.

Nothing a reader typed is ever lost here: it is stored, or stands in a box on the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from http import HTTPStatus

from flask import Blueprint, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from blog import current
from blog.authors import queries as authors
from blog.comments import changes, checks, layout, queries, rendering, service, submission
from blog.comments.changes import NotYours
from blog.comments.checks import House, Proof
from blog.comments.closing import DiscussionClosed
from blog.comments.guard import Limits, TooMany
from blog.comments.status import Status
from blog.comments.submission import NotTaken, Submission
from blog.comments.tokens import Receipt
from blog.database.transaction import transaction
from blog.posts import queries as posts
from blog.posts.shown import Shown as Post
from blog.web import origin, overseeing, signed_in
from blog.web.origin import Origin
from blog.web.site import answers, bounds, discussion, overseen, policies, slips
from blog.web.site.posts import page

bp = Blueprint("comments", __name__, url_prefix="/posts/<slug>/comments")

View = Callable[..., ResponseReturnValue]

FIELDS = ("name", "email", "website", "body", "parent")

bp.before_request(bounds.bound_the_body)


def keeping_words(view: View) -> View:
    """Give back what was typed where the store does not answer, at whatever step."""

    @wraps(view)
    def kept(slug: str, **numbers: int) -> ResponseReturnValue:
        try:
            return view(slug, **numbers)
        except SQLAlchemyError as trouble:
            return answers.store_away(slug, trouble, typed=_typed())

    return kept


@bp.post("/")
@keeping_words
def submit(slug: str) -> ResponseReturnValue:
    """Take a reader's comment and send them to where it stands."""
    post = _post(slug)
    try:
        taken = _as_whom_is_signed_in(_understood())
        bounds.refuse_oversized()
    except NotTaken as refusal:
        return _not_taken(post, refusal)
    if not _is_ours(post, taken):
        foreign = origin.of(request) is Origin.FOREIGN
        return answers.confirm(post, taken, typed=_typed(), foreign=foreign)
    try:
        receipt = _stored(post, taken)
    except DiscussionClosed:
        return answers.closed(post, words=taken.body)
    except TooMany as refusal:
        return answers.too_many(post, str(refusal), typed=_typed())
    return _to(post, receipt)


@bp.get("/")
@bp.get("/<int:comment_id>/edit/")
@bp.get("/<int:comment_id>/withdraw/")
def lead_back(slug: str, **_: int) -> ResponseReturnValue:
    """Lead those who reload the answer to a form, or keep its address, to the discussion."""
    return redirect(f"{_post(slug).path}#comments")


@bp.get("/<int:comment_id>/")
def show(slug: str, comment_id: int) -> ResponseReturnValue:
    """Lead to a comment, on whichever page it stands."""
    post = _post(slug)
    if overseer := overseeing.overseer(signed_in.author(), post.author.slug):
        return redirect(overseen.place(post, comment_id, overseer) or abort(404))
    comment = queries.by_id(comment_id)
    if comment and comment.status is Status.FOLDED and comment.duplicate_of:
        comment = queries.by_id(comment.duplicate_of)
    if comment is None or comment.post_slug != post.slug or comment.status is not Status.APPROVED:
        abort(404)
    page = layout.page_with(post.slug, comment.id)
    query = f"?page={page}" if page > 1 else ""
    return redirect(f"{post.path}{query}#comment-{comment.id}")


@bp.get("/<int:comment_id>/reply/")
def reply(slug: str, comment_id: int) -> ResponseReturnValue:
    """Show one comment and the form that answers it."""
    post = _post(slug)
    parent = discussion.one(post, comment_id) or abort(404)
    state = service.state(policies.topic(post), policy=policies.discussions(), now=current.now())
    if state.closed is not None:
        return redirect(f"{post.path}#comments")
    form = discussion.form(
        post.slug,
        {"parent": str(comment_id)},
        opening=discussion.opening(post.slug, state),
        parent=parent,
        by=asking.name if (asking := signed_in.author()) else "",
    )
    answer = make_response(
        render_template("comments/reply.html", post=post, parent=parent, form=form)
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@bp.post("/<int:comment_id>/edit/")
@keeping_words
def edit(slug: str, comment_id: int) -> ResponseReturnValue:
    """Let the writer of a comment mend it."""
    post = _post(slug)
    try:
        taken = _understood()
        bounds.refuse_oversized()
        changed = _changed(comment_id, taken)
    except NotTaken as refusal:
        return _edit_not_taken(post, refusal)
    except NotYours as refusal:
        return answers.not_yours(post, str(refusal), words=_typed()["body"])
    except TooMany as refusal:
        return answers.not_now(post, str(refusal), words=_typed()["body"])
    return _to(post, changed)


@bp.post("/<int:comment_id>/withdraw/")
def withdraw(slug: str, comment_id: int) -> ResponseReturnValue:
    """Let the writer of a comment take it back."""
    post = _post(slug)
    try:
        with transaction():
            taken_back = changes.withdraw(
                _receipt(), comment_id, policy=policies.discussions(), now=current.now()
            )
    except NotYours as refusal:
        return answers.not_yours(post, str(refusal), words="")
    return _to(post, taken_back)


def _post(slug: str) -> Post:
    """Find the post a comment is meant for, also under a name it had before."""
    now = current.now()
    post = posts.by_slug(slug, now=now)
    moved = None if post else posts.moved(f"/posts/{slug}/", now=now)
    if moved and moved.path:
        post = posts.by_path(moved.path, now=now)
    if post is None:
        gone = HTTPStatus.GONE if moved and moved.path is None else HTTPStatus.NOT_FOUND
        words = request.form.get("body", "") if request.method == "POST" else ""
        abort(make_response(answers.post_gone(gone, words=words)) if words.strip() else gone)
    return post


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in FIELDS}


def _understood() -> Submission:
    return submission.take(**_typed(), max_length=policies.discussions().max_length)


def _as_whom_is_signed_in(taken: Submission) -> Submission:
    """Sign what an author says at home with the author's name."""
    asking = signed_in.author()
    return replace(taken, name=asking.name, email="", website="") if asking else taken


def _is_ours(post: Post, taken: Submission) -> bool:
    """Tell whether a form surely came from our own page, or its sender confirmed it there."""
    if origin.of(request) is Origin.OURS:
        return True
    confirmation = request.form.get("confirmation", "")
    return current.tokens().is_confirmation(confirmation, post.slug, taken.body, current.now())


def _stored(post: Post, taken: Submission) -> Receipt:
    house, proof, now = _house(), _proof(), current.now()
    checks.refuse_flood(proof, house=house, now=now)
    text = rendering.render(taken.body)
    with transaction():
        return service.submit(policies.topic(post), taken, text, proof=proof, house=house, now=now)


def _changed(comment_id: int, taken: Submission) -> Receipt:
    house, proof, now = _house(), _proof(), current.now()
    checks.refuse_flood(proof, house=house, now=now)
    text = rendering.render(taken.body)
    with transaction():
        return changes.edit(comment_id, taken, text, proof=proof, house=house, now=now)


def _not_taken(post: Post, refusal: NotTaken) -> ResponseReturnValue:
    """Show the form as it was typed, with what is wrong beside the field.

    Where there is no form any more, the words stand in a box.
    """
    state = service.state(policies.topic(post), policy=policies.discussions(), now=current.now())
    if state.closed is not None:
        return answers.closed(post, words=_typed()["body"])
    return page(
        post,
        bearer=slips.bearer(request.form.get("receipt", "")),
        values=_typed(),
        errors={refusal.field: str(refusal)},
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _edit_not_taken(post: Post, refusal: NotTaken) -> ResponseReturnValue:
    """Show the edit form as it was typed, as long as there is anything to edit."""
    typed, errors = _typed(), {refusal.field: str(refusal)}
    found = slips.bearer(request.form.get("receipt", ""))
    bearer = found and replace(found, typed=typed, errors=errors)
    shown = discussion.of(post, (), bearer=bearer)
    if shown is None or shown.receipt is None or shown.receipt.edit is None:
        return answers.not_yours(post, str(refusal), words=typed["body"])
    return page(post, bearer=bearer, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _receipt() -> Receipt | None:
    return current.tokens().read_receipt(request.form.get("receipt", ""))


def _proof() -> Proof:
    asking = signed_in.author()
    return Proof(
        sender=origin.sender(request),
        receipt=_receipt(),
        opening=request.form.get("opening", ""),
        trap_filled=bool(request.form.get(discussion.TRAP, "").strip()),
        author=asking.slug if asking else None,
    )


def _house() -> House:
    return House(
        tokens=current.tokens(),
        limits=Limits(per_minute=current.settings().comments_per_minute),
        policy=policies.discussions(),
        authors=list(authors.names().values()),
    )


def _to(post: Post, receipt: Receipt) -> ResponseReturnValue:
    """Lead to a comment; the receipt goes along in the address, and is never logged."""
    token = current.tokens().receipt(receipt)
    answer = redirect(
        f"{post.path}?receipt={token}#comment-{receipt.comment_id}", HTTPStatus.SEE_OTHER
    )
    answer.cache_control.no_store = True
    return answer
