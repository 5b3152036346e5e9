"""The front page: the story under way, then the newest posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from blog import current
from blog.posts import queries as posts
from blog.series import queries as series
from blog.series.sequence import Story
from blog.texts import gettext, ngettext
from blog.training import queries as training
from blog.web import paging
from blog.web.filters import day
from blog.web.site import figures, log
from blog.web.site.figures import Far

bp = Blueprint("home", __name__)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something about how things stand."""

    name: str
    words: str
    far: Far | None = None


@bp.get("/")
def show() -> str:
    """Show where things stand and what was written last."""
    now = current.now()
    pages = paging.asked_for(posts.count(now=now))
    story = None
    if pages.number == 1:
        story = series.under_way(now=now, zone=current.preferences().zone)
    return render_template(
        "home.html",
        story=story,
        day_count=_day_count(story),
        facts=_facts(story),
        posts=log.lines(posts.listed(now=now, limit=pages.size, offset=pages.offset)),
        paging=pages,
        canonical=current.absolute(pages.here),
    )


def _day_count(story: Story | None) -> int | None:
    """Count the days of a story; where its author has fallen silent, to the last word."""
    return story.days if story and story.days > 0 else None


def _facts(story: Story | None) -> list[Fact]:
    """Say where things stand, in three facts at most; of a story fallen silent nobody knows."""
    if not story or story.silent_since:
        return []
    today = current.now().astimezone(current.preferences().zone).date()
    return [*_of_the_log(story, today), *_of_the_goal(story, today)]


def _of_the_log(story: Story, today: date) -> Iterator[Fact]:
    standing = training.standing(story.slug, now=current.now()) if story.has_log else None
    if standing is None:
        return
    last = figures.line(standing.last)
    pain = "" if last.pain is None else gettext("pain %(n)s of 10", n=last.pain)
    words = pain or ("" if last.far or not last.spent else last.spent.clock)
    yield Fact(
        name=figures.last(standing.last.sport),
        far=last.far,
        words=words or ("" if last.far else day(last.day, "short")),
    )
    if standing.hurt_on:
        days = (today - standing.hurt_on).days
        said = ngettext("%(n)s day", "%(n)s days", days) if days > 0 else gettext("today")
        yield Fact(name=gettext("Since it last hurt"), words=said)


def _of_the_goal(story: Story, today: date) -> Iterator[Fact]:
    days = (story.goal_date - today).days if story.goal_date else -1
    if days >= 0:
        name = story.goal_name or gettext("The goal")
        said = ngettext("in %(n)s day", "in %(n)s days", days) if days else gettext("today")
        yield Fact(name=name, words=said)
