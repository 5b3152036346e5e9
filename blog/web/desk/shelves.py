"""Which comments a page of the desk lists, and what stands above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request, url_for

from blog import current
from blog.accounts import queries as accounts
from blog.accounts import visits
from blog.comments import folds, queries, queue, tally
from blog.comments.folding import Fold
from blog.comments.queue import Group, Waiting
from blog.comments.shown import Whole
from blog.comments.status import Status
from blog.texts import gettext, ngettext
from blog.web import overseeing
from blog.web.filters import number
from blog.web.overseeing import Mine
from blog.web.paging import number_asked_for
from blog.web.signed_in import visitor

# More on one page nobody decides on a phone.
A_PAGE = 50
WAITING, RECENT, REPEATS = "waiting", "recent", "folded"
STANDINGS: Mapping[str, frozenset[Status]] = {
    WAITING: frozenset({Status.PENDING}),
    RECENT: frozenset({Status.APPROVED, Status.PENDING}),
    REPEATS: frozenset({Status.FOLDED}),
    "spam": frozenset({Status.SPAM}),
    "deleted": frozenset({Status.DELETED}),
}
# What can be done with several of a shelf at once.
_WITH_ALL: Mapping[str, Status] = {
    WAITING: Status.PENDING,
    RECENT: Status.APPROVED,
    REPEATS: Status.FOLDED,
    "spam": Status.SPAM,
    "deleted": Status.DELETED,
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """What of a shelf one page shows, and where its neighbours are."""

    alone: Sequence[Waiting]
    groups: Sequence[Group]
    # All that is meant by “all”, shown on this page or not.
    ids: Sequence[int]
    address: str
    earlier: str | None
    later: str | None
    # Which of how many it shows one by one.
    start: int = 0
    many: int = 0


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One page of comments for their author."""

    name: str
    asked: str
    like: str
    part: Part
    # How many wait, found by a search or not.
    waiting: int
    since: datetime | None
    new: int
    elsewhere: Mapping[str, int]
    repeats: Sequence[tuple[Fold, Whole, Whole]]

    @property
    def heading(self) -> str:
        """What stands above it."""
        if self.name == WAITING:
            n = len(self.part.ids)
            if self.asked or self.like:
                some, of = number(n), number(self.waiting)
                return gettext("%(some)s of %(of)s that wait", some=some, of=of)
            many = ngettext("%(n)s comment waits", "%(n)s comments wait", n)
            return many if n else gettext("Nothing waits")
        return labels()[self.name]

    @property
    def place(self) -> str:
        """Which of those that wait it shows, where that is not all of them."""
        start, many = self.part.start, self.part.many
        if many <= A_PAGE:
            return ""
        last = min(start + A_PAGE, many)
        here = {"first": number(start + 1), "last": number(last), "n": number(many)}
        if many < len(self.part.ids):
            return gettext("%(first)s to %(last)s of the %(n)s not alike, oldest first", **here)
        return gettext("%(first)s to %(last)s of %(n)s, oldest first", **here)

    def is_new(self, one: Waiting) -> bool:
        """Tell whether a comment came since the author last looked."""
        return is_new(one.comment, self.since)


def labels() -> dict[str, str]:
    """Call every shelf by its name."""
    return {
        WAITING: gettext("What waits"),
        RECENT: gettext("Recent"),
        REPEATS: gettext("Repeats"),
        "spam": gettext("Spam"),
        "deleted": gettext("Deleted"),
    }


def address(name: str, *, asked: str = "", like: str = "", behind: int = 0, page: int = 1) -> str:
    """Give the address of a shelf, or of what was found on it: of one of its pages."""
    return url_for(
        "desk.comments.show",
        show=name if name != WAITING else None,
        q=asked or None,
        like=like or None,
        behind=behind or None,
        page=page if page > 1 else None,
    )


def is_new(comment: Whole, since: datetime | None) -> bool:
    """Tell whether a reader said something since some moment."""
    return since is not None and comment.submitted_at > since and not comment.by_author


def asked_for(mine: Mine) -> Shelf:
    """Read the shelf a page is asked for."""
    name = request.args.get("show", WAITING)
    name = name if name in STANDINGS else WAITING
    asked, like = request.args.get("q", "").strip(), request.args.get("like", "")
    found = _found(mine, asked) if asked else {}
    since = visits.new_since(accounts.visit(mine.asking.slug), now=current.now())
    if name == WAITING:
        part = _of_waiting(mine, asked, like)
    else:
        part = _put_by(mine, name, asked, found.get(name, []) if asked else None)
    narrowed = name == WAITING and (asked or like)
    return Shelf(
        name=name,
        asked=asked,
        like=like,
        part=part,
        waiting=len(waiting(mine) if narrowed else part.ids),
        since=since,
        new=tally.new(since=since, author=mine.author),
        elsewhere={other: len(ids) for other, ids in found.items() if other != name},
        repeats=_repeats(mine) if name == REPEATS and not asked else (),
    )


def page(*, problem: str = "") -> str:
    """Show the shelf that is asked for."""
    asking = visitor()
    mine = overseeing.mine(asking)
    shelf = asked_for(mine)
    return render_template(
        "desk/comments.html",
        shelf=shelf,
        standing=_WITH_ALL[shelf.name],
        sure=[f"{fold.id}:{fold.into}" for fold, _, _ in shelf.repeats if fold.sure],
        labels=labels(),
        address=address,
        posts=mine.posts,
        notice=overseeing.notice(asking),
        buttons=overseeing.buttons,
        problem=problem,
    )


def waiting(mine: Mine, *, asked: str = "", like: str = "") -> list[Waiting]:
    """List what waits for an author, oldest first: comments, and edits of others."""
    edits = queries.waiting_edits()
    every = queries.listed(statuses=[Status.PENDING], also=edits, slugs=mine.slugs)
    found = [Waiting(comment=one, edit=edits.get(one.id)) for one in every]
    if asked:
        found = queue.matching(found, asked, mine.titles)
    return queue.alike(found, like) if like else found


def laid_out(
    mine: Mine, *, asked: str, like: str
) -> tuple[Sequence[Waiting], Sequence[Group], list[int]]:
    """Part what waits: one by one, what is decided as one, and the numbers of all of it.

    What is alike is shown one by one where it was asked for.
    """
    every = waiting(mine, asked=asked, like=like)
    alone, groups = (every, []) if like else queue.grouped(every)
    return alone, groups, [one.comment.id for one in every]


def _of_waiting(mine: Mine, asked: str, like: str) -> Part:
    alone, groups, ids = laid_out(mine, asked=asked, like=like)
    behind = number_asked_for("behind") or 0
    page = queue.page(alone, behind=_moment(behind), most=A_PAGE)

    def at(place: int) -> str:
        return address(WAITING, asked=asked, like=like, behind=place)

    return Part(
        alone=page.shown,
        # They come first, and once.
        groups=() if page.start else groups,
        ids=ids,
        address=at(behind if page.start else 0),
        earlier=None if page.earlier is None else at(page.earlier),
        later=None if page.later is None else at(page.later),
        start=page.start,
        many=len(alone),
    )


def _moment(number: int) -> queue.Moment | None:
    """Find where a comment stood, whatever became of it."""
    found = queries.by_id(number) if number else None
    return (found.submitted_at, found.id) if found else None


def _found(mine: Mine, asked: str) -> dict[str, list[int]]:
    """Find what holds the words asked for, on whichever shelf it stands, the newest first."""
    lines = queue.matching(queries.lines(slugs=mine.slugs), asked, mine.titles)
    shelved = {
        name: [line.id for line in lines if line.status in standings]
        for name, standings in STANDINGS.items()
    }
    return {name: ids for name, ids in shelved.items() if ids}


def _put_by(mine: Mine, name: str, asked: str, found: Sequence[int] | None) -> Part:
    """Lay out a page of what is not waiting, the newest first."""
    page = number_asked_for() or 1
    listed = _newest(mine, name, found, (page - 1) * A_PAGE)
    edits = queries.waiting_edits() if name == RECENT else {}
    shown = [Waiting(comment=one, edit=edits.get(one.id)) for one in listed[:A_PAGE] if one.body]
    return Part(
        alone=shown,
        groups=(),
        ids=[one.comment.id for one in shown],
        address=address(name, asked=asked, page=page),
        earlier=address(name, asked=asked, page=page - 1) if page > 1 else None,
        later=address(name, asked=asked, page=page + 1) if len(listed) > A_PAGE else None,
    )


def _newest(mine: Mine, name: str, found: Sequence[int] | None, start: int) -> Sequence[Whole]:
    """List one more than a page."""
    if found is not None:
        ids = found[start : start + A_PAGE + 1]
        return queries.listed(statuses=(), also=ids, newest=A_PAGE + 1)
    standings = STANDINGS[name]
    return queries.listed(statuses=standings, slugs=mine.slugs, newest=A_PAGE + 1, offset=start)


def _repeats(mine: Mine) -> list[tuple[Fold, Whole, Whole]]:
    """Pair the repeats the rules find with what they repeat, the sure ones first."""
    found = sorted(folds.standing_twice(mine.slugs), key=lambda fold: not fold.sure)[:A_PAGE]
    numbers = {number for fold in found for number in (fold.id, fold.into)}
    texts = {one.id: one for one in queries.listed(statuses=(), also=numbers)}
    return [(fold, texts[fold.id], texts[fold.into]) for fold in found]
