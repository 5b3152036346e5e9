"""What the author is told about their files on the terminal: each thing once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from blog.content_sync.report import Report
from blog.errors import Problem
from blog.posts import sync as posts
from blog.sources import ledger
from blog.sources.folder import SITE, Kind


def tell(report: Report, *, program: str, now: datetime) -> None:
    """Say what a sync did, the problems on standard error."""
    for line in report.sentences(program=program):
        click.echo(line)
    name(report.problems, standing(report.problems, now=now))


def name(problems: Sequence[Problem], standing: Mapping[str, str] | None = None) -> None:
    """Print problems, a line each: where, what to do, and what it means for readers.

    Editors jump to what stands first in a line: file, line, sentence.
    """
    for problem in problems:
        told = standing.get(problem.path) if standing else None
        refused = f"refused; {told}" if told else "refused"
        color, kind = ("red", refused) if problem.refused else ("yellow", "advice")
        click.secho(f"{problem} ({kind})", fg=color, err=True)


def standing(problems: Sequence[Problem], *, now: datetime) -> dict[str, str]:
    """Say of each refused file what readers see of it meanwhile."""
    paths = {problem.path for problem in problems if problem.refused}
    if not paths:
        return {}
    seen = ledger.last().seen
    known = posts.known({one.slug for path in paths if (one := seen.get(path)) and one.slug})
    told = {}
    for path in paths:
        one = seen.get(path)
        within = any(other.startswith(f"{path}/") for other in seen)
        post = known.get(one.slug or "") if one and one.kind == Kind.POST else None
        if path == SITE:
            told[path] = "what was chosen before stays"
        elif within:
            told[path] = "what was online of it stays online"
        elif not one or not one.slug or (post and post.draft):
            told[path] = "not online yet"
        elif post and post.published_at and post.published_at > now:
            told[path] = "its last good version stays scheduled"
        else:
            told[path] = "its last good version stays online"
    return told


class Telling:
    """What an author has been told while the blog is served."""

    def __init__(self, *, content: Path, program: str) -> None:
        self._content = content
        self._program = program
        self._before = Report()
        self._notes: list[str] = []
        self._told: set[Problem] = set()

    def begin(self, report: Report, *, now: datetime) -> None:
        """Say what the first sync found that the author should know of."""
        self._tell_news(report, now=now)
        self._before = report

    def go_on(self, report: Report, *, now: datetime) -> None:
        """Say what a later sync did, and what is new in it: problems, and those mended."""
        before, self._before = self._before, report
        if report.added or report.changed or report.removed:
            click.echo(report.sentences()[0])
        self._tell_news(report, now=now)
        if before.site_missing and not report.site_missing:
            click.echo(f"{SITE} is there again.")
        elif before.held_back and not (report.held_back or report.site_missing):
            click.echo("Nothing is held back any more.")
        for path in sorted(_paths(before) - _paths(report) | _refused(before) - _refused(report)):
            if (self._content / path).exists():
                click.echo(f"{path} is mended.")

    def _tell_news(self, report: Report, *, now: datetime) -> None:
        notes = self._notes_of(report)
        for note in notes:
            if note not in self._notes:
                click.echo(note)
        self._notes = notes
        new = [problem for problem in report.problems if problem not in self._told]
        name(new, standing(new, now=now))
        # While the whole folder is away, what was told of its files is not forgotten.
        self._told = {*report.problems, *(self._told if report.site_missing else ())}

    def _notes_of(self, report: Report) -> list[str]:
        if not self._content.is_dir():
            return [f"The folder {self._content} is not there, so nothing was taken away."]
        return report.sentences(program=self._program)[1:]


def _paths(report: Report) -> set[str]:
    return {problem.path for problem in report.problems}


def _refused(report: Report) -> set[str]:
    return {problem.path for problem in report.problems if problem.refused}
