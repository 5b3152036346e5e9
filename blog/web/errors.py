"""What people read when a page cannot be shown."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

from flask import Flask, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException

from blog import current
from blog.database.engine import db
from blog.posts import queries as posts
from blog.texts import gettext
from blog.web import assets
from blog.web.site import log
from blog.web.site.log import Line

_LATEST = 3
_RETRY_AFTER = "30"
# PostgreSQL's word for a table that is not there; SQLite calls it operational anyway.
_NO_SUCH_TABLE = "42P01"

# Where the templates themselves are broken.
_BARE = Markup("""<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {site}</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<main id="main">
<h1>{title}</h1>
<p>{sentence}</p>
<p><a href="/">{site}</a></p>
</main>
</body>
</html>
""")


def register(app: Flask) -> None:
    """Answer every failure with a page in plain words."""
    app.before_request(_refuse_what_no_database_can_hold)
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(SQLAlchemyError, _store_trouble)


def _refuse_what_no_database_can_hold() -> None:
    if "\0" in request.path:
        abort(404)


def _show(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    try:
        return _page(error.code, _latest()), error.code, _headers(error)
    except SQLAlchemyError as trouble:
        if not _is_away(trouble):
            raise
        # Who trips over a broken store reads of the store; a page that broke stays broken.
        return _store_away(trouble) if error.code < 500 else _tripped()


def _store_trouble(error: SQLAlchemyError) -> ResponseReturnValue:
    """Tell a database that is away from a mistake of the program."""
    if not _is_away(error):
        raise error
    return _store_away(error)


def _store_away(error: SQLAlchemyError) -> ResponseReturnValue:
    """Say that the database does not answer; the page does without it."""
    reason = getattr(error, "orig", None) or error
    current_app.logger.error("The database does not answer: %s", reason)
    _go_on_without_store()
    headers = {"Retry-After": _RETRY_AFTER, "Cache-Control": "no-store"}
    return _page(HTTPStatus.SERVICE_UNAVAILABLE, []), HTTPStatus.SERVICE_UNAVAILABLE, headers


def _tripped() -> ResponseReturnValue:
    _go_on_without_store()
    code = HTTPStatus.INTERNAL_SERVER_ERROR
    return _page(code, []), code, {"Cache-Control": "no-store"}


def _go_on_without_store() -> None:
    db.session.rollback()
    current.go_on_without_store()


def _is_away(error: SQLAlchemyError) -> bool:
    if isinstance(error, OperationalError | InterfaceError | PoolExhausted):
        return True
    # The plain class is what SQLite raises for a file that is no database any more.
    if type(error) is DatabaseError:
        return True
    return getattr(getattr(error, "orig", None), "sqlstate", None) == _NO_SUCH_TABLE


def _latest() -> list[Line]:
    db.session.rollback()
    return log.lines(posts.listed(now=current.now(), limit=_LATEST))


def _page(code: int, latest: list[Line]) -> str:
    title, sentence = _words(code)
    sent = _sent() if code >= HTTPStatus.INTERNAL_SERVER_ERROR else ""
    shown = {"code": int(code), "title": title, "sentence": sentence}
    try:
        return render_template("errors/error.html", **shown, latest=latest, sent=sent)
    except Exception:
        # A template of the site's own may be the very thing that is broken.
        current_app.logger.exception("The page about failures cannot be shown either")
    preferences = current.preferences()
    return _BARE.format(
        language=preferences.language,
        direction=preferences.direction,
        title=title,
        sentence=sentence,
        site=preferences.title,
        style=assets.address("site.css"),
    )


def _sent() -> str:
    """Give back what somebody wrote who tripped over a mistake of ours."""
    if request.method != "POST":
        return ""
    with suppress(HTTPException):
        return request.form.get("body", "")
    return ""


def _headers(error: HTTPException) -> list[tuple[str, str]]:
    """Keep what belongs to the failure, such as Allow; the page says its own type and length."""
    own = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return [*own, ("Cache-Control", "no-cache")]


def _words(code: int) -> tuple[str, str]:
    if code == HTTPStatus.GONE:
        return _taken_down(), gettext("It was here once.")
    if code == HTTPStatus.SERVICE_UNAVAILABLE:
        return gettext("Out of breath"), gettext(
            "This site can’t reach its store at the moment. Try again in a minute."
        )
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return gettext("This page tripped"), gettext("The fault is the site’s, not yours.")
    return _words_about_the_request(code)


def _words_about_the_request(code: int) -> tuple[str, str]:
    match code:
        case HTTPStatus.FORBIDDEN:
            return gettext("Not this way"), gettext("This page is not open to everyone.")
        case HTTPStatus.NOT_FOUND:
            return gettext("Off the course"), gettext("There is nothing at this address.")
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return gettext("That did not work"), gettext("This page takes nothing of the kind.")
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return gettext("Too much at once"), gettext("That is more than this site can take.")
        case HTTPStatus.TOO_MANY_REQUESTS:
            return gettext("Too much at once"), gettext("Wait a minute, then try again.")
        case _:
            return gettext("That did not work"), gettext("The page can’t be asked for like this.")


def _taken_down() -> str:
    author = current.chosen().author_name
    if author:
        return gettext("%(author)s took this page down", author=author)
    return gettext("This page was taken down")
