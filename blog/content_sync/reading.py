"""Understanding the files that have changed since the last sync."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeAlias
from unicodedata import normalize
from urllib.parse import quote

from blog import clock
from blog.authors import biofile
from blog.authors.biofile import BioFile
from blog.content_sync import wording
from blog.errors import BadFile, Problem
from blog.markup import figures
from blog.posts import pagefile, postfile
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile
from blog.preferences import sitefile
from blog.preferences.sitefile import Preferences
from blog.series import introfile
from blog.series.introfile import IntroFile
from blog.sources import folder
from blog.sources.folder import Found, Kind, Listing
from blog.sources.ledger import Ledger, Seen
from blog.training import blocks, log
from blog.training.log import Log

Written: TypeAlias = PostFile | PageFile | BioFile | IntroFile

# Looking for what is meant takes a moment; nobody slips more often in one text.
_MOST_SLIPS = 20

# A file changed this shortly ago may change again without its time of change doing so.
_SETTLES_AFTER = 2.0


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A file whose text is new and understood, waiting to be rendered."""

    found: Found
    written: Written
    checksum: str
    advice: tuple[Problem, ...]
    # The names of the pictures beside the file that it speaks of.
    pictures: tuple[str, ...]
    # What a post tells of training.
    log: Log = field(default_factory=Log)


def read_site(content: Path, listing: Listing) -> tuple[Preferences | None, Seen | None]:
    """Read site.toml; None stands for preferences that cannot be used, or no file at all."""
    found = next((one for one in listing.files if one.kind is Kind.SITE), None)
    if found is None:
        return None, None
    try:
        text = folder.read(content, found)
        preferences, problems = sitefile.parse(text)
    except BadFile as error:
        return None, _seen(found, slug=None, checksum="", problems=error.problems)
    preferences = wording.typeset(preferences, language=preferences.language)
    beside = sorted(found.pictures.items()) if preferences.picture else []
    checksum = hashlib.sha256(repr((text, beside)).encode()).hexdigest()
    return preferences, _seen(found, slug="site", checksum=checksum, problems=problems)


def read(
    content: Path, listing: Listing, ledger: Ledger, preferences: Preferences, *, everything: bool
) -> tuple[list[Changed], list[Seen]]:
    """Read what has changed since the last sync, or everything.

    Two files that claim one name: the one that has it keeps it, the other one is refused.
    """
    changed: list[Changed] = []
    seen: list[Seen] = []
    for found in listing.files:
        if found.kind is Kind.SITE:
            continue
        before = ledger.seen.get(found.path)
        if before and not everything and before.signature == found.signature:
            continue
        one = _read_one(content, found, before, preferences, everything=everything)
        if isinstance(one, Seen):
            seen.append(one)
        else:
            changed.append(one)
    return _without_doubles(changed, seen, listing, ledger)


def _read_one(
    content: Path, found: Found, before: Seen | None, preferences: Preferences, *, everything: bool
) -> Changed | Seen:
    slug = before.slug if before else None
    try:
        text = folder.read(content, found)
    except BadFile as error:
        return _seen(found, slug=slug, checksum="", problems=error.problems)
    checksum = _checksum(found, text)
    if before and before.checksum == checksum and not everything:
        return _seen(found, slug=slug, checksum=checksum, problems=before.problems)
    try:
        return understood(found, text, preferences)
    except BadFile as error:
        return _seen(found, slug=slug, checksum=checksum, problems=error.problems)


def understood(found: Found, text: str, preferences: Preferences) -> Changed:
    """Understand a text as if its file said it; raise BadFile where it cannot be used."""
    written, told, advice = _understand(found, text, preferences)
    return Changed(
        found=found,
        written=wording.typeset(written, language=preferences.language),
        checksum=_checksum(found, text),
        advice=advice,
        pictures=_named(text, found.pictures),
        log=wording.typeset(told, language=preferences.language),
    )


def _understand(
    found: Found, text: str, preferences: Preferences
) -> tuple[Written, Log, tuple[Problem, ...]]:
    written: Written
    match found.kind:
        case Kind.POST:
            return _post(found, text, preferences)
        case Kind.PAGE:
            written, advice = pagefile.parse(
                text, path=found.path, name=found.name, preferences=preferences
            )
        case Kind.AUTHOR:
            written, advice = biofile.parse(text, path=found.path, name=found.name)
        case _:
            today = clock.now().astimezone(preferences.zone).date()
            written, advice = introfile.parse(text, path=found.path, name=found.name, today=today)
    return written, Log(), advice


def _post(
    found: Found, text: str, preferences: Preferences
) -> tuple[PostFile, Log, tuple[Problem, ...]]:
    """Understand a post and its log; what is wrong with either is named in one breath."""
    post, fields = postfile.read(text, path=found.path, name=found.name, preferences=preferences)
    moments = [at for at in (post.published_at, post.updated_at) if at]
    days = [at.astimezone(preferences.zone).date() for at in moments]
    entries, body = blocks.take(post.body, first_line=post.body_line, path=found.path)
    told = log.read(
        fields, entries, day=days[0] if post.published_at else None, last=max(days, default=None)
    )
    return replace(post, body=body), told, fields.advice()


def _without_doubles(
    changed: Sequence[Changed], seen: list[Seen], listing: Listing, ledger: Ledger
) -> tuple[list[Changed], list[Seen]]:
    held = {path: one.slug for path, one in ledger.seen.items()}
    owners = _owners(changed, seen, listing, ledger)
    kept = []
    doubles = []
    # Those that had the name before come first, then by path.
    for one in sorted(
        changed, key=lambda one: (held.get(one.found.path) != one.written.slug, one.found.path)
    ):
        name = (one.found.kind.value, one.written.slug)
        if owners.setdefault(name, one.found.path) == one.found.path:
            kept.append(one)
        else:
            doubles.append(one)
    for one in doubles:
        owner = owners[one.found.kind.value, one.written.slug]
        # Its last good version stays, unless another file has that name now.
        before = held.get(one.found.path)
        mine = owners.get((one.found.kind.value, before or ""), one.found.path)
        slug = before if mine == one.found.path else None
        seen.append(_double(one, owner, slug=slug))
    return sorted(kept, key=lambda one: one.found.path), seen


def _owners(
    changed: Sequence[Changed], seen: Sequence[Seen], listing: Listing, ledger: Ledger
) -> dict[tuple[str, str], str]:
    """Map names that are taken to the files that have them and keep them."""
    here = {found.path for found in listing.files}
    touched = {one.found.path for one in changed}
    lasting = (*ledger.seen.values(), *seen)
    return {
        (one.kind, one.slug): one.path
        for one in lasting
        if one.slug and one.path in here and one.path not in touched
    }


def _double(one: Changed, owner: str, *, slug: str | None) -> Seen:
    sentence = f"has the same address as {owner}; give one of them another name or slug"
    lines = getattr(one.written, "lines", {})
    problem = Problem(one.found.path, lines.get(("slug", one.written.slug), 1), sentence)
    # Without a signature it is read again at every sync: the other file may have given way.
    seen = _seen(one.found, slug=slug, checksum="", problems=[*one.advice, problem])
    return seen._replace(signature="")


def remembered(changed: Changed, problems: Sequence[Problem], before: Seen | None) -> Seen:
    """Make what the ledger keeps of a file that was to be rendered.

    Where that failed, the name of its last good version is kept, and so that version stays.
    """
    failed = any(problem.refused for problem in problems)
    return _seen(
        changed.found,
        slug=(before.slug if before else None) if failed else changed.written.slug,
        # What failed is tried again as soon as the file is saved, even with the same text.
        checksum="" if failed else changed.checksum,
        problems=[*changed.advice, *problems],
    )


def _seen(found: Found, *, slug: str | None, checksum: str, problems: Sequence[Problem]) -> Seen:
    settled = time.time() - found.modified > _SETTLES_AFTER
    return Seen(
        path=found.path,
        kind=found.kind.value,
        slug=slug,
        signature=found.signature if settled else "",
        checksum=checksum,
        problems=tuple(problems),
    )


def _named(text: str, pictures: Mapping[str, str]) -> tuple[str, ...]:
    """Pick the pictures a text speaks of, or may mean by a slip; others don't matter to it."""
    if not pictures:
        return ()
    plain = normalize("NFC", text)
    named = {name for name in pictures if any(one in plain for one in _spellings(name))}
    slips = (figures.meant(name, pictures) for name in figures.asked(text) - named)
    return tuple(sorted(named.union(filter(None, islice(slips, _MOST_SLIPS)))))


def _spellings(name: str) -> tuple[str, str, str]:
    """Spell a name as a text may: as people type, and as addresses are written."""
    typed = normalize("NFC", name)
    # A name that came from a Mac may have its dots and accents apart.
    return typed, quote(typed), quote(name)


def _checksum(found: Found, text: str) -> str:
    """Make a mark of everything a rendered text depends on."""
    pictures = {name: found.pictures[name] for name in _named(text, found.pictures)}
    return hashlib.sha256(repr((text, sorted(pictures.items()))).encode()).hexdigest()
