"""A discussion as a whole: whether it is open, since when, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from blog.comments import closing, decisions
from blog.comments.closing import Closed, Opening, Reason
from blog.comments.decisions import Decided

# Whoever began to write before a closing may still send it for this long; it then waits.
GRACE = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What the author wants of discussions, as the rules need it."""

    default: Opening
    close_after: timedelta | None
    moderation: str
    edit_window: timedelta
    max_length: int


@dataclass(frozen=True, kw_only=True)
class Topic:
    """The post a discussion is about."""

    slug: str
    published_at: datetime
    # What its header says: open, closed, off, or nothing.
    header: str | None


@dataclass(frozen=True, kw_only=True)
class State:
    """Whether a discussion is open; `closes_at` is when age will close it, if nothing else."""

    closed: Closed | None
    opened_at: datetime
    closes_at: datetime | None

    @property
    def is_off(self) -> bool:
        """Whether there is no discussion at all."""
        return self.closed is not None and self.closed.kind is Reason.OFF

    def still_taken(self, *, now: datetime) -> bool:
        """Tell whether words begun before the closing may still be handed in."""
        if self.closed is None or self.closed.since is None:
            return False
        return timedelta(0) <= now - self.closed.since <= GRACE


def state(
    topic: Topic,
    said: Sequence[Decided],
    *,
    last_approved_at: datetime | None,
    policy: Policy,
    now: datetime,
) -> State:
    """Say how a discussion stands; the page, the form and the feed all ask this."""
    header_off = topic.header == "off"
    word = decisions.latest(said)
    last_heard = max(filter(None, (topic.published_at, last_approved_at)))
    return State(
        closed=closing.closed_because(
            header_off=header_off,
            word=word,
            last_heard=last_heard,
            close_after=policy.close_after,
            default=policy.default,
            now=now,
        ),
        opened_at=decisions.opened_at(said, published_at=topic.published_at),
        closes_at=closing.closes_at(
            header_off=header_off,
            word=word,
            last_heard=last_heard,
            close_after=policy.close_after,
            default=policy.default,
            now=now,
        ),
    )
