"""What lies on the desk: a text being written, with the file it belongs to."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import abort, request

from blog import current
from blog.content_sync.service import Place
from blog.headers import rewriting
from blog.headers.writing import Value
from blog.manuscripts import queries, service, typed
from blog.manuscripts.queries import Kept, PostFile
from blog.manuscripts.typed import Typed
from blog.posts import names
from blog.sources import files
from blog.web.signed_in import Visitor, visitor

_ID = re.compile(r"[\w-]{10,64}")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A text being written.

    `file` is where it belongs, nowhere for a new post; `over` the checksum of what stood there
    when the writing began; `number` that of the last save its `window` knows of.
    """

    id: str
    file: str
    over: str
    number: int
    window: str
    typed: Typed
    # What a check-in tells of training.
    sessions: tuple[Mapping[str, str], ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether it has no file yet."""
        return not self.file

    def text(self, *, author: Visitor) -> str:
        """Write it as the text of its file, from what stands there now."""
        before = files.read(current.settings().content, self.file) if self.file else ""
        text = typed.onto(before, self.typed)
        more: dict[str, Value] = {}
        if self.is_new and author.slug != current.preferences().author:
            more["author"] = author.slug
        if self.sessions:
            more["training"] = self.sessions
        return rewriting.rewrite(text, more) if more else text

    def says_nothing_new(self, *, author: Visitor) -> bool:
        """Tell whether its file says the same already."""
        there = files.read(current.settings().content, self.file) if self.file else ""
        return bool(there) and self.text(author=author) == there

    def path(self, *, another: int = 1) -> str:
        """Say where its file is, or would be; raise Refusal where the title names none."""
        day = (current.now().astimezone(current.preferences().zone)).date()
        return self.file or names.file_of(self.typed.title, day=day, another=another)


def dated(sheet: Sheet) -> Sheet:
    """Date a new post with this moment, unless its author named another one.

    What is sent once more then says the same, and is known for the same post.
    """
    if sheet.file or sheet.typed.date or sheet.typed.draft:
        return sheet
    now = current.now().astimezone(current.preferences().zone)
    return replace(sheet, typed=replace(sheet.typed, date=f"{now:%Y-%m-%d %H:%M}"))


def new() -> Sheet:
    """Take an empty sheet."""
    return Sheet(id=_token(), file="", over="", number=0, window=_token(), typed=Typed())


def of_manuscript(kept: Kept) -> Sheet:
    """Take up what was being written."""
    return Sheet(
        id=kept.id,
        file=kept.path,
        over=kept.over,
        number=kept.number,
        window=_token(),
        typed=kept.typed,
    )


def of_file(found: PostFile, *, author: Visitor) -> Sheet:
    """Open a post's file, or what its author has been writing over it.

    Raise HeaderProblem where its header can't be read.
    """
    if kept := queries.of_file(found.file, author=author.slug):
        return of_manuscript(kept)
    text = files.read(current.settings().content, found.file)
    return replace(new(), file=found.file, over=files.checksum(text), typed=typed.read(text))


def sent(id: str, *, author: Visitor) -> Sheet:
    """Take what a form sent; a file that is not this author's to write in is refused."""
    if not _ID.fullmatch(id):
        abort(HTTPStatus.NOT_FOUND)
    # A form sent once more, after it became a file, is about that file.
    file = request.form.get("file") or queries.published_as(id)
    number = request.form.get("number", "")
    if file:
        found = next((one for one in queries.files() if one.file == file), None)
        if found is None:
            abort(HTTPStatus.NOT_FOUND)
        if not author.may_edit(found.author_slug):
            abort(HTTPStatus.FORBIDDEN)
    return Sheet(
        id=id,
        file=file,
        over=request.form.get("over", ""),
        number=int(number) if number.isdecimal() and len(number) < 9 else 0,
        window=request.form.get("window", "")[:64],
        typed=Typed.of(request.form),
    )


def keep(sheet: Sheet) -> Kept:
    """Keep a sheet as it is; the caller holds the transaction."""
    return service.keep(
        sheet.id,
        sheet.typed,
        author=visitor().slug,
        path=sheet.file,
        over=sheet.over,
        number=sheet.number,
        window=sheet.window,
        now=current.now(),
    )


def mine(slug: str) -> PostFile:
    """Find a post's file, which must be the asking author's to write in."""
    found = queries.file_of(slug)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    if not visitor().may_edit(found.author_slug):
        abort(HTTPStatus.FORBIDDEN)
    return found


def _token() -> str:
    return secrets.token_urlsafe(12)


def place() -> Place:
    """Say where the author's folder is, and the one for pictures as they are served."""
    chosen = current.settings()
    return Place(content=chosen.content, media=chosen.media)
