"""The page of an author: who they are and what they wrote."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from blog import current
from blog.authors import queries as authors
from blog.posts import queries as posts
from blog.web import paging
from blog.web.site import log

bp = Blueprint("authors", __name__, url_prefix="/authors")


@bp.get("/<slug>/")
def show(slug: str) -> str:
    """Show an author's bio and posts."""
    now = current.now()
    author = authors.by_slug(slug) or abort(404)
    pages = paging.asked_for(posts.count(now=now, author=slug))
    found = posts.listed(now=now, author=slug, limit=pages.size, offset=pages.offset)
    return render_template(
        "authors/show.html",
        author=author,
        posts=log.lines(found),
        paging=pages,
        canonical=current.absolute(pages.here),
    )
