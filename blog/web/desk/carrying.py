"""A form that came without a session: what was typed goes along through signing in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Request, Response, current_app, request
from werkzeug.datastructures import MultiDict

from blog.accounts import devices
from blog.database.engine import db

# A post may be this long; carried on, what is special in it is spelled longer.
MOST = 2 * 2**20
MOST_CARRIED = 3 * MOST


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What was typed, and where it was sent."""

    path: str
    fields: tuple[tuple[str, str], ...]

    def written(self) -> str:
        """Write it as one text, for a hidden field."""
        return json.dumps([self.path, self.fields], ensure_ascii=False)


def of(sent: Request) -> Carried:
    """Take what a form brought along; pictures have to be chosen again."""
    sent.max_content_length = sent.max_form_memory_size = MOST
    path = sent.full_path if sent.query_string else sent.path
    return Carried(path=path, fields=tuple(sent.form.items(multi=True)))


def read(text: str) -> Carried | None:
    """Read it again; nothing where there is nothing, or it is none of ours."""
    try:
        path, fields = json.loads(text)
        pairs = tuple((_sound(name), _sound(value)) for name, value in fields)
    except (ValueError, TypeError, RecursionError):
        return None
    return Carried(path=path, fields=pairs) if is_own(path) else None


def is_own(path: object) -> bool:
    """Tell whether an address is a path of this site, and nothing but that."""
    if not isinstance(path, str) or not path.startswith("/") or path.startswith(("//", "/\\")):
        return False
    if not path.isprintable():
        return False
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def _sound(value: object) -> str:
    """Replace what no form can hold."""
    return str(value).encode(errors="replace").decode()


def go_on(carried: Carried, *, badge: str) -> Response:
    """Send a form where it was going, in the name of who has just signed in.

    It is proven there like any other: its token says whose it was.
    """
    # What was read so far belongs to an older view, and on some disks would be in the way.
    db.session.rollback()
    app = current_app
    kept = ("User-Agent", "Accept-Language", "Accept")
    headers = {name: request.headers[name] for name in kept if name in request.headers}
    with app.test_request_context(
        carried.path,
        method="POST",
        base_url=request.host_url,
        data=MultiDict(carried.fields),
        headers={
            **headers,
            "Cookie": f"{devices.COOKIE}={badge}",
            "Sec-Fetch-Site": "same-origin",
        },
        environ_overrides={"REMOTE_ADDR": request.remote_addr or ""},
    ):
        return app.full_dispatch_request()
