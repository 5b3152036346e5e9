"""How much memory a process and its children take, at most."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EVERY = 0.1


@contextmanager
def watched(process_id: int) -> Iterator[list[float]]:
    """Watch a process and its children for as long as the block lasts; gives the most, in MB."""
    most, stop = [0.0], threading.Event()

    def watch() -> None:
        while not stop.wait(_EVERY):
            most[0] = max(most[0], sum(map(of, family(process_id))))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        stop.set()
        thread.join()


def family(process_id: int) -> list[int]:
    """List a process and all that come from it."""
    found = [process_id]
    for one in found:
        for tasks in Path(f"/proc/{one}/task").glob("*/children"):
            found.extend(map(int, _text(tasks).split()))
    return found


def of(process_id: int, *, whole: bool = False) -> float:
    """Tell how much memory a process takes, in MB; of what it shares, its share or the whole."""
    for line in _text(Path(f"/proc/{process_id}/smaps_rollup")).splitlines():
        if line.startswith("Rss:" if whole else "Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
