"""Addresses the author gave: posts, pages, and what they were called before."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog import current
from blog.posts import permalinks
from blog.posts import queries as posts
from blog.web.site.posts import page

bp = Blueprint("addresses", __name__)


@bp.get("/<path:address>")
def show(address: str) -> ResponseReturnValue:
    """Show what stands at an address, lead on from an old one, or say that it is gone."""
    path = f"/{address}"
    if post := posts.by_path(path, now=current.now()):
        return page(post)
    if found := posts.page_by_path(path):
        return render_template(
            "pages/show.html", page=found, canonical=current.absolute(found.path)
        )
    return _elsewhere(path)


def _elsewhere(path: str) -> ResponseReturnValue:
    now = current.now()
    if not path.endswith("/") and (
        posts.by_path(f"{path}/", now=now) or posts.page_by_path(f"{path}/")
    ):
        return _lead_to(f"{path}/")
    slug = path.removeprefix("/posts/").strip("/")
    if path == permalinks.short(slug) and (post := posts.by_slug(slug, now=now)):
        return _lead_to(post.path)
    moved = posts.moved(path, now=now)
    if moved is None:
        abort(404)
    if moved.path is None:
        abort(410)
    return _lead_to(moved.path)


def _lead_to(path: str) -> ResponseReturnValue:
    query = request.query_string.decode("latin-1")
    return redirect(f"{path}?{query}" if query else path, 301)
