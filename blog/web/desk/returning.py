"""The place a form of the desk was sent from, and when the page there was made."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import request, url_for

from blog import current
from blog.web.desk import carrying

# What of an address says what happened on the way there.
_SAYS = ("done", "left")


def back(*, done: int | None = None, left: str = "", fragment: str = "") -> str:
    """Give the place a form was sent from, to say there what was done, and what was not."""
    path = request.values.get("back", "")
    place = urlsplit(path if carrying.is_own(path) else url_for("desk.comments.show"))
    asked = [(name, value) for name, value in parse_qsl(place.query) if name not in _SAYS]
    says_now = [(name, value) for name, value in zip(_SAYS, (done, left), strict=True) if value]
    query = urlencode([*asked, *says_now])
    fragment = fragment or place.fragment
    return place.path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def at(number: int) -> str:
    """Say where a comment stands on the page a form was sent from, on the desk or on its post."""
    on_desk = urlsplit(request.values.get("back", "")).path.startswith(url_for("desk.home.show"))
    return f"waits-{number}" if on_desk else f"comment-{number}"


def made_at() -> datetime:
    """Tell when the page was made that a form was sent from: no later than now."""
    try:
        made = datetime.fromisoformat(request.form.get("made", ""))
    except ValueError:
        return current.now()
    return min(made, current.now()) if made.tzinfo else current.now()


def says(name: str) -> bool:
    """Tell whether a form says something of itself."""
    return name in request.form
