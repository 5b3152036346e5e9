"""Checking in: one screen about one session, which becomes a part of the story under way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.errors import BadFile, Refusal
from blog.manuscripts import queries
from blog.manuscripts.typed import Typed
from blog.series import queries as series
from blog.series.sequence import Story
from blog.texts import gettext, ngettext
from blog.training.log import MOST_PAIN, Sport
from blog.web.desk import photos, publishing, sheets
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor
from blog.web.site import figures

bp = Blueprint("check_in", __name__)

SPORTS = (Sport.RUN, Sport.RIDE, Sport.SWIM, Sport.WALK, Sport.STRENGTH, Sport.REST)

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")


@bp.get("/check-in/")
def begin() -> str:
    """Ask what was done."""
    return _page(sheets.new().id, {"sport": Sport.RUN})


@bp.post("/check-in/<id>/")
def take(id: str) -> ResponseReturnValue:
    """Publish it; the same one sent again is the same post."""
    author = visitor()
    sheet = sheets.sent(id, author=author)
    if not sheet.is_new:
        slug = next(one.slug for one in queries.files() if one.file == sheet.file)
        return redirect(url_for("desk.writing.done", slug=slug), HTTPStatus.SEE_OTHER)
    try:
        slug = publishing.publish(photos.added(_sheet(id, request.form)))
    except BadFile as refusal:
        said = [problem.sentence for problem in refusal.problems if problem.refused]
        return _page(id, request.form, said), HTTPStatus.UNPROCESSABLE_ENTITY
    except Refusal as refusal:
        return _page(id, request.form, [str(refusal)]), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("desk.writing.done", slug=slug, written=id), HTTPStatus.SEE_OTHER)


def _sheet(id: str, form: Mapping[str, str]) -> Sheet:
    """Make a post of it: titled by itself, filed under the story under way."""
    story = _story()
    session = _session(form)
    written = Typed(
        title=_title(story, session),
        body=form.get("body", ""),
        tags=story.slug if story else "",
    )
    return Sheet(id=id, file="", over="", number=0, window="", typed=written, sessions=(session,))


def _session(form: Mapping[str, str]) -> dict[str, str]:
    """Read what was filled in; a bare number is in the site's unit, or in minutes."""
    far, long = form.get("distance", "").strip(), form.get("time", "").strip()
    if not form.get("sport"):
        raise Refusal(gettext("Say what you did."))
    session = {
        "sport": form["sport"],
        "distance": f"{far} {figures.unit()}" if _NUMBER.fullmatch(far) else far,
        "time": f"{long} min" if long.isdecimal() else long,
        "pain": form.get("pain", ""),
    }
    return {name: said for name, said in session.items() if said}


def _title(story: Story | None, session: Mapping[str, str]) -> str:
    """Say it in a line: “Day 52: 3 miles, pain 1”."""
    far = session.get("distance", "")
    name = session.get("sport", "")
    said = [_far(far)] if far else [figures.sport(Sport(name)) if name in SPORTS else name]
    if not far and session.get("time"):
        said.append(session["time"])
    if pain := session.get("pain"):
        said.append(gettext("pain %(n)s", n=pain))
    what = ", ".join(said)
    today = current.now().astimezone(current.preferences().zone).date()
    if story and (day := story.day_of(today)) > 0:
        return gettext("Day %(n)s: %(what)s", n=day, what=what)
    return what


def _far(said: str) -> str:
    """Say a distance in the words of a title."""
    number, _, unit = said.partition(" ")
    count = 1 if number == "1" else 2
    if unit == "mi":
        return ngettext("%(far)s mile", "%(far)s miles", count, far=number)
    return said


def _story() -> Story | None:
    return series.under_way(now=current.now(), zone=current.preferences().zone)


def _page(id: str, filled: Mapping[str, str], problems: Sequence[str] = ()) -> str:
    current.workshop()
    story = _story()
    today = current.now().astimezone(current.preferences().zone).date()
    return render_template(
        "desk/check_in.html",
        id=id,
        filled=filled,
        problems=problems,
        story=story,
        day_count=story.day_of(today) if story else 0,
        sports=[(sport.value, figures.sport(sport)) for sport in SPORTS],
        most_pain=MOST_PAIN,
        unit=figures.unit(),
    )
