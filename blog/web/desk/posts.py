"""The author's posts: what is being written, what waits for its day, what is public."""

from __future__ import annotations

from flask import Blueprint, render_template

from blog import current
from blog.manuscripts import queries
from blog.web.desk import standing
from blog.web.signed_in import visitor

bp = Blueprint("posts", __name__)


@bp.get("/posts/")
def show() -> str:
    """List what the author who asks may write in, what is unfinished first."""
    asking, now = visitor(), current.now()
    writing = queries.of_author(asking.slug)
    places = {one.id: standing.found(one.path) if one.path else None for one in writing}
    files = [one for one in queries.files() if asking.may_edit(one.author_slug or asking.slug)]
    public = [
        one for one in files if not one.draft and one.published_at and one.published_at <= now
    ]
    return render_template(
        "desk/posts.html",
        unsaved={found.file for one in writing if (found := places[one.id])},
        new=[one for one in writing if not places[one.id]],
        waiting=[one for one in files if one not in public],
        public=public,
    )
