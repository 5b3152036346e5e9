"""Reading manuscripts, their saves, and revisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from blog.database.running import rows
from blog.errors import Problem
from blog.manuscripts.models import Manuscript, Revision, Save
from blog.manuscripts.typed import Typed
from blog.posts.models import Post
from blog.sources.folder import Kind
from blog.sources.models import Source


def _as_in(table: type[Manuscript] | type[Save]) -> Select[Any]:
    """Ask for manuscripts as they are, or as one of their saves has them."""
    return select(
        Manuscript.id,
        Manuscript.author_slug,
        Manuscript.path,
        Manuscript.over,
        table.typed,
        table.number,
        table.window,
        table.saved_at,
    )


_COLUMNS = _as_in(Manuscript)
_BY_ID = _COLUMNS.where(Manuscript.id == bindparam("id"))
_OF_FILE = _COLUMNS.where(
    Manuscript.path == bindparam("path"), Manuscript.author_slug == bindparam("author")
).order_by(Manuscript.saved_at.desc())
_OF_AUTHOR = _COLUMNS.where(Manuscript.author_slug == bindparam("author")).order_by(
    Manuscript.saved_at.desc()
)
_IDS = select(Manuscript.id)
_SAVES = (
    select(Save.number, Manuscript.author_slug, Save.saved_at)
    .join(Manuscript, Manuscript.id == Save.manuscript_id)
    .where(Save.manuscript_id == bindparam("id"))
    .order_by(Save.number.desc())
)
_SAVE = (
    _as_in(Save)
    .join(Save, Save.manuscript_id == Manuscript.id)
    .where(Save.manuscript_id == bindparam("id"), Save.number == bindparam("number"))
)
_REVISIONS = (
    select(Revision.id, Revision.author_slug, Revision.written_at)
    .where(Revision.path == bindparam("path"))
    .order_by(Revision.id.desc())
)
_REVISION = select(
    Revision.id, Revision.path, Revision.text, Revision.author_slug, Revision.written_at
).where(Revision.id == bindparam("id"))
_PUBLISHED = (
    select(Revision.path, Revision.text)
    .where(Revision.manuscript_id == bindparam("id"))
    .order_by(Revision.id.desc())
    .limit(1)
)
_FILES = (
    select(
        Source.path.label("file"),
        Source.problems,
        Post.slug,
        Post.path,
        Post.title,
        Post.author_slug,
        Post.draft,
        Post.published_at,
    )
    .outerjoin(Post, Post.slug == Source.slug)
    .where(Source.kind == Kind.POST.value)
)
_ALL_FILES = _FILES.order_by(Post.published_at.desc().nulls_first(), Source.path.desc())
_FILE = _FILES.where(Post.slug == bindparam("slug"))
_FILE_AT = _FILES.where(Source.path == bindparam("path"))


@dataclass(frozen=True, kw_only=True)
class PostFile:
    """A file in `posts/`, and what the index knows of it: nothing where it never was used."""

    file: str
    problems: tuple[Problem, ...]
    slug: str | None
    path: str | None
    title: str | None
    author_slug: str | None
    draft: bool | None
    published_at: datetime | None

    @property
    def refused(self) -> tuple[Problem, ...]:
        """What keeps it from being used as it is now."""
        return tuple(one for one in self.problems if one.refused)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A manuscript as it was last saved."""

    id: str
    author: str
    path: str
    over: str
    typed: Typed
    number: int
    # The window it was saved from.
    window: str
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class Before:
    """A revision, or a save: who wrote it and when, and its text where that was asked for."""

    id: int
    author: str
    written_at: datetime
    path: str = ""
    text: str = ""


def by_id(id: str) -> Kept | None:
    """Find a manuscript."""
    return next(iter(_kept(rows(_BY_ID, id=id))), None)


def of_file(path: str, *, author: str) -> Kept | None:
    """Find what an author has been writing over a file, and not yet published."""
    return next(iter(_kept(rows(_OF_FILE, path=path, author=author))), None)


def of_author(author: str) -> list[Kept]:
    """List what an author has been writing, the newest first."""
    return _kept(rows(_OF_AUTHOR, author=author))


def ids() -> set[str]:
    """Name everything that is being written, by anybody."""
    return set(rows(_IDS).scalars())


def saves(id: str) -> list[Before]:
    """List what is kept of what a manuscript said, the newest first."""
    return [
        Before(id=row.number, author=row.author_slug, written_at=row.saved_at)
        for row in rows(_SAVES, id=id)
    ]


def saved(id: str, number: int) -> Kept | None:
    """Find a manuscript as it was at one of its saves."""
    return next(iter(_kept(rows(_SAVE, id=id, number=number))), None)


def revisions(path: str) -> list[Before]:
    """List what is kept of a file's former texts, the newest first."""
    return [
        Before(id=row.id, author=row.author_slug, written_at=row.written_at)
        for row in rows(_REVISIONS, path=path)
    ]


def revision(id: int) -> Before | None:
    """Find one former text."""
    row = rows(_REVISION, id=id).one_or_none()
    if row is None:
        return None
    return Before(
        id=row.id, author=row.author_slug, written_at=row.written_at, path=row.path, text=row.text
    )


def published_as(id: str) -> tuple[str, str]:
    """Find the file a manuscript became, and what it said then; nowhere while it is none."""
    row = rows(_PUBLISHED, id=id).one_or_none()
    return (row.path, row.text) if row else ("", "")


def files() -> list[PostFile]:
    """List the files of all posts, those without a date first, then the newest."""
    return _files(rows(_ALL_FILES))


def file_of(slug: str) -> PostFile | None:
    """Find the file of a post."""
    return next(iter(_files(rows(_FILE, slug=slug))), None)


def file_at(path: str) -> PostFile | None:
    """Find a post's file by its place."""
    return next(iter(_files(rows(_FILE_AT, path=path))), None)


def _files(found: Iterable[Any]) -> list[PostFile]:
    return [
        PostFile(**{**row._asdict(), "problems": tuple(Problem(*one) for one in row.problems)})
        for row in found
    ]


def _kept(found: Iterable[Any]) -> list[Kept]:
    return [
        Kept(
            id=row.id,
            author=row.author_slug,
            path=row.path,
            over=row.over,
            typed=Typed.of(row.typed),
            number=row.number,
            window=row.window,
            saved_at=row.saved_at,
        )
        for row in found
    ]
