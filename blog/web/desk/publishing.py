"""From a sheet on the desk to a post that readers see."""

from __future__ import annotations

from blog import current
from blog.content_sync import rehearsal
from blog.content_sync import service as content_sync
from blog.content_sync.rehearsal import Rehearsed
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.manuscripts import queries, service
from blog.sources import files
from blog.sources.files import ChangedMeanwhile
from blog.texts import gettext
from blog.web.desk import sheets
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor

# So many posts of one day and title are told apart by a number.
_MOST_ALIKE = 50


def rehearse(sheet: Sheet) -> Rehearsed:
    """Find out what publishing would come to; raise BadFile naming what is in its way."""
    return rehearsal.rehearse(
        sheets.place(),
        sheet.path(),
        sheets.dated(sheet).text(author=visitor()),
        preferences=current.preferences(),
        workshop=current.workshop(),
    )


def publish(sheet: Sheet) -> str:
    """Write a sheet into its file and bring the site up to date; give the post's slug.

    The file comes first. Should anything after it fail, the manuscript is still there, and the
    same again leaves the same file.
    """
    rehearsed = rehearse(sheet)
    sheet = sheets.dated(sheet)
    path, before, text = _write(sheet)
    with transaction():
        service.published(
            path, text, before=before, id=sheet.id, author=visitor().slug, now=current.now()
        )
    content_sync.sync(sheets.place(), workshop=current.workshop())
    return rehearsed.post.slug if path == sheet.path() else _slug_of(path)


def _write(sheet: Sheet) -> tuple[str, str, str]:
    """Write the file; a new one that would take the place of another gets another name.

    Give its path, what it said before and what it says now.
    """
    content, text = current.settings().content, sheet.text(author=visitor())
    for another in range(1, _MOST_ALIKE):
        path = sheet.path(another=another)
        before = files.read(content, path)
        try:
            files.write(content, path, text, over=sheet.over)
        except ChangedMeanwhile:
            if not sheet.is_new:
                raise
        else:
            return path, before, text
    raise Refusal(gettext("There are many posts of this day with this title: give it another."))


def _slug_of(path: str) -> str:
    return next((one.slug for one in queries.files() if one.file == path and one.slug), "")
