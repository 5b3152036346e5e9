"""What the author sees of a discussion on its post, and nobody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from blog.comments import layout, queries
from blog.comments.layout import Layout
from blog.comments.shown import WaitingEdit, Whole
from blog.comments.status import Status
from blog.posts.shown import Shown as Post
from blog.web import overseeing
from blog.web.overseeing import Button, Notice
from blog.web.signed_in import Visitor

# Of what was put away, so much is listed below a discussion; the desk has the rest.
_MOST_AWAY = 50
_AWAY = (Status.SPAM, Status.DELETED, Status.FOLDED)


@dataclass(frozen=True, kw_only=True)
class Note:
    """How a comment stands, and what can be done with it."""

    comment: Whole
    edit: WaitingEdit | None
    buttons: Sequence[Button]

    @property
    def is_shown(self) -> bool:
        """Whether readers see it."""
        return self.comment.status is Status.APPROVED

    @property
    def can_be_answered(self) -> bool:
        """Whether an answer to it would be seen."""
        return self.comment.status in {Status.APPROVED, Status.PENDING}


@dataclass(frozen=True, kw_only=True)
class Overseen:
    """What stands beside the comments of a page, and below them."""

    notes: Mapping[int, Note]
    away: Sequence[Note]
    notice: Notice | None
    back: str


def also(slug: str, asking: Visitor) -> set[int]:
    """Name the comments that readers do not see and their author does: those that wait.

    What was decided a moment ago stays in its place, whatever was decided.
    """
    places = {place.id: place.status for place in queries.outline(slug)}
    notice = overseeing.notice(asking)
    just_now = set(notice.about) if notice else set()
    return {
        number
        for number, status in places.items()
        if status is Status.PENDING or (number in just_now and status is not Status.WITHDRAWN)
    }


def of(slug: str, laid: Layout, asking: Visitor, *, back: str) -> Overseen:
    """Note beside every comment of a page how it stands; put what was put away below them."""
    shown = [branch.comment.id for branch in layout.every(laid.branches)]
    texts = {one.id: one for one in queries.listed(statuses=(), also=shown)}
    away = queries.listed(slug=slug, statuses=_AWAY, newest=_MOST_AWAY)
    return Overseen(
        notes=_notes([texts[number] for number in shown]),
        away=list(_notes([one for one in away if one.id not in texts]).values()),
        notice=overseeing.notice(asking),
        back=back,
    )


def place(post: Post, comment_id: int, asking: Visitor) -> str | None:
    """Find a comment of a post, however it stands, on the page the author sees it on."""
    found = queries.by_id(comment_id)
    if found is None or found.post_slug != post.slug:
        return None
    page = layout.page_with(post.slug, comment_id, also=also(post.slug, asking))
    said = {name: request.args.get(name) for name in ("done", "left")}
    asked = {"page": page if page > 1 else None, **said}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{post.path}{f'?{query}' if query else ''}#comment-{comment_id}"


def _notes(comments: Collection[Whole]) -> dict[int, Note]:
    edits = queries.waiting_edits()
    return {
        one.id: Note(
            comment=one,
            edit=edits.get(one.id),
            buttons=overseeing.buttons(one.status, one.id, edit=one.id in edits),
        )
        for one in comments
        if one.status is not Status.WITHDRAWN and one.body
    }
