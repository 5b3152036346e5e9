"""The author's private feed: what is new in the discussions, and what waits."""

from __future__ import annotations

from html import escape

from flask import Blueprint, Response, abort, request, url_for

from blog import current
from blog.comments import queries
from blog.comments.shown import WaitingEdit, Whole
from blog.comments.status import Status
from blog.feeds import atom
from blog.feeds.atom import Entry, Feed
from blog.texts import gettext

bp = Blueprint("desk_feeds", __name__, url_prefix="/desk")

_ENTRIES = 50


@bp.get("/comments.atom")
def discussions() -> Response:
    """Give the newest comments to whoever has the secret address of this feed."""
    if not current.tokens().is_feed(request.args.get("key", "")):
        abort(404)
    shown = queries.listed(newest=_ENTRIES, statuses=(Status.APPROVED, Status.PENDING))
    edits = queries.waiting_edits()
    entries = [_entry(one, edits.get(one.id)) for one in shown]
    chosen, site = current.preferences(), current.address()
    feed = Feed(
        title=gettext("Discussions of %(site)s", site=chosen.title),
        subtitle="",
        language=chosen.language,
        address=f"{site}/desk/comments.atom",
        page=f"{site}/",
        author=chosen.title,
        entries=entries,
        updated=max((one.updated for one in entries), default=current.now()),
    )
    response = Response(atom.write(feed, site=site), mimetype="application/atom+xml")
    response.headers["X-Robots-Tag"] = "noindex"
    response.cache_control.private = True
    response.cache_control.no_store = True
    return response


def _entry(comment: Whole, edit: WaitingEdit | None) -> Entry:
    name = comment.name or gettext("Anonymous")
    number = url_for("comments.show", slug=comment.post_slug, comment_id=comment.id)
    title = gettext("%(name)s on %(post)s", name=name, post=comment.post_slug)
    waits = comment.waits_because or (edit.waits_because if edit else "")
    if comment.status is Status.PENDING or edit:
        title = gettext("Waits: %(title)s", title=title)
    clause = f"<p>{escape(gettext('Waits because: %(clause)s', clause=waits))}</p>" if waits else ""
    public = comment.status is Status.APPROVED
    page = number if public else url_for("addresses.show", address=f"posts/{comment.post_slug}/")
    return Entry(
        id=f"{current.address()}{number}",
        title=title,
        address=f"{current.address()}{page}",
        author=name,
        published=comment.submitted_at,
        updated=edit.written_at if edit else comment.submitted_at,
        html=(edit.html if edit else comment.html) + clause,
    )
