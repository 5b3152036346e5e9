"""How a comment stands."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Who may see a comment, and who decided that."""

    APPROVED = "approved"
    PENDING = "pending"
    SPAM = "spam"
    DELETED = "deleted"
    """Taken away by the author."""
    WITHDRAWN = "withdrawn"
    """Taken back by its writer."""
    FOLDED = "folded"
    """Found to be the same as another comment, which stands for both."""
