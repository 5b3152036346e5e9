"""Whether a blog stays fast as it grows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import loads, memory, servers
from bench.results import Row
from bench.sites import PATH, Site

_SMALL, _LARGE = (10, 20), (10_000, 1_000_000)
_BROTLI = {"Accept-Encoding": "br"}


def measure(*, rounds: int, seconds: float) -> Iterator[Row]:
    """Measure pages of a small blog and of one with a thousand times as much, side by side."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        small = _site(Path(folder, "small"), *_SMALL)
        large = _site(Path(folder, "large"), *_LARGE)
        ports = {
            (size, way): stack.enter_context(start(site))
            for size, site in (("small", small), ("large", large))
            for way, start in (("kept", servers.blog), ("made anew", servers.uncached))
        }
        pages = {"a post": PATH, "home": "/", "a story": "/tags/knee/", "the tags": "/tags/"}
        for way in ("kept", "made anew"):
            for name, path in pages.items():
                yield _row(ports, way, name, path, rounds, seconds)
        yield Row(
            name=f"memory of one worker, {_LARGE[0]:,} posts and {_LARGE[1]:,} comments",
            values=[_memory(large)],
            unit="MB",
            most=150,
        )


def _row(
    ports: dict[tuple[str, str], int], way: str, name: str, path: str, rounds: int, seconds: float
) -> Row:
    rates: dict[str, list[float]] = {"small": [], "large": []}
    for _ in range(rounds):
        for size, values in rates.items():
            port = ports[size, way]
            values.append(loads.read(port, path, seconds=seconds, headers=_BROTLI).rate)
    return Row(
        name=f"{name}, {way}, with {_LARGE[0]:,} posts and {_LARGE[1]:,} comments",
        values=rates["large"],
        unit="/s",
        against=f"{_SMALL[0]} posts and {_SMALL[1]} comments",
        others=rates["small"],
        least=0.95 if (way, name) == ("kept", "a post") else None,
    )


def _site(folder: Path, posts: int, comments: int) -> Site:
    return Site(folder).write(posts).publish().discuss(here=20, elsewhere=comments - 20)


def _memory(site: Site) -> float:
    with servers.blog(site) as port:
        for path in (PATH, "/", "/tags/", "/tags/knee/", "/archive/", "/feed.atom", "/sitemap.xml"):
            servers.ask(port, path)
        family = memory.family(servers.process_of(port))
        # Every page is asked of the one worker; none of its neighbours is larger.
        return max(memory.of(process_id, whole=True) for process_id in family[1:])
