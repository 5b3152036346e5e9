"""What `blog serve` does once it knows where: publish, start the server, stop it."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from blog import current
from blog.accounts import queries as accounts
from blog.authors import queries as known
from blog.cli import authors, background, nursery
from blog.cli.background import Publisher
from blog.cli.serve import at
from blog.content_sync.report import Report
from blog.database import migrate
from blog.factory import create_app
from blog.sources import ledger
from blog.workshop import Workshop

# A thread belongs to a request from its first byte on, and some are sent over a bad connection:
# so there are many more than a processor could keep busy. Idle ones are let go.
_THREADS = 64
_MOST_WORKERS = 4
_MEMORY_MB = 512
_PATIENCE = 10
_A_SIGNAL_TAKES = 2  # seconds at most, from one process to the next on a busy machine


def serve(*, host: str, port: int, workers: int | None, program: str) -> None:
    """Serve the blog of the current folder until told to stop.

    An index that is there is shown at once, while it is brought up to date; the first one is
    made before anybody is let in.
    """
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    logging.getLogger("_granian").addFilter(_concerns_the_author)
    app = create_app()
    with Workshop(start=nursery.METHOD) as workshop:
        publisher = Publisher(
            app, workshop, introduce=partial(_introduce, host, port), program=program
        )
        with app.app_context():
            is_empty = not migrate.is_current() or ledger.last().number == 0
        if is_empty:
            with app.app_context():
                migrate.upgrade()
            publisher.publish()
        # What is loaded by now stays. To look through it for rubbish took a fifth of every sync.
        gc.collect()
        gc.freeze()
        with background.work(app, publisher):
            _server(host, port, workers or min(os.cpu_count() or 1, _MOST_WORKERS)).serve()


def _introduce(host: str, port: int, report: Report) -> None:
    """Tell in a few lines what there is, where, how to sign in, and how to stop it."""
    title = current.preferences().title
    mends = len(report.problems)
    mend = f"; {mends} to mend, listed below" if mends else ""
    click.echo(f"“{title}” is at {at(host, port)}/")
    click.echo(f"The posts are files in {current.settings().content / 'posts'}: save one, and it")
    click.echo(f"is online. Published or scheduled: {report.posts}{mend}.")
    for line in _how_to_sign_in():
        click.echo(line)
    click.echo("To stop: Ctrl-C.")


def _how_to_sign_in() -> list[str]:
    """Offer a link to choose a passkey or password, as long as nobody has chosen one."""
    if accounts.anybody_can_sign_in():
        return []
    names = known.names()
    owner = current.preferences().author_slug
    slug = owner if owner in names else next(iter(names), "") if len(names) == 1 else ""
    if not slug:
        return []
    link = authors.invitation(slug, by_start=True)
    return [f"To sign in as {names[slug]}, once and within two days, to write here:", link]


def _server(host: str, port: int, workers: int) -> _Server:
    return _Server(
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        workers_max_rss=_MEMORY_MB,
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.warning,
    )


def _concerns_the_author(record: logging.LogRecord) -> bool:
    """Keep back advice on a setting of the kernel, and on threads that are many on purpose."""
    said = record.getMessage()
    return "tcp_migrate_req" not in said and "Python threads" not in said


class _Server(MPServer):
    """Granian, with three ways of its own.

    Its workers come from the nursery. A closed terminal stops it, where Granian would start
    its workers afresh; unless whoever called it (nohup) wants it to outlive the terminal. And
    where every process is told to stop at once, a worker that was quicker did not fail.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__("blog.wsgi:app", **options)
        self._outlives_terminal = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        self._told_to_stop = threading.Event()

    def signal_handler_interrupt(self, *told: Any) -> None:
        self._told_to_stop.set()
        super().signal_handler_interrupt(*told)  # type: ignore[no-untyped-call]

    def signal_handler_reload(self, *_: object) -> None:
        if not self._outlives_terminal:
            self.signal_handler_interrupt()

    def _spawn_worker(self, *told: Any, **named: Any) -> Any:
        worker: Any = super()._spawn_worker(*told, **named)
        made = worker.inner
        start: Any = multiprocessing.get_context(nursery.METHOD)
        worker.inner = start.Process(name=made.name, target=made._target, args=made._args)
        worker.start = partial(_start, worker.start)
        worker._watcher = partial(self._watch_over, worker, worker._watcher)
        return worker

    def _watch_over(self, worker: Any, tell: Callable[[], None]) -> None:
        """Wait for the end of a worker, and tell of it unless all of them are to end."""
        worker.inner.join()
        ended_as_told = worker.inner.exitcode == 0
        if ended_as_told and self._told_to_stop.wait(_A_SIGNAL_TAKES):
            worker.interrupt_by_parent = True
        tell()


def _start(start: Callable[[], None]) -> None:
    """Start a worker; where the nursery ends at this very moment, wait for the next one."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return start()
        except (EOFError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
