"""Whether a discussion takes comments, and if not, who or what closed it and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from blog.errors import Refusal
from blog.texts import gettext, ngettext


class Opening(StrEnum):
    """What a header or the site's default says of discussions."""

    OPEN = "open"
    CLOSED = "closed"
    OFF = "off"


class Reason(StrEnum):
    """What closed a discussion."""

    OFF = "off"
    WORD = "word"
    AGE = "age"
    DEFAULT = "default"


@dataclass(frozen=True, kw_only=True)
class Word:
    """What the author said last about a discussion: at the desk, by command or in a header."""

    opens: bool
    at: datetime
    by: str | None = None
    """The name of whoever said it, as readers know them; nothing where nobody was signed in."""
    why: str | None = None


@dataclass(frozen=True, kw_only=True)
class Closed:
    """That a discussion takes no comments, with what readers may know about it."""

    kind: Reason
    since: datetime | None = None
    by: str | None = None
    why: str | None = None
    closes_after: timedelta | None = None

    def sentence(self, day: Callable[[datetime], str]) -> str:
        """Tell readers in a sentence; `day` writes a date as they are used to."""
        if self.kind is Reason.OFF:
            return gettext("There is no discussion here.")
        if self.kind is Reason.DEFAULT or self.since is None:
            return gettext("This blog keeps its discussions closed.")
        if self.kind is Reason.AGE:
            days = self.closes_after.days if self.closes_after else 0
            return ngettext(
                "Discussions close %(n)s day after the last comment; this one did on %(day)s.",
                "Discussions close %(n)s days after the last comment; this one did on %(day)s.",
                days,
                day=day(self.since),
            )
        return self._word(day(self.since))

    def _word(self, day: str) -> str:
        match self.by, self.why:
            case None, None:
                return gettext("This discussion was closed on %(day)s.", day=day)
            case str(by), None:
                return gettext("%(by)s closed this discussion on %(day)s.", by=by, day=day)
            case None, why:
                return gettext("This discussion was closed on %(day)s: %(why)s", day=day, why=why)
            case by, why:
                text = "%(by)s closed this discussion on %(day)s: %(why)s"
                return gettext(text, by=by, day=day, why=why)


class DiscussionClosed(Refusal):
    """Someone commented where comments are closed."""


def closed_because(
    *,
    header_off: bool,
    word: Word | None,
    last_heard: datetime,
    close_after: timedelta | None,
    default: Opening,
    now: datetime,
) -> Closed | None:
    """Say who or what closed a discussion; nothing while it is open.

    The first that applies: the header's `off`; the author's latest word; age, counted from
    the later of publication and the last approved comment; the site's default. Age closes
    only what the default opened: a discussion that never began did not end some day.
    """
    if header_off:
        return Closed(kind=Reason.OFF)
    if word is not None:
        return None if word.opens else _by_word(word)
    if default is Opening.OFF:
        return Closed(kind=Reason.OFF)
    if default is Opening.CLOSED:
        return Closed(kind=Reason.DEFAULT)
    if close_after and now >= last_heard + close_after:
        since = last_heard + close_after
        return Closed(kind=Reason.AGE, since=since, closes_after=close_after)
    return None


def closes_at(
    *,
    header_off: bool,
    word: Word | None,
    last_heard: datetime,
    close_after: timedelta | None,
    default: Opening,
    now: datetime,
) -> datetime | None:
    """Tell when an open discussion will close by age if nothing more is said.

    A page that says the discussion is open must not be kept beyond that moment.
    """
    by_age = not header_off and word is None and default is Opening.OPEN
    if not by_age or not close_after or now >= last_heard + close_after:
        return None
    return last_heard + close_after


def _by_word(word: Word) -> Closed:
    return Closed(kind=Reason.WORD, since=word.at, by=word.by, why=word.why)
