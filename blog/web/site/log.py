"""Posts in a list, each with its place in a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from blog import current
from blog.comments import queries as comments
from blog.posts.shown import Listed
from blog.posts.tags import Tag
from blog.series import queries as series
from blog.series.shown import Mark


@dataclass(frozen=True, kw_only=True)
class Line(Listed):
    """A post in a list, as templates print it."""

    story: Mark | None
    # How many comments it has, where there is a discussion.
    thoughts: int = 0


def lines(posts: Sequence[Listed]) -> list[Line]:
    """Give every post of a list its place in a story and its comments; a query each for all."""
    slugs = [post.slug for post in posts]
    marks, counts = series.marks(slugs, now=current.now()), comments.counts(slugs)
    titles = series.titles() if any(post.tags for post in posts) else {}
    usual = current.preferences().comments.default
    return [
        Line(
            **vars(replace(post, tags=called(post.tags, titles))),
            story=marks.get(post.slug),
            thoughts=0 if (post.comments or usual) == "off" else counts.get(post.slug, 0),
        )
        for post in posts
    ]


def called(tags: Sequence[Tag], titles: Mapping[str, str]) -> tuple[Tag, ...]:
    """Call tags what their introductions call them; those without one, what the post does."""
    return tuple(replace(tag, name=titles.get(tag.slug, tag.name)) for tag in tags)
