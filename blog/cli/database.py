"""`blog database …`: the tables."""

from __future__ import annotations

import click

from blog.cli import enter
from blog.database import migrate
from blog.factory import create_app

# The app alone does without these tables, and a table nobody has loaded would seem too much.
from blog.sources import models as _models  # noqa: F401


@click.group("database")
def command() -> None:
    """Bring the database up to date, or check it."""


@command.command("migrate")
@click.pass_context
def bring_up_to_date(ctx: click.Context) -> None:
    """Bring the tables up to what this version of the program needs."""
    enter(ctx)
    with create_app().app_context():
        migrate.upgrade()
    click.echo("The database is up to date.")


@command.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Tell whether the tables are what this version of the program needs."""
    enter(ctx)
    with create_app().app_context():
        if not migrate.is_current():
            raise click.ClickException(
                "The database is older than the program. To mend it: blog database migrate"
            )
        differences = migrate.differences()
    for difference in differences:
        click.echo(str(difference), err=True)
    if differences:
        raise click.ClickException("The tables differ from what the program expects.")
    click.echo("The database is up to date.")
