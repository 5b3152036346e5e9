"""The door for people at a keyboard: the command `blog`.

Each group of commands lives in a module of its own, loaded when it is asked for, so that
`blog --help` answers at once.
"""

from __future__ import annotations

import importlib
import os
import shlex
import shutil
import sys
from functools import lru_cache
from pathlib import Path

import click

from blog import settings
from blog.errors import Refusal

# Where each command lives, and what the overview says of it without loading it.
COMMANDS = {
    "init": ("blog.cli.init", "Make a new blog in a folder."),
    "serve": ("blog.cli.serve", "Publish the posts, serve the blog, keep watching."),
    "content": ("blog.cli.content", "Publish, check or begin posts."),
    "comments": ("blog.cli.comments", "Read, approve, put away, fold; close discussions."),
    "authors": ("blog.cli.authors", "Let authors in: with a link, or with a password."),
    "cache": ("blog.cli.cache", "Count or throw away the finished pages."),
    "database": ("blog.cli.database", "Bring the database up to date, or check it."),
}


class Program(click.Group):
    """The command `blog`: loads what it is asked for, and says failures in a sentence."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Name the commands in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the overview without loading a single command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what was refused is told in its own sentence, without a traceback."""
        try:
            return super().invoke(ctx)
        except Refusal as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            raise click.ClickException(f"{error.strerror or error}{where}.") from None
        except Exception as error:
            if (sentence := of_the_database(error)) is None:
                raise
            raise click.ClickException(sentence) from None


def of_the_database(error: Exception) -> str | None:
    """Say that the database is away. Told by its name: loading its library here takes long."""
    kind, *others = [f"{kind.__module__}.{kind.__name__}" for kind in type(error).__mro__]
    # The general kind itself is what SQLite raises for a file that is no database.
    is_away = "sqlalchemy.exc.OperationalError" in {kind, *others}
    if not is_away and kind != "sqlalchemy.exc.DatabaseError":
        return None
    reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
    return f"The database cannot be used: {reason}."


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--at",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default="the current folder",
    help="The blog that is meant.",
)
@click.version_option(package_name="second-wind", prog_name="Second Wind")
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Second Wind: a personal blog with comments, kept in one folder of Markdown files."""
    called()
    ctx.obj = folder.absolute()


@lru_cache(maxsize=1)
def called() -> str:
    """Say what to type to call this program again, as it was called. First asked at the start."""
    typed = Path(sys.argv[0])
    if typed.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m blog"
    found = shutil.which("blog")
    if typed.name != "blog" or (found and typed.exists() and typed.samefile(found)):
        return "blog"
    return shlex.quote(str(typed))


def again(ctx: click.Context) -> str:
    """Say what to type to call this program again for the same blog."""
    given = ctx.find_root().params["folder"]
    return called() if given == Path() else f"{called()} --at {shlex.quote(str(given))}"


def enter(ctx: click.Context) -> Path:
    """Go into the folder of the blog that is meant; refuse where there is none."""
    folder: Path = ctx.find_root().obj
    content = settings.content_folder(os.environ, at=folder)
    if not content.is_dir():
        raise click.ClickException(_no_blog(folder, content))
    os.chdir(folder)
    return folder


def _no_blog(folder: Path, content: Path) -> str:
    """Say why there is no blog to be found, and what to do about it."""
    if os.environ.get("BLOG_CONTENT"):
        kind = "that is no folder" if content.exists() else "there is no such folder"
        return f"BLOG_CONTENT is “{content}”, but {kind}."
    if (settings.read(os.environ, at=folder).instance / "blog.sqlite3").exists():
        return (
            f"The folder {content} is not there, but it was once. If you moved it, say where "
            "it is with BLOG_CONTENT; if it lies on another disk, see that this is mounted."
        )
    new = "my-blog" if folder == Path.cwd() else shlex.quote(str(folder))
    return f"There is no blog in {folder}. To make one: {called()} init {new}"
