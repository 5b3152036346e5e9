"""Mark every test by what it asks for, so that `make quick` can leave it out."""

from __future__ import annotations

from typing import Final

import pytest

_MARKS: Final = {"postgres": "services", "redis": "services", "browsers": "browser"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests as `services` or `browser` by their fixtures: nobody can forget to."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in _MARKS:
                item.add_marker(_MARKS[fixture])
