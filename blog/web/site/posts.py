"""The page of a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from blog import current
from blog.authors.queries import Shown as Author
from blog.posts.shown import Shown
from blog.series import queries as series
from blog.series.sequence import Box
from blog.training import queries as training
from blog.web import overseeing, paging, signed_in
from blog.web.filters import iso
from blog.web.signed_in import Visitor
from blog.web.site import discussion, figures, log, slips
from blog.web.site.discussion import Discussion
from blog.web.site.slips import Bearer

bp = Blueprint("posts", __name__)

_FOR_ONE_READER = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",
}


def page(
    post: Shown,
    *,
    bearer: Bearer | None = None,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    preview: bool = False,
) -> Response:
    """Show a post with its author, its stories and its discussion.

    Without a receipt, and with nothing typed into its form, it is the same for every reader.
    """
    bearer = bearer or slips.bearer(request.args.get("receipt", ""))
    boxes = boxes_of(post)
    if post.tags:
        post = replace(post, tags=log.called(post.tags, series.titles()))
    reader = None if preview else signed_in.author()
    shown = discussion.of(
        post,
        boxes,
        bearer=bearer,
        values=values,
        errors=errors,
        number=paging.number_asked_for(),
        reader=reader,
    )
    overseer = overseeing.overseer(reader, post.author.slug)
    written = _written(post, boxes, shown, preview=preview, overseer=overseer)
    answer = make_response(written, status)
    if bearer or values:
        answer.headers.update(_FOR_ONE_READER)
    return answer


def _written(
    post: Shown,
    boxes: Sequence[Box],
    shown: Discussion | None,
    *,
    preview: bool,
    overseer: Visitor | None,
) -> str:
    return render_template(
        "posts/show.html",
        post=post,
        preview=preview,
        overseer=overseer,
        **_as_part(post, boxes),
        discussion=shown,
        canonical=current.absolute(shown.paging.here if shown else post.path),
        json_ld=_json_ld(post),
    )


def _as_part(post: Shown, boxes: Sequence[Box]) -> dict[str, Any]:
    """Gather what a post is part of, tells of training, and which story tells what helped."""
    tags = [box.story.slug for box in boxes if box.story.has_log]
    told = training.of_post(post.slug, tags, now=current.now())
    return {
        "boxes": boxes,
        "tape": boxes[0].story.tape if boxes else None,
        "told": told.tags,
        "sessions": [figures.line(one) for one in told.sessions],
    }


def boxes_of(post: Shown) -> tuple[Box, ...]:
    """See every story a post is part of from that part."""
    return series.boxes(
        post.slug,
        [tag.slug for tag in post.tags],
        now=current.now(),
        zone=current.preferences().zone,
    )


def _json_ld(post: Shown) -> dict[str, Any]:
    """Tell search engines what the page is, in the words of schema.org."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": post.title,
        "url": current.absolute(post.path),
        "datePublished": iso(post.published_at),
        "dateModified": iso(post.updated_at or post.published_at),
        "author": _person(post.author),
        "description": post.summary or post.excerpt,
    }
    if post.picture:
        told["image"] = current.absolute(post.picture["address"])
    return told


def _person(author: Author) -> dict[str, str]:
    told = {"@type": "Person", "name": author.name}
    # Only who has a file has a page.
    return told | ({"url": current.absolute(author.path)} if author.known else {})
