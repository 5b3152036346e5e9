"""What an author does with comments and discussions."""

from __future__ import annotations

from enum import StrEnum

from blog.comments.status import Status


class Verb(StrEnum):
    """One button of the desk."""

    APPROVE = "approve"
    REFUSE = "refuse"
    """Keep a comment as it was, and not as its writer would have it now."""
    SPAM = "spam"
    DELETE = "delete"
    RESTORE = "restore"
    FOLD = "fold"
    UNFOLD = "unfold"
    REPLY = "reply"
    CLOSE = "close"
    REOPEN = "reopen"

    @property
    def leaves(self) -> Status | None:
        """How comments stand afterwards; one that does not was decided anew since."""
        return _LEAVES.get(self)


_LEAVES = {
    Verb.APPROVE: Status.APPROVED,
    Verb.RESTORE: Status.APPROVED,
    Verb.REPLY: Status.APPROVED,
    Verb.SPAM: Status.SPAM,
    Verb.DELETE: Status.DELETED,
    Verb.FOLD: Status.FOLDED,
}
