"""Comments, worded and printed.

A comment looks the same on its page until it changes, and there may be hundreds beside the one
that has just arrived. So each is printed once and remembered for as long as there is room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask, current_app, url_for
from markupsafe import Markup

from blog.comments.shown import Shown, Whole
from blog.posts.shown import Shown as Post
from blog.texts import gettext
from blog.web import filters
from blog.web.filters import Calendar

_EXTENSION = "said"
_MOST_REMEMBERED = 5_000

# One line of this length runs in after the name.
_SHORT = 60
_ONE_LINE = re.compile(r"<p>((?:(?!</?(?:p|br|pre|ul|ol|blockquote)\b).)*)</p>\s*", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A comment as a template prints it; `reply` is where it can be answered."""

    id: int
    name: str
    website: str
    by_author: bool
    html: str
    short: bool
    when: str
    iso: str
    path: str
    reply: str


class Manner(NamedTuple):
    """What is the same for all comments of a page: where they stand, how dates are said.

    `page` is the address of the page they stand on, `reply` that at which comment 0 would be
    answered, empty where none is.
    """

    page: str
    reply: str
    calendar: Calendar

    def word(self, comment: Shown | Whole) -> Said:
        """Put a comment into words."""
        is_short = _is_one_line(comment.html)
        say = self.calendar.short_day if is_short else self.calendar.moment
        return Said(
            id=comment.id,
            name=comment.name or gettext("Anonymous"),
            website=comment.website,
            by_author=comment.by_author,
            html=comment.html,
            short=is_short,
            when=say(comment.submitted_at),
            iso=self.calendar.iso(comment.submitted_at),
            path=f"{self.page}#comment-{comment.id}",
            reply=self.reply.replace("/0/", f"/{comment.id}/"),
        )


def register(app: Flask) -> None:
    """Give an app the memory for what it has printed."""
    app.extensions[_EXTENSION] = lru_cache(maxsize=_MOST_REMEMBERED)(_print)


def manner(post: Post, page: str, *, answerable: bool) -> Manner:
    """Say how the comments of a post are put on one of its pages."""
    reply = url_for("comments.reply", slug=post.slug, comment_id=0) if answerable else ""
    return Manner(page=page, reply=reply, calendar=filters.calendar())


def printed(comments: Iterable[Shown], manner: Manner) -> dict[int, Markup]:
    """Print comments as everybody may see them, by their numbers."""
    remembered: Callable[[Shown, Manner], Markup] = current_app.extensions[_EXTENSION]
    return {comment.id: remembered(comment, manner) for comment in comments}


def _print(comment: Shown, manner: Manner) -> Markup:
    macros: Any = current_app.jinja_env.get_template("_macros/comment.html").module
    return Markup(macros.said(manner.word(comment)))  # noqa: S704 - the macro escapes it


def _is_one_line(html: str) -> bool:
    line = _ONE_LINE.fullmatch(html)
    return line is not None and len(_TAGS.sub("", line[1])) <= _SHORT
