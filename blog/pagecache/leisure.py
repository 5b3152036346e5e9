"""What is done to a page when nobody waits for it: it is stored, and packed as small as it gets.

The best packing costs as much as making the page ten times. So it is for pages that have stood
unchanged for a moment, not for those that somebody comments on this very second.
"""

from __future__ import annotations

import time
from collections import deque
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from blog.pagecache.pages import Page
from blog.pagecache.shelf import Shelf
from blog.pagecache.stores import Store

_STANDS = 2.0


class Leisure:
    """A thread that runs while there is something to do."""

    def __init__(self, shelf: Shelf, store: Store, *, stands: float = _STANDS) -> None:
        """Work on the pages of a shelf; `stands` is for how many seconds one must not change."""
        self._shelf = shelf
        self._store = store
        self._stands = stands
        self._made: SimpleQueue[tuple[float, str, Page]] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None

    def take(self, key: str, page: Page) -> None:
        """Take a page that has just been made."""
        self._made.put((time.monotonic() + self._stands, key, page))
        with self._lock:
            if self._thread is None:
                # Nothing is lost with it: pages can be made again.
                self._thread = Thread(target=self._work, name="packing pages", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Wait until there is nothing left to do."""
        while (thread := self._thread) is not None:
            thread.join()

    def _work(self) -> None:
        standing: deque[tuple[float, str, Page]] = deque()
        while standing or not self._is_over():
            pause = max(0.0, standing[0][0] - time.monotonic()) if standing else 0.0
            try:
                made = self._made.get(timeout=pause)
            except Empty:
                if standing:
                    self._pack(*standing.popleft()[1:])
            else:
                self._store.put(*made[1:])
                standing.append(made)

    def _pack(self, key: str, made: Page) -> None:
        page = self._shelf.get(key)
        if page is None or page.mark != made.mark:
            return
        better = page.packed_best()
        if self._shelf.swap(key, page, better):
            self._store.put(key, better)

    def _is_over(self) -> bool:
        with self._lock:
            if not self._made.empty():
                return False
            self._thread = None
            return True
