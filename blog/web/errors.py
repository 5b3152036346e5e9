"""What people read when a page cannot be shown."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from blog import current
from blog.database.engine import db
from blog.posts import queries as posts
from blog.texts import gettext
from blog.web.site import log

_LATEST = 3


def register(app: Flask) -> None:
    """Answer every failure with a page in plain words."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(OperationalError, _store_away)


def _show(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    if isinstance(error, InternalServerError):
        db.session.rollback()
    title, sentence = _words(error.code)
    page = render_template(
        "errors/error.html",
        code=error.code,
        title=title,
        sentence=sentence,
        latest=log.lines(posts.listed(now=current.now(), limit=_LATEST)),
    )
    return page, error.code, _headers(error)


def _headers(error: HTTPException) -> list[tuple[str, str]]:
    """Keep what belongs to the failure, such as Allow; the page says its own type and length."""
    own = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return [*own, ("Cache-Control", "no-cache")]


def _store_away(error: OperationalError) -> ResponseReturnValue:
    """Say so where the database does not answer; the page must do without it."""
    db.session.rollback()
    sentence = gettext("This site can't reach its store at the moment. Try again in a minute.")
    return (
        f"<!doctype html><title>503</title><p>{sentence}</p>",
        HTTPStatus.SERVICE_UNAVAILABLE,
        {"Retry-After": "30", "Cache-Control": "no-store"},
    )


def _words(code: int) -> tuple[str, str]:
    author = current.chosen().author_name
    match code:
        case 404:
            return gettext("Off the course"), gettext("There is nothing at this address.")
        case 410:
            title = (
                gettext("%(author)s took this page down", author=author)
                if author
                else gettext("This page was taken down")
            )
            return title, gettext("It was here once.")
        case code if code >= 500:
            return gettext("This page tripped"), gettext("It is our fault, not yours.")
        case _:
            return gettext("That did not work"), gettext("The page can't be asked for like this.")
