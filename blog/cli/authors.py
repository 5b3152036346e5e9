"""`blog authors …`: letting authors in."""

from __future__ import annotations

import sys

import click

from blog import clock, current
from blog.accounts import invitations, passwords, service
from blog.authors import queries as authors
from blog.authors.queries import Shown as Author
from blog.cli import enter
from blog.database import migrate
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.factory import create_app

_HERE = "http://localhost:"


@click.group("authors")
def command() -> None:
    """Let authors in: with a link, or with a password."""


@command.command()
@click.argument("slug")
@click.pass_context
def invite(ctx: click.Context, slug: str) -> None:
    """Print a link with which an author chooses a passkey or a password."""
    enter(ctx)
    with create_app().app_context():
        migrate.upgrade()
        author = _author(slug)
        link = invitation(author.slug)
        click.echo(link)
        until = (clock.now() + invitations.LASTS).astimezone(current.preferences().zone)
        click.echo(f"For {author.name}; it works once, until {until:%Y-%m-%d %H:%M}.", err=True)
        if link.startswith(_HERE):
            click.echo(f"Where the blog is served elsewhere, put that for {_HERE}….", err=True)


@command.command()
@click.argument("slug")
@click.option("--password-stdin", is_flag=True, help="Read it from standard input.")
@click.pass_context
def password(ctx: click.Context, slug: str, password_stdin: bool) -> None:
    """Choose an author's password at once; every device of theirs is signed out."""
    enter(ctx)
    with create_app().app_context():
        migrate.upgrade()
        author = _author(slug)
        given = _read() if password_stdin else _ask(author)
        about = (author.slug, author.name, *author.name.split(), current.preferences().title)
        if objection := passwords.objection(given, about=about):
            raise Refusal(objection)
        hashed = passwords.hashed(given)
        with transaction():
            service.choose_password(author.slug, hashed, now=clock.now())
    click.echo(f"{author.name} has a new password; every device was signed out.")


def invitation(slug: str, *, by_start: bool = False) -> str:
    """Make a link for an author."""
    with transaction():
        secret = service.invite(slug, now=clock.now(), by_start=by_start)
    address = current.settings().url or current.settings().served_at or current.address()
    # Passkeys belong to names: under the bare number there are passwords only.
    return f"{address.replace('//127.0.0.1', '//localhost', 1)}/desk/invited/{secret}/"


def _author(slug: str) -> Author:
    found = authors.by_slug(slug)
    if found is not None:
        return found
    if (current.settings().content / "authors" / f"{slug}.md").is_file():
        raise Refusal(f"The file authors/{slug}.md is not published yet: blog content sync")
    known = ", ".join(sorted(authors.names()))
    raise Refusal(f"There is no author “{slug}”." + (f" There is: {known}." if known else ""))


def _read() -> str:
    """Read a password from a pipe: its first line."""
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise Refusal("Nothing came in on standard input.")
    return given


def _ask(author: Author) -> str:
    if not sys.stdin.isatty():
        raise Refusal("Say the password on a terminal, or with --password-stdin.")
    given: str = click.prompt(
        f"A new password for {author.name}", hide_input=True, confirmation_prompt="Once more"
    )
    return given
