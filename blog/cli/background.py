"""What goes on beside serving: publishing what is saved, forgetting what has had its time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blog import clock, current
from blog.cli import content
from blog.comments import upkeep
from blog.content_sync.service import sync
from blog.content_sync.watch import keep_publishing
from blog.database.transaction import transaction
from blog.workshop import Workshop

_TIDY_UP_EVERY = 60

_log = logging.getLogger(__name__)


@contextmanager
def work(app: Flask, workshop: Workshop) -> Iterator[None]:
    """Publish every change of the folder, and tidy up, for as long as the block lasts."""
    stop = Event()
    folder, publish = current.settings().content, _publisher(app, workshop)
    threads = [
        Thread(target=keep_publishing, args=(folder, publish, stop), name="publishing"),
        Thread(target=_tidy_up, args=(app, stop), name="tidying up"),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _publisher(app: Flask, workshop: Workshop) -> Callable[[], None]:
    """Make what publishes once, and tells the author of each thing once."""
    told: set[str] = set()

    def publish() -> None:
        with app.app_context():
            report = sync(content.place(), workshop=workshop)
        done, *notes = report.sentences()
        if report.did_something:
            click.echo(done)
        for note in notes:
            if note not in told:
                click.echo(note)
        content.name([problem for problem in report.problems if str(problem) not in told])
        told.clear()
        told.update(notes, map(str, report.problems))

    return publish


def _tidy_up(app: Flask, stop: Event) -> None:
    """Erase what was kept for a while only; what fails now is done a minute later."""
    while not stop.wait(_TIDY_UP_EVERY):
        try:
            with app.app_context(), transaction():
                upkeep.forget(now=clock.now())
        except SQLAlchemyError:
            _log.warning("Old traces could not be erased yet.", exc_info=True)
