"""`blog content …`: the author's files."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from blog import clock, current, settings
from blog.cli import again, enter, telling
from blog.cli.progress import progress
from blog.content_sync import sweeping
from blog.content_sync.service import Place, sync
from blog.database import migrate
from blog.factory import create_app
from blog.workshop import Workshop


@click.group("content")
def command() -> None:
    """Publish, check or begin posts."""


@command.command("sync")
@click.option("--rebuild", is_flag=True, help="Render every file again.")
@click.option(
    "--accept-removals",
    is_flag=True,
    help="Take posts down even where very many files are missing.",
)
@click.option("--json", "as_json", is_flag=True, help="Report for programs.")
@click.pass_context
def publish(ctx: click.Context, rebuild: bool, accept_removals: bool, as_json: bool) -> None:
    """Publish what has changed in the folder; name what has to be mended."""
    enter(ctx)
    with create_app().app_context(), Workshop() as workshop:
        migrate.upgrade()
        with progress("Publishing") as on_done:
            report = sync(
                place(),
                workshop=workshop,
                rebuild=rebuild,
                accept_removals=accept_removals,
                on_done=on_done,
            )
        sweeping.sweep(place().media)
        if as_json:
            click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            telling.tell(report, program=again(ctx), now=clock.now())
    ctx.exit(1 if report.refused else 0)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="List for programs.")
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Name every problem in the folder; publish nothing."""
    from blog.content_sync import check as checking  # serve, which loads this module, needs none

    enter(ctx)
    content = settings.read(os.environ, at=Path.cwd()).content  # no database is needed
    with Workshop() as workshop, progress("Checking") as on_done:
        problems = checking.check(content, workshop=workshop, on_done=on_done)
    if as_json:
        listed = [asdict(problem) for problem in problems]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        telling.name(problems)
        if not problems:
            click.echo("Nothing to mend.")
    ctx.exit(1 if problems else 0)


@command.command()
@click.argument("title")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
@click.option("--draft", is_flag=True, help="Don't publish it yet.")
@click.pass_context
def new(ctx: click.Context, title: str, tags: Sequence[str], draft: bool) -> None:
    """Begin a post: make its file, print the path."""
    from blog.content_sync import drafts

    enter(ctx)
    with create_app().app_context():
        path = drafts.begin(
            current.settings().content, title, tags=tags, draft=draft, now=clock.now()
        )
    click.echo(path)


def place() -> Place:
    """Say where the blog at work keeps its files."""
    return Place(content=current.settings().content, media=current.settings().media)
