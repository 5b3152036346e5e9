"""Checking in: one screen about one session, which becomes a part of the story under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.errors import BadFile, Refusal
from blog.headers import moments
from blog.manuscripts import queries
from blog.series import queries as series
from blog.series.sequence import Story
from blog.texts import gettext, ngettext
from blog.training.log import MOST_PAIN, Sport
from blog.web.desk import photos, publishing, sessions, sheets
from blog.web.desk.filed import Form
from blog.web.desk.sheets import Sheet
from blog.web.signed_in import visitor
from blog.web.site import figures

bp = Blueprint("check_in", __name__)

_FIELDS = ("sport", "distance", "time", "pain", "body", "alt")


@bp.get("/check-in/")
def begin() -> str:
    """Ask what was done."""
    return _page(sheets.new().id, Form(values={"sport": Sport.RUN}, was={}))


@bp.post("/check-in/<id>/")
def take(id: str) -> ResponseReturnValue:
    """Publish it; sent again it is the same post, and what was mended meanwhile is mended there."""
    session = sessions.read(request.form)
    # Whatever is wrong with the rest: a photo that came is kept, and stands in the words.
    sent, problems = photos.added(sheets.sent(id, author=visitor()))
    words = sent.typed.body
    reasons = sessions.refused(session, more=bool(words.strip()))
    if problems or reasons:
        return _refused(id, words, problems, reasons)
    try:
        sheet = _sheet(sent, session)
        slug = _published(sheet) or publishing.publish(sheet)
    except BadFile as refusal:
        return _refused(id, words, [one.sentence for one in refusal.problems if one.refused])
    except Refusal as refusal:
        return _refused(id, words, [str(refusal)])
    return _done(slug, id)


def _done(slug: str, id: str) -> ResponseReturnValue:
    # `written` tells the device what it need not keep any more.
    return redirect(url_for("desk.writing.done", slug=slug, written=id), HTTPStatus.SEE_OTHER)


def _published(sheet: Sheet) -> str | None:
    """Find the post that says all this already, whatever was made of it since."""
    _, text = queries.published_as(sheet.id)
    if not text or sheet.onto(text, author=visitor()) != text:
        return None
    found = queries.file_at(sheet.file)
    return found.slug if found else None


def _sheet(sent: Sheet, session: Mapping[str, str]) -> Sheet:
    """Make a post of it: titled by itself, filed under the story it is a part of."""
    story = _chosen(request.form, _running())
    words = replace(
        sent.typed,
        title=_title(story, session, day=_day(sent)),
        tags=story.slug if story else "",
    )
    return replace(sent, typed=words, sessions=(session,))


def _day(sent: Sheet) -> date:
    """Say which day it is about: one sent again the next morning is of the day before."""
    zone = current.preferences().zone
    return (moments.moment(sent.typed.date, zone=zone) or current.now()).astimezone(zone).date()


def _title(story: Story | None, session: Mapping[str, str], *, day: date) -> str:
    """Say it in a line: “Day 52: 3 miles, pain 1”."""
    far = session.get("distance", "")
    name = session.get("sport", "")
    said = [_far(far)] if far else [figures.sport(Sport(name)) if name in sessions.SPORTS else name]
    if not far and session.get("time"):
        said.append(session["time"])
    if pain := session.get("pain"):
        said.append(gettext("pain %(n)s", n=pain))
    what = ", ".join(said)
    if story and (number := story.day_of(day)) > 0:
        return gettext("Day %(n)s: %(what)s", n=number, what=what)
    return what


def _far(said: str) -> str:
    """Say a distance in the words of a title."""
    number, _, unit = said.partition(" ")
    count = 1 if number == "1" else 2
    if unit == "mi":
        return ngettext("%(far)s mile", "%(far)s miles", count, far=number)
    return said


def _running() -> list[Story]:
    return series.running(now=current.now(), zone=current.preferences().zone)


def _chosen(form: Mapping[str, str], running: Sequence[Story]) -> Story | None:
    """Find the story that was chosen; unless one was, or none, it is the one told last."""
    usual = running[0].slug if running else ""
    return next((one for one in running if one.slug == form.get("story", usual)), None)


def _over() -> Story | None:
    """Find the story that was told last, where all are over."""
    return next(iter(series.stories(now=current.now(), zone=current.preferences().zone)), None)


def _refused(
    id: str, words: str, problems: Sequence[str], reasons: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """Give what was filled in back, with what is wrong with it."""
    values = {**request.form, "body": words}
    form = Form(values=values, was={}, reasons=reasons or {}, problems=tuple(problems))
    return _page(id, form), HTTPStatus.UNPROCESSABLE_ENTITY


def _page(id: str, form: Form) -> str:
    current.workshop()
    running = _running()
    today = current.now().astimezone(current.preferences().zone).date()
    return render_template(
        "desk/check_in.html",
        id=id,
        form=replace(form, values={**dict.fromkeys(_FIELDS, ""), **form.values}),
        running=[(one, one.day_of(today), len(one.parts) + 1) for one in running],
        chosen=_chosen(form.values, running),
        over=None if running else _over(),
        sports=[(sport.value, figures.sport(sport)) for sport in sessions.SPORTS],
        most_pain=MOST_PAIN,
        unit=figures.unit(),
    )
