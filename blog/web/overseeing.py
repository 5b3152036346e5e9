"""What an author may decide about in discussions, for the desk and for the pages of posts.

Whatever was done can be taken back from the page one lands on: its address names it, as `done`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import abort, request

from blog.comments import queries, undoing
from blog.comments.meanwhile import Fate
from blog.comments.status import Status
from blog.comments.undoing import Done
from blog.comments.verbs import Verb
from blog.manuscripts import queries as manuscripts
from blog.manuscripts.queries import PostFile
from blog.texts import gettext, ngettext
from blog.web.signed_in import Visitor


@dataclass(frozen=True, kw_only=True)
class Mine:
    """The posts, and whose discussions an author may decide about: the owner's are all."""

    posts: Mapping[str, PostFile]
    asking: Visitor

    @property
    def slugs(self) -> list[str] | None:
        """Name the discussions; nothing stands for all, also of posts that are gone."""
        if self.asking.is_owner:
            return None
        return [slug for slug in self.posts if self.covers(slug)]

    @property
    def author(self) -> str | None:
        """Name the author whose posts these are; nothing stands for all authors."""
        return None if self.asking.is_owner else self.asking.slug

    @property
    def titles(self) -> dict[str, str]:
        """Map every post to its title."""
        return {slug: post.title or slug for slug, post in self.posts.items()}

    def covers(self, slug: str) -> bool:
        """Tell whether the author may decide about a discussion."""
        found = self.posts.get(slug)
        return self.asking.may_edit(found.author_slug if found else None)


@dataclass(frozen=True, kw_only=True)
class Button:
    """Something to do with comments: what it sends, says, and the key it goes by."""

    value: str
    label: str
    key: str
    first: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What was just done, and its number, while it can be taken back."""

    text: str
    undo: int | None
    about: Collection[int]


def mine(asking: Visitor) -> Mine:
    """Find out what an author may decide about."""
    return Mine(posts={one.slug: one for one in manuscripts.files() if one.slug}, asking=asking)


def overseer(reader: Visitor | None, author_slug: str) -> Visitor | None:
    """Give whoever is signed in, if the post they read is theirs to decide about."""
    return reader if reader and reader.may_edit(author_slug) else None


def refuse_others(mine: Mine, ids: Collection[int]) -> None:
    """Refuse what is said about comments on somebody else's posts, or on nothing."""
    found = queries.slugs_of(ids)
    if len(found) < len(set(ids)):
        abort(HTTPStatus.NOT_FOUND)
    if not all(mine.covers(slug) for slug in set(found.values())):
        abort(HTTPStatus.FORBIDDEN)


def notice(asking: Visitor) -> Notice | None:
    """Say what was done on the way to the page that is asked for."""
    asked = request.args.get("done", "")
    done = undoing.find(int(asked)) if asked.isdecimal() and len(asked) < 10 else None
    if done and not may_take_back(asking, done):
        done = None
    left = _left()
    said = [_told(done, left.get(Fate.ANEW, 0))] if done else []
    said += [_WHY[fate](many) for fate, many in left.items()]
    if not any(said):
        return None
    undo = done.id if done and not done.taken_back else None
    return Notice(text=" ".join(filter(None, said)), undo=undo, about=done.about if done else ())


def may_take_back(asking: Visitor, done: Done) -> bool:
    """Tell whether what an author did is this one's to take back: on posts still theirs."""
    is_theirs = asking.may_edit(done.author)
    return is_theirs and (asking.is_owner or all(map(mine(asking).covers, done.slugs)))


def left(fates: Iterable[Fate]) -> str:
    """Write for the address of a page what was left as it is there; `notice` says it."""
    return ".".join(f"{fate}-{many}" for fate, many in Counter(fates).items())


def _left() -> dict[Fate, int]:
    parts = [one.partition("-") for one in request.args.get("left", "").split(".")]
    return {
        Fate(fate): int(many)
        for fate, _, many in parts
        if fate in set(Fate) and many.isascii() and many.isdecimal() and len(many) < 6
    }


def _told(done: Done, anew: int) -> str:
    """Say what was done, or taken back; nothing of what could not be taken back."""
    n = len(done.about)
    if not done.taken_back:
        return "" if anew else _TOLD[done.verb](n)
    if not anew:
        return gettext("Taken back.")
    return ngettext("%(n)s taken back.", "%(n)s taken back.", n - anew)


def buttons(status: Status, about: object, *, edit: bool = False) -> Sequence[Button]:
    """List what can be done with comments of some standing, the likeliest first."""
    return list(_buttons(status, str(about), edit))


def _buttons(status: Status, about: str, edit: bool) -> Iterator[Button]:
    if status is Status.FOLDED:
        yield Button(value=f"unfold {about}", label=gettext("Unfold"), key="f")
        return
    if status in {Status.SPAM, Status.DELETED}:
        yield Button(value=f"restore {about}", label=gettext("Show again"), key="a")
        return
    if status is Status.PENDING or edit:
        yield Button(value=f"approve {about}", label=gettext("Approve"), key="a", first=True)
    if edit:
        yield Button(value=f"refuse {about}", label=gettext("Keep as it was"), key="k")
    yield Button(value=f"spam {about}", label=gettext("Spam"), key="s")
    yield Button(value=f"delete {about}", label=gettext("Delete"), key="d")


_TOLD: Mapping[Verb, Callable[[int], str]] = {
    Verb.APPROVE: lambda n: ngettext("%(n)s approved.", "%(n)s approved.", n),
    Verb.REFUSE: lambda n: ngettext("%(n)s edit refused.", "%(n)s edits refused.", n),
    Verb.SPAM: lambda n: ngettext("%(n)s put away as spam.", "%(n)s put away as spam.", n),
    Verb.DELETE: lambda n: ngettext("%(n)s deleted.", "%(n)s deleted.", n),
    Verb.RESTORE: lambda n: ngettext("%(n)s shown again.", "%(n)s shown again.", n),
    Verb.FOLD: lambda n: ngettext("%(n)s folded.", "%(n)s folded.", n),
    Verb.UNFOLD: lambda n: ngettext("%(n)s unfolded.", "%(n)s unfolded.", n),
    Verb.REPLY: lambda _: gettext("Answered."),
    Verb.CLOSE: lambda n: ngettext("%(n)s discussion closed.", "%(n)s discussions closed.", n),
    Verb.REOPEN: lambda n: ngettext("%(n)s discussion reopened.", "%(n)s discussions reopened.", n),
}

_WHY: Mapping[Fate, Callable[[int], str]] = {
    Fate.CHANGED: lambda n: ngettext(
        "Changed meanwhile: look again.", "%(n)s changed meanwhile: look again.", n
    ),
    Fate.WITHDRAWN: lambda n: ngettext(
        "Its writer took it back meanwhile.", "%(n)s were taken back by their writers meanwhile.", n
    ),
    Fate.DECIDED: lambda n: ngettext(
        "Decided meanwhile; it stays as it is.",
        "%(n)s decided meanwhile; they stay as they are.",
        n,
    ),
    Fate.ANEW: lambda n: ngettext(
        "Decided anew meanwhile; it stays as it is.",
        "%(n)s decided anew meanwhile; they stay as they are.",
        n,
    ),
    Fate.NOTHING: lambda _: gettext("Nothing was left to do."),
}
