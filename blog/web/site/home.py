"""The front page: the story under way, then the newest posts."""

from __future__ import annotations

from flask import Blueprint, render_template

from blog import current
from blog.posts import queries as posts
from blog.series import queries as series
from blog.series.sequence import Story
from blog.texts import gettext, ngettext
from blog.web import paging
from blog.web.site import log

bp = Blueprint("home", __name__)


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


def _facts(story: Story | None) -> list[tuple[str, str]]:
    if not story or not story.goal_date or story.silent_since:
        return []
    today = current.now().astimezone(current.preferences().zone).date()
    days = (story.goal_date - today).days
    if days < 0:
        return []
    name = story.goal_name or gettext("The goal")
    return [(name, ngettext("in %(n)s day", "in %(n)s days", days) if days else gettext("today"))]
