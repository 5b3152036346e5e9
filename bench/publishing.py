"""Publishing: everything, nothing, one change; beside Pelican where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path

from bench import memory, servers
from bench.results import Row
from bench.sites import BLOG, Site

_SIZES = (100, 1_000, 10_000)


def measure(*, rounds: int, sizes: Sequence[int] = _SIZES) -> Iterator[Row]:
    """Measure blogs of several sizes; with every processor there is."""
    for posts in sizes:
        with tempfile.TemporaryDirectory() as folder:
            site = Site(Path(folder, "blog")).write(posts)
            yield from _whole(site, posts, rounds if posts < max(sizes) else 1, Path(folder))
            yield from _small(site, posts, rounds)


def _whole(site: Site, posts: int, rounds: int, folder: Path) -> Iterator[Row]:
    times, most, others = [], [], []
    for number in range(rounds):
        shutil.rmtree(site.folder / "instance", ignore_errors=True)
        seconds, megabytes = _timed([*BLOG, "--at", str(site.folder), "content", "sync"], site)
        times.append(seconds)
        most.append(megabytes)
        if shutil.which("pelican"):
            others.append(_pelican(site, folder / f"pelican-{number}")[0])
    speeds, others = [posts / one for one in times], [posts / one for one in others]
    least = 2.0 if posts == max(_SIZES) and others else None
    yield Row(
        name=f"publishing {posts:,} posts from nothing",
        values=speeds,
        unit="posts/s",
        against="Pelican" if others else "",
        others=others,
        least=least,
    )
    if posts == max(_SIZES):
        name = f"memory of all processes while {posts:,} posts are published"
        yield Row(name=name, values=most, unit="MB", most=400)


def _small(site: Site, posts: int, rounds: int) -> Iterator[Row]:
    sync = [*BLOG, "--at", str(site.folder), "content", "sync"]
    times = [_timed(sync, site)[0] for _ in range(rounds)]
    yield Row(name=f"`blog content sync`, nothing changed among {posts:,}", values=times, unit="s")
    online = list(_online(site, rounds))
    most = 0.5 if posts == max(_SIZES) else None
    name = f"from saving one of {posts:,} posts to readers seeing it, `blog serve` running"
    yield Row(name=name, values=online, unit="s", most=most)


def _online(site: Site, rounds: int) -> Iterator[float]:
    path = site.folder / "content" / "posts" / "part-4.md"
    with servers.blog(site) as port:
        for number in range(max(rounds, 5)):
            words = f"Word {number} of {time.monotonic()}."
            text = path.read_text() + f"\n{words}\n"
            time.sleep(1)  # one change at a time
            begun = time.monotonic()
            path.write_text(text)
            while words.encode() not in _page(port):
                time.sleep(0.005)
            yield time.monotonic() - begun


def _page(port: int) -> bytes:
    connection = HTTPConnection(servers.HERE, port, timeout=30)
    connection.request("GET", "/posts/part-4/")
    body = connection.getresponse().read()
    connection.close()
    return body


def _pelican(site: Site, output: Path) -> tuple[float, float]:
    """Publish the same files with Pelican: its own headers, its own theme, all processors."""
    content = output.with_suffix(".content")
    shutil.copytree(site.folder / "content" / "posts", content)
    for path in content.glob("*.md"):
        path.write_text(path.read_text().removeprefix("---\n").replace("\n---\n", "\n\n", 1))
    settings = output.with_suffix(".py")
    settings.write_text(
        "SITENAME = 'Bench'\nTIMEZONE = 'UTC'\nDEFAULT_LANG = 'en'\n"
        "FEED_ALL_ATOM = 'feed.atom'\nCATEGORY_FEED_ATOM = None\nDEFAULT_PAGINATION = 10\n"
    )
    return _timed(["pelican", str(content), "-o", str(output), "-s", str(settings)], site)


def _timed(command: Sequence[str], site: Site) -> tuple[float, float]:
    begun = time.monotonic()
    process = subprocess.Popen(
        command, env={**os.environ, **site.environ}, stdout=subprocess.DEVNULL
    )
    with memory.watched(process.pid) as most:
        if process.wait() != 0:
            raise RuntimeError(f"{command[0]} failed")
    return time.monotonic() - begun, most[0]
