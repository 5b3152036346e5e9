"""The author's posts: what is being written, what waits for its day, what is public."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from blog import current
from blog.manuscripts import queries
from blog.manuscripts.queries import PostFile
from blog.web import paging
from blog.web.desk import standing
from blog.web.signed_in import visitor

bp = Blueprint("posts", __name__)

_ON_A_PAGE = 50
# Who finds more than this asks for more.
_MOST_FOUND = 200


@bp.get("/posts/")
def show() -> str:
    """List what the author who asks may write in, what is unfinished first; or find some of it."""
    asking, asked = visitor(), " ".join(request.args.get("q", "").split())
    writing = queries.of_author(asking.slug)
    places = {one.id: standing.found(one.path) if one.path else None for one in writing}
    files = [
        one
        for one in queries.files()
        if asking.may_edit(one.author_slug) and _holds(asked, one.title, one.file)
    ]
    public = [one for one in files if _is_public(one)]
    page = paging.asked_for(0 if asked else len(public), size=_ON_A_PAGE)
    return render_template(
        "desk/posts.html",
        asked=asked,
        unsaved={found.file for one in writing if (found := places[one.id])},
        new=[one for one in writing if not places[one.id] and _holds(asked, one.typed.title)],
        waiting=[one for one in files if not _is_public(one)] if page.number == 1 else [],
        public=public[page.offset :][: _MOST_FOUND if asked else _ON_A_PAGE],
        page=page,
    )


def _is_public(one: PostFile) -> bool:
    return bool(not one.draft and one.published_at and one.published_at <= current.now())


def _holds(asked: str, *said: str | None) -> bool:
    """Tell whether something holds all the words that were asked for, in any order."""
    words = " ".join(filter(None, said)).casefold()
    return all(word in words for word in asked.casefold().split())
