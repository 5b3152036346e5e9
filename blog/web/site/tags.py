"""The index of tags, and the page of each: a list of posts, or a story."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.markup.slugs import slugify
from blog.posts import queries as posts
from blog.series import queries as series
from blog.web import paging
from blog.web.site import feeds, log, stories

bp = Blueprint("tags", __name__, url_prefix="/tags")


@bp.get("/")
def index() -> str:
    """List the stories, then every other tag."""
    now = current.now()
    return render_template(
        "tags/index.html",
        stories=series.stories(now=now, zone=current.preferences().zone),
        tags=series.tag_lines(now=now),
        canonical=current.absolute(url_for("tags.index")),
    )


@bp.get("/<slug>/")
def show(slug: str) -> ResponseReturnValue:
    """Show the story a tag tells, or the posts that carry it."""
    now = current.now()
    if story := series.story(slug, now=now, zone=current.preferences().zone):
        return stories.page(story)
    tag = series.introduced(slug, now=now)
    if tag is None:
        return _spelled_otherwise(slug)
    pages = paging.asked_for(posts.count(now=now, tag=slug))
    found = posts.listed(now=now, tag=slug, limit=pages.size, offset=pages.offset)
    return render_template(
        "tags/show.html",
        tag=tag,
        posts=log.lines(found),
        paging=pages,
        feeds=feeds.of_tag(tag.title, slug),
        canonical=current.absolute(pages.here),
    )


def _spelled_otherwise(slug: str) -> ResponseReturnValue:
    """Lead "IT band" and "It-Band" to the one address the tag has."""
    usual = slugify(slug)
    if usual == slug or not series.introduced(usual, now=current.now()):
        abort(404)
    return redirect(url_for("tags.show", slug=usual), 301)
