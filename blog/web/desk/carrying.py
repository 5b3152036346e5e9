"""A form that came without a session: what was typed goes along through signing in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Request, Response, current_app, render_template, request
from werkzeug.datastructures import MultiDict

from blog.accounts import devices
from blog.database.engine import db
from blog.web.desk import photos

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# A post may be this long; carried on, what is special in it is spelled longer.
MOST = 2 * 2**20
MOST_CARRIED = 3 * MOST


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What was typed, where it was sent, and the names of photos that came along."""

    path: str
    fields: tuple[tuple[str, str], ...]
    # They can't wait in a page; whoever chose them is told.
    photos: tuple[str, ...] = ()

    def written(self) -> str:
        """Write it as one text, for a hidden field."""
        return json.dumps([self.path, self.fields, self.photos], ensure_ascii=False)


def of(sent: Request) -> Carried:
    """Take what a form brought along; photos are read past, and kept nowhere."""
    with_files = sent.mimetype == "multipart/form-data"
    sent.max_content_length = photos.MOST_AT_ONCE if with_files else MOST
    sent.max_form_memory_size = MOST
    # What is meant to be overridden; but only for forms of those who are nobody yet.
    sent._get_file_stream = _Nowhere  # type: ignore[method-assign]
    path = sent.full_path if sent.query_string else sent.path
    chosen = (photo.filename for _, photo in sent.files.items(multi=True))
    return Carried(
        path=path,
        fields=tuple(sent.form.items(multi=True)),
        photos=tuple(_sound(name) for name in chosen if name),
    )


def read(text: str) -> Carried | None:
    """Read it again; nothing where there is nothing, or it is none of ours."""
    try:
        # A page of an older program says nothing of photos.
        path, fields, *names = json.loads(text)
        pairs = tuple((_sound(name), _sound(value)) for name, value in fields)
        left = tuple(_sound(name) for name in (names[0] if names else ()))
    except (ValueError, TypeError, RecursionError):
        return None
    return Carried(path=path, fields=pairs, photos=left) if is_own(path) else None


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


class _Nowhere(BytesIO):
    """Where a file goes that nobody keeps."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__()

    def write(self, data: ReadableBuffer, /) -> int:
        """Take what is written, and forget it."""
        return memoryview(data).nbytes


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
        return _without_photos(app.full_dispatch_request(), carried.photos)


def _without_photos(answer: Response, names: tuple[str, ...]) -> Response:
    """Say of photos that stayed behind that they did, where nothing else would be said any more."""
    if not names or answer.location is None:
        return answer
    page = render_template("desk/photos_again.html", photos=names, next=answer.location)
    return current_app.make_response(page)
