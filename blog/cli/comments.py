"""`blog comments …`: what readers said, and the author's word on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from blog import clock, current
from blog.cli import enter
from blog.comments import folds, queries, rulings
from blog.comments.decisions import By
from blog.comments.folding import Fold
from blog.comments.shown import WaitingEdit, Whole
from blog.comments.status import Status
from blog.database import migrate
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.factory import create_app
from blog.posts import queries as posts
from blog.web.desk import answering


@click.group("comments")
def command() -> None:
    """Read, approve, put away and fold comments; close discussions."""


@command.command("list")
@click.option("--post", "slug", help="Only those of one post.")
@click.option(
    "--status", type=click.Choice([status.value for status in Status]), help="Only those."
)
@click.option("--json", "as_json", is_flag=True, help="List for programs.")
@click.pass_context
def show(ctx: click.Context, slug: str | None, status: str | None, as_json: bool) -> None:
    """List comments, oldest first."""
    with _blog(ctx):
        if slug and slug not in queries.posts_with_comments():
            _existing([slug], clock.now())
        statuses = [Status(status)] if status else list(Status)
        edits = queries.waiting_edits()
        # A comment that stands may have an edit that waits.
        also = edits if status == Status.PENDING else ()
        found = queries.listed(slug=slug, statuses=statuses, also=also)
        zone = current.preferences().zone
    if as_json:
        listed = [_as_json(one, edits.get(one.id)) for one in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for comment in found:
        _print(comment, edits.get(comment.id), zone)
    if not found:
        click.echo("There are none.")


@command.command()
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@click.pass_context
def approve(ctx: click.Context, ids: Sequence[int]) -> None:
    """Let readers see comments, or the edits of them that wait."""
    with _blog(ctx), transaction():
        _tell(rulings.approve(ids, now=clock.now()), "approved")


@command.command()
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@click.pass_context
def refuse(ctx: click.Context, ids: Sequence[int]) -> None:
    """Drop the edits that wait; the comments stay as they are."""
    with _blog(ctx), transaction():
        click.echo(_counted(len(rulings.refuse(ids)), "edit") + " refused.")


@command.command()
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@click.pass_context
def spam(ctx: click.Context, ids: Sequence[int]) -> None:
    """Put comments away as spam."""
    with _blog(ctx), transaction():
        _tell(rulings.spam(ids, now=clock.now()), "put away as spam")


@command.command()
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@click.pass_context
def delete(ctx: click.Context, ids: Sequence[int]) -> None:
    """Take comments away; replies to them keep their place."""
    with _blog(ctx), transaction():
        _tell(rulings.delete(ids, now=clock.now()), "taken away")


@command.command()
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@click.pass_context
def restore(ctx: click.Context, ids: Sequence[int]) -> None:
    """Show again what was put away."""
    with _blog(ctx), transaction():
        _tell(rulings.restore(ids, now=clock.now()), "shown again")


@command.command()
@click.argument("number", metavar="ID", type=int)
@click.argument("words")
@click.option("--author", "slug", help="Who answers, if not the blog's author.")
@click.pass_context
def answer(ctx: click.Context, number: int, words: str, slug: str | None) -> None:
    """Answer a comment as the author, also where the discussion is closed."""
    with _blog(ctx):
        click.echo(current.absolute(answering.answer(number, words, author=slug)))


@command.command()
@click.argument("slugs", metavar="SLUG...", nargs=-1)
@click.option("--older-than", type=click.IntRange(min=0), metavar="DAYS", help="All older posts.")
@click.option("--why", default="", help="A sentence readers may read.")
@click.pass_context
def close(ctx: click.Context, slugs: Sequence[str], older_than: int | None, why: str) -> None:
    """Close the discussions of posts."""
    if not slugs and older_than is None:
        raise click.UsageError("Name the posts to close, or use --older-than DAYS.")
    now = clock.now()
    with _blog(ctx):
        wanted = _existing(slugs, now)
        if older_than is not None:
            wanted += posts.published_before(now - timedelta(days=older_than))
        with transaction():
            done = rulings.close(
                wanted, by=By.COMMAND, now=now, name=current.chosen().author_name, why=why
            )
    click.echo(_counted(len(done), "discussion") + " closed.")


@command.command()
@click.argument("slugs", metavar="SLUG...", nargs=-1, required=True)
@click.pass_context
def reopen(ctx: click.Context, slugs: Sequence[str]) -> None:
    """Open the discussions of posts again."""
    now = clock.now()
    with _blog(ctx):
        wanted = _existing(slugs, now)
        with transaction():
            done = rulings.reopen(wanted, by=By.COMMAND, now=now, name=current.chosen().author_name)
    click.echo(_counted(len(done), "discussion") + " opened.")


@command.command()
@click.argument("ids", metavar="[ID...]", type=int, nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only say what would be folded.")
@click.option("--json", "as_json", is_flag=True, help="Report for programs.")
@click.pass_context
def fold(ctx: click.Context, ids: Sequence[int], dry_run: bool, as_json: bool) -> None:
    """Fold repeats into the first: those that surely are, or the ones named."""
    with _blog(ctx), transaction():
        found = folds.found()
        wanted = _named(found, ids) if ids else [one for one in found if one.sure]
        done = wanted if dry_run else folds.fold(wanted, now=clock.now())
    left = [one for one in found if one not in done]
    if as_json:
        report = {"folded": [asdict(one) for one in done], "left": [asdict(one) for one in left]}
        click.echo(json.dumps({**report, "dry_run": dry_run}, indent=2))
        return
    for one in done:
        verb = "would be folded" if dry_run else "folded"
        click.echo(f"{one.id} {verb} into {one.into} (rule {one.rule}).")
    for one in left:
        click.echo(f"{one.id} says the same as {one.into}; to fold it: blog comments fold {one.id}")
    click.echo(_counted(len(done), "comment") + (" would be folded." if dry_run else " folded."))


@command.command()
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@click.pass_context
def unfold(ctx: click.Context, ids: Sequence[int]) -> None:
    """Bring folded comments back exactly as they were."""
    with _blog(ctx), transaction():
        _tell(folds.unfold(ids, now=clock.now()), "unfolded")


@command.command()
@click.pass_context
def feed(ctx: click.Context) -> None:
    """Print the private address of the feed of what is new and what waits."""
    with _blog(ctx):
        click.echo(f"{current.address()}/desk/comments.atom?key={current.tokens().feed()}")
    click.echo("Whoever has this address can read what waits. Keep it to yourself.", err=True)


@contextmanager
def _blog(ctx: click.Context) -> Iterator[None]:
    enter(ctx)
    with create_app().app_context():
        migrate.upgrade()
        yield


def _existing(slugs: Sequence[str], now: datetime) -> list[str]:
    known = {post.slug for post in posts.discussed(slugs, now=now)}
    for slug in slugs:
        if slug not in known:
            raise Refusal(f"There is no post “{slug}”.")
    return list(slugs)


def _named(found: Sequence[Fold], ids: Sequence[int]) -> list[Fold]:
    by_id = {one.id: one for one in found}
    for number in ids:
        if number not in by_id:
            raise Refusal(f"Comment {number} says nothing that another one says.")
    return [by_id[number] for number in ids]


def _tell(ids: Sequence[int], what: str) -> None:
    click.echo(_counted(len(ids), "comment") + f" {what}.")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _as_json(comment: Whole, edit: WaitingEdit | None) -> dict[str, Any]:
    return {
        "id": comment.id,
        "post": comment.post_slug,
        "parent": comment.parent_id,
        "name": comment.name,
        "email": comment.email,
        "website": comment.website,
        "body": comment.body,
        "status": comment.status.value,
        "waits_because": comment.waits_because,
        "submitted_at": comment.submitted_at.isoformat(),
        "duplicate_of": comment.duplicate_of,
        "edit": _edit_as_json(edit) if edit else None,
    }


def _edit_as_json(edit: WaitingEdit) -> dict[str, Any]:
    return {
        "name": edit.name,
        "email": edit.email,
        "website": edit.website,
        "body": edit.body,
        "waits_because": edit.waits_because,
        "written_at": edit.written_at.isoformat(),
    }


def _print(comment: Whole, edit: WaitingEdit | None, zone: ZoneInfo) -> None:
    when = comment.submitted_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    click.echo(f"{comment.id}  {comment.status}  {when}  {comment.name or 'Anonymous'}", nl=False)
    click.echo(f"  on {comment.post_slug}")
    if comment.waits_because:
        click.echo(f"    waits because: {comment.waits_because}")
    for line in comment.body.splitlines():
        click.echo(f"    {line}")
    if edit is not None:
        click.echo(f"    an edit waits because: {edit.waits_because}")
        for line in edit.body.splitlines():
            click.echo(f"    > {line}")
