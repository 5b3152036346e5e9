"""Putting the page cache before an application, and telling it of every commit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event

from blog.database.engine import db
from blog.pagecache.counter import Counter
from blog.pagecache.middleware import PageCache
from blog.pagecache.pages import Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_BYTES = 64 * 2**20

_counters: WeakKeyDictionary[Engine, Counter] = WeakKeyDictionary()


def before(inner: WSGIApplication, *, engine: Engine, instance: Path) -> PageCache:
    """Make a page cache that answers before an application is asked."""
    counter = _counters[engine] = Counter(instance / "pages.counter")
    return PageCache(inner, engine=engine, counter=counter, shelf=Shelf(MOST_BYTES))


@event.listens_for(db.session, "before_commit")
@event.listens_for(db.session, "after_commit")
def _move(session: Any) -> None:
    """Move the counter on both sides of a commit.

    Whoever looked before it must look again, and whoever looks between the two must not
    believe that what was found then is still so after the commit.
    """
    counter = _counters.get(session.get_bind())
    if counter is not None:
        counter.move()
