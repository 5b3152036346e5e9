"""`blog serve`: publish, serve, keep watching."""

from __future__ import annotations

import errno
import logging
import multiprocessing
import os
import socket
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

from blog import current
from blog.cli import background, content, enter
from blog.cli.progress import progress
from blog.content_sync import jobs
from blog.content_sync.report import Report
from blog.content_sync.service import sync
from blog.database import migrate
from blog.factory import create_app
from blog.workshop import Workshop

# A thread belongs to a request from its first byte on, and some are sent over a bad connection:
# so there are many more than a processor could keep busy. Idle ones are let go.
_THREADS = 64
_MOST_WORKERS = 4
_MEMORY_MB = 512


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="How many processes; by default one a core."
)
@click.pass_context
def command(ctx: click.Context, host: str, port: int, workers: int | None) -> None:
    """Publish the posts, serve the blog, keep watching for changes."""
    enter(ctx)
    _refuse_taken_port(host, port)
    # Workers are started afresh: a fork would share this process's database connections.
    multiprocessing.set_start_method("spawn", force=True)
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    logging.getLogger("_granian").addFilter(_concerns_the_author)
    app = create_app()
    with app.app_context(), Workshop() as workshop:
        if not migrate.is_current():
            # Everything will be rendered: the workers load what they need meanwhile.
            workshop.open(jobs.__name__)
            migrate.upgrade()
        with progress("Publishing") as on_done:
            report = sync(content.place(), workshop=workshop, on_done=on_done)
        _introduce(report, host, port)
        with background.work(app, workshop):
            _server(host, port, workers or min(os.cpu_count() or 1, _MOST_WORKERS)).serve()


def _introduce(report: Report, host: str, port: int) -> None:
    """Tell in four lines what there is, where, and how to stop it; then what needs mending."""
    shown = f"[{host}]" if ":" in host else host
    title = current.preferences().title
    mends = len(report.problems)
    mend = f"; {mends} to mend, listed below" if mends else ""
    click.echo(f"“{title}” is at http://{shown}:{port}/")
    click.echo(f"The posts are files in {current.settings().content / 'posts'}: save one, and it")
    click.echo(f"is online. Published or scheduled: {report.posts}{mend}.")
    click.echo("To stop: Ctrl-C.")
    if report.site_missing or report.held_back or report.renamed:
        for line in report.sentences()[1:]:
            click.echo(line)
    content.name(report.problems)


def _server(host: str, port: int, workers: int) -> AbstractServer[Any]:
    return Granian(
        "blog.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        workers_max_rss=_MEMORY_MB,
        workers_kill_timeout=30,
        websockets=False,
        log_level=LogLevels.warning,
    )


def _concerns_the_author(record: logging.LogRecord) -> bool:
    """Keep back advice on a setting of the kernel, and on threads that are many on purpose."""
    said = record.getMessage()
    return "tcp_migrate_req" not in said and "Python threads" not in said


def _refuse_taken_port(host: str, port: int) -> None:
    """Say in a sentence that somebody else listens there, before anything is started."""
    try:
        families = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = families[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise click.ClickException(f"There is no address “{host}” on this machine.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"Port {port} is taken, perhaps by another blog. "
                f"Try the next one: make run PORT={port + 1}, or blog serve --port {port + 1}"
            ) from None
        raise click.ClickException(
            f"Nothing can be served at {host}:{port}: {error.strerror}."
        ) from None
