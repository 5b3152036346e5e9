"""How comments stand."""

from __future__ import annotations

from blog.comments.status import Status


def test_standings_are_called_as_promised():
    assert list(Status) == ["approved", "pending", "spam", "deleted", "withdrawn", "folded"]
