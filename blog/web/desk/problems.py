"""What the last sync found wrong with an author's files, each with the way to where it is mended.

The index remembers it, so nobody waits for a look at ten thousand files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from blog.errors import Problem
from blog.posts import agenda
from blog.posts.agenda import File
from blog.sources import ledger
from blog.sources.folder import Kind
from blog.web.signed_in import Visitor, visitor

bp = Blueprint("problems", __name__)

_MOST = 200


@dataclass(frozen=True, kw_only=True)
class Leading:
    """A problem under a name people know its file by, and where it is mended, if at the desk."""

    problem: Problem
    title: str
    address: str


@bp.get("/problems/")
def show() -> str:
    """List everything that is wrong with the files of the author who asks."""
    found = of(visitor())
    left = max(0, len(found) - _MOST)
    return render_template("desk/problems.html", mending=leading(found[:_MOST]), left=left)


def of(asking: Visitor) -> list[Problem]:
    """List what is wrong with the files an author may change: what readers miss comes first."""
    found = ledger.problems()
    if found and not asking.is_owner:
        mine = agenda.files_of(asking.slug)
        found = {one for one in found if one.path in mine}
    return sorted(found, key=lambda one: (not one.refused, one.path, one.line))


def leading(problems: Sequence[Problem]) -> list[Leading]:
    """Find the way to where each of some problems is mended."""
    known = agenda.at({one.path for one in problems})
    return [_leading(one, known.get(one.path)) for one in problems]


def _leading(problem: Problem, file: File | None) -> Leading:
    title = (file and file.title) or problem.path
    address = _address(file, whole=problem.refused) if file else ""
    return Leading(problem=problem, title=title, address=address)


def _address(file: File, *, whole: bool) -> str:
    """Say where a file is changed; one that can't be used is shown as a whole."""
    if file.kind == Kind.SITE:
        return url_for("desk.settings.show")
    if file.kind == Kind.POST and (whole or not file.slug):
        return url_for("desk.mending.show", file=file.file)
    page = _PAGES.get(file.kind)
    return url_for(page, slug=file.slug) if page and file.slug else ""


_PAGES = {
    Kind.POST.value: "desk.writing.edit",
    Kind.AUTHOR.value: "desk.bio.show",
    Kind.TAG.value: "desk.tags.show",
}
