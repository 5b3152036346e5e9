"""Whether a new comment shows at once or waits for the author, and why, in one clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from blog.comments.status import Status
from blog.texts import gettext, ngettext

MOST_LINKS = 10


class Policy(StrEnum):
    """Which comments the author wants to read before others do."""

    NONE = "none"
    SUSPICIOUS = "suspicious"
    FIRST = "first"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Signals:
    """What is known about a comment that might be a reason to wait.

    `known` means that a comment by this person was approved before; `because` is the clause
    of `duplicates`. The website a commenter gives is no signal: most who have one give it.
    """

    by_author: bool = False
    named: bool = True
    known: bool = False
    links: int = 0
    reads_like_author: bool = False
    over_limit: bool = False
    before_closing: bool = False
    trap_filled: bool = False
    because: str | None = None


def first_status(signals: Signals, policy: Policy) -> tuple[Status, str]:
    """Decide whether a comment shows, and say why if it waits; the clause is empty otherwise.

    The signed-in author never waits. The rules of the house make a comment wait whatever the
    policy; then the policy may. A comment that waits names everything noticed about it, so
    that the author need not look for the rest.
    """
    if signals.by_author:
        return Status.APPROVED, ""
    house = list(_rules_of_the_house(signals))
    if not house and not _policy_asks(signals, policy):
        return Status.APPROVED, ""
    return Status.PENDING, ", ".join([*house, *_noticed(signals, policy)])


def _rules_of_the_house(signals: Signals) -> Iterator[str]:
    if signals.because:
        yield signals.because
    if signals.reads_like_author:
        yield gettext("the name reads like an author’s")
    if signals.before_closing:
        yield gettext("begun before the discussion closed")
    if signals.over_limit:
        yield gettext("many comments at once")
    if signals.links > MOST_LINKS:
        yield _links(signals.links)


def _policy_asks(signals: Signals, policy: Policy) -> bool:
    match policy:
        case Policy.NONE:
            return False
        case Policy.ALL:
            return True
        case Policy.FIRST if not signals.known:
            return True
    return signals.trap_filled or signals.links > (1 if signals.known else 0)


def _noticed(signals: Signals, policy: Policy) -> Iterator[str]:
    if 0 < signals.links <= MOST_LINKS:
        yield _links(signals.links)
    if signals.trap_filled:
        yield gettext("filled a field that people do not see")
    if not signals.known:
        first = gettext("first comment by this name")
        yield first if signals.named else gettext("no name given")
    elif policy is Policy.ALL and not (signals.links or signals.trap_filled):
        yield gettext("every comment is read first")


def _links(number: int) -> str:
    return ngettext("%(n)s link", "%(n)s links", number)
