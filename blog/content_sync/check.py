"""Naming everything that is wrong in the author's folder, without publishing any of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from blog.authors.biofile import BioFile
from blog.content_sync import collisions, links, menu, service
from blog.content_sync.keeping import Work
from blog.content_sync.progress import OnDone
from blog.content_sync.rendering import Finished
from blog.content_sync.service import Place
from blog.errors import Problem
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile
from blog.preferences.sitefile import Preferences
from blog.series.introfile import IntroFile
from blog.sources.folder import SITE
from blog.sources.ledger import Ledger
from blog.workshop import Workshop


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
    return sorted({*_of_files(work), *_across_files(work)})


def _of_files(work: Work) -> Iterator[Problem]:
    yield from work.listing.problems
    if not work.listing.has_site:
        yield Problem(SITE, 1, "is missing; blog init makes one")
    for seen in work.remembered().values():
        yield from seen.problems


def _across_files(work: Work) -> Iterator[Problem]:
    """Find what no file shows alone: links, menu entries and authors that lead nowhere."""
    yield from links.dead(work.finished, url=work.preferences.url)
    written = [one.changed.written for one in work.finished]
    pages = {one.slug: one.title for one in written if isinstance(one, PageFile)}
    tags = {one.slug: one.title for one in written if isinstance(one, IntroFile)}
    tags |= {tag.slug: tag.name for one in written if isinstance(one, PostFile) for tag in one.tags}
    chosen = work.preferences
    yield from menu.resolve(chosen.menu, line=chosen.menu_line, pages=pages, tags=tags)[1]
    yield from collisions.told(work.finished)
    yield from _without_bio(work.finished)


def _without_bio(finished: Sequence[Finished]) -> Iterator[Problem]:
    known = {
        one.changed.written.slug for one in finished if isinstance(one.changed.written, BioFile)
    }
    for one in finished:
        post = one.changed.written
        if isinstance(post, PostFile) and post.author and post.author not in known:
            sentence = f"author: there is no file authors/{post.author}.md to tell who that is"
            yield Problem(one.changed.found.path, 1, sentence, refused=False)
