"""Letting those who read pass, while something is written.

A kernel may let a thread run until its next tick, four milliseconds on. A comment is stored in
less, and all who ask for a page meanwhile would wait. Whoever sleeps lets them pass.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident

# In seconds: long enough for those who wait to have their turn.
_A_MOMENT = 0.0001
# So many threads of this process may write at once and still give way: where more do, whoever
# sleeps would hold up the others who wait for their turn.
_FEW = 2

_writing: set[int] = set()


@contextmanager
def giving_way() -> Iterator[None]:
    """Let this thread give way before each statement within the block."""
    _writing.add(get_ident())
    try:
        yield
    finally:
        _writing.discard(get_ident())


def gives_way() -> bool:
    """Tell whether this thread lets others pass."""
    return get_ident() in _writing and len(_writing) <= _FEW


def give_way() -> None:
    """Sleep for a moment, if this thread lets others pass."""
    if gives_way():
        time.sleep(_A_MOMENT)
