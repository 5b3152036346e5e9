"""The desk's first page: what waits for the author who asks, and what is to be mended."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template

from blog import current
from blog.accounts import queries as accounts
from blog.accounts import visits
from blog.comments import tally
from blog.manuscripts import queries as manuscripts
from blog.posts import agenda
from blog.posts.agenda import Entry
from blog.web.desk import endings, problems
from blog.web.signed_in import Visitor, visitor

bp = Blueprint("home", __name__)

# Of each kind; a page that is longer is not read.
_MOST = 5


@bp.get("/")
def show() -> str:
    """Show what waits, what is unfinished, what is wrong, and this day in other years."""
    asking, now = visitor(), current.now()
    author = None if asking.is_owner else asking.slug
    writing = manuscripts.of_author(asking.slug)
    drafts, number = _drafts(author, {one.path for one in writing})
    scheduled, ahead = agenda.scheduled(author=author, now=now, most=_MOST)
    to_mend = problems.of(asking)
    return render_template(
        "desk/home.html",
        waiting=tally.waiting(author=author),
        fresh=tally.new(since=_looked(asking), author=author),
        # One question at a time: the one that has waited longest.
        silent=next(iter(endings.silent()), None),
        writing=writing[:_MOST],
        drafts=drafts[: max(0, _MOST - len(writing))],
        unfinished=len(writing) + number,
        scheduled=scheduled,
        ahead=ahead,
        mending=problems.leading(to_mend[:_MOST]),
        to_mend=len(to_mend),
        without_post=tally.without_post() if asking.is_owner else {},
        this_day=_this_day(author),
    )


def _looked(asking: Visitor) -> datetime | None:
    """Say up to when an author has looked at what readers say."""
    return visits.new_since(accounts.visit(asking.slug), now=current.now())


def _drafts(author: str | None, being_written: set[str]) -> tuple[list[Entry], int]:
    """List the drafts nobody is writing in at the moment, and count them."""
    written = {one.slug for one in agenda.at(being_written).values()}
    found, number = agenda.drafts(author=author, most=_MOST + len(written))
    new = [one for one in found if one.slug not in written]
    return new, number - (len(found) - len(new))


def _this_day(author: str | None) -> list[tuple[int, Entry]]:
    """List what was written on this day, each with how many years ago that is."""
    now, zone = current.now(), current.preferences().zone
    found = agenda.of_this_day(author=author, now=now, zone=zone, most=_MOST)
    year = now.astimezone(zone).year
    return [
        (year - one.published_at.astimezone(zone).year, one) for one in found if one.published_at
    ]
