"""Where the processes of `blog serve` come from.

Each would take a second to load the program. So one process loads it once, beside the one that
publishes, and all others are forked from it: it never has a thread, nor the database open.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from multiprocessing import forkserver, resource_tracker

# Elsewhere a fork may do harm, and every process is started from nothing.
_IS_SAFE = sys.platform == "linux"
METHOD = "forkserver" if _IS_SAFE else "spawn"


def open_() -> None:
    """Begin to load what will be forked; come back at once."""
    # A plain fork of this process would share its connections to the database.
    multiprocessing.set_start_method("spawn", force=True)
    if not _IS_SAFE:
        return
    multiprocessing.set_forkserver_preload(["blog.cli.loaded"])
    # What a terminal or a service manager tells every process at once is for this one to answer.
    # A signal blocked here is blocked there, from the first moment on.
    told = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, told)
    try:
        # It starts a process as well, and then unblocks what that one is to leave alone.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, told)
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, told)
