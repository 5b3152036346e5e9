"""A story as a whole: its page with log and outcome, all of it on one page, its sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for

from blog import current
from blog.comments import names
from blog.comments import queries as comments
from blog.series import booklet
from blog.series import queries as series
from blog.series.sequence import Part, Story
from blog.texts import gettext
from blog.training import milestones, queries, sheet, weeks
from blog.training.log import Verdict
from blog.training.milestones import Fate
from blog.training.queries import Told
from blog.web.site import feeds, figures
from blog.web.site.figures import Chart, Far, Line, Summed

bp = Blueprint("stories", __name__, url_prefix="/tags/<slug>")

_ALL = 10_000


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that was tried, and the parts that tell of it."""

    what: str
    verdict: str
    helped: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A day that counts, with what was done or what became of it."""

    name: str
    day: date
    day_number: int
    far: Far | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry(Line):
    """A session in the log of a story."""

    day_number: int
    part: Part | None


@dataclass(frozen=True, kw_only=True)
class Week:
    """A week of the log."""

    first: date
    sum: Summed
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Cheers:
    """Who commented: those who left a name, and how many comments came without one."""

    names: tuple[str, ...]
    nameless: int


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A part with its whole text."""

    part: Part
    html: str


def page(story: Story) -> str:
    """Show a story: how it stands, what its log says, what was tried, its parts."""
    told = _told(story)
    things, author = _tried(story) if story.has_log else ([], "")
    return render_template(
        "series/show.html",
        story=story,
        picture=_picture(story),
        tape=story.tape,
        chart=_chart(story),
        milestones=list(_milestones(story, told)),
        totals=figures.totals(told),
        all=figures.all_of(told),
        weeks=_weeks(story, told),
        things=things,
        tried_by=author,
        cheers=_cheers(story) if story.over else None,
        feeds=feeds.of_tag(story.title, story.slug),
        canonical=current.absolute(story.path),
    )


@bp.get("/story/")
def whole(slug: str) -> str:
    """Show the whole story on one page, oldest part first."""
    story = _story_or_404(slug)
    if not story.parts:
        abort(HTTPStatus.NOT_FOUND)
    texts = series.texts(slug, most=_ALL, now=current.now())
    return render_template(
        "series/whole.html",
        story=story,
        picture=_picture(story),
        tape=story.tape,
        chapters=list(_chapters(story, texts)),
        feeds=feeds.of_tag(story.title, story.slug),
        canonical=current.absolute(url_for("stories.whole", slug=slug)),
    )


@bp.get("/log.csv")
def log(slug: str) -> Response:
    """Give the log of a story as a sheet."""
    story = _story_or_404(slug)
    parts = {part.slug: part for part in story.parts}
    told = _told(story)
    rows = ((one, _columns(story, parts.get(one.post), one.day)) for one in told)
    written = sheet.write(rows, unit=figures.unit())
    answer = Response(written, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_ascii(slug)}.csv"'
    return answer


def _story_or_404(slug: str) -> Story:
    story = series.story(slug, now=current.now(), zone=current.preferences().zone)
    return story or abort(HTTPStatus.NOT_FOUND)


def _picture(story: Story) -> Mapping[str, Any] | None:
    found = series.introduced(story.slug, now=current.now())
    return found.picture if found else None


def _told(story: Story) -> list[Told]:
    return queries.of_story(story.slug, now=current.now()) if story.has_log else []


def _chart(story: Story) -> Chart | None:
    drawing = queries.chart_of_story(story.slug, now=current.now()) if story.has_log else None
    return figures.chart(drawing)


def _columns(story: Story, part: Part | None, day: date) -> Mapping[str, object]:
    return {
        "day": story.day_of(day),
        "part": part.number if part else None,
        "title": part.title if part else "",
        "address": current.absolute(part.path) if part else "",
    }


def _ascii(slug: str) -> str:
    return slug if slug.isascii() else "log"


def _tried(story: Story) -> tuple[list[Thing], str]:
    parts = {part.slug: part for part in story.parts}
    found, author = queries.tried_in(story.slug, now=current.now())
    things = [
        Thing(
            what=one.what,
            verdict=figures.verdict(one.verdict),
            helped=one.verdict is Verdict.HELPED,
            parts=tuple(parts[post] for post in one.posts if post in parts),
        )
        for one in found
    ]
    return things, author


def _weeks(story: Story, told: Sequence[Told]) -> list[Week]:
    parts = {part.slug: part for part in story.parts}
    posts = {id(one): one.post for one in told}
    return [
        Week(
            first=week.first,
            sum=figures.summed(week.all),
            entries=tuple(
                Entry(
                    **vars(figures.line(one)),
                    day_number=story.day_of(one.day),
                    part=parts.get(posts[id(one)]),
                )
                for one in week.sessions
            ),
        )
        for week in weeks.weeks(told, starts=current.preferences().week_starts)
    ]


def _milestones(story: Story, told: Sequence[Told]) -> Iterator[Milestone]:
    if free := milestones.first_without_pain(told):
        name = gettext("First day without pain")
        yield Milestone(name=name, day=free.day, day_number=story.day_of(free.day))
    if far := milestones.longest(told, since=story.first):
        yield Milestone(
            name=figures.longest(far.sport),
            day=far.day,
            day_number=story.day_of(far.day),
            far=figures.far(far.millimetres),
        )
    today = story.silent_since or current.today()
    fate = milestones.fate(story.goal_date, returned=story.healed, ended=story.ended, today=today)
    if fate and story.goal_date:
        name = gettext("Goal: %(name)s", name=story.goal_name)
        yield Milestone(
            name=name if story.goal_name else gettext("The goal"),
            day=story.goal_date,
            # After its end no day of the story is counted.
            day_number=0 if fate is Fate.IN_TIME else story.day_of(story.goal_date),
            words={
                Fate.AHEAD: gettext("not told yet") if story.silent_since else "",
                Fate.REACHED: gettext("reached"),
                Fate.IN_TIME: gettext("healed in time"),
                Fate.TOO_SOON: gettext("came too soon"),
            }[fate],
        )


def _cheers(story: Story) -> Cheers:
    """Gather who commented, each name once and as it was written first."""
    signed = comments.names([part.slug for part in story.parts])
    once: dict[str, str] = {}
    for name in filter(None, signed):
        once.setdefault(names.undress(name) or name, name)
    return Cheers(names=tuple(once.values()), nameless=signed.count(""))


def _chapters(story: Story, texts: Mapping[str, tuple[str, str]]) -> Iterator[Chapter]:
    for part in story.parts:
        if part.slug in texts:
            html, _ = texts[part.slug]
            yield Chapter(part=part, html=booklet.fitted(html, name=f"part-{part.number}"))
