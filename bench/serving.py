"""Reading and writing: one post page, one list, one feed, comments."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from bench import loads, servers
from bench.results import Row
from bench.sites import PATH, Site

_BROTLI = {"Accept-Encoding": "br"}


@dataclass
class Rounds:
    """What was measured, by name, a value a round."""

    values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """Note a value of this round."""
        self.values.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> list[float]:
        return self.values[name]


def measure(site: Site, *, rounds: int, seconds: float) -> Iterator[Row]:
    """Measure all of it, round by round, each measure beside what it is compared with."""
    found = Rounds()
    with ExitStack() as stack:
        cached = stack.enter_context(servers.blog(site))
        uncached = stack.enter_context(servers.uncached(site))
        headers, body = servers.ask(cached, PATH)
        plain = stack.enter_context(servers.answering("plain", headers, body))
        view = stack.enter_context(servers.answering("view", headers, body))
        nginx = stack.enter_context(servers.nginx(body)) if shutil.which("nginx") else None
        servers.ask(cached, PATH, **_BROTLI)
        ways: dict[str, Callable[[], float]] = {
            "plain": lambda: loads.read(plain, PATH, seconds=seconds).rate,
            "cached": lambda: loads.read(cached, PATH, seconds=seconds).rate,
            "view": lambda: loads.read(view, PATH, seconds=seconds).rate,
            "beside a slow one": lambda: _beside_a_slow_one(cached, seconds),
            "packed": lambda: loads.read(cached, PATH, seconds=seconds, headers=_BROTLI).rate,
            "known": lambda: _known(cached, seconds),
            "home": lambda: loads.read(cached, "/", seconds=seconds).rate,
            "tag": lambda: loads.read(cached, "/tags/knee/", seconds=seconds).rate,
            "feed": lambda: loads.read(cached, "/feed.atom", seconds=seconds).rate,
            "uncached": lambda: loads.read(uncached, PATH, seconds=seconds, headers=_BROTLI).rate,
        }
        if nginx is not None:
            ways["nginx"] = lambda: loads.read(nginx, "/page.html", seconds=seconds).rate
        for _ in range(rounds):
            for name, way in ways.items():
                found.add(name, way())
            _readers_and_writers(found, cached, seconds)
            found.add("stored", loads.write(cached, seconds=seconds, clients=16).rate)
    yield from _rows(found, size=len(body))


def _rows(found: Rounds, *, size: int) -> Iterator[Row]:
    def row(name: str, what: str, against: str = "", **figures: float | None) -> Row:
        compared = {"plain": "a plain WSGI function", "view": "a bare Flask view"}
        return Row(
            name=what,
            values=found[name],
            unit="/s",
            against=compared.get(against, against),
            others=found[against] if against in found.values else (),
            **figures,
        )

    yield row("cached", f"post page of {size / 1000:.0f} KB, kept", "plain", least=0.9)
    yield row("cached", "post page, kept", "view", least=4.0)
    slow = Row(
        name="post page, kept, one slow request under way",
        values=found["beside a slow one"],
        unit="/s",
        against="itself",
        others=found["cached"],
        least=0.5,
    )
    yield slow
    yield row("uncached", "post page made anew and packed", "view", least=0.1)
    yield row("stored", "comments stored durably, 16 clients", "view", least=0.06)
    yield Row(
        name="99 of 100 readers are answered within, while 16 clients post 20 comments a second",
        values=[value * 1000 for value in found["p99 beside writers"]],
        unit="ms",
        against="without them",
        others=[value * 1000 for value in found["p99"]],
        most=4.0,
    )
    yield row("packed", "post page, kept, brotli", "plain")
    yield row("known", "post page, 304", "plain")
    yield row("home", "home", "plain")
    yield row("tag", "story page", "plain")
    yield row("feed", "feed", "plain")
    if "nginx" in found.values:
        yield Row(
            name="post page, kept",
            values=found["cached"],
            unit="/s",
            against="nginx and a file",
            others=found["nginx"],
        )


def _beside_a_slow_one(port: int, seconds: float) -> float:
    with loads.one_slow(port, PATH):
        return loads.read(port, PATH, seconds=seconds).rate


def _known(port: int, seconds: float) -> float:
    tag = {name.lower(): value for name, value in servers.ask(port, PATH)[0]}["etag"]
    return loads.read(port, PATH, seconds=seconds, headers={"If-None-Match": tag}).rate


def _readers_and_writers(found: Rounds, port: int, seconds: float) -> None:
    found.add("p99", loads.read(port, PATH, seconds=seconds, connections=8).p99)
    with loads.writing(port, "/posts/part-5/", clients=16, rate=20):
        found.add("p99 beside writers", loads.read(port, PATH, seconds=seconds, connections=8).p99)
