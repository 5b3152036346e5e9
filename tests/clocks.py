"""Setting the clock of the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from blog import clock


def tell(patch: pytest.MonkeyPatch, now: Callable[[], datetime]) -> None:
    """Have the clock tell another time, to whoever asks for moments or for seconds."""
    patch.setattr(clock, "now", now)
    patch.setattr(clock, "seconds", lambda: now().timestamp())
