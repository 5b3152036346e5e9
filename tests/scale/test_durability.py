"""What was answered with "taken" is there after the worst end a server can come to."""

from __future__ import annotations

import re
import shutil
import statistics
import threading
import time
from itertools import count

import pytest
from sqlalchemy import create_engine, text

from blog import clock
from makers import Folder
from services import server as services
from serving import PAGE, send, serving

pytestmark = pytest.mark.slow

READERS = 6


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path / "blog")
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    return folder


def bodies(folder):
    """All that is stored, as another program reads it."""
    engine = create_engine(f"sqlite:///{folder.path / 'instance' / 'blog.sqlite3'}")
    with engine.connect() as connection:
        found = set(connection.execute(text("SELECT body FROM comments")).scalars())
    engine.dispose()
    return found


class Stream:
    """Readers who comment one after another until the server is gone."""

    def __init__(self, port):
        self.port, self.taken, self.numbers = port, [], count()
        self.readers = [threading.Thread(target=self._comment) for _ in range(READERS)]

    def _comment(self):
        for n in self.numbers:
            words = f"This is number {n} of those that stream in while it lasts."
            try:
                answer = send(self.port, {"name": f"Reader {n}", "body": words})
            except OSError:
                return
            if answer.status == 303:
                self.taken.append(words)
            elif answer.status == 0:
                return

    def until(self, enough):
        for reader in self.readers:
            reader.start()
        deadline = time.monotonic() + 60
        while len(self.taken) < enough and time.monotonic() < deadline:
            time.sleep(0.01)

    def over(self):
        for reader in self.readers:
            reader.join(60)


def test_every_comment_that_was_taken_outlives_a_kill(folder):
    with serving(folder) as server:
        stream = Stream(server.port)
        stream.until(60)
        server.kill()
        stream.over()

    with serving(folder) as server:
        page = server.get(PAGE)
        assert send(server.port, {"name": "Mia", "body": "And on it goes."}).status == 303

    assert len(stream.taken) >= 60
    assert set(stream.taken) - bodies(folder) == set()
    assert f"{len(bodies(folder)) - 1} thoughts" in page


def test_every_comment_is_synced_to_the_disk(folder, tmp_path):
    """A killed process proves no durability: the page cache outlives it. So syncs are counted."""
    strace = shutil.which("strace")
    if strace is None:
        services.missing("strace", package="strace")
    told = tmp_path / "calls"
    # -D: the server is our child, which hears that it is to stop, and strace only looks on.
    watch = [strace, "-D", "-f", "--seccomp-bpf", "-o", str(told), "-e", "trace=fdatasync,fsync"]
    with serving(folder, before=watch) as server:
        before = syncs(told)
        for n in range(20):
            assert send(server.port, {"name": f"R{n}", "body": f"Number {n}."}).status == 303
        after = syncs(told)

    assert after - before >= 20


def syncs(told):
    return len(re.findall(r"\b(?:fdatasync|fsync)\(", told.read_text()))


LONGEST = 10_000
PATHOLOGICAL = {
    "brackets": "[" * LONGEST,
    "lists": "- " * (LONGEST // 2),
    "quotes": ">" * LONGEST,
    "stars": "*a_" * (LONGEST // 3),
    "backticks": "".join("`" * n + " " for n in range(1, 139)),
    "links": "[a](" * (LONGEST // 4),
    "bare addresses": "http://a.b/" * (LONGEST // 11),
    "at signs": "a@b." * (LONGEST // 4),
    "entities": "&#x" * (LONGEST // 3),
    "angles": "<" * LONGEST,
    "accents": "a" + "\u0301" * (LONGEST - 1),
    "one line each": "a\n" * (LONGEST // 2),
    "nested lists": "".join("  " * (n % 60) + "- a\n" for n in range(150)),
    "escapes": "\\*" * (LONGEST // 2),
    "flags": "\U0001f3f4" * LONGEST,
    "surrogates": "\U0001f600" * LONGEST,
    "blank": "a" + " \u200b" * (LONGEST // 2 - 1),
    "dots": "www." * (LONGEST // 4),
    "pipes": "|a" * (LONGEST // 2),
    "tildes": "~" * LONGEST,
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("longest") / "blog")
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    with serving(folder) as server:
        server.usual = statistics.median(waited(server) for _ in range(50))
        yield server


def waited(served):
    """How long somebody else waits for a page."""
    started = time.monotonic()
    served.get("/")
    return time.monotonic() - started


@pytest.mark.parametrize("body", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_any_ten_thousand_characters_are_taken_while_others_are_answered(served, body):
    # Whoever else is at work on this machine hardly is so ten times in a row.
    assert any(goes_quickly(served, body, nth) for nth in range(10))


def goes_quickly(served, body, nth):
    """Tell whether words are taken within a second, and readers hardly notice."""
    waits, done = [], threading.Event()

    def read():
        waits.append(waited(served))
        while not done.is_set():
            waits.append(waited(served))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        took = timed(served, body, nth)
    finally:
        done.set()
        reader.join()
    return took < 1 and statistics.median(waits) < max(0.1, 10 * served.usual)


def timed(served, body, nth):
    started = time.monotonic()
    answer = send(served.port, {"name": f"Reader {nth}", "body": body[:LONGEST]})
    assert answer.status == 303
    return time.monotonic() - started
