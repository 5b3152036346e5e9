"""The page of a post."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from blog import current
from blog.posts.queries import Shown
from blog.series import queries as series
from blog.web.filters import iso

bp = Blueprint("posts", __name__)


def page(post: Shown) -> str:
    """Show a post with its author, its stories and its discussion."""
    boxes = series.boxes(
        post.slug,
        [tag.slug for tag in post.tags],
        now=current.now(),
        zone=current.preferences().zone,
    )
    return render_template(
        "posts/show.html",
        post=post,
        boxes=boxes,
        tape=boxes[0].story.tape if boxes else None,
        canonical=current.address() + post.path,
        json_ld=_json_ld(post),
    )


def _json_ld(post: Shown) -> dict[str, Any]:
    """Tell search engines what the page is, in the words of schema.org."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": post.title,
        "url": current.address() + post.path,
        "datePublished": iso(post.published_at),
        "dateModified": iso(post.updated_at or post.published_at),
        "author": {
            "@type": "Person",
            "name": post.author.name,
            "url": current.address() + post.author.path,
        },
        "description": post.summary or post.excerpt,
    }
    if post.picture:
        told["image"] = current.address() + post.picture["address"]
    return told
