"""What every submission has to pass, a new comment and a mended one alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from blog.comments import moderation, past
from blog.comments.discussions import Policy
from blog.comments.guard import MOST_WAITING, Limits, Sender, TooMany
from blog.comments.lookalikes import reads_like
from blog.comments.moderation import Signals
from blog.comments.names import undress
from blog.comments.rendering import Text
from blog.comments.status import Status
from blog.comments.submission import Submission
from blog.comments.tokens import Note, Receipt, Tokens
from blog.texts import gettext

# So many may overtake one submission between its look and its insert.
ATTEMPTS = 100


@dataclass(frozen=True, kw_only=True)
class House:
    """What a blog brings to every submission; `authors` are names nobody else may go by."""

    tokens: Tokens
    limits: Limits
    policy: Policy
    authors: Collection[str]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What came along with a submission. `author` is who is signed in, if anybody is."""

    sender: Sender
    receipt: Receipt | None = None
    opening: str = ""
    trap_filled: bool = False
    author: str | None = None

    def network(self, house: House) -> str | None:
        """Name the network whose limit this counts for; nothing where none applies."""
        if self.author is not None or not self.sender.limited or not house.limits.per_minute:
            return None
        return self.sender.network(house.tokens.key)


def refuse_flood(proof: Proof, *, house: House, now: datetime) -> None:
    """Refuse what comes far too fast, before any work is spent on it."""
    network = proof.network(house)
    if network is None:
        return
    if house.limits.far_over(proof.sender, past.arrivals(network, now=now)):
        raise too_many()


def refuse_unread(status: Status) -> None:
    """Refuse what would have to wait behind more than anybody reads."""
    if status is Status.PENDING and past.waiting() >= MOST_WAITING:
        raise TooMany(gettext("Too many comments are waiting to be read. Try again later."))


def too_many() -> TooMany:
    """Say that comments come faster than they can be taken."""
    return TooMany(gettext("Very many comments are arriving. Send yours again in a minute."))


def verdict(
    submission: Submission,
    text: Text,
    *,
    proof: Proof,
    house: House,
    now: datetime,
    because: str | None = None,
    before_closing: bool = False,
    besides: int | None = None,
) -> tuple[Status, str]:
    """Decide whether words show at once, and if not, why, in a clause for the author.

    `besides` is the comment they belong to already, which does not speak for its own writer.
    """
    network = proof.network(house)
    over = network is not None and house.limits.over(proof.sender, past.arrivals(network, now=now))
    signals = Signals(
        by_author=proof.author is not None,
        named=bool(submission.name),
        known=past.is_known(undress(submission.name), besides=besides),
        links=text.links,
        reads_like_author=reads_like(submission.name, house.authors),
        over_limit=over,
        before_closing=before_closing,
        trap_filled=proof.trap_filled,
        because=because,
    )
    return moderation.first_status(signals, moderation.Policy(house.policy.moderation))


def left_out(submission: Submission) -> tuple[Note, ...]:
    """List what could not be used, for the receipt to say so."""
    return tuple(Note(field) for field in sorted(submission.left_out))
