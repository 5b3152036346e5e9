"""Saying what a page shows while it is made, and what a change makes stale.

Reads say `shows("post:first-mile")`, writes say `renew(["post:first-mile"])` in the transaction
that changes it. Nobody ever purges a page.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, event, select

from blog.database import many
from blog.database.engine import db
from blog.database.running import rows
from blog.pagecache.models import EVERYTHING, Stamp

# All pages show it; who renews it throws them away.
CACHE = "cache"

MARKS = select(Stamp.name, Stamp.mark).where(Stamp.name.in_(bindparam("names", expanding=True)))


@dataclass
class Shown:
    """What the page at work shows, and until when it says so."""

    names: set[str] = field(default_factory=set)
    until: datetime | None = None


class Stamped:
    """A row that pages show; changing it makes those pages stale."""

    def stamps(self) -> set[str]:
        """Name what shows this row."""
        raise NotImplementedError


_at_work: ContextVar[Shown | None] = ContextVar("shown", default=None)


def begin() -> Shown:
    """Begin to note what the page at work shows."""
    shown = Shown()
    _at_work.set(shown)
    return shown


def end() -> None:
    """Stop noting."""
    _at_work.set(None)


def shows(*names: str) -> None:
    """Note that the page at work shows something by these names, if one is at work."""
    shown = _at_work.get()
    if shown is not None:
        shown.names.update(names)


def shows_until(moment: datetime | None) -> None:
    """Note that the page at work is true until a moment only."""
    shown = _at_work.get()
    if shown is not None and moment is not None:
        shown.until = moment if shown.until is None else min(shown.until, moment)


def at_work() -> bool:
    """Tell whether a page is at work that may be kept."""
    return _at_work.get() is not None


def marks_of_page() -> dict[str, str]:
    """Read the marks of everything the page at work shows."""
    shown = _at_work.get()
    return marks({CACHE, *(shown.names if shown else ())})


def renew(names: Iterable[str]) -> None:
    """Make every page stale that shows one of these; belongs to the transaction at work."""
    wanted = set(names)
    if wanted:
        mark = secrets.token_hex(8)
        # In one order everywhere, so that two transactions never wait for each other.
        ordered = sorted(wanted | {EVERYTHING})
        many.upsert(Stamp, ({"name": name, "mark": mark} for name in ordered))


def marks(names: Collection[str]) -> dict[str, str]:
    """Read the marks of some names as they are now; what never changed has an empty one."""
    found = dict.fromkeys({*names, EVERYTHING}, "")
    for row in rows(MARKS, names=list(found)):
        found[row.name] = row.mark
    return found


@event.listens_for(db.session, "before_flush")
def _renew_changed(session: Any, *_: object) -> None:
    """Renew the stamps of every changed row, in the transaction that changes it."""
    changed = (*session.new, *session.dirty, *session.deleted)
    renew({name for row in changed if isinstance(row, Stamped) for name in row.stamps()})
