"""What goes on beside serving: publishing what is saved, forgetting what has had its time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blog import clock, current
from blog.accounts import service as accounts
from blog.cli import content, of_the_database
from blog.cli.progress import progress
from blog.cli.telling import Telling
from blog.comments import upkeep
from blog.content_sync import sweeping
from blog.content_sync.report import Report
from blog.content_sync.service import sync
from blog.content_sync.watch import keep_publishing
from blog.database.transaction import transaction
from blog.workshop import Workshop

_TIDY_UP_EVERY = 60
# So many times as seldom: pictures that nothing shows any more cost only room.
_SWEEP_EVERY = 30

_log = logging.getLogger(__name__)


class Publisher:
    """What publishes, and tells the author of each thing once; the first time, also of the blog."""

    def __init__(
        self, app: Flask, workshop: Workshop, *, introduce: Callable[[Report], None], program: str
    ) -> None:
        self._app = app
        self._workshop = workshop
        self._introduce: Callable[[Report], None] | None = introduce
        with app.app_context():
            self.content = current.settings().content
        self._telling = Telling(content=self.content, program=program)
        self._away = False

    def publish(self) -> None:
        """Bring the index up to date and say what is new."""
        with self._app.app_context(), progress("Publishing") as on_done:
            report = sync(content.place(), workshop=self._workshop, on_done=on_done)
            now = clock.now()
            if self._introduce is None:
                self._telling.go_on(report, now=now)
                return
            self._introduce(report)
            self._introduce = None
            self._telling.begin(report, now=now)

    def go_on(self) -> None:
        """Publish; where the database is away say so, once, and leave it to the next time."""
        try:
            self.publish()
        except SQLAlchemyError as error:
            if (sentence := of_the_database(error)) is None:
                raise
            if not self._away:
                click.echo(f"{sentence} Nothing is published until then.", err=True)
            self._away = True
        else:
            self._away = False


@contextmanager
def work(app: Flask, publisher: Publisher) -> Iterator[None]:
    """Publish every change of the folder, and tidy up, for as long as the block lasts."""
    stop = Event()
    threads = [
        Thread(
            target=keep_publishing,
            args=(publisher.content, publisher.go_on, stop),
            name="publishing",
        ),
        Thread(target=_tidy_up, args=(app, stop), name="tidying up"),
    ]
    try:
        # Whoever is told to leave at this very moment leaves nobody behind.
        for thread in threads:
            thread.start()
        yield
    finally:
        stop.set()
        for thread in threads:
            if thread.ident is not None:
                thread.join()


def _tidy_up(app: Flask, stop: Event) -> None:
    """Erase what was kept for a while only; what fails now is done a minute later."""
    for minute in count():
        if stop.wait(_TIDY_UP_EVERY):
            return
        try:
            with app.app_context(), transaction():
                upkeep.forget(now=clock.now())
                accounts.forget(now=clock.now())
            if minute % _SWEEP_EVERY == 0:
                with app.app_context():
                    sweeping.sweep(current.settings().media)
                    sweeping.sweep_desk(current.settings().content)
        except SQLAlchemyError:
            _log.warning("Old traces could not be erased yet.", exc_info=True)
