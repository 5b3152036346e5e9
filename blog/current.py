"""What the app at work was set up with, and what its author chose."""

from __future__ import annotations

import atexit
from datetime import date, datetime
from functools import lru_cache
from threading import Lock
from urllib.parse import urlsplit

from flask import current_app, g
from werkzeug.urls import iri_to_uri

from blog import clock
from blog.comments.tokens import Tokens
from blog.preferences import queries
from blog.preferences.queries import Chosen
from blog.preferences.sitefile import Preferences
from blog.settings import Settings
from blog.workshop import Workshop

EXTENSION = "second_wind"
_KNOWN = "second_wind_known"
_TOKENS = "second_wind_tokens"
WORKSHOP = "second_wind_workshop"
_opening = Lock()
# A site that says it is on this very machine has no address of its own yet.
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


def settings() -> Settings:
    """Give the settings the app was made with."""
    found: Settings = current_app.extensions[EXTENSION]
    return found


def tokens() -> Tokens:
    """Give what signs receipts and forms with the installation's key."""
    if _TOKENS not in current_app.extensions:
        current_app.extensions[_TOKENS] = Tokens(str(current_app.secret_key))
    found: Tokens = current_app.extensions[_TOKENS]
    return found


def workshop() -> Workshop:
    """Give the process that renders what authors look at before it is published.

    Most apps never need one, so it is started when it is first asked for.
    """
    with _opening:
        if WORKSHOP not in current_app.extensions:
            opened = current_app.extensions[WORKSHOP] = Workshop(1)
            opened.open("blog.content_sync.jobs")
            atexit.register(opened.close)
    found: Workshop = current_app.extensions[WORKSHOP]
    return found


def chosen() -> Chosen:
    """Read what the author chose, once a request."""
    try:
        found: Chosen = g.chosen
    except AttributeError:
        found = g.chosen = current_app.extensions[_KNOWN] = queries.chosen()
    return found


def go_on_without_store() -> None:
    """Answer this request with what was read last: its page is about the database being away."""
    g.chosen = current_app.extensions.get(_KNOWN) or Chosen(preferences=Preferences())


def preferences() -> Preferences:
    """Give the author's choices themselves."""
    return chosen().preferences


def today() -> date:
    """Give the day it is in the site's zone."""
    return now().astimezone(preferences().zone).date()


def now() -> datetime:
    """Tell the moment of this request: the same one for all of it."""
    try:
        moment: datetime = g.now
    except AttributeError:
        moment = g.now = clock.now()
    return moment


def address() -> str:
    """Give the address that pages, feeds and letters say they have, without a closing slash."""
    if given := settings().url:
        return given
    chosen = preferences().url
    return settings().served_at or chosen if urlsplit(chosen).hostname in _HERE else chosen


def absolute(path: str) -> str:
    """Give the whole address of a path, spelled as programs expect it."""
    return _spelled(address() + path)


@lru_cache(maxsize=1024)
def _spelled(address: str) -> str:
    return iri_to_uri(address)
