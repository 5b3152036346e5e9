"""Telling a post that has another name from one that is gone, and a mishap from a wish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blog.posts.postfile import PostFile
from blog.posts.sync import Known, body_checksum


def renames(vanished: Mapping[str, Known], added: Sequence[PostFile]) -> dict[str, str]:
    """Pair posts that vanished with posts that appeared; old slug to new.

    The author's own `formerly` counts most, then the same text, then the same title and
    date. A text that two posts share tells nothing.
    """
    pairs: dict[str, str] = {}
    for same in (_said, _same_text, _same_heading):
        for post in added:
            if post.slug in pairs.values():
                continue
            found = [old for old in vanished.values() if old.slug not in pairs and same(old, post)]
            if len(found) == 1:
                pairs[found[0].slug] = post.slug
    return pairs


def too_many(*, taken_down: int, published: int) -> bool:
    """Tell whether so much is missing at once that a mishap is likelier than a wish.

    An unmounted disk or a half-finished copy must not take a blog down.
    """
    return taken_down > 2 and taken_down * 5 > published


def _said(old: Known, post: PostFile) -> bool:
    return old.slug in post.formerly


def _same_text(old: Known, post: PostFile) -> bool:
    return bool(post.body.strip()) and old.body_checksum == body_checksum(post.body)


def _same_heading(old: Known, post: PostFile) -> bool:
    return (old.title, old.published_at) == (post.title, post.published_at)
