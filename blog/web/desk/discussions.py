"""The author's word on whole discussions: one from its post, or all older ones at once."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.comments import service, undoing
from blog.comments.meanwhile import Fate
from blog.database.transaction import transaction
from blog.manuscripts import queries as manuscripts
from blog.posts import queries as posts
from blog.texts import gettext
from blog.web import overseeing
from blog.web.overseeing import Mine
from blog.web.signed_in import visitor
from blog.web.site import policies

bp = Blueprint("discussions", __name__)

_MOST_DAYS = 36_500


@bp.get("/discussions/")
def show() -> str:
    """Say which discussions would be closed because their posts are older than some days."""
    asking = visitor()
    mine, days = overseeing.mine(asking), _days()
    return render_template(
        "desk/discussions.html",
        days=days,
        asked=request.args.get("older", ""),
        closing=[mine.posts[slug] for slug in _older(mine, days)] if days is not None else None,
        notice=overseeing.notice(asking),
    )


@bp.post("/discussions/close/")
def close() -> ResponseReturnValue:
    """Close the discussions a page has named."""
    asking = visitor()
    mine, slugs = overseeing.mine(asking), request.form.getlist("slug")
    if not all(slug in mine.posts for slug in slugs):
        abort(HTTPStatus.NOT_FOUND)
    if not all(mine.covers(slug) for slug in slugs):
        abort(HTTPStatus.FORBIDDEN)
    with transaction():
        done = undoing.close(slugs, by=asking.slug, now=current.now(), name=asking.name, why=_why())
    return redirect(f"{url_for('.show')}?{urlencode(_told(done))}", HTTPStatus.SEE_OTHER)


@bp.post("/posts/<slug>/discussion/")
def rule(slug: str) -> ResponseReturnValue:
    """Close or reopen a discussion, with a sentence for readers who ask why."""
    asking = visitor()
    found = manuscripts.file_of(slug)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    if not asking.may_edit(found.author_slug):
        abort(HTTPStatus.FORBIDDEN)
    now, asked = current.now(), request.form.get("do")
    post = posts.by_slug(slug, now=now)
    if post and policies.topic(post).header == "off":
        sentence = gettext(
            "The post’s header says “comments: off”; without that line it has a discussion."
        )
        return render_template("desk/refused.html", sentence=sentence), HTTPStatus.CONFLICT
    with transaction():
        if asked == "reopen":
            done = undoing.reopen([slug], by=asking.slug, now=now, name=asking.name)
        elif asked == "close":
            done = undoing.close([slug], by=asking.slug, now=now, name=asking.name, why=_why())
        else:
            abort(HTTPStatus.BAD_REQUEST)
    return redirect(f"{found.path}?{urlencode(_told(done))}#for-you", HTTPStatus.SEE_OTHER)


def _told(done: int | None) -> dict[str, str]:
    """Write for the address one lands on what was done, or that nothing was left to do."""
    return {"done": str(done)} if done else {"left": overseeing.left([Fate.NOTHING])}


def _older(mine: Mine, days: int) -> list[str]:
    """Name the open discussions of posts that appeared so many days ago, the oldest first."""
    now = current.now()
    slugs = posts.published_before(now - timedelta(days=days))
    topics = [policies.topic(post) for post in posts.discussed(slugs, now=now)]
    is_open = service.open_among(topics, policy=policies.discussions(), now=now)
    return [slug for slug in slugs if slug in is_open and slug in mine.posts and mine.covers(slug)]


def _days() -> int | None:
    text = request.args.get("older", "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        return None
    return min(int(text), _MOST_DAYS)


def _why() -> str:
    return " ".join(request.form.get("why", "").split())
