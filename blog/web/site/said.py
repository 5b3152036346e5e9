"""A comment, worded and ready to be printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from blog.comments.shown import Shown, Whole
from blog.comments.status import Status
from blog.posts.shown import Shown as Post
from blog.texts import gettext
from blog.web import filters

# One line of this length runs in after the name.
_SHORT = 60
_ONE_LINE = re.compile(r"<p>((?:(?!</?(?:p|br|pre|ul|ol|blockquote)\b).)*)</p>\s*", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A comment as a template prints it; `reply` is where it can be answered."""

    id: int
    parent_id: int | None
    status: Status
    submitted_at: datetime
    name: str
    website: str
    by_author: bool
    html: str
    short: bool
    when: str
    iso: str
    path: str
    reply: str | None
    reply_label: str


class Sayer:
    """Words the comments of a post; what is the same for all of them is found out once."""

    def __init__(self, post: Post, *, answerable: bool) -> None:
        self._path = post.path
        self._reply = url_for("comments.reply", slug=post.slug, comment_id=0) if answerable else ""
        self._reply_label = gettext("Reply to %(name)s")
        self._anonymous = gettext("Anonymous")
        self._calendar = filters.calendar()

    def say(self, comment: Shown | Whole, *, page: int = 1) -> Said:
        """Word a comment that stands on some page of its discussion."""
        name = comment.name or self._anonymous
        is_short = _is_one_line(comment.html)
        query = f"?page={page}" if page > 1 else ""
        return Said(
            id=comment.id,
            parent_id=comment.parent_id,
            status=comment.status,
            submitted_at=comment.submitted_at,
            name=name,
            website=comment.website,
            by_author=comment.by_author,
            html=comment.html,
            short=is_short,
            when=self._calendar.day(comment.submitted_at, "short")
            if is_short
            else self._calendar.moment(comment.submitted_at),
            iso=self._calendar.iso(comment.submitted_at),
            path=f"{self._path}{query}#comment-{comment.id}",
            reply=self._reply.replace("/0/", f"/{comment.id}/") or None,
            reply_label=self._reply_label % {"name": name},
        )


def _is_one_line(html: str) -> bool:
    line = _ONE_LINE.fullmatch(html)
    return line is not None and len(_TAGS.sub("", line[1])) <= _SHORT
