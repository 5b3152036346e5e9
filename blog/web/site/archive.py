"""Every post in one place, year by year."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.posts import queries as posts
from blog.web import paging
from blog.web.site import log
from blog.web.site.log import Line

bp = Blueprint("archive", __name__)


@bp.get("/archive/")
def show() -> str:
    """List posts, a line each; very long archives go over several pages."""
    now = current.now()
    pages = paging.asked_for(posts.count(now=now), size=paging.LINES)
    found = posts.listed(now=now, limit=pages.size, offset=pages.offset)
    return render_template(
        "archive.html",
        years=[(year, list(lines)) for year, lines in groupby(log.lines(found), key=_year)],
        paging=pages,
        canonical=current.absolute(pages.here),
    )


@bp.get("/posts/")
def of_posts() -> ResponseReturnValue:
    """Lead on whoever cuts the end off a post's address."""
    return redirect(url_for("archive.show"), 301)


def _year(line: Line) -> int:
    return line.published_at.astimezone(current.preferences().zone).year
