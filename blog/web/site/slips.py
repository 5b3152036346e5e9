"""What the writer of a comment is told about it, and may still do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from blog import current
from blog.comments import changes, moderation, past, queries
from blog.comments.names import undress
from blog.comments.shown import Whole
from blog.comments.status import Status
from blog.comments.tokens import Note, Receipt
from blog.posts.shown import Shown as Post
from blog.texts import gettext
from blog.web.site import policies


@dataclass(frozen=True, kw_only=True)
class Edit:
    """The form that mends a comment, and what was wrong with the last try."""

    action: str
    name: str
    email: str
    website: str
    body: str
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A receipt as its bearer reads it; `edit`, `withdraw` and `until` go together.

    `minutes` are those left until then, the one that has begun counted whole.
    """

    comment: int
    token: str
    state: str
    notes: tuple[str, ...]
    # What its writer took back, to be copied: there is no other way back to it.
    words: str
    until: datetime | None
    minutes: int
    edit: Edit | None
    withdraw: str | None


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """Somebody with a receipt: as text, as read, and what they typed into its edit form."""

    token: str
    receipt: Receipt
    typed: Mapping[str, str] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


def bearer(token: str) -> Bearer | None:
    """Read a receipt; nothing where it is none of ours."""
    receipt = current.tokens().read_receipt(token)
    return Bearer(token=token, receipt=receipt) if receipt else None


def of(post: Post, bearer: Bearer) -> tuple[Slip, Whole | None] | None:
    """Make the slip of a receipt; along comes the comment, where only its writer may see it.

    A stranger who landed on somebody's comment sees what everybody sees.
    """
    comment = queries.by_id(bearer.receipt.comment_id)
    if comment is None or comment.post_slug != post.slug:
        return None
    rules = policies.discussions()
    may = changes.may_change(
        bearer.receipt,
        comment_id=comment.id,
        status=comment.status,
        submitted_at=comment.submitted_at,
        policy=rules,
        now=current.now(),
    )
    until = comment.submitted_at + rules.edit_window
    address: dict[str, Any] = {"slug": post.slug, "comment_id": comment.id}
    slip = Slip(
        comment=comment.id,
        token=bearer.token,
        state=_state(comment, post),
        notes=_notes(comment, bearer),
        words=comment.body if _was_taken_back(comment, bearer.receipt) else "",
        until=until if may else None,
        minutes=_minutes_to(until),
        edit=_edit(comment, bearer, url_for("comments.edit", **address)) if may else None,
        withdraw=url_for("comments.withdraw", **address) if may else None,
    )
    hidden = comment.status in {Status.PENDING, Status.SPAM}
    return slip, comment if hidden and bearer.receipt.mine else None


def _minutes_to(until: datetime) -> int:
    return max(1, -((current.now() - until) // timedelta(minutes=1)))


def _edit(comment: Whole, bearer: Bearer, action: str) -> Edit:
    # Who edits once more goes on from what waits, not from what others read.
    last = queries.waiting_edits(of=comment.id).get(comment.id, comment)
    stored = {name: getattr(last, name) for name in ("name", "email", "website", "body")}
    shown = {**stored, **(bearer.typed or {})}
    return Edit(
        action=action,
        name=shown["name"],
        email=shown["email"],
        website=shown["website"],
        body=shown["body"],
        errors=bearer.errors,
    )


def _state(comment: Whole, post: Post) -> str:
    author = post.author.name
    match comment.status:
        case Status.APPROVED:
            return gettext("Your comment is here.")
        case Status.FOLDED:
            return gettext("Your comment stands here already.")
        case Status.WITHDRAWN:
            return gettext("You took this comment back.")
        case Status.DELETED:
            return gettext("%(author)s took this comment away.", author=author)
        case _ if _first_ones_are_read(comment):
            return gettext(
                "%(author)s reads first comments before they appear. This page keeps your place.",
                author=author,
            )
        case _:
            return gettext(
                "%(author)s reads this comment before it appears. This page keeps your place.",
                author=author,
            )


def _first_ones_are_read(comment: Whole) -> bool:
    if policies.discussions().moderation != moderation.Policy.FIRST:
        return False
    return not past.is_known(undress(comment.name), besides=comment.id)


def _was_taken_back(comment: Whole, receipt: Receipt) -> bool:
    return comment.status is Status.WITHDRAWN and receipt.mine


def _notes(comment: Whole, bearer: Bearer) -> tuple[str, ...]:
    """Word what has to be said; what has been overtaken since is not said any more."""
    if bearer.errors:
        return ()
    said = {
        Note.EMAIL: gettext("The e-mail address could not be used."),
        Note.WEBSITE: gettext("The address of the website could not be used."),
        Note.PARENT: gettext("What it answers is not here any more, so it stands on its own."),
        Note.EDITED: gettext("Your changes are in."),
        Note.EDIT_WAITS: gettext(
            "Your changes wait to be read; until then others see what you wrote before."
        ),
    }
    if not queries.waiting_edits(of=comment.id):
        del said[Note.EDIT_WAITS]
    return tuple(said[note] for note in bearer.receipt.notes if note in said)
