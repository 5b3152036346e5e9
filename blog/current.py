"""What the app at work was set up with, and what its author chose."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, g

from blog import clock
from blog.preferences import queries
from blog.preferences.queries import Chosen
from blog.preferences.sitefile import Preferences
from blog.settings import Settings

EXTENSION = "second_wind"


def settings() -> Settings:
    """Give the settings the app was made with."""
    found: Settings = current_app.extensions[EXTENSION]
    return found


def chosen() -> Chosen:
    """Read what the author chose, once a request."""
    if "chosen" not in g:
        g.chosen = queries.chosen()
    found: Chosen = g.chosen
    return found


def preferences() -> Preferences:
    """Give the author's choices themselves."""
    return chosen().preferences


def now() -> datetime:
    """Tell the moment of this request: the same one for all of it."""
    if "now" not in g:
        g.now = clock.now()
    moment: datetime = g.now
    return moment


def address() -> str:
    """Give the address that pages, feeds and letters say they have, without a closing slash."""
    return settings().url or preferences().url
