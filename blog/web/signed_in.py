"""Who is signed in with the browser that asks: for every page that shows an author more.

An answer to a browser that carries our badge is nobody else's business, whatever it shows.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Flask, abort, current_app, g, request, session
from flask.sessions import SecureCookieSession, SessionInterface
from werkzeug.wrappers import Response

from blog import current
from blog.accounts import devices, queries
from blog.accounts.devices import Badges
from blog.authors import queries as authors

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_EXTENSION = "second_wind_badges"


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """An author who is signed in."""

    slug: str
    name: str
    device_id: int
    used_at: datetime
    is_owner: bool

    def may_edit(self, author_slug: str | None) -> bool:
        """Tell whether something of an author's is theirs to change: the owner's is everything."""
        return self.is_owner or self.slug == author_slug


def register(app: Flask) -> None:
    """Know badges, and keep what their bearers see out of every cache."""
    app.extensions[_EXTENSION] = Badges(str(app.secret_key))
    app.session_interface = _NoSessions()
    app.after_request(_keep_private)
    app.jinja_env.globals["signed_in"] = author


def recogniser(app: Flask) -> Callable[[WSGIEnvironment], bool]:
    """Give what tells, without the database, whether a request brings a badge of ours."""
    known: Badges = app.extensions[_EXTENSION]
    return lambda environ: known.in_header(environ.get("HTTP_COOKIE", ""))


def badges() -> Badges:
    """Give what signs and reads badges."""
    found: Badges = current_app.extensions[_EXTENSION]
    return found


def author() -> Visitor | None:
    """Find out which author is signed in, once a request."""
    if "author" not in g:
        g.author = _author()
    found: Visitor | None = g.author
    return found


def visitor() -> Visitor:
    """Give the author who is signed in, behind a door that let nobody else in."""
    found = author()
    return found if found is not None else abort(HTTPStatus.UNAUTHORIZED)


def token() -> str | None:
    """Read the badge of the browser that asks, also where it is signed in no more."""
    return badges().read(request.cookies.get(devices.COOKIE))


def let_in(response: Response, badge: str) -> None:
    """Give a browser its badge, or give it the same one for longer."""
    response.set_cookie(
        devices.COOKIE,
        badge,
        max_age=devices.LASTS,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def let_out(response: Response) -> None:
    """Take a browser's badge."""
    response.delete_cookie(devices.COOKIE, secure=request.is_secure, httponly=True, samesite="Lax")


def _author() -> Visitor | None:
    badge = token()
    found = queries.signed_in(badge, now=current.now()) if badge else None
    name = authors.names().get(found.author_slug) if found else None
    if found is None or name is None:
        return None
    # Forms are proven by whose they are: one that was open while its session ended, or in
    # another tab meanwhile, is still good once its author is back.
    proof = hmac.new(current.tokens().key, f"forms of {found.author_slug}".encode(), "sha256")
    session[current_app.config["WTF_CSRF_FIELD_NAME"]] = proof.hexdigest()
    return Visitor(
        slug=found.author_slug,
        name=name,
        device_id=found.device_id,
        used_at=found.used_at,
        is_owner=found.author_slug == current.preferences().author_slug,
    )


def _keep_private(response: Response) -> Response:
    """Keep an answer to a known browser from all others; files are the same for everybody."""
    if not response.cache_control.public and token():
        response.headers["Cache-Control"] = "private, no-store"
    return response


class _NoSessions(SessionInterface):
    """Sessions that end with their request: what Flask-WTF asks one for is put in by `author`."""

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession:  # noqa: ARG002
        """Begin with nothing."""
        return SecureCookieSession()

    def save_session(self, *_: object) -> None:
        """Keep nothing."""
