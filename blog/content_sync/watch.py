"""Keeping the index up to date while the author writes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import watch

# Some folders (of a network, of a container) never tell of changes: they are looked at anyway.
_LOOK_AT_LEAST_EVERY = 60
_WHEN_IN_DOUBT = 1
# Long enough for an editor to finish a file, short enough for an author not to wait.
_GATHER_FOR = 200
_STEP = 50

_log = logging.getLogger(__name__)


def keep_publishing(content: Path, publish: Callable[[], None], stop: Event) -> None:
    """Publish now and after every change in the folder, until told to stop.

    One failure must not end it: the next change, or the next minute, tries again.
    """
    in_doubt = False
    _try(publish)
    while not stop.is_set():
        try:
            _watch(
                content, publish, stop, every=_WHEN_IN_DOUBT if in_doubt else _LOOK_AT_LEAST_EVERY
            )
        except (FileNotFoundError, RuntimeError) as error:
            # The folder is away, or a name in it is no text: from now on it is looked at often.
            if not in_doubt:
                _log.warning("The folder %s cannot be watched: %s", content, error)
            in_doubt = True
            stop.wait(_WHEN_IN_DOUBT)
            _try(publish)


def _watch(content: Path, publish: Callable[[], None], stop: Event, *, every: float) -> None:
    """Publish after every change, and every so many seconds without one.

    What was saved before the watch began is found by the first of its looks, a second later.
    A folder that was moved, even away and back, is not told of any more: come back for a new
    watch.
    """
    next_look, place = 0.0, _place(content)
    for changes in watch(
        content,
        stop_event=stop,
        debounce=_GATHER_FOR,
        step=_STEP,
        rust_timeout=_WHEN_IN_DOUBT * 1000,
        yield_on_timeout=True,
        watch_filter=None,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        if changes or time.monotonic() >= next_look:
            _try(publish)
            next_look = time.monotonic() + every
        if _place(content) != place:
            _try(publish)
            return


def _place(folder: Path) -> tuple[int, int, int]:
    """Say which folder this is and when it was last moved, or a file came into it or went."""
    found = folder.stat()
    return found.st_dev, found.st_ino, found.st_ctime_ns


def _try(publish: Callable[[], None]) -> None:
    try:
        publish()
    except Exception:  # noqa: BLE001 - a worker's loop: the next change tries again
        _log.exception("Publishing failed; it will be tried again at the next change.")
