"""Sending requests, with `wrk` where speed counts and by hand where it does not."""

from __future__ import annotations

import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from socket import create_connection

from bench.servers import HERE, pinned

_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}

# Each comment is another one, by another reader, below one of twelve posts; also in every round,
# for a repeat would cost less.
_POSTS = """
local number = os.time() % 10000 * 1000
request = function()
  number = number + 1
  local words = {}
  for i = 1, 12 do words[i] = string.char(97 + (number * i) % 26) .. number * i end
  local body = "name=Reader" .. number .. "&body=" .. table.concat(words, "+")
  return wrk.format("POST", "/posts/day-" .. (number % 12) .. "/comments/", nil, body)
end
"""
# The same below one post and one after the other, because all in one instant would be another
# measure: each client begins in its own turn and pauses after every comment.
_ONE_POST = """
local number, begun = 0, 0
local start = tostring(os.time())
request = function()
  number = number + 1
  local body = "name=Client" .. number .. "&body=Comment+" .. number .. "+since+" .. start
  return wrk.format("POST", "%(path)scomments/", nil, body)
end
delay = function()
  begun = begun + 1
  return begun <= %(clients)d and begun * %(pause)d / %(clients)d or %(pause)d
end
"""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What came back: answers a second, and the time 99 of 100 answers came within, in seconds."""

    rate: float
    p99: float


def read(
    port: int,
    path: str,
    *,
    seconds: float,
    connections: int = 32,
    headers: Mapping[str, str] | None = None,
) -> Load:
    """Ask for one page as fast as it is answered."""
    return _wrk(port, path, seconds, connections, _headers(headers or {}))


def write(port: int, *, seconds: float, clients: int) -> Load:
    """Send comments as fast as they are stored."""
    with _script(_POSTS) as script:
        return _wrk(port, "/", seconds, clients, ["-s", script, *_headers(_FORM)])


@contextmanager
def writing(port: int, path: str, *, clients: int, rate: float) -> Iterator[None]:
    """Send so many comments a second together, for as long as the block lasts.

    Clients made of threads of this process would need more of both processors than what is
    measured: readers would wait for them as well as for the comments.
    """
    pause = round(1000 * clients / rate)
    with _script(_ONE_POST % {"path": path, "clients": clients, "pause": pause}) as script:
        command = _command(port, "/", 3600, clients, ["-s", script, *_headers(_FORM)])
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield
            finally:
                process.send_signal(signal.SIGINT)
                said, _ = process.communicate(timeout=60)
    _refuse_failures(path, said)


@contextmanager
def one_slow(port: int, path: str) -> Iterator[None]:
    """Have one request under way whose last byte does not come while the block lasts."""
    head = (
        f"POST {path}comments/ HTTP/1.1\r\nHost: {HERE}\r\nContent-Length: 50\r\n"
        f"Content-Type: {_FORM['Content-Type']}\r\n\r\nbody=slow"
    )
    with create_connection((HERE, port), timeout=30) as connection:
        connection.sendall(head.encode())
        yield


def _wrk(port: int, path: str, seconds: float, connections: int, more: list[str]) -> Load:
    command = _command(port, path, seconds, connections, more)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    _refuse_failures(path, said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    if rate is None or p99 is None:
        raise RuntimeError(f"wrk said nothing that can be read:\n{said}")
    return Load(rate=float(rate[1]), p99=float(p99[1]) * _UNITS[p99[2]])


def _command(port: int, path: str, seconds: float, connections: int, more: list[str]) -> list[str]:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency", *more]
    return pinned([*command, f"http://{HERE}:{port}{path}"], load=True)


def _headers(headers: Mapping[str, str]) -> list[str]:
    return [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]


@contextmanager
def _script(text: str) -> Iterator[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(text)
        script.flush()
        yield script.name


def _refuse_failures(path: str, said: str) -> None:
    if wrong := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", said):
        raise RuntimeError(f"{path}: {wrong[0]}")
