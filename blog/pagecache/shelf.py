"""Pages in the memory of one process."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from blog.pagecache.pages import Page


class Shelf:
    """Pages by their addresses, the longest kept giving way when there is no room."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        """Take a page from the shelf."""
        return self._pages.get(key)

    def put(self, key: str, page: Page) -> None:
        """Put a page on the shelf."""
        with self._lock:
            self._put(key, page)

    def swap(self, key: str, page: Page, better: Page) -> bool:
        """Put a better one in the place of a page, unless another one stands there by now."""
        with self._lock:
            if self._pages.get(key) is not page:
                return False
            self._put(key, better)
            return True

    def drop(self, key: str) -> None:
        """Throw a page away."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Throw everything away."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _put(self, key: str, page: Page) -> None:
        self._drop(key)
        self._pages[key] = page
        self._bytes += page.size
        while self._bytes > self._most and self._pages:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= page.size
