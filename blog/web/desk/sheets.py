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
from blog.headers import moments, rewriting
from blog.headers.frontmatter import HeaderProblem
from blog.headers.writing import Value
from blog.manuscripts import queries, service, typed
from blog.manuscripts.queries import Kept, PostFile
from blog.manuscripts.typed import Typed
from blog.posts import names
from blog.sources import files
from blog.sources.files import NotWritten
from blog.web.desk import standing
from blog.web.signed_in import Visitor, visitor

_ID = re.compile(r"[\w-]{10,64}")
_POST = re.compile(r"posts/[^/]+(/[^/]+)*\.md", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A text being written.

    `file` is where it belongs, nowhere for a new post; `over` the checksum of what stood there
    when the writing began; `number` that of the last save its `window` knows of. A file that
    went meanwhile is `gone`: the words are those of a new post then.
    """

    id: str
    file: str
    over: str
    number: int
    window: str
    typed: Typed
    gone: str = ""
    # The window that saved it last.
    saved_by: str = ""
    # What a check-in tells of training.
    sessions: tuple[Mapping[str, str], ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether it has no file yet."""
        return not self.file

    def text(self, *, author: Visitor) -> str:
        """Write it as the text of its file, from what stands there now."""
        before = files.read(current.settings().content, self.file) if self.file else ""
        return self.onto(before, author=author)

    def onto(self, before: str, *, author: Visitor) -> str:
        """Write it into a text that stood there."""
        text = typed.onto(before, self.typed)
        more: dict[str, Value] = {}
        if self.is_new and author.slug != current.preferences().author:
            more["author"] = author.slug
        if self.sessions:
            more["training"] = self.sessions
        return rewriting.rewrite(text, more) if more else text

    def says_nothing_new(self, *, author: Visitor) -> bool:
        """Tell whether its file says the same already."""
        try:
            there = files.read(current.settings().content, self.file) if self.file else ""
            return bool(there) and self.text(author=author) == there
        except (HeaderProblem, NotWritten):
            # Words are kept also where they can't become a file yet.
            return False

    def path(self, *, another: int = 1) -> str:
        """Say where its file is, or would be; raise Refusal where the title names none."""
        zone = current.preferences().zone
        appears = moments.moment(self.typed.date, zone=zone) or current.now()
        day = appears.astimezone(zone).date()
        return self.file or names.file_of(self.typed.title, day=day, another=another)


def dated(sheet: Sheet) -> Sheet:
    """Date a post with this moment, unless its author named another one.

    What is sent once more then says the same, and is known for the same post.
    """
    if sheet.typed.date or sheet.typed.draft:
        return sheet
    now = current.now().astimezone(current.preferences().zone)
    return replace(sheet, typed=replace(sheet.typed, date=f"{now:%Y-%m-%d %H:%M}"))


def new() -> Sheet:
    """Take an empty sheet."""
    return Sheet(id=_token(), file="", over="", number=0, window=_token(), typed=Typed())


def of_manuscript(kept: Kept) -> Sheet:
    """Take up what was being written, over the file as it is called now."""
    found = standing.found(kept.path) if kept.path else None
    return Sheet(
        id=kept.id,
        file=found.file if found else "",
        over=kept.over if found else "",
        number=kept.number,
        window=_token(),
        typed=kept.typed,
        saved_by=kept.window,
        gone="" if found else kept.path,
    )


def of_file(found: PostFile, *, author: Visitor) -> Sheet:
    """Open a post's file, or what its author has been writing over it.

    Raise HeaderProblem where its header can't be read.
    """
    if kept := over(found, author=author):
        return of_manuscript(kept)
    text = files.read(current.settings().content, found.file)
    return replace(new(), file=found.file, over=files.checksum(text), typed=typed.read(text))


def over(found: PostFile, *, author: Visitor) -> Kept | None:
    """Find what an author has been writing over a file, also from before it was renamed."""
    if kept := queries.of_file(found.file, author=author.slug):
        return kept
    others = (one for one in queries.of_author(author.slug) if one.path)
    return next((one for one in others if standing.found(one.path) == found), None)


def sent(id: str, *, author: Visitor) -> Sheet:
    """Take what a form sent; a file that is not this author's to write in is refused."""
    if not _ID.fullmatch(id):
        abort(HTTPStatus.NOT_FOUND)
    kept = queries.by_id(id)
    if kept and kept.author != author.slug:
        abort(HTTPStatus.FORBIDDEN)
    # A zero byte is no text: not every database takes it.
    form = {name: value.replace("\0", "") for name, value in request.form.items()}
    number = form.get("number", "")
    sheet = Sheet(
        id=id,
        file=form.get("file", ""),
        over=form.get("over", ""),
        number=int(number) if number.isdecimal() and len(number) < 9 else 0,
        window=form.get("window", "")[:64],
        typed=Typed.of(form),
    )
    return _placed(_published(sheet), author=author)


def _published(sheet: Sheet) -> Sheet:
    """See that a form sent once more, after it became a file, is about that file."""
    if sheet.file:
        return sheet
    file, text = queries.published_as(sheet.id)
    if not file:
        return sheet
    words = sheet.typed
    if not words.date and not words.draft:
        words = replace(words, date=typed.read(text).date)
    return replace(sheet, file=file, over=sheet.over or files.checksum(text), typed=words)


def _placed(sheet: Sheet, *, author: Visitor) -> Sheet:
    """Find the file a form is about where it is now, and see that it is this author's."""
    if not sheet.file:
        return sheet
    found = standing.found(sheet.file)
    if found is None:
        if not sheet.over or not _POST.fullmatch(sheet.file):
            abort(HTTPStatus.NOT_FOUND)
        return replace(sheet, file="", over="", gone=sheet.file)
    if not author.may_edit(found.author_slug):
        abort(HTTPStatus.FORBIDDEN)
    return replace(sheet, file=found.file)


def keep(sheet: Sheet) -> Kept:
    """Keep a sheet as it is; the caller holds the transaction."""
    return service.keep(
        sheet.id,
        sheet.typed,
        author=visitor().slug,
        path=sheet.file or sheet.gone,
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
