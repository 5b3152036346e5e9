"""Every post in one place, year by year."""

from __future__ import annotations

from http import HTTPStatus
from itertools import groupby

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.posts import queries as posts
from blog.training import queries as training
from blog.training import weeks
from blog.training.log import Sport
from blog.training.weeks import Sum, by_sport
from blog.web import paging
from blog.web.site import figures, log
from blog.web.site.figures import Summed
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
        logs={year: url_for("archive.of_year", year=year) for year in training.years(now=now)},
        paging=pages,
        canonical=current.absolute(pages.here),
    )


@bp.get("/archive/<int(fixed_digits=4):year>/")
def of_year(year: int) -> str:
    """Sum up the training of a year, by week and sport."""
    now = current.now()
    told = training.in_year(year, now=now) if year else []
    if not told:
        abort(HTTPStatus.NOT_FOUND)
    sports = list(by_sport(told))
    return render_template(
        "year.html",
        year=year,
        chart=figures.chart(training.chart_of_year(year, now=now)),
        sports=[figures.sport(sport) for sport in sports],
        weeks=[
            (week.first, [_summed(week.by_sport.get(sport), sport) for sport in sports])
            for week in weeks.weeks(told, starts=current.preferences().week_starts)
        ],
        totals=[figures.summed(of, sport) for sport, of in by_sport(told).items()],
        canonical=current.absolute(url_for("archive.of_year", year=year)),
    )


@bp.get("/posts/")
def of_posts() -> ResponseReturnValue:
    """Lead on whoever cuts the end off a post's address."""
    return redirect(url_for("archive.show"), 301)


def _summed(of: Sum | None, sport: Sport) -> Summed | None:
    return figures.summed(of, sport) if of else None


def _year(line: Line) -> int:
    return line.published_at.astimezone(current.preferences().zone).year
