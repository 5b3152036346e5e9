"""What machines ask: are you alive, are you ready, where may robots go."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from blog import current
from blog.database import migrate

bp = Blueprint("upkeep", __name__)


@bp.get("/healthz")
def alive() -> Response:
    """Say that the program runs."""
    return _plain("ok")


@bp.get("/readyz")
def ready() -> ResponseReturnValue:
    """Say whether the database answers and is up to date."""
    try:
        if migrate.is_current():
            return _plain("ready")
        return _plain("the database is older than the program: blog database migrate"), 503
    except SQLAlchemyError:
        return _plain("the database does not answer"), 503


@bp.get("/robots.txt")
def robots() -> Response:
    """Let robots read everything readers read."""
    return _plain(f"User-agent: *\nDisallow: /desk/\nSitemap: {current.address()}/sitemap.xml\n")


def _plain(text: str) -> Response:
    response = Response(text, mimetype="text/plain")
    response.cache_control.no_store = not text.startswith("User-agent")
    return response
