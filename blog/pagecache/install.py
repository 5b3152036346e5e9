"""Putting the page cache before an application, and telling it of every commit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event

from blog.database.engine import db
from blog.pagecache.counter import Counter
from blog.pagecache.middleware import PageCache
from blog.pagecache.shelf import Shelf
from blog.pagecache.stores import FileStore, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

_MOST_IN_MEMORY = 48 * 2**20
_MOST_IN_FILE = 256 * 2**20

_counters: WeakKeyDictionary[Engine, Counter] = WeakKeyDictionary()


def before(
    inner: WSGIApplication,
    *,
    engine: Engine,
    instance: Path,
    store: Store | None,
    passes: Callable[[WSGIEnvironment], bool] | None = None,
) -> PageCache:
    """Make a page cache that answers before an application is asked, except whom it lets pass."""
    counter = _counters[engine] = Counter(instance / "pages.counter")
    shelf = Shelf(_MOST_IN_MEMORY)
    return PageCache(inner, engine=engine, counter=counter, shelf=shelf, store=store, passes=passes)


def store(*, instance: Path, redis_url: str | None, program: str) -> Store:
    """Open what keeps pages for all processes: a file, or Redis where machines share one."""
    if redis_url is None:
        path = instance / "pages.sqlite3"
        return FileStore(path, program=program, most_bytes=_MOST_IN_FILE)
    from blog.pagecache.redis_store import RedisStore  # most blogs need none, and start without

    return RedisStore(redis_url, program=program)


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
