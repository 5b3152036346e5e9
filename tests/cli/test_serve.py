"""The whole program as its owner runs it: a process, a port, a terminal."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from makers import on_postgres
from serving import free_port

pytestmark = pytest.mark.slow

PATIENCE = 60
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

    def nursery(self):
        (found,) = (pid for pid in children(self.process.pid) if b"forkserver" in _command(pid))
        return found

    def workers(self):
        return children(self.nursery())

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def until(happens, patience=PATIENCE):
    """Ask until something is so."""
    start = time.monotonic()
    while True:
        try:
            if happens():
                return
        except (OSError, urllib.error.URLError):
            pass
        assert time.monotonic() < start + patience, "waited in vain"
        time.sleep(0.02)


@contextmanager
def served(folder, *options, port=None, before=(), wait=True, **variables):
    port = port or free_port()
    log = folder.path / f"log-{port}.txt"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BLOG_")}
    with log.open("w") as said:
        process = subprocess.Popen(
            [*before, *BLOG, folder.path, "serve", "--port", str(port), *options],
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            env=clean | variables,
            start_new_session=True,
        )
    server = Server(folder, port, log, process)
    try:
        until(lambda: not wait or process.poll() is not None or server.get("/healthz"))
        yield server
    finally:
        if process.poll() is None:
            server.stop()


@pytest.fixture
def server(folder):
    folder.post("one", "First words.")
    with served(folder, "--workers", "1") as server:
        # On a folder that was published before, it serves first and then tells.
        until(lambda: "To stop" in server.said())
        yield server


def test_a_few_lines_say_what_there_is_how_to_sign_in_and_how_to_stop_it(server):
    *lines, link, last = server.said().splitlines()

    assert [*lines, last] == [
        f"“Laps” is at http://127.0.0.1:{server.port}/",
        f"The posts are files in {server.folder.content}/posts: save one, and it",
        "is online. Published or scheduled: 1.",
        "To sign in as Sarah, once and within two days, to write here:",
        "To stop: Ctrl-C.",
    ]
    invited, here = "Welcome, Sarah", f"http://localhost:{server.port}"
    assert invited in server.get(link.removeprefix(here))


def test_who_has_a_password_is_offered_no_link(folder):
    folder.post("one")
    with served(folder, "--workers", "1") as server:
        until(lambda: "To stop" in server.said())
        command = [*BLOG, folder.path, "authors", "password", "sarah", "--password-stdin"]
        subprocess.run(command, input=b"four words of mine\n", check=True, capture_output=True)
        first = server.said()
    with served(folder, "--workers", "1") as server:
        until(lambda: "To stop" in server.said())

        assert "/desk/invited/" in first
        assert "/desk/invited/" not in server.said()


def test_what_is_saved_is_online_at_once_and_what_is_broken_is_told(server):
    server.folder.post("two", "Second words.")
    until(lambda: "Second words." in server.get("/posts/two/"), patience=20)
    server.folder.post("two", "Third words.", date="2011-02-30")
    until(lambda: "posts/two.md:3: date" in server.said())
    still = server.get("/posts/two/")
    server.folder.post("two", "Fourth words.")
    until(lambda: "Fourth words." in server.get("/posts/two/"))

    assert "Second words." in still


def test_ctrl_c_that_reaches_every_process_of_a_terminal_stops_it_at_once(server):
    os.killpg(server.process.pid, signal.SIGINT)

    assert server.process.wait(PATIENCE) == 0
    assert "refused" not in server.said()


@pytest.mark.parametrize(
    "how",
    [signal.SIGTERM, signal.SIGINT, signal.SIGHUP],
    ids=["SIGTERM", "Ctrl-C", "a closed terminal"],
)
def test_it_stops_cleanly_and_leaves_nothing_behind(server, how):
    group = server.process.pid

    code = server.stop(how)

    assert code == 0
    until(lambda: not living(group))
    assert "Traceback" not in server.said()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
def test_what_is_told_to_every_process_stops_it_at_once(server, how):
    group = server.process.pid

    os.killpg(group, how)

    assert server.process.wait(PATIENCE) == 0
    until(lambda: not living(group))
    assert not re.search("Traceback|ERROR", server.said())


def test_a_terminal_that_is_closed_takes_the_server_along(folder):
    folder.post("one", "First words.")
    port = free_port()
    address = f"127.0.0.1:{port}/".encode()
    session, terminal = pty.fork()
    if session == 0:
        os.execv(sys.executable, [*BLOG, str(folder.path), "serve", "--port", str(port)])
    said = []
    until(lambda: said.append(os.read(terminal, 4096)) or address in b"".join(said))

    os.close(terminal)

    until(lambda: os.waitpid(session, os.WNOHANG) == (session, 0))
    until(lambda: not living(session))


def test_under_nohup_it_outlives_its_terminal(folder):
    folder.post("one", "First words.")
    with served(folder, "--workers", "1", before=["nohup"]) as server:
        until(lambda: "To stop" in server.said())
        workers = server.workers()

        server.process.send_signal(signal.SIGHUP)
        until(lambda: "First words." in server.get("/posts/one/"))

        assert server.process.poll() is None
        assert server.workers() == workers


@pytest.mark.parametrize("who", ["the one they are forked from", "the one that was started"])
def test_whatever_is_killed_nobody_is_left_at_the_port(server, who):
    group = server.process.pid
    os.kill(group if who == "the one that was started" else server.nursery(), signal.SIGKILL)

    if who == "the one that was started":
        server.process.wait(PATIENCE)
    else:
        until(lambda: "Unexpected exit" in server.said())
        until(lambda: "First words." in server.get("/posts/one/"))
        server.stop()

    until(lambda: not living(group))


def test_told_to_stop_while_it_starts_it_stops(folder):
    for number in range(60):
        folder.post(f"p{number}", "Words. " * 2000)
    with served(folder, wait=False) as server:
        until((folder.path / "instance" / "blog.sqlite3").exists)

        assert server.stop() == 0
    until(lambda: not living(server.process.pid))
    assert "Traceback" not in server.said()


@pytest.fixture
def settled(server):
    """The server, started again: with nothing to render all its processes are workers."""
    server.stop()
    with served(server.folder, "--workers", "1") as again:
        yield again


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "told to end"])
def test_a_worker_that_ended_alone_is_replaced(settled, how):
    (worker,) = settled.workers()

    os.kill(worker, how)
    until(lambda: settled.workers() not in ([], [worker]))
    until(lambda: "First words." in settled.get("/posts/one/"))

    assert settled.process.poll() is None


def test_a_worker_that_heard_first_that_all_are_to_stop_did_not_fail(settled):
    (worker,) = settled.workers()

    os.kill(worker, signal.SIGTERM)
    until(lambda: not settled.workers())

    assert settled.stop() == 0
    assert not re.search("Traceback|ERROR", settled.said())


def test_a_taken_port_is_one_sentence(server):
    # As somebody types it, whoever runs these tests.
    typed = {name: value for name, value in os.environ.items() if name != "MAKELEVEL"}
    again = subprocess.run(
        [*BLOG, server.folder.path, "serve", "--port", str(server.port)],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=typed,
    )

    assert again.returncode == 1
    assert again.stderr.startswith(f"Error: Port {server.port} is taken")
    assert f"--at {server.folder.path} serve --port {server.port + 1}" in again.stderr
    assert "Traceback" not in again.stderr


def test_a_taken_port_is_one_sentence_for_those_who_use_make(server):
    again = subprocess.run(
        [*BLOG, server.folder.path, "serve", "--port", str(server.port)],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "MAKELEVEL": "1"},
    )

    assert again.stderr.endswith(f"Try another one: make run PORT={server.port + 1}\n")


def test_a_blog_without_an_address_says_the_one_it_is_served_at(folder):
    folder.write("site.toml", 'title = "Laps"\n')
    folder.post("one", "First words.")
    with served(folder, "--workers", "1") as server:
        page, feed = server.get("/posts/one/"), server.get("/feed.atom")

    assert f'href="http://127.0.0.1:{server.port}/posts/one/"' in page
    assert f"http://127.0.0.1:{server.port}/posts/one/" in feed


def test_a_second_start_serves_at_once_and_then_publishes_what_is_new(server):
    server.stop()
    server.folder.post("two", "Second words.")

    with served(server.folder, "--workers", "1") as again:
        first = again.get("/posts/one/")
        until(lambda: "Second words." in again.get("/posts/two/"))

    assert "First words." in first
    assert "is online. Published or scheduled: 2." in again.said()


def test_what_a_first_start_found_is_not_told_again_by_the_next_look(folder):
    folder.post("one", date="2011-02-30")
    with served(folder, "--workers", "1") as server:
        until(lambda: "posts/one.md:3: date" in server.said())
        folder.post("two", "Second words.")
        until(lambda: "Second words." in server.get("/posts/two/"))

        folder.post("one", "First words.")
        until(lambda: "posts/one.md is mended." in server.said())

    assert server.said().count("posts/one.md:3: date") == 1
    assert "(refused; not online yet)" in server.said()


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


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def living(group):
    """List the processes of a group; those that only wait to be buried don't count."""
    listed = subprocess.run(
        ["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True
    )
    lines = (line.split() for line in listed.stdout.splitlines())
    return [stat for pgid, stat in lines if int(pgid) == group and not stat.startswith("Z")]


def _command(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()
