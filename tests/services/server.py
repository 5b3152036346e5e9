"""Start a server for the tests, surely end it, and say what is missing where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

_KEEPER = Path(__file__).with_name("keeper.py")
_PATIENCE = 60


class ServerDied(Exception):
    """A server ended before it answered; the text is what it had to say."""


def missing(what: str, *, package: str) -> NoReturn:
    """Skip the test in sight of everyone, or fail it where REQUIRE_SERVICES=1 says all is there."""
    sentence = f"{what} is missing; install it with: apt-get install {package}"
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@contextmanager
def running(
    command: Sequence[str],
    *,
    folder: Path,
    answers: Callable[[], bool],
    owner: str = "",
) -> Iterator[None]:
    """Run a server while the block lasts; afterwards it is gone and so is its folder.

    The keeper is in a session of its own, so that Ctrl-C ends the tests first and the server
    then, and it reads a pipe that closes with this process, however this process ends.
    """
    with tempfile.TemporaryFile() as log:
        keeper = subprocess.Popen(
            [sys.executable, str(_KEEPER), str(folder), owner, *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            if not _answered_in_time(keeper, answers):
                said = os.pread(log.fileno(), 10_000, 0)
                raise ServerDied(said.decode(errors="replace"))
            yield
        finally:
            keeper.communicate()


def _answered_in_time(keeper: subprocess.Popen[bytes], answers: Callable[[], bool]) -> bool:
    """Wait for the first answer. Neither server can say by itself that it is there."""
    deadline = time.monotonic() + _PATIENCE
    while not answers():
        if keeper.poll() is not None or time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
