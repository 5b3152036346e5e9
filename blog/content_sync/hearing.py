"""What the author's files say about discussions. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from blog.authors import queries as authors
from blog.comments import queries as comments
from blog.comments import rulings
from blog.comments.rulings import Heard
from blog.content_sync.work import Work
from blog.posts import sync as posts_sync
from blog.posts.postfile import PostFile


def hear(work: Work, *, renamed: Mapping[str, str], now: datetime) -> None:
    """Let discussions follow renamed posts, and take changed headers as the author's word."""
    for old, new in {**_late(work), **renamed}.items():
        rulings.follow(old, new)
    rulings.hear_headers(list(_headers(work, now)))


def _late(work: Work) -> dict[str, str]:
    """Pair names of posts that went earlier with those whose files now tell of them."""
    told = {old: post.slug for post in work.posts() for old in post.formerly}
    left = {*told} & {*comments.posts_with_comments()} if told else set()
    living = posts_sync.known(left)
    return {old: told[old] for old in left if old not in living}


def _headers(work: Work, now: datetime) -> Iterator[Heard]:
    """List what the changed posts say of their discussions.

    What a header says at first publication it has said from the beginning.
    """
    names = authors.names()
    for one, _ in work.good():
        post = one.changed.written
        if isinstance(post, PostFile):
            before = work.ledger.seen.get(one.changed.found.path)
            is_new = before is None or before.slug != post.slug
            yield Heard(
                slug=post.slug,
                header=post.comments,
                author=names.get(post.author, ""),
                heard_at=min(now, post.published_at or now) if is_new else now,
            )
