"""What publishing a text would come to, without publishing it.

The text is published in a transaction that is taken back: a page made inside of it is the page
readers would get, because nothing in between knows of rehearsals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from blog.content_sync import hearing, keeping, picturing, reading, rendering
from blog.content_sync.reading import Changed
from blog.content_sync.rendering import Finished
from blog.content_sync.service import Place
from blog.content_sync.work import Work
from blog.database.transaction import rehearsed
from blog.errors import BadFile, Problem
from blog.posts import sync as posts_sync
from blog.posts.postfile import PostFile
from blog.preferences.sitefile import Preferences
from blog.sources import folder
from blog.sources.folder import Kind, Listing
from blog.sources.ledger import Ledger, Seen
from blog.training import sync as training_sync
from blog.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """A text that was understood and rendered; `advice` is what could be better about it."""

    post: PostFile
    advice: tuple[Problem, ...]
    finished: Finished
    preferences: Preferences


def rehearse(
    place: Place,
    path: str,
    text: str,
    *,
    name: str,
    preferences: Preferences,
    workshop: Workshop,
    as_it_lies: Callable[[str], str],
) -> Rehearsed:
    """Understand and render a post's text; raise BadFile naming each line to mend.

    `path` is where it lies with its pictures, `name` what its file or folder will be called;
    `as_it_lies` gives the address of an original that nothing was made of yet.
    """
    found = folder.one(place.content, path, kind=Kind.POST)._replace(name=name)
    changed = reading.understood(found, text, preferences)
    finished = _rendered(changed, place, preferences, workshop, as_it_lies)
    if finished.rendered is None:
        raise BadFile(finished.problems)
    return Rehearsed(
        post=_post(changed),
        advice=(*changed.advice, *finished.problems),
        finished=finished,
        preferences=preferences,
    )


def _rendered(
    changed: Changed,
    place: Place,
    preferences: Preferences,
    workshop: Workshop,
    as_it_lies: Callable[[str], str],
) -> Finished:
    pictures = picturing.at_hand(
        changed,
        content=place.content,
        media=place.media,
        workshop=workshop,
        as_it_lies=as_it_lies,
    )
    return rendering.render(
        [changed],
        content=place.content,
        media=place.media,
        language=preferences.language,
        workshop=workshop,
        pictures={changed.found.path: pictures},
    )[0]


@contextmanager
def on_stage(one: Rehearsed, *, now: datetime) -> Iterator[None]:
    """Let the database say for a moment what it would say, had this been published by `now`."""
    shown = replace(one.post, draft=False, published_at=one.post.published_at or now)
    changed = replace(one.finished.changed, written=shown)
    with rehearsed():
        known = posts_sync.known([shown.slug])
        path = changed.found.path
        work = Work(
            listing=Listing(files=(changed.found,), problems=()),
            ledger=Ledger(number=0, rendered_with="", seen=_seen(path, shown.slug, known)),
            preferences=one.preferences,
            finished=[replace(one.finished, changed=changed)],
            seen=(),
            mark="",
        )
        keeping.store(work, known, drawn=training_sync.subjects(known), now=now)
        hearing.hear(work, renamed={}, now=now)
        yield


def _post(changed: Changed) -> PostFile:
    if not isinstance(changed.written, PostFile):
        raise TypeError(f"{changed.found.path} is no post")
    return changed.written


def _seen(path: str, slug: str, known: object) -> dict[str, Seen]:
    """Say whether the file has been there before, which is all that is asked here."""
    if not known:
        return {}
    seen = Seen(path=path, kind=Kind.POST, slug=slug, signature="", checksum="", problems=())
    return {path: seen}
