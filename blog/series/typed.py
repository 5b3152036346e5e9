"""A tag's introduction as it is typed at the desk: between a form and the text of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from blog.headers import forms, frontmatter, moments, rewriting, writing
from blog.headers.frontmatter import Node
from blog.headers.writing import Value
from blog.series import introfile
from blog.series.introfile import TAPES, Status
from blog.texts import gettext

_LINES = ("title", "summary", "image")
_FACTS = ("started", "status", "ended", "ongoing", "outcome", "tape")
_DAYS = ("started", "ended", "ongoing", "goal_date")
_GOAL = {"goal_name": "name", "goal_date": "date"}
_NO = {"no", "false", "off", "0"}
_MOST = {"title": 200, "summary": 500, "outcome": 500, "goal_name": 100}


@dataclass(frozen=True, kw_only=True)
class Tag:
    """The form of a tag's file. With `series` the tag is a story, and the facts below count."""

    path: str
    slug: str
    today: date
    names: ClassVar[tuple[str, ...]] = (*_LINES, "body", "series", *_FACTS, *_GOAL, "log")

    def read(self, text: str) -> dict[str, str]:
        """Read the file into the form; raise HeaderProblem where its header cannot be read."""
        said, body = forms.fields(text)
        lines = {name: forms.line(said.get(name)) for name in _LINES}
        facts = forms.within(said.get("series"))
        is_series = "yes" if isinstance(said.get("series"), frontmatter.Mapping) else ""
        return {**lines, "body": body, "series": is_series, **self._facts(facts)}

    def onto(self, text: str, values: Mapping[str, str]) -> str:
        """Write what was typed into the text of the file; what was not touched stays as it is."""
        before = self.read(text)
        changed = {name for name in self.names if values[name] != before[name]}
        changes: dict[str, Value | None] = {
            name: values[name] for name in _LINES if name in changed
        }
        if changed.difference(_LINES, {"body"}):
            if not before["series"]:
                # Said once and for all, whatever the program would take for it some day.
                changed |= {"status", "tape"}
            said, _ = forms.fields(text)
            changes["series"] = _section(said.get("series"), values, changed)
        there = frontmatter.split(text).body
        body = forms.body(values["body"], before=there) if "body" in changed else None
        return rewriting.rewrite(text, changes, body=body)

    def refused(self, values: Mapping[str, str]) -> dict[str, str]:
        """Say of each field that makes no sense how it would."""
        reasons = forms.too_long(values, _MOST) | forms.unshowable(values, *_MOST)
        if not values["series"]:
            return reasons
        reasons |= forms.no_day(values, *_DAYS)
        if values["status"] not in list(Status):
            reasons["status"] = gettext("Choose how it stands.")
        if values["tape"] not in TAPES:
            reasons["tape"] = gettext("Choose a colour.")
        return reasons | self._odd_days(values)

    def check(self, text: str) -> None:
        """Raise BadFile where a sync would refuse the text."""
        stem = self.path.rpartition("/")[2].removesuffix(".md")
        introfile.parse(text, path=self.path, name=stem)

    def _odd_days(self, values: Mapping[str, str]) -> dict[str, str]:
        """Say of days that are days why they can't be meant."""
        reasons = {}
        started, ended = moments.day(values["started"]), moments.day(values["ended"])
        for name, day in {"started": started, "ended": ended}.items():
            if introfile.is_ahead(day, self.today):
                reasons[name] = gettext("This day is still to come. Is the year right?")
            elif introfile.is_long_ago(day, self.today):
                reasons[name] = gettext("This is very long ago. Is the year right?")
        if not reasons and started and ended and ended < started:
            reasons["ended"] = gettext("The story would end before it started.")
        return reasons

    def _facts(self, said: Mapping[str, Node]) -> dict[str, str]:
        goal = forms.within(said.get("goal"))
        days = {name: forms.day(said.get(name)) for name in ("started", "ended", "ongoing")}
        # What it is taken for where its author does not say.
        status = Status.RETURNED if days["ended"] else Status.INJURED
        return {
            **days,
            "status": forms.line(said.get("status")).lower() or status.value,
            "outcome": forms.line(said.get("outcome")),
            "tape": forms.line(said.get("tape")).lower() or introfile.usual_tape(self.slug),
            "goal_name": forms.line(goal.get("name")),
            "goal_date": forms.day(goal.get("date")),
            "log": "" if forms.line(said.get("log")).lower() in _NO else "yes",
        }


def _section(
    node: Node | None, values: Mapping[str, str], changed: set[str]
) -> Mapping[str, Value] | None:
    """Write the facts of a story, in the order they stood in, with what we don't know."""
    if not values["series"]:
        return None
    section = _plain(node)
    for name in _FACTS:
        if name in changed:
            _put(section, name, values[name])
    if changed & _GOAL.keys():
        goal = _plain(forms.within(node).get("goal"))
        for name, called in _GOAL.items():
            _put(goal, called, values[name])
        _put(section, "goal", goal)
    if "log" in changed:
        _put(section, "log", "" if values["log"] else "no")
    return section


def _plain(node: Node | None) -> dict[str, Value]:
    said = writing.plain(node) if node else {}
    return dict(said) if isinstance(said, Mapping) else {}


def _put(section: dict[str, Value], name: str, value: Value) -> None:
    """Change one field under the name its author spells it with; an empty one goes."""
    name = next((one for one in section if one.lower() == name), name)
    if value:
        section[name] = value
    else:
        section.pop(name, None)
