"""What a reader is told when words could not be taken: why, where to go, and the words."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from blog import current
from blog.comments import service
from blog.comments.discussions import State
from blog.comments.submission import Submission
from blog.database.engine import db
from blog.posts.shown import Shown as Post
from blog.texts import gettext
from blog.web.site import discussion, policies
from blog.web.site.discussion import Form
from blog.web.site.posts import boxes_of

_RETRY_AFTER = {"Retry-After": "60"}
_PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


def confirm(
    post: Post, taken: Submission, *, typed: Mapping[str, str], foreign: bool
) -> ResponseReturnValue:
    """Show words that may not be their sender's own, with one button that sends them."""
    token = current.tokens().confirmation(post.slug, taken.body, current.now())
    form = _form_again(post.slug, typed, confirmation=token, state=_state(post))
    page = render_template("comments/confirm.html", post=post, form=form)
    return page, HTTPStatus.FORBIDDEN if foreign else HTTPStatus.OK, _PRIVATE


def closed(post: Post, *, words: str) -> ResponseReturnValue:
    """Say that a discussion is closed, perhaps since somebody began to write."""
    state = _state(post)
    found = discussion.closure(state, boxes_of(post))
    meanwhile = gettext(
        "%(author)s closed this discussion while you were writing", author=post.author.name
    )
    return _refused(
        HTTPStatus.FORBIDDEN,
        title=meanwhile
        if state.still_taken(now=current.now())
        else gettext("Comments are closed."),
        sentence=gettext("Nothing is lost.") + (f" {found.sentence}" if found else ""),
        words=words,
        post=post,
        goes_on=found.goes_on if found else None,
    )


def too_many(post: Post, sentence: str, *, typed: Mapping[str, str]) -> ResponseReturnValue:
    """Ask for patience; the form stands there as it was typed."""
    return _refused(
        HTTPStatus.TOO_MANY_REQUESTS,
        title=gettext("Too much at once"),
        sentence=gettext("Nothing is lost.") + f" {sentence}",
        post=post,
        form=_form_again(post.slug, typed),
        headers=_RETRY_AFTER,
    )


def store_away(
    slug: str, trouble: SQLAlchemyError, *, typed: Mapping[str, str]
) -> ResponseReturnValue:
    """Say that nothing can be stored right now; the form can be sent again.

    Nothing is asked of the store here, not even what the post is called.
    """
    current_app.logger.error("A comment could not be stored: %s", _told(trouble))
    go_on()
    return _refused(
        HTTPStatus.SERVICE_UNAVAILABLE,
        title=gettext("Out of breath"),
        sentence=gettext(
            "Nothing is lost. This site can’t store anything at the moment; send it again in a "
            "minute."
        ),
        form=_form_again(slug, typed),
        headers=_RETRY_AFTER,
    )


def go_on() -> None:
    """Let an answer be made without the store."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    current.go_on_without_store()


def post_gone(status: HTTPStatus, *, words: str) -> ResponseReturnValue:
    """Give words back that were meant for a post that is not there."""
    gone = status is HTTPStatus.GONE
    return _refused(
        status,
        title=gettext("This page was taken down") if gone else gettext("Off the course"),
        sentence=gettext("Nothing is lost. The post this was meant for is not here any more.")
        if gone
        else gettext("Nothing is lost. There is no post at this address."),
        words=words,
    )


def not_yours(post: Post, sentence: str, *, words: str) -> ResponseReturnValue:
    """Say why a comment stays as it is, and give the new words back."""
    return _refused(
        HTTPStatus.FORBIDDEN,
        title=gettext("It stays as it was"),
        sentence=sentence,
        words=words,
        post=post,
    )


def _form_again(
    slug: str, typed: Mapping[str, str], *, confirmation: str = "", state: State | None = None
) -> Form:
    """Make a form that proves as much, when it is sent, as the one that came in."""
    opening = request.form.get("opening", "")
    if not opening and state is not None:
        opening = discussion.opening(slug, state)
    receipt = request.form.get("receipt", "")
    return discussion.form(slug, typed, opening=opening, receipt=receipt, confirmation=confirmation)


def _told(trouble: SQLAlchemyError) -> str:
    """Say what ails the store; other failures may quote what somebody typed."""
    if isinstance(trouble, OperationalError | InterfaceError):
        return str(trouble.orig)
    return type(trouble).__name__


def not_now(post: Post, sentence: str, *, words: str) -> ResponseReturnValue:
    """Ask for patience with an edit, and give the new words back."""
    return _refused(
        HTTPStatus.TOO_MANY_REQUESTS,
        title=gettext("Too much at once"),
        sentence=gettext("Nothing is lost.") + f" {sentence}",
        words=words,
        post=post,
        headers=_RETRY_AFTER,
    )


def _state(post: Post) -> State:
    return service.state(policies.topic(post), policy=policies.discussions(), now=current.now())


def _refused(
    status: HTTPStatus,
    *,
    title: str,
    sentence: str,
    words: str = "",
    post: Post | None = None,
    form: Form | None = None,
    goes_on: tuple[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "comments/refused.html",
        title=title,
        sentence=sentence,
        words=words,
        post=post,
        form=form,
        goes_on=goes_on,
    )
    return page, status, {**_PRIVATE, **(headers or {})}
