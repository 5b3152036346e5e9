"""A connection between a browser and a server that can be cut, and mended."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

# So much of a photo gets through before the cut.
_SOME = 20_000


class Cable:
    """Carries what a browser and a server tell each other, until it is cut."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._cut_in, self._is_cut = "", Event()
        self._threads: list[Thread] = []
        self._start(self._accept)

    def cut_in(self, what: str) -> None:
        """Have the next photo cut in the middle of its “request”, or in front of its “answer”."""
        self._cut_in = what

    def wait_until_cut(self) -> None:
        """Wait until it has happened."""
        assert self._is_cut.wait(10)

    def mend(self) -> None:
        """Let everything through again."""
        self._is_cut.clear()

    def close(self) -> None:
        """Take it away."""
        self._listening.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._listening.close()

    def _start(self, work, *values) -> None:
        self._threads.append(Thread(target=work, args=values, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listening.accept()
                if self._is_cut.is_set():
                    browser.close()
                else:
                    self._start(self._carry, browser)

    def _carry(self, browser: socket.socket) -> None:
        is_photo = Event()
        with browser, socket.create_connection(("127.0.0.1", self._to)) as server:
            back = Thread(target=self._carry_back, args=(browser, server, is_photo), daemon=True)
            back.start()
            told = 0
            with suppress(OSError):
                while piece := browser.recv(4096):
                    if b"/photos/ HTTP" in piece:
                        is_photo.set()
                    told += len(piece)
                    if self._cut_in == "request" and is_photo.is_set() and told > _SOME:
                        self._cut(browser, server)
                    server.sendall(piece)
            _hang_up(server)
            back.join(10)

    def _carry_back(self, browser: socket.socket, server: socket.socket, is_photo: Event) -> None:
        with suppress(OSError):
            while piece := server.recv(4096):
                if self._cut_in == "answer" and is_photo.is_set():
                    self._cut(browser, server)
                browser.sendall(piece)
        _hang_up(browser)

    def _cut(self, *lines: socket.socket) -> None:
        self._cut_in = ""
        self._is_cut.set()
        for line in lines:
            _hang_up(line)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def cable(port: int) -> Iterator[Cable]:
    """Lay a cable to a port of this machine."""
    laid = Cable(port)
    try:
        yield laid
    finally:
        laid.close()
