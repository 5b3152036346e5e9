"""Making the index say what the author's files say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from blog import clock
from blog.content_sync import emblem, hearing, keeping, reading, rendering
from blog.content_sync import ties as ties_of_files
from blog.content_sync.progress import OnDone
from blog.content_sync.report import Report
from blog.content_sync.ties import Ties
from blog.content_sync.work import Work
from blog.database.transaction import transaction
from blog.images import names
from blog.markup import post as markup
from blog.preferences import queries as preferences_queries
from blog.preferences.sitefile import Preferences
from blog.sources import folder, ledger
from blog.sources.folder import Listing
from blog.sources.ledger import Ledger, Seen
from blog.training import sync as training
from blog.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a blog is: the author's folder, and the one for pictures as they are served."""

    content: Path
    media: Path


def sync(
    place: Place,
    *,
    workshop: Workshop,
    rebuild: bool = False,
    accept_removals: bool = False,
    on_done: OnDone | None = None,
) -> Report:
    """Make the index say what the files say; only what changed is worked on.

    Everything slow happens before the transaction, so that readers and their comments never
    wait for it. Where another sync was faster, this one looks again.
    """
    while True:
        work = look(
            place,
            before=ledger.last(),
            usual=preferences_queries.chosen().preferences,
            rebuild=rebuild,
            workshop=workshop,
            on_done=on_done,
        )
        if keeping.nothing_to_do(work):
            return keeping.unchanged(work)
        ties = None if keeping.only_texts_changed(work) else ties_of_files.read(ledger.ties())
        try:
            with transaction():
                if ledger.claim(work.ledger.number, rendered_with=work.mark):
                    return _keep(work, ties, accept_removals=accept_removals)
        except IntegrityError:
            # Two very first syncs met on PostgreSQL and both made the first row.
            if ledger.last().number == work.ledger.number:
                raise


def _keep(work: Work, ties: Mapping[str, Ties] | None, *, accept_removals: bool) -> Report:
    now = clock.now()
    report = keeping.keep(work, ties=ties, accept_removals=accept_removals, now=now)
    hearing.hear(work, renamed=report.renamed, now=now)
    return report


def look(
    place: Place,
    *,
    before: Ledger,
    usual: Preferences,
    workshop: Workshop,
    rebuild: bool = False,
    on_done: OnDone | None = None,
) -> Work:
    """Look at the whole folder and render what is new since `before`; nothing is kept yet.

    The `usual` preferences serve where site.toml cannot be used.
    """
    listing = folder.listing(place.content)
    preferences, everything, site = _chosen(place, listing, before, usual, rebuild, workshop)
    changed, seen = reading.read(place.content, listing, before, preferences, everything=everything)
    finished = rendering.render(
        changed,
        content=place.content,
        media=place.media,
        language=preferences.language,
        workshop=workshop,
        on_done=on_done,
    )
    return Work(
        listing=listing,
        ledger=before,
        preferences=preferences,
        finished=finished,
        seen=(*seen, *site),
        mark=_mark(preferences),
    )


def _chosen(
    place: Place,
    listing: Listing,
    before: Ledger,
    usual: Preferences,
    rebuild: bool,
    workshop: Workshop,
) -> tuple[Preferences, bool, list[Seen]]:
    """Say what the author wants of the site, whether that changes every text, and what was seen."""
    chosen, site = reading.read_site(place.content, listing)
    everything = rebuild or _mark(chosen or usual) != before.rendered_with
    if chosen and site:
        last = None if everything else before.seen.get(site.path)
        beside = next(found.pictures for found in listing.files if found.path == site.path)
        same = emblem.kept(chosen, site, before=last, usual=usual)
        chosen, site = same or emblem.made(
            chosen, site, beside=beside, content=place.content, media=place.media, workshop=workshop
        )
    return chosen or usual, everything, [site] if site else []


def _mark(preferences: Preferences) -> str:
    """Name everything that changes how every file is understood or rendered."""
    return (
        f"{markup.VERSION}.{names.VERSION}.{training.VERSION} {preferences.permalink} "
        f"{preferences.timezone} {preferences.author} {preferences.language} "
        f"{preferences.week_starts}"
    )
