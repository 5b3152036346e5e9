"""Naming everything that is wrong in the author's folder, without publishing any of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from blog.content_sync import across, jobs, keeping, menu, service, ties
from blog.content_sync.progress import OnDone
from blog.content_sync.service import Place
from blog.content_sync.work import Work
from blog.errors import Problem
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile
from blog.preferences.sitefile import Preferences
from blog.series.introfile import IntroFile
from blog.sources.folder import SITE
from blog.sources.ledger import Ledger
from blog.workshop import Workshop

_HOLDS_PLACE = (
    "still says where it was taken; readers never get that, but whoever gets this folder does"
)


def check(content: Path, *, workshop: Workshop, on_done: OnDone | None = None) -> list[Problem]:
    """Find every problem of every file, in the order of the files and their lines."""
    with tempfile.TemporaryDirectory() as media:
        work = service.look(
            Place(content=content, media=Path(media)),
            before=Ledger(number=0, rendered_with="", seen={}),
            usual=Preferences(),
            workshop=workshop,
            on_done=on_done,
        )
    places = _that_hold_places(content, work, workshop)
    return sorted({*_of_files(work), *_across_files(work), *places})


def _of_files(work: Work) -> Iterator[Problem]:
    yield from work.listing.problems
    if not work.listing.has_site:
        yield Problem(SITE, 1, keeping.MISSING)
    for seen in work.remembered().values():
        yield from seen.problems


def _that_hold_places(content: Path, work: Work, workshop: Workshop) -> Iterator[Problem]:
    """Name originals that say where they were taken, for authors who share their folder."""
    paths = sorted(
        {
            "/".join((*found.path.split("/")[:-1], name))
            for found in work.listing.files
            for name in found.pictures
        }
    )
    outcomes = workshop.map(jobs.holds_place, (content / path for path in paths))
    for path, outcome in zip(paths, outcomes, strict=True):
        if outcome.value:
            yield Problem(path, 1, _HOLDS_PLACE, refused=False)


def _across_files(work: Work) -> Iterator[Problem]:
    """Find what no file shows alone: what leads nowhere, or where something else is."""
    good = [ties.of(one) for one, _ in work.good()]
    understood = {one.path for one in good}
    doubtful = work.doubtful(understood)
    yield from across.told(good, preferences=work.preferences, doubtful=doubtful)
    written = [one.changed.written for one in work.finished]
    pages = {one.slug: one.title for one in written if isinstance(one, PageFile)}
    tags = {one.slug: one.title for one in written if isinstance(one, IntroFile)}
    tags |= {tag.slug: tag.name for one in written if isinstance(one, PostFile) for tag in one.tags}
    chosen = work.preferences
    yield from menu.resolve(chosen.menu, line=chosen.menu_line, pages=pages, tags=tags)[1]
