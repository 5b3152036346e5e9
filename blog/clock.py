"""The time, read at a door and handed down as `now`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Tell the present moment in UTC."""
    return datetime.now(UTC)
