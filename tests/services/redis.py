"""A Redis of the tests' own: one server a worker, empty for every test."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from services import server

_TRIES = 5


class Redis:
    """A running Redis server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"redis://127.0.0.1:{port}/0"

    def ask(self, command: str) -> str:
        """Send one command and give back the line it is answered with."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(f"{command}\r\n".encode())
            with connection.makefile() as answer:
                return answer.readline().strip()

    def answers(self) -> bool:
        """Tell whether the server is up."""
        try:
            return self.ask("PING") == "+PONG"
        except OSError:
            return False


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """Run a Redis server for this worker's tests."""
    program = shutil.which("redis-server")
    if program is None:
        server.missing("Redis", package="redis-server")
    with ExitStack() as stack:
        yield _start(program, stack)


@pytest.fixture
def redis_url(redis: Redis) -> str:
    """Lend an empty Redis, by its URL."""
    redis.ask("FLUSHALL")
    return redis.url


def _start(program: str, stack: ExitStack) -> Redis:
    """Start on a port that is free; when another took it meanwhile, on the next."""
    for _ in range(_TRIES):
        with suppress(server.ServerDied):
            return _run(program, stack)
    return _run(program, stack)


def _run(program: str, stack: ExitStack) -> Redis:
    redis = Redis(_free_port())
    folder = Path(tempfile.mkdtemp(prefix="second-wind-redis-"))
    command = [program, "--bind", "127.0.0.1", "--port", str(redis.port), "--save", ""]
    stack.enter_context(server.running(command, folder=folder, answers=redis.answers))
    return redis


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
