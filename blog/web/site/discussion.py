"""The discussion of a post as its page shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for

from blog import current
from blog.comments import queries, service, thread
from blog.comments.discussions import State
from blog.comments.shown import Shown, Whole
from blog.comments.status import Status
from blog.pagecache import stamps
from blog.posts import queries as posts
from blog.posts.shown import Shown as Post
from blog.series.sequence import Box
from blog.texts import gettext, ngettext
from blog.web.filters import day
from blog.web.site import policies, slips
from blog.web.site.slips import Bearer, Slip

TRAP = "subject"

_EMPTY = dict.fromkeys(("name", "email", "website", "body", "parent"), "")

# One line of this length runs in after the name.
_SHORT = 60
_ONE_LINE = re.compile(r"<p>((?:(?!</?(?:p|br|pre|ul|ol|blockquote)\b).)*)</p>\s*", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A comment, ready to be printed; `reply` is where it can be answered."""

    id: int
    parent_id: int | None
    name: str
    website: str
    html: str
    status: Status
    submitted_at: datetime
    by_author: bool
    path: str
    reply: str | None = None
    waiting: bool = False

    @property
    def short(self) -> bool:
        """Whether it is one line that can run in after the name."""
        line = _ONE_LINE.fullmatch(self.html)
        return line is not None and len(_TAGS.sub("", line[1])) <= _SHORT


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Why there is no form: who, when and why in a sentence, and where it goes on."""

    title: str
    sentence: str
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


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """Everything below a post."""

    count: int
    heading: str
    branches: Sequence[thread.Branch[Said]]
    closed: Closure | None
    form: Form | None
    receipt: Slip | None
    # Whether the comment of the receipt is among those shown.
    receipt_is_placed: bool


def of(
    post: Post,
    boxes: Sequence[Box],
    *,
    bearer: Bearer | None = None,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Discussion | None:
    """Lay out the discussion of a post; nothing where its author wants none.

    `values` and `errors` go into the form, as they were typed and what is wrong with them.
    """
    state = _state(post)
    stamps.shows_until(state.closes_at)
    if state.is_off:
        return None
    slip, own = (bearer and slips.of(post, bearer)) or (None, None)
    comments = queries.of_post(post.slug)
    said = [_said(post, comment, answerable=not state.closed) for comment in comments]
    if own is not None:
        said = [_of_whole(post, own) if one.id == own.id else one for one in said]
    count = sum(_is_public(comment) for comment in comments)
    branches = thread.nest(said, also_shown=[own.id] if own else [])
    return Discussion(
        count=count,
        heading=_heading(count, post.title),
        branches=branches,
        closed=closure(state, boxes),
        form=None if state.closed else _open_form(post, state, bearer, values, errors),
        receipt=slip,
        receipt_is_placed=slip is not None and _is_placed(slip, branches),
    )


def _open_form(
    post: Post,
    state: State,
    bearer: Bearer | None,
    values: Mapping[str, str] | None,
    errors: Mapping[str, str] | None,
) -> Form:
    token = bearer.token if bearer else ""
    return form(post.slug, values, errors, opening=opening(post.slug, state), receipt=token)


def _is_placed(slip: Slip, branches: Sequence[thread.Branch[Said]]) -> bool:
    return any(
        branch.comment.id == slip.comment or _is_placed(slip, branch.replies) for branch in branches
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
        goes_on=_goes_on(boxes),
    )


def one(post: Post, comment_id: int) -> Said | None:
    """Find a public comment of a post, to answer it."""
    found = queries.by_id(comment_id)
    if found is None or found.post_slug != post.slug or found.status is not Status.APPROVED:
        return None
    return _of_whole(post, found)


def _state(post: Post) -> State:
    return service.state(policies.topic(post), policy=policies.discussions(), now=current.now())


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


def _is_public(comment: Shown | Said) -> bool:
    return comment.status is Status.APPROVED


def _said(post: Post, comment: Shown, *, answerable: bool) -> Said:
    reply = url_for("comments.reply", slug=post.slug, comment_id=comment.id)
    return Said(
        **vars(comment),
        path=f"{post.path}#comment-{comment.id}",
        reply=reply if answerable else None,
    )


def _of_whole(post: Post, comment: Whole) -> Said:
    return Said(
        id=comment.id,
        parent_id=comment.parent_id,
        name=comment.name,
        website=comment.website,
        html=comment.html,
        status=comment.status,
        submitted_at=comment.submitted_at,
        by_author=comment.by_author,
        path=f"{post.path}#comment-{comment.id}",
        waiting=comment.status is not Status.APPROVED,
    )
