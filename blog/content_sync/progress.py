"""Telling whoever waits how far a long piece of work has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

# Called with how many are done, of how many.
OnDone: TypeAlias = Callable[[int, int], None]


def counted(on_done: OnDone | None, total: int) -> Callable[..., None] | None:
    """Make something to be called after each of `total` pieces, or after several at once."""
    if on_done is None:
        return None
    done = 0

    def one_more(pieces: int = 1) -> None:
        nonlocal done
        done += pieces
        on_done(done, total)

    return one_more
