"""Showing that long work goes on: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

# Work that is done sooner than a bar is read needs none.
_WORTH_A_BAR = 50


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how much is done of how much."""
    bar = None

    def on_done(done: int, of: int) -> None:
        nonlocal bar
        if of < _WORTH_A_BAR or not sys.stderr.isatty():
            return
        if bar is None:
            bar = click.progressbar(length=of, label=label, file=sys.stderr)
            bar.__enter__()
        bar.update(done - bar.pos)

    try:
        yield on_done
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
