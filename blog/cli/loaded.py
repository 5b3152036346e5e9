"""Loads everything the processes of `blog serve` need; they are forked from the one that did."""

import ctypes
import gc
import os
import signal
from importlib import import_module

_NEEDED = (
    "granian._loops",
    "granian.server.mp",
    "granian.wsgi",
    "pebble.pool.process",
    "blog.content_sync.jobs",
    "blog.factory",
    "blog.workshop",
)
_WHEN_MY_PARENT_DIES = 1
_prctl = ctypes.CDLL(None).prctl


def _be_told_to_stop() -> None:
    """Let a forked process be stopped, also by the end of what it was forked from."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    _prctl(_WHEN_MY_PARENT_DIES, signal.SIGTERM)


# Whatever is killed: nothing stays behind that goes on serving at a port nobody looks after.
_prctl(_WHEN_MY_PARENT_DIES, signal.SIGKILL)
os.register_at_fork(after_in_child=_be_told_to_stop)

for _module in _NEEDED:
    import_module(_module)

# What is here now is never rubbish. To look for some would copy all of it to every process.
gc.collect()
gc.freeze()
