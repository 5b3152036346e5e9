"""A blog served for real, in processes of its own, and many readers who act in one instant."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

from makers import Folder

_PATIENCE = 60
# From here on a system takes the ports of connections that go out.
_GIVEN_TO_CONNECTIONS = 32_000
OURS = {"Sec-Fetch-Site": "same-origin"}
COMMENTS = "/posts/first-steps/comments/"
PAGE = "/posts/first-steps/"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def fragment(self) -> str:
        return urlsplit(self.headers.get("location", "")).fragment

    @property
    def receipt(self) -> str:
        return parse_qs(urlsplit(self.headers["location"]).query)["receipt"][0]


@dataclass
class Server:
    """A running `blog serve`."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    folder: Folder
    environment: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str) -> str:
        """Read a page, as any reader would."""
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def answers(self) -> bool:
        """Tell whether it serves yet."""
        with suppress(OSError):
            return bool(self.get("/healthz"))
        return False

    def kill(self) -> None:
        """End everything at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(
    folder: Folder,
    environment: Mapping[str, str] | None = None,
    *,
    before: Sequence[str] = (),
    port: int = 0,
) -> Iterator[Server]:
    """Serve a folder with two workers for as long as the block lasts."""
    port = port or free_port()
    log = folder.path.parent / f"serve-{port}.log"
    command = [
        *before,
        sys.executable,
        "-m",
        "blog",
        "serve",
        "--workers",
        "2",
        "--port",
        str(port),
    ]
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            cwd=folder.path,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    server = Server(port, process, log, folder, environment or {})
    try:
        deadline = time.monotonic() + _PATIENCE
        while not server.answers():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def request(fields: Mapping[str, str], *, path: str = COMMENTS, agent: str = "tests") -> bytes:
    """Write a POST of a form as it goes over the wire."""
    body = urlencode(fields).encode()
    head = {
        "Host": "127.0.0.1",
        "User-Agent": agent,
        **OURS,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def burst(port: int, requests: Sequence[bytes]) -> list[Answer]:
    """Send requests so that all of them are complete in one instant."""
    with ExitStack() as stack:
        connections = []
        for one in requests:
            connection = socket.create_connection(("127.0.0.1", port), timeout=60)
            stack.enter_context(connection)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(one[:-1])
            connections.append(connection)
        if len(requests) > 1:
            # What is on its way has arrived before the last bytes are let go.
            time.sleep(0.05)
        for connection, one in zip(connections, requests, strict=True):
            connection.sendall(one[-1:])
        return [_answer(connection) for connection in connections]


def send(port: int, fields: Mapping[str, str], *, path: str = COMMENTS) -> Answer:
    """Send one form."""
    return burst(port, [request(fields, path=path)])[0]


def _answer(connection: socket.socket) -> Answer:
    with connection.makefile("rb") as stream:
        said = stream.read()
    head, _, body = said.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)
    }
    return Answer(int(first.split()[1]) if first else 0, headers, body.decode(errors="replace"))


def free_port() -> int:
    """Find a port nobody is at, and which no connection of another test is given meanwhile."""
    while True:
        port = random.randrange(10_000, _GIVEN_TO_CONNECTIONS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
