"""Starting servers on one processor, with the load left to another one."""

from __future__ import annotations

import os
import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench.sites import BLOG, Site

HERE = "127.0.0.1"
_SERVER, _LOAD = 0, 1
_PATIENCE = 120

_processes: dict[int, int] = {}


def pinned(command: Sequence[str], *, load: bool = False) -> list[str]:
    """Keep a command to one processor: that of the servers, or that of the load."""
    if len(os.sched_getaffinity(0)) < 2 or not shutil.which("taskset"):
        return list(command)
    return ["taskset", "--cpu-list", str(_LOAD if load else _SERVER), *command]


@contextmanager
def blog(site: Site, *, workers: int = 1) -> Iterator[int]:
    """Run `blog serve` for a site; gives its port."""
    port = _free_port()
    command = [*BLOG, "--at", str(site.folder), "serve", "--port", str(port)]
    with _running([*command, "--workers", str(workers)], port, site.environ):
        yield port


@contextmanager
def uncached(site: Site) -> Iterator[int]:
    """Run the blog with every page made anew; gives its port."""
    with _granian("bench.uncached:app", 1, site.environ, at=site.folder) as port:
        yield port


@contextmanager
def answering(app: str, headers: Sequence[tuple[str, str]], body: bytes) -> Iterator[int]:
    """Run one of the applications that always answer the same, with one thread; gives its port."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(pickle.dumps((list(headers), body)))
        file.flush()
        environ = {**os.environ, "BENCH_ANSWER": file.name}
        with _granian(f"bench.answers:{app}", 1, environ, at=Path.cwd()) as port:
            yield port


@contextmanager
def nginx(body: bytes) -> Iterator[int]:
    """Run nginx with one file; gives its port."""
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.html").write_bytes(body)
        # Started by root, its worker is somebody else and has to be let in.
        Path(folder).chmod(0o755)
        settings = Path(folder, "nginx.conf")
        settings.write_text(
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/log;"
            "events { worker_connections 1024; }"
            f"http {{ access_log off; server {{ listen {HERE}:{port}; root {folder};"
            " index page.html; keepalive_requests 100000000; } }"
        )
        with _running(["nginx", "-c", str(settings), "-p", folder], port, os.environ):
            yield port


def process_of(port: int) -> int:
    """Tell which process was started for a port."""
    return _processes[port]


def ask(port: int, path: str, **headers: str) -> tuple[list[tuple[str, str]], bytes]:
    """Ask for a page once; gives the headers the application sent, and the body."""
    connection = HTTPConnection(HERE, port, timeout=_PATIENCE)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        own = {"date", "server", "connection", "transfer-encoding"}
        return [one for one in answer.getheaders() if one[0].lower() not in own], body
    finally:
        connection.close()


@contextmanager
def _granian(app: str, threads: int, environ: Mapping[str, str], *, at: Path) -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"]
    command += ["--blocking-threads", str(threads), "--no-ws", "--log-level", "error"]
    command += ["--host", HERE, "--port", str(port), app]
    here = str(Path(__file__).parent.parent)
    with _running(command, port, {**environ, "PYTHONPATH": here}, at=at):
        yield port


@contextmanager
def _running(
    command: Sequence[str], port: int, environ: Mapping[str, str], *, at: Path | None = None
) -> Iterator[None]:
    process = subprocess.Popen(
        pinned(command), env=dict(environ), cwd=at, stdout=subprocess.DEVNULL
    )
    _processes[port] = process.pid
    try:
        _wait_for(port, process)
        yield
    finally:
        del _processes[port]
        process.terminate()
        process.wait(60)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection((HERE, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"nobody answers on port {port}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        number: int = probe.getsockname()[1]
        return number
