"""The discussion of a post as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from flask import abort, url_for
from markupsafe import Markup

from blog import current
from blog.comments import layout, queries, service, thread
from blog.comments.discussions import State
from blog.comments.layout import Layout
from blog.comments.shown import Shown, Whole
from blog.comments.status import Status
from blog.pagecache import stamps
from blog.posts import queries as posts
from blog.posts.shown import Shown as Post
from blog.series.sequence import Box
from blog.texts import gettext, ngettext
from blog.web import overseeing
from blog.web.filters import day
from blog.web.paging import Paging
from blog.web.signed_in import Visitor
from blog.web.site import overseen, policies, said, slips
from blog.web.site.overseen import Overseen
from blog.web.site.said import Manner, Said
from blog.web.site.slips import Bearer, Slip

TRAP = "subject"

# What was typed into a form, and what is wrong with it.
Typed: TypeAlias = tuple[Mapping[str, str] | None, Mapping[str, str] | None]

_EMPTY = dict.fromkeys(("name", "email", "website", "body", "parent"), "")


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Why there is no form: who, when and why in a sentence, and where it goes on."""

    title: str
    sentence: str
    # The reason its author gave, to be changed.
    why: str
    goes_on: tuple[str, str] | None


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form with what was typed, and what is wrong with it beside the field."""

    action: str
    heading: str
    values: Mapping[str, str]
    hidden: Sequence[tuple[str, str]]
    max_length: int
    errors: Mapping[str, str] = field(default_factory=dict)
    parent: Said | None = None
    trap: str = TRAP
    # The author who is signed in, and need not say who they are.
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """Everything below a post."""

    count: int
    heading: str
    branches: Sequence[thread.Branch[Shown]]
    printed: Mapping[int, Markup]
    closed: Closure | None
    form: Form | None
    receipt: Slip | None
    # The comment of the receipt, where it is among those shown.
    held: Said | None
    paging: Paging
    # For the author who may decide about it, and nobody else.
    overseen: Overseen | None


def of(
    post: Post,
    boxes: Sequence[Box],
    *,
    bearer: Bearer | None = None,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    number: int | None = None,
    reader: Visitor | None = None,
) -> Discussion | None:
    """Lay out the discussion of a post; nothing where its author wants none.

    `values` and `errors` go into the form, as they were typed and what is wrong with them;
    `number` is the page that is asked for, which has to be there; `reader` is an author who
    is signed in.
    """
    state = _state(post)
    if state.is_off:
        return None if number in (None, 1) else abort(404)
    slip, own = (bearer and slips.of(post, bearer)) or (None, None)
    overseer = overseeing.overseer(reader, post.author.slug)
    laid = _laid(post, number, own, overseer)
    paging = Paging(number=laid.number, count=laid.pages, size=layout.A_PAGE, path=post.path)
    manner = said.manner(post, paging.here, answerable=not (state.closed or overseer))
    return Discussion(
        count=laid.count,
        heading=_heading(laid.count, post.title),
        branches=laid.branches,
        printed=_printed(laid, manner),
        closed=closure(state, boxes),
        form=_open_form(post, state, bearer, reader, (values, errors)),
        receipt=slip,
        held=_held(laid, manner, slip, own),
        paging=paging,
        overseen=overseen.of(post.slug, laid, overseer, back=paging.here) if overseer else None,
    )


def _laid(post: Post, number: int | None, own: Whole | None, overseer: Visitor | None) -> Layout:
    """Lay out a page with what everybody sees, one's own comment, and what its author sees."""
    also = overseen.also(post.slug, overseer) if overseer else ()
    own_id = [own.id] if own else []
    return layout.lay(post.slug, number=number, own=own_id, also=also) or abort(404)


def _printed(laid: Layout, manner: Manner) -> dict[int, Markup]:
    shown = (branch.comment for branch in layout.every(laid.branches) if branch.gone is None)
    return said.printed(shown, manner)


def _held(laid: Layout, manner: Manner, slip: Slip | None, own: Whole | None) -> Said | None:
    """Word the comment of a receipt, to its writer as they wrote it."""
    for branch in layout.every(laid.branches) if slip else ():
        if slip and branch.comment.id == slip.comment:
            return manner.word(own or branch.comment)
    return None


def _open_form(
    post: Post, state: State, bearer: Bearer | None, reader: Visitor | None, typed: Typed
) -> Form | None:
    if state.closed is not None:
        return None
    return form(
        post.slug,
        *typed,
        opening=opening(post.slug, state),
        receipt=bearer.token if bearer else "",
        by=reader.name if reader else "",
    )


def form(
    slug: str,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    parent: Said | None = None,
    opening: str = "",
    receipt: str = "",
    confirmation: str = "",
    by: str = "",
) -> Form:
    """Make the form of a post: equal bytes for every reader who brings nothing along."""
    hidden = (("opening", opening), ("receipt", receipt), ("confirmation", confirmation))
    return Form(
        action=url_for("comments.submit", slug=slug),
        heading=gettext("Leave a comment"),
        values={**_EMPTY, **(values or {})},
        hidden=[(name, value) for name, value in hidden if value],
        max_length=policies.discussions().max_length,
        errors=errors or {},
        parent=parent,
        by=by,
    )


def opening(slug: str, state: State) -> str:
    """Sign which discussion a form belongs to, while it is open."""
    return current.tokens().opening(slug, state.opened_at) if state.closed is None else ""


def closure(state: State, boxes: Sequence[Box]) -> Closure | None:
    """Word why a discussion is closed; nothing while it is open."""
    if state.closed is None:
        return None
    return Closure(
        title=gettext("Comments are closed."),
        sentence=state.closed.sentence(day),
        why=state.closed.why or "",
        goes_on=_goes_on(boxes),
    )


def one(post: Post, comment_id: int) -> Said | None:
    """Find a public comment of a post, to answer it."""
    found = queries.by_id(comment_id)
    if found is None or found.post_slug != post.slug or found.status is not Status.APPROVED:
        return None
    return said.manner(post, post.path, answerable=True).word(found)


def _state(post: Post) -> State:
    found = service.state(policies.topic(post), policy=policies.discussions(), now=current.now())
    stamps.shows_until(found.closes_at)
    return found


def _heading(count: int, title: str) -> str:
    return ngettext(
        "%(n)s thought on “%(title)s”", "%(n)s thoughts on “%(title)s”", count, title=title
    )


def _goes_on(boxes: Sequence[Box]) -> tuple[str, str] | None:
    """Find the newest part of the same story where one can still answer."""
    if not boxes:
        return None
    parts = {part.slug: part for part in boxes[0].story.parts}
    topics = [policies.topic(post) for post in posts.discussed(list(parts), now=current.now())]
    slug = service.newest_open(topics, policy=policies.discussions(), now=current.now())
    if slug is None:
        return None
    part = parts[slug]
    words = gettext("Part %(n)s: %(title)s", n=part.number, title=part.title)
    return f"{part.path}#comments", words
