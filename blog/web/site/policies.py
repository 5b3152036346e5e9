"""The author's choices and a post, put as the rules of discussions need them."""

from __future__ import annotations

from datetime import timedelta

from blog import current
from blog.comments.closing import Opening
from blog.comments.discussions import Policy, Topic
from blog.posts.shown import Discussed


def discussions() -> Policy:
    """Put what site.toml says of discussions as a policy."""
    chosen = current.preferences().comments
    return Policy(
        default=Opening(chosen.default),
        close_after=timedelta(days=chosen.close_after_days) if chosen.close_after_days else None,
        moderation=chosen.moderation,
        edit_window=timedelta(minutes=chosen.edit_minutes),
        max_length=chosen.max_length,
    )


def topic(post: Discussed) -> Topic:
    """Put a post as the topic of its discussion."""
    return Topic(slug=post.slug, published_at=post.published_at, header=post.comments)
