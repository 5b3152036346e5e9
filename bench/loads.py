"""Sending requests, with `wrk` where speed counts and by hand where it does not."""

from __future__ import annotations

import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from socket import create_connection
from urllib.parse import urlencode

from bench.servers import HERE, pinned

_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}

# Each comment is another one, by another reader, below one of twelve posts.
_POSTS = """
local number = 0
request = function()
  number = number + 1
  local words = {}
  for i = 1, 12 do words[i] = string.char(97 + (number * i) % 26) .. number * i end
  local body = "name=Reader" .. number .. "&body=" .. table.concat(words, "+")
  return wrk.format("POST", "/posts/day-" .. (number % 12) .. "/comments/", nil, body)
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
    more = [word for name, value in (headers or {}).items() for word in ("-H", f"{name}: {value}")]
    return _wrk(port, path, seconds, connections, more)


def write(port: int, *, seconds: float, clients: int) -> Load:
    """Send comments as fast as they are stored."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_POSTS)
        script.flush()
        more = ["-s", script.name]
        for name, value in _FORM.items():
            more += ["-H", f"{name}: {value}"]
        return _wrk(port, "/", seconds, clients, more)


@contextmanager
def writing(port: int, path: str, *, clients: int, rate: float) -> Iterator[list[int]]:
    """Send so many comments a second together, for as long as the block lasts; counts them."""
    stop, sent = threading.Event(), [0]

    def client(number: int) -> None:
        # One after the other: sixteen in one instant would be another measure.
        stop.wait(number / rate)
        while not stop.wait(clients / rate):
            sent[0] += 1
            words = f"Comment {sent[0]} of client {number} at {time.monotonic()}"
            body = urlencode({"name": f"Client {number} {sent[0]}", "body": words})
            connection = HTTPConnection(HERE, port, timeout=30)
            connection.request("POST", f"{path}comments/", body, _FORM)
            status = connection.getresponse().status
            connection.close()
            if status != 303:
                raise RuntimeError(f"a comment was answered {status}")

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield sent
    finally:
        stop.set()
        for thread in threads:
            thread.join()


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
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency", *more]
    said = subprocess.run(
        pinned([*command, f"http://{HERE}:{port}{path}"], load=True),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    if wrong := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", said):
        raise RuntimeError(f"{path}: {wrong[0]}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    if rate is None or p99 is None:
        raise RuntimeError(f"wrk said nothing that can be read:\n{said}")
    return Load(rate=float(rate[1]), p99=float(p99[1]) * _UNITS[p99[2]])
