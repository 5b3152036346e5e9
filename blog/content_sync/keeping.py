"""Keeping what a look at the folder came to, inside the transaction of a sync."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from blog.authors import queries as authors_queries
from blog.authors import sync as authors_sync
from blog.authors.biofile import BioFile
from blog.content_sync import across, following, menu, renames
from blog.content_sync import ties as ties_of_files
from blog.content_sync.rendering import Finished
from blog.content_sync.report import Report
from blog.content_sync.ties import Ties
from blog.content_sync.work import Work
from blog.errors import Problem
from blog.markup.post import Rendered
from blog.posts import queries as posts_queries
from blog.posts import sync as posts_sync
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile
from blog.posts.sync import Known, Text
from blog.preferences import sync as preferences_sync
from blog.series import queries as series_queries
from blog.series import sync as series_sync
from blog.sources import ledger
from blog.sources.folder import SITE, Kind
from blog.sources.ledger import Seen
from blog.training import sync as training_sync

MISSING = "is missing; blog init makes one"


def nothing_to_do(work: Work) -> bool:
    """Tell whether the index says already what the files say."""
    same = all(work.ledger.seen.get(one.path) == one for one in work.seen)
    same = same and _left_aside(work) == work.ledger.left_aside
    return same and not work.finished and not work.vanished and work.ledger.number > 0


def unchanged(work: Work) -> Report:
    """Report a look that found nothing new."""
    return Report(
        site_missing=not work.listing.has_site,
        problems=_problems(work, work.ledger.seen, (*work.ledger.across, *_menu(work)[1])),
        posts=posts_sync.in_all(),
    )


def only_texts_changed(work: Work) -> bool:
    """Tell whether a few of many files changed, and none of them in what the others count on.

    Then nothing between the files can be wrong that was not before: to ask ten thousand again
    would take longer than all the rest.
    """
    new = _new_ties(work)
    accused = {problem.path for problem in work.ledger.across}
    if (
        len(work.finished) > len(work.here) // 100
        or len(new) < len(work.finished)
        or work.vanished
        or work.mark != work.ledger.rendered_with
        or accused & {SITE, *new}
        or not all(_only_touched(one, work.ledger.seen.get(one.path)) for one in work.seen)
    ):
        return False
    before = ties_of_files.read(ledger.ties(new))
    return all(ties_of_files.alike(one, before.get(path)) for path, one in new.items())


def _only_touched(one: Seen, before: Seen | None) -> bool:
    return before is not None and before._replace(signature=one.signature) == one


def keep(
    work: Work, *, ties: Mapping[str, Ties] | None, accept_removals: bool, now: datetime
) -> Report:
    """Bring the index up to what was found; the caller holds the transaction.

    `ties` are those of the last sync; without them, only texts have changed.
    """
    seen = work.remembered()
    staying = {(one.kind, one.slug) for one in seen.values() if one.slug}
    drafts = posts_sync.drafts()
    absent = {slug for slug in drafts if (Kind.POST, slug) not in staying}
    known = posts_sync.known(absent | {post.slug for post in work.posts()})
    missing = {slug: known[slug] for slug in drafts if slug in absent}
    drawn = training_sync.subjects(known)
    pairs = following.renamed(work, missing, known, staying)
    lost = [one for slug, one in missing.items() if slug not in pairs]
    held = [] if accept_removals else _held_back(lost, drafts)
    keep_all = bool(held) or (not work.listing.has_site and not accept_removals)

    for old, slug in pairs.items():
        posts_sync.follow(missing[old], slug=slug)
    hints = [] if keep_all else [*following.hints(work, lost, known, pairs)]
    if not keep_all:
        hints += following.pages(work, staying)
    removed = [] if keep_all else _take_down(lost, staying)
    store(work, known, drawn=drawn, now=now)
    forget = _followed(work, pairs) if keep_all else work.vanished
    across = _write(work, seen, ties, forget=forget)
    menu_ = _store_site(work)
    ledger.note((*across, *menu_), left_aside=_left_aside(work))
    problems = _problems(work, seen, (*across, *hints, *menu_))
    return _report(work, pairs, removed=removed, held=held, problems=problems)


def store(work: Work, known: Mapping[str, Known], *, drawn: set[str], now: datetime) -> None:
    """Keep every text of a look; `drawn` are the stories whose drawings may have changed."""
    _store(work, known)
    _store_logs(work, drawn, now)


def _new_ties(work: Work) -> dict[str, Ties]:
    return {one.changed.found.path: ties_of_files.of(one) for one, _ in work.good()}


def _write(
    work: Work,
    seen: Mapping[str, Seen],
    ties: Mapping[str, Ties] | None,
    *,
    forget: Collection[str],
) -> tuple[Problem, ...]:
    """Remember what was seen, and find what is wrong between the files as they are now."""
    new = _new_ties(work)
    ledger.write(
        (one for path, one in seen.items() if work.ledger.seen.get(path) != one),
        ties={path: ties_of_files.kept(one) for path, one in new.items()},
        forget=forget,
    )
    if ties is None:
        return work.ledger.across
    now = {
        path: one
        for path, one in {**ties, **new}.items()
        if path in (seen if path in work.here else work.ledger.seen)
        and path not in forget
        and (path not in seen or seen[path].slug)
    }
    return across.told(now.values(), preferences=work.preferences, doubtful=work.doubtful(now))


def _followed(work: Work, pairs: Mapping[str, str]) -> set[str]:
    """Name the files that are known under another name now, even while others are kept."""
    return {path for path in work.vanished if work.ledger.seen[path].slug in pairs}


def _held_back(lost: Sequence[Known], drafts: Mapping[str, bool]) -> list[str]:
    public = [one.slug for one in lost if not one.draft]
    published = sum(not draft for draft in drafts.values())
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
                series_sync.store(intro, html=text.html, excerpt=text.excerpt, picture=text.picture)
    posts_sync.store(posts, known=known)
    posts_sync.store_pages(pages)


def _store_logs(work: Work, drawn: set[str], now: datetime) -> None:
    """Keep what posts tell of training, and draw anew what showed them or does so now."""
    told = {
        one.changed.written.slug: one.changed.log
        for one, _ in work.good()
        if isinstance(one.changed.written, PostFile)
    }
    training_sync.store(told)
    names = drawn | training_sync.subjects(told)
    training_sync.draw(names, starts=work.preferences.week_starts, now=now)


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
    pairs: Mapping[str, str],
    *,
    removed: Sequence[str],
    held: Sequence[str],
    problems: tuple[Problem, ...],
) -> Report:
    followed = set(pairs.values())
    good = [one.changed for one, _ in work.good() if one.changed.written.slug not in followed]
    before = {path for path, one in work.ledger.seen.items() if one.slug}
    told = {slug for post in work.posts() for slug in post.formerly}
    return Report(
        added=tuple(one.found.path for one in good if one.found.path not in before),
        changed=tuple(one.found.path for one in good if one.found.path in before),
        removed=tuple(removed),
        renamed=pairs,
        told=tuple(old for old in pairs if old in told),
        held_back=tuple(held),
        site_missing=not work.listing.has_site,
        problems=problems,
        posts=posts_sync.in_all(),
    )


def _left_aside(work: Work) -> tuple[Problem, ...]:
    """Name what cannot be seen of any file: those that were not opened, a site that is none."""
    missing = () if work.listing.has_site else (Problem(SITE, 1, MISSING),)
    return (*work.listing.problems, *missing)


def _problems(work: Work, seen: Mapping[str, Seen], more: Iterable[Problem]) -> tuple[Problem, ...]:
    """Gather what is wrong with any file, also with those that have not changed."""
    of_files = [problem for path in work.here if path in seen for problem in seen[path].problems]
    return tuple(sorted({*work.listing.problems, *of_files, *more}))
