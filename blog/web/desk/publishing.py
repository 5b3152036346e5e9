"""From a sheet on the desk to a post that readers see."""

from __future__ import annotations

from collections.abc import Iterator

from blog import current
from blog.content_sync import rehearsal
from blog.content_sync import service as content_sync
from blog.content_sync.rehearsal import Rehearsed
from blog.database.engine import db
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.manuscripts import photos as waiting
from blog.manuscripts import queries, service
from blog.posts import names
from blog.sources import files
from blog.sources.files import ChangedMeanwhile
from blog.texts import gettext
from blog.web.desk import photos, sheets
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor

# So many posts of one day and title are told apart by a number.
_MOST_ALIKE = 50


def rehearse(sheet: Sheet) -> Rehearsed:
    """Find out what publishing would come to; raise BadFile naming what is in its way."""
    sheet = sheets.dated(sheet)
    waits = waiting.are_staged(current.settings().content, sheet.id)
    text = sheet.text(author=visitor())
    path = _likely(sheet, text)
    return understood(waiting.staged(sheet.id) if waits else path, text, name=names.name_of(path))


def understood(path: str, text: str, *, name: str) -> Rehearsed:
    """Find out what a text would come to in its place; raise BadFile naming each line to mend."""
    return rehearsal.rehearse(
        sheets.place(),
        path,
        text,
        name=name,
        preferences=current.preferences(),
        workshop=current.workshop(),
        as_it_lies=photos.as_it_lies,
    )


def publish(sheet: Sheet) -> str:
    """Write a sheet into its file and bring the site up to date; give the post's slug.

    Raise SavedElsewhere where another window has saved more: those words would be gone with it.

    The file comes first. Should anything after it fail, the manuscript is still there, and the
    same again leaves the same file.
    """
    rehearsed = rehearse(sheet)
    with files.alone(current.settings().instance):
        # Two clicks on one button: the second finds what the first has done.
        db.session.rollback()
        there = queries.published_as(sheet.id)[0] if sheet.is_new else ""
        service.see_known(sheet.id, sheet.typed, number=sheet.number, window=sheet.window)
        path = there or _keep(sheets.dated(sheet))
    content_sync.sync(sheets.place(), workshop=current.workshop())
    found = queries.file_at(path)
    return (found.slug if found else None) or rehearsed.post.slug


def _keep(sheet: Sheet) -> str:
    """Write a sheet's file and remember it; give its path."""
    waits = waiting.are_staged(current.settings().content, sheet.id)
    path, before, text = _write_with_photos(sheet) if waits else _write(sheet)
    with transaction():
        if sheet.file and path != sheet.file:
            service.moved(sheet.file, path)
        service.published(
            path, text, before=before, id=sheet.id, author=visitor().slug, now=current.now()
        )
    return path


def _write(sheet: Sheet) -> tuple[str, str, str]:
    """Write the file; a new one that would take the place of another gets another name.

    Give its path, what it said before and what it says now.
    """
    content, text = current.settings().content, sheet.text(author=visitor())
    for path in _paths(sheet):
        before = files.read(content, path)
        try:
            files.write(content, path, text, over=sheet.over)
        except ChangedMeanwhile:
            if not sheet.is_new:
                raise
        else:
            return path, before, text
    raise _many_alike()


def _paths(sheet: Sheet) -> Iterator[str]:
    """Say where a sheet's file may be, the best place first; its slug must be free too."""
    if sheet.file:
        yield sheet.file
        return
    for another in range(1, _MOST_ALIKE):
        path = sheet.path(another=another)
        there = queries.file_of(names.slug_of(names.name_of(path)))
        if there is None or there.file == path:
            yield path


def _likely(sheet: Sheet, text: str) -> str:
    """Say where a sheet's file will be, as far as can be told before it is written."""
    content = current.settings().content
    for path in _paths(sheet):
        folder = content / path.removesuffix(".md")
        if sheet.file or not (folder.exists() or files.read(content, path) not in {"", text}):
            return path
    raise _many_alike()


def _write_with_photos(sheet: Sheet) -> tuple[str, str, str]:
    """Make a folder of a post that was a file, or is new: its photos first, then its text."""
    content, text = current.settings().content, sheet.text(author=visitor())
    before = files.read(content, sheet.file) if sheet.file else ""
    if files.checksum(before) != sheet.over:
        raise ChangedMeanwhile(sheet.file, before)
    for path in _paths(sheet):
        folder = path.removesuffix(".md")
        taken = sheet.is_new and files.read(content, f"{folder}.md")
        if not taken and waiting.settle(content, sheet.id, folder):
            files.write(content, f"{folder}/index.md", text, over="")
            if sheet.file:
                files.remove(content, sheet.file, over=sheet.over)
            return f"{folder}/index.md", before, text
        if not sheet.is_new:
            raise Refusal(
                gettext(
                    "There is a folder %(folder)s already: its photos would be in the way.",
                    folder=folder,
                )
            )
    raise _many_alike()


def _many_alike() -> Refusal:
    return Refusal(gettext("There are many posts of this day with this title: give it another."))
