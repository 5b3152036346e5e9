"""What can be done with what an author is writing. The caller holds the transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from blog.database.engine import db
from blog.errors import Refusal
from blog.manuscripts import queries
from blog.manuscripts.models import Manuscript, Revision, Save
from blog.manuscripts.queries import Kept
from blog.manuscripts.typed import Typed
from blog.texts import gettext

# What a window saves within it is one save.
_ONE_SAVE = timedelta(minutes=1)


class SavedElsewhere(Refusal):
    """A manuscript that another window or device has saved since this one last looked."""

    def __init__(self, theirs: Kept) -> None:
        super().__init__(
            gettext("This was changed in another window or on another device meanwhile.")
        )
        self.theirs = theirs


def keep(
    id: str,
    typed: Typed,
    *,
    author: str,
    path: str,
    over: str,
    number: int,
    window: str,
    now: datetime,
) -> Kept:
    """Keep what somebody is writing in a window; `number` is the last save they know of, or 0.

    Saving the same words again is no new save, so a request repeated by a bad network is none.

    Every save can be taken up again, but what a window saves less than a minute after it began
    one takes that one's place: twenty minutes of typing leave some twenty. Another window's is
    always kept apart, and so is a former one taken up again: it comes from a window of its own.
    """
    there = db.session.get(Manuscript, id, with_for_update=True)
    if there is None:
        there = Manuscript(id=id, author_slug=author, path=path, over=over, number=0)
        db.session.add(there)
    elif there.author_slug != author:
        raise Refusal(gettext("This is being written by somebody else."))
    elif there.typed == typed.kept():
        return _known(id)
    else:
        see_known(id, typed, number=number, window=window)
    there.typed, there.path, there.over, there.window = typed.kept(), path, over, window
    there.saved_at, there.number = now, there.number + 1
    db.session.flush()
    _keep_apart(there)
    return _known(id)


def see_known(id: str, typed: Typed, *, number: int, window: str) -> None:
    """Raise SavedElsewhere where other words were saved since a window last looked."""
    there = queries.by_id(id)
    if there and there.typed != typed and there.number != number and there.window != window:
        raise SavedElsewhere(there)


def published(path: str, text: str, *, before: str, id: str, author: str, now: datetime) -> None:
    """Remember what was written into a file and what it took the place of; end the writing."""
    if before and before != text:
        _remember(path, before, author="", id="", now=now)
    _remember(path, text, author=author, id=id, now=now)
    discard(id, author=author)


def moved(old: str, new: str) -> None:
    """Let what a file said before go along with it to another place."""
    db.session.execute(update(Revision).where(Revision.path == old).values(path=new))


def discard(id: str, *, author: str) -> None:
    """Give up what was being written; the file, if there is one, stays as it is."""
    db.session.execute(
        delete(Manuscript).where(Manuscript.id == id, Manuscript.author_slug == author)
    )


def _keep_apart(there: Manuscript) -> None:
    """Keep a manuscript as it is now among its saves."""
    saves = select(Save).where(Save.manuscript_id == there.id).order_by(Save.number.desc())
    save = db.session.scalar(saves.limit(1))
    if save is None or save.window != there.window or there.saved_at - save.begun_at >= _ONE_SAVE:
        save = Save(manuscript_id=there.id, number=there.number, window=there.window)
        save.begun_at = there.saved_at
        db.session.add(save)
    save.typed, save.saved_at = there.typed, there.saved_at
    db.session.flush()


def _remember(path: str, text: str, *, author: str, id: str, now: datetime) -> None:
    newest = select(Revision.text).where(Revision.path == path).order_by(Revision.id.desc())
    if db.session.scalar(newest.limit(1)) != text:
        db.session.add(
            Revision(path=path, text=text, author_slug=author, manuscript_id=id, written_at=now)
        )


def _known(id: str) -> Kept:
    kept = queries.by_id(id)
    if kept is None:
        raise LookupError(f"manuscript {id} is gone")
    return kept
