"""The author's posts: what is being written, what waits for its day, what is public."""

from __future__ import annotations

from flask import Blueprint, render_template

from blog import current
from blog.manuscripts import queries
from blog.web.signed_in import visitor

bp = Blueprint("posts", __name__)


@bp.get("/posts/")
def show() -> str:
    """List what the author who asks may write in, what is unfinished first."""
    asking, now = visitor(), current.now()
    writing = queries.of_author(asking.slug)
    files = [one for one in queries.files() if asking.may_edit(one.author_slug or asking.slug)]
    public = [
        one for one in files if not one.draft and one.published_at and one.published_at <= now
    ]
    return render_template(
        "desk/posts.html",
        unsaved={one.path: one for one in writing if one.path},
        new=[one for one in writing if not one.path],
        waiting=[one for one in files if one not in public],
        public=public,
    )
