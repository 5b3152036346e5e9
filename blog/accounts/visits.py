"""What is new to an author: what came since they last looked.

Opening a page writes nothing, so that a prefetch, a second tab or a glance in the queue at the
till costs no mark. A look is noted when a page is left, when something is decided on it, or when
the author says “seen”. Looks that follow each other closely are one visit, in which what was new
stays new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

_APART = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """How far an author has looked, and how far on the visit before."""

    looked_at: datetime
    before: datetime


def new_since(visit: Visit | None, *, now: datetime) -> datetime | None:
    """Say what is new: everything younger than this; nothing is on the first visit."""
    if visit is None:
        return None
    return visit.looked_at if now - visit.looked_at >= _APART else visit.before


def after_look(visit: Visit | None, *, made_at: datetime, all_seen: bool) -> Visit:
    """Note a look at a page that was made at some moment."""
    if visit is None or all_seen:
        return Visit(looked_at=made_at, before=made_at)
    return Visit(
        looked_at=max(visit.looked_at, made_at),
        before=new_since(visit, now=made_at) or visit.before,
    )
