"""The feeds of posts and the map of the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import chain

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.authors import queries as authors
from blog.feeds import atom, sitemap
from blog.feeds.atom import Entry, Feed
from blog.posts import permalinks
from blog.posts import queries as posts
from blog.posts.shown import Listed
from blog.series import queries as series
from blog.training import queries as training

bp = Blueprint("feeds", __name__)

_ENTRIES = 20
_BEFORE_THE_FIRST_POST = datetime(2000, 1, 1, tzinfo=UTC)


@bp.get("/feed.atom")
def newest() -> Response:
    """Give the newest posts, whole."""
    texts = posts.full_texts(now=current.now(), limit=_ENTRIES)
    return _answer(_feed([_entry(*text) for text in texts]))


@bp.get("/tags/<slug>/feed.atom")
def of_one_tag(slug: str) -> Response:
    """Give the newest posts of a tag or story, whole."""
    now = current.now()
    tag = series.introduced(slug, now=now)
    if tag is None:
        abort(HTTPStatus.NOT_FOUND)
    texts = series.texts(slug, most=_ENTRIES, now=now)
    found = posts.listed(now=now, tag=slug, limit=_ENTRIES)
    entries = [_entry(post, *texts[post.slug]) for post in found if post.slug in texts]
    feed = replace(
        _feed(entries),
        title=f"{tag.title} · {current.preferences().title}",
        subtitle=tag.summary,
        address=current.absolute(f"/tags/{slug}/feed.atom"),
        page=current.absolute(f"/tags/{slug}/"),
    )
    return _answer(feed)


def of_tag(title: str, slug: str) -> list[tuple[str, str]]:
    """Name the feeds that programs find on the page of a tag."""
    return [(current.preferences().title, "/feed.atom"), (title, f"/tags/{slug}/feed.atom")]


@bp.get("/feed/")
def of_wordpress() -> ResponseReturnValue:
    """Lead on those who subscribed to the blog this one was before."""
    return redirect(url_for("feeds.newest"), 301)


@bp.get("/sitemap.xml")
def site_map() -> Response:
    """List every page robots may show to people.

    A story told on one page is left out: each of its parts is found under its own address.
    """
    now = current.now()
    pages = [permalinks.of_page(slug) for slug in posts.page_titles()]
    people = [f"/authors/{slug}/" for slug in authors.names()]
    tags = [f"/tags/{slug}/" for slug in series.public_slugs(now=now)]
    years = [url_for("archive.of_year", year=year) for year in training.years(now=now)]
    undated = (
        (path, None) for path in ["/", "/archive/", "/tags/", *pages, *tags, *people, *years]
    )
    addresses = chain(undated, posts.changes(now=now))
    written = sitemap.write(addresses, site=current.address())
    return Response(written, mimetype="application/xml")


def _feed(entries: list[Entry]) -> Feed:
    chosen, site = current.preferences(), current.address()
    return Feed(
        title=chosen.title,
        subtitle=chosen.tagline,
        language=chosen.language,
        address=f"{site}/feed.atom",
        page=f"{site}/",
        author=current.chosen().author_name or chosen.title,
        entries=entries,
        updated=max((entry.updated for entry in entries), default=_BEFORE_THE_FIRST_POST),
    )


def _answer(feed: Feed) -> Response:
    written = atom.write(feed, site=current.address())
    return Response(written, mimetype="application/atom+xml")


def _entry(post: Listed, html: str, author: str) -> Entry:
    return Entry(
        id=current.absolute(permalinks.short(post.slug)),
        title=post.title,
        address=current.absolute(post.path),
        author=author or current.chosen().author_name or current.preferences().title,
        published=post.published_at,
        updated=max(filter(None, (post.published_at, post.updated_at))),
        html=html,
        summary=post.excerpt,
        tags=tuple(tag.name for tag in post.tags),
    )
