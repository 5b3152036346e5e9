"""`blog cache …`: the finished pages that are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from blog import current
from blog.cli import enter
from blog.database import migrate
from blog.database.transaction import transaction
from blog.factory import create_app, page_store
from blog.pagecache import stamps
from blog.pagecache.stores import Store


@click.group("cache")
def command() -> None:
    """Count the finished pages that are kept, or throw them away."""


@command.command()
@click.pass_context
def clear(ctx: click.Context) -> None:
    """Throw every kept page away, also those in the memory of a running server."""
    enter(ctx)
    with _store() as store:
        migrate.upgrade()
        with transaction():
            stamps.renew([stamps.CACHE])
        store.clear()
    click.echo("Every page will be made anew when somebody asks for it.")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Count for programs.")
@click.pass_context
def stats(ctx: click.Context, as_json: bool) -> None:
    """Count the pages that all processes share."""
    enter(ctx)
    with _store() as store:
        found = store.stats()
    if as_json:
        click.echo(json.dumps({"pages": found.pages, "bytes": found.bytes}))
    else:
        click.echo(f"{found.pages} pages, {found.bytes / 2**20:.1f} MB.")


@contextmanager
def _store() -> Iterator[Store]:
    with create_app().app_context(), closing(page_store(current.settings())) as store:
        yield store
