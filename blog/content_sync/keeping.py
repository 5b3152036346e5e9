"""Keeping what a look at the folder came to, inside the transaction of a sync."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from blog.authors import queries as authors_queries
from blog.authors import sync as authors_sync
from blog.authors.biofile import BioFile
from blog.content_sync import menu, reading, renames
from blog.content_sync.rendering import Finished
from blog.content_sync.report import Report
from blog.errors import Problem
from blog.markup.post import Rendered
from blog.posts import memory
from blog.posts import queries as posts_queries
from blog.posts import sync as posts_sync
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile
from blog.posts.sync import Known, Text
from blog.preferences import sync as preferences_sync
from blog.preferences.sitefile import Preferences
from blog.series import queries as series_queries
from blog.series import sync as series_sync
from blog.sources import ledger
from blog.sources.folder import Kind, Listing
from blog.sources.ledger import Ledger, Seen


@dataclass(frozen=True, kw_only=True)
class Work:
    """A look at the folder, rendered and ready to be kept.

    `seen` are the files that were looked at and need no rendering, or cannot be used.
    """

    listing: Listing
    ledger: Ledger
    preferences: Preferences
    finished: Sequence[Finished]
    seen: Sequence[Seen]
    mark: str

    @cached_property
    def here(self) -> set[str]:
        """The paths of all files in the folder that can be looked at."""
        return {found.path for found in self.listing.files}

    @cached_property
    def vanished(self) -> set[str]:
        """The paths of files that were here at the last sync, and now surely are not."""
        closed = self.listing.closed()
        gone = set(self.ledger.seen) - self.here
        return {path for path in gone if not closed & _with_folders(path)}

    def remembered(self) -> dict[str, Seen]:
        """Say what is to be remembered of every file in the folder."""
        seen = {path: one for path, one in self.ledger.seen.items() if path not in self.vanished}
        seen.update({one.path: one for one in self.seen})
        for one in self.finished:
            before = self.ledger.seen.get(one.changed.found.path)
            seen[one.changed.found.path] = reading.remembered(one.changed, one.problems, before)
        return seen

    def good(self) -> list[tuple[Finished, Rendered]]:
        """Pick the files that could be rendered."""
        return [(one, one.rendered) for one in self.finished if one.rendered is not None]


def nothing_to_do(work: Work) -> bool:
    """Tell whether the index says already what the files say."""
    same = all(work.ledger.seen.get(one.path) == one for one in work.seen)
    return same and not work.finished and not work.vanished and work.ledger.number > 0


def unchanged(work: Work) -> Report:
    """Report a look that found nothing new."""
    return Report(
        site_missing=not work.listing.has_site,
        problems=(*_problems(work, work.ledger.seen), *_menu(work)[1]),
        posts=posts_sync.in_all(),
    )


def keep(work: Work, *, accept_removals: bool) -> Report:
    """Bring the index up to what was found; the caller holds the transaction."""
    seen = work.remembered()
    staying = {(one.kind, one.slug) for one in seen.values() if one.slug}
    known = posts_sync.known()
    missing = {slug: one for slug, one in known.items() if (Kind.POST, slug) not in staying}
    pairs = _renamed(work, missing, known, staying)
    lost = [one for slug, one in missing.items() if slug not in pairs]
    held = [] if accept_removals else _held_back(lost, known)
    keep_all = bool(held) or (not work.listing.has_site and not accept_removals)

    for old, slug in pairs.items():
        posts_sync.follow(missing[old], slug=slug)
    removed = [] if keep_all else _take_down(lost, staying)
    _store(work, known)
    ledger.write(
        (one for path, one in seen.items() if work.ledger.seen.get(path) != one),
        forget=_followed(work, pairs) if keep_all else work.vanished,
    )
    return _report(work, seen, pairs, removed=removed, held=held, site=_store_site(work))


def _renamed(
    work: Work,
    missing: Mapping[str, Known],
    known: Mapping[str, Known],
    staying: set[tuple[str, str]],
) -> dict[str, str]:
    """Pair the posts that are missing with those they are now, where that can be told."""
    if not missing:
        return {}
    posts = _posts(work)
    touched = {post.slug for post in posts}
    heirs = {
        old: heir
        for old, heir in memory.heirs(missing).items()
        if heir not in touched and (Kind.POST, heir) in staying
    }
    heirs |= {old: post.slug for post in posts for old in post.formerly if old in missing}
    new = [post for post in posts if post.slug not in known]
    return renames.renames(missing, new, heirs=heirs)


def _followed(work: Work, pairs: Mapping[str, str]) -> set[str]:
    """Name the files that are known under another name now, even while others are kept."""
    return {path for path in work.vanished if work.ledger.seen[path].slug in pairs}


def _posts(work: Work) -> list[PostFile]:
    written = (one.changed.written for one, _ in work.good())
    return [one for one in written if isinstance(one, PostFile)]


def _with_folders(path: str) -> set[str]:
    """Name a file and the folders it is in."""
    parts = path.split("/")
    return {"/".join(parts[: length + 1]) for length in range(len(parts))}


def _held_back(lost: Sequence[Known], known: Mapping[str, Known]) -> list[str]:
    public = [one.slug for one in lost if not one.draft]
    published = sum(not one.draft for one in known.values())
    return public if renames.too_many(taken_down=len(public), published=published) else []


def _take_down(lost: Sequence[Known], staying: set[tuple[str, str]]) -> list[str]:
    pages = posts_sync.page_slugs() - _slugs(staying, Kind.PAGE)
    authors = set(authors_queries.names()) - _slugs(staying, Kind.AUTHOR)
    tags = set(series_queries.titles()) - _slugs(staying, Kind.TAG)
    posts_sync.take_down(lost)
    posts_sync.take_down_pages(pages)
    authors_sync.forget(authors)
    series_sync.forget(tags)
    gone = {"posts": {one.slug for one in lost}, "pages": pages, "authors": authors, "tags": tags}
    return [f"{folder}/{slug}" for folder, slugs in gone.items() for slug in sorted(slugs)]


def _slugs(names: set[tuple[str, str]], kind: Kind) -> set[str]:
    return {slug for its_kind, slug in names if its_kind == kind}


def _store(work: Work, known: Mapping[str, Known]) -> None:
    posts: list[tuple[PostFile, Text]] = []
    pages: list[tuple[PageFile, Text]] = []
    for one, rendered in work.good():
        text = _text(one, rendered)
        match one.changed.written:
            case PostFile() as post:
                posts.append((post, text))
            case PageFile() as page:
                pages.append((page, text))
            case BioFile() as bio:
                authors_sync.store(bio, html=text.html, picture=text.picture)
            case intro:
                series_sync.store(intro, html=text.html, excerpt=text.excerpt)
    posts_sync.store(posts, known=known)
    posts_sync.store_pages(pages)


def _text(one: Finished, rendered: Rendered) -> Text:
    return Text(
        html=rendered.html,
        excerpt=rendered.excerpt,
        headings=rendered.headings,
        picture=one.picture,
    )


def _store_site(work: Work) -> tuple[Problem, ...]:
    """Keep the author's choices, the menu resolved to what it leads to today."""
    entries, problems = _menu(work)
    names = authors_queries.names()
    author = work.preferences.author
    preferences_sync.store(work.preferences, menu=entries, author_name=names.get(author, author))
    return problems


def _menu(work: Work) -> tuple[list[tuple[str, str]], tuple[Problem, ...]]:
    return menu.resolve(
        work.preferences.menu,
        line=work.preferences.menu_line,
        pages=posts_queries.page_titles(),
        tags=series_queries.names(),
    )


def _report(
    work: Work,
    seen: Mapping[str, Seen],
    pairs: Mapping[str, str],
    *,
    removed: Sequence[str],
    held: Sequence[str],
    site: tuple[Problem, ...],
) -> Report:
    followed = set(pairs.values())
    good = [one.changed for one, _ in work.good() if one.changed.written.slug not in followed]
    before = {path for path, one in work.ledger.seen.items() if one.slug}
    told = {slug for post in _posts(work) for slug in post.formerly}
    return Report(
        added=tuple(one.found.path for one in good if one.found.path not in before),
        changed=tuple(one.found.path for one in good if one.found.path in before),
        removed=tuple(removed),
        renamed=pairs,
        told=tuple(old for old in pairs if old in told),
        held_back=tuple(held),
        site_missing=not work.listing.has_site,
        problems=(*_problems(work, seen), *site),
        posts=posts_sync.in_all(),
    )


def _problems(work: Work, seen: Mapping[str, Seen]) -> tuple[Problem, ...]:
    """Gather what is wrong with any file, also with those that have not changed."""
    of_files = [problem for path in work.here if path in seen for problem in seen[path].problems]
    return tuple(sorted({*work.listing.problems, *of_files}))
