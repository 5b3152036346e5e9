"""Keeping the index up to date while the author writes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import watch

# Some folders (of a network, of a container) never tell of changes: they are looked at anyway.
_LOOK_AT_LEAST_EVERY = 60_000
_WHEN_IN_DOUBT = 1_000
# Long enough for an editor to finish a file, short enough for an author not to wait.
_GATHER_FOR = 200
_STEP = 50

_log = logging.getLogger(__name__)


def keep_publishing(content: Path, publish: Callable[[], None], stop: Event) -> None:
    """Publish after every change in the folder, until told to stop.

    One failure must not end it: the next change, or the next minute, tries again.
    """
    patience = _LOOK_AT_LEAST_EVERY
    while not stop.is_set():
        try:
            for _ in watch(
                content,
                stop_event=stop,
                debounce=_GATHER_FOR,
                step=_STEP,
                rust_timeout=patience,
                yield_on_timeout=True,
                watch_filter=None,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                _try(publish)
        except (FileNotFoundError, RuntimeError) as error:
            # The folder is away, or a name in it is no text: from now on it is looked at often.
            if patience != _WHEN_IN_DOUBT:
                _log.warning("The folder %s cannot be watched: %s", content, error)
            patience = _WHEN_IN_DOUBT
            stop.wait(_WHEN_IN_DOUBT / 1000)
            _try(publish)


def _try(publish: Callable[[], None]) -> None:
    try:
        publish()
    except Exception:  # noqa: BLE001 - a worker's loop: the next change tries again
        _log.exception("Publishing failed; it will be tried again at the next change.")
