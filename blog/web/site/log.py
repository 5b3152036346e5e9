"""Posts in a list, each with its place in a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from blog import current
from blog.comments import queries as comments
from blog.posts.shown import Listed
from blog.series import queries as series
from blog.series.queries import Mark


@dataclass(frozen=True, kw_only=True)
class Line(Listed):
    """A post in a list, as templates print it."""

    story: Mark | None
    # How many comments it has; nothing where there is no discussion.
    thoughts: int | None = None


def lines(posts: Sequence[Listed]) -> list[Line]:
    """Give every post of a list its place in a story and its comments; a query each for all."""
    slugs = [post.slug for post in posts]
    marks, counts = series.marks(slugs, now=current.now()), comments.counts(slugs)
    usual = current.preferences().comments.default
    return [
        Line(
            **vars(post),
            story=marks.get(post.slug),
            thoughts=None if (post.comments or usual) == "off" else counts.get(post.slug, 0),
        )
        for post in posts
    ]
