"""The whole program as its owner runs it: a process, a port, a terminal."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from makers import on_postgres

pytestmark = pytest.mark.slow

PATIENCE = 30
BLOG = (sys.executable, "-m", "blog", "--at")


class Server:
    """A running `blog serve`, and what it has said so far."""

    def __init__(self, folder, port, log, process):
        self.folder, self.port, self.log, self.process = folder, port, log, process

    def get(self, path="/"):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def said(self):
        return self.log.read_text()

    def workers(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = children.read_text().split()
        return [int(pid) for pid in found if b"multiprocessing.spawn" in _command(pid)]

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(happens, patience=PATIENCE):
    """Ask until something is so; give the seconds it took."""
    start = time.monotonic()
    while True:
        try:
            if happens():
                return time.monotonic() - start
        except (OSError, urllib.error.URLError):
            pass
        assert time.monotonic() < start + patience, "waited in vain"
        time.sleep(0.02)


@contextmanager
def served(folder, *options, port=None, **variables):
    port = port or free_port()
    log = folder.path / f"log-{port}.txt"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BLOG_")}
    with log.open("w") as said:
        process = subprocess.Popen(
            [*BLOG, folder.path, "serve", "--port", str(port), *options],
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            env=clean | variables,
            start_new_session=True,
        )
    server = Server(folder, port, log, process)
    try:
        until(lambda: process.poll() is not None or server.get("/healthz"))
        yield server
    finally:
        if process.poll() is None:
            server.stop()


@pytest.fixture
def server(folder):
    folder.post("one", "First words.")
    with served(folder, "--workers", "1") as server:
        yield server


def test_four_lines_say_what_there_is_and_how_to_stop_it(server):
    lines = server.said().splitlines()

    assert lines == [
        f"“Laps” is at http://127.0.0.1:{server.port}/",
        f"The posts are files in {server.folder.content}/posts: save one, and it",
        "is online. Published or scheduled: 1.",
        "To stop: Ctrl-C.",
    ]


def test_what_is_saved_is_online_at_once_and_what_is_broken_is_told(server):
    server.folder.post("two", "Second words.")
    took = until(lambda: "Second words." in server.get("/posts/two/"))
    server.folder.post("two", "Third words.", date="2011-02-30")
    until(lambda: "posts/two.md:3: date" in server.said())
    still = server.get("/posts/two/")
    server.folder.post("two", "Fourth words.")
    until(lambda: "Fourth words." in server.get("/posts/two/"))

    assert took < 5  # under a second on a machine with nothing else to do
    assert "Second words." in still


def test_ctrl_c_that_reaches_every_process_of_a_terminal_stops_it_at_once(server):
    since = time.monotonic()
    os.killpg(server.process.pid, signal.SIGINT)

    assert server.process.wait(20) == 0
    assert time.monotonic() - since < 15  # workers that refuse are waited for longer
    assert "refused" not in server.said()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_it_stops_cleanly_and_leaves_nothing_behind(server, how):
    group = server.process.pid

    code = server.stop(how)

    assert code == 0
    until(lambda: not living(group))
    assert "Traceback" not in server.said()


def test_a_worker_that_was_killed_is_replaced(server):
    server.stop()
    # With nothing to render there are no other processes to be mistaken for it.
    with served(server.folder, "--workers", "1") as again:
        (worker,) = again.workers()

        os.kill(worker, signal.SIGKILL)
        until(lambda: again.workers() not in ([], [worker]))
        until(lambda: "First words." in again.get("/posts/one/"))

        assert again.process.poll() is None


def test_a_taken_port_is_one_sentence(server):
    again = subprocess.run(
        [*BLOG, server.folder.path, "serve", "--port", str(server.port)],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert again.returncode == 1
    assert again.stderr.startswith(f"Error: Port {server.port} is taken")
    assert "Traceback" not in again.stderr


def test_two_on_one_folder_do_not_hurt_each_other(server):
    with served(server.folder, "--workers", "2") as other:
        server.folder.post("two", "Second words.")
        for one in (server, other):
            until(lambda one=one: "Second words." in one.get("/posts/two/"))

        assert other.stop() == 0
    assert "Second words." in server.get("/posts/two/")
    assert not re.search("Traceback|locked|WARNING|ERROR", server.said() + other.said())


def test_it_serves_from_postgresql_as_well(folder, postgres_url):
    folder.post("one", "First words.")
    with served(folder, "--workers", "2", **on_postgres(postgres_url)) as server:
        folder.post("two", "Second words.")
        until(lambda: "Second words." in server.get("/posts/two/"))

        assert server.stop() == 0
    assert "Traceback" not in server.said()


def test_postgresql_without_a_shared_key_is_refused_in_a_sentence(folder):
    with served(folder, BLOG_DATABASE_URL="postgresql://nobody@localhost/none") as server:
        assert server.process.wait(PATIENCE) == 1

    assert server.said().startswith("Error: BLOG_SECRET_KEY is not set")


def living(group):
    """List the processes of a group; those that only wait to be buried don't count."""
    listed = subprocess.run(
        ["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True
    )
    lines = (line.split() for line in listed.stdout.splitlines())
    return [stat for pgid, stat in lines if int(pgid) == group and not stat.startswith("Z")]


def _command(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()
