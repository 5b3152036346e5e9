"""What readers said, and what the author said about discussions.

These tables name a post by its slug, not by a row of the index: the index can be thrown
away and built again from the files, what readers wrote cannot.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from blog.comments.decisions import By, Said
from blog.comments.status import Status
from blog.comments.verbs import Verb
from blog.database.engine import Model
from blog.pagecache.stamps import Stamped


class Comment(Stamped, Model):
    """What one reader said, once."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_slug: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    name: Mapped[str]
    # The name undressed, to find out whether somebody has been here before.
    name_key: Mapped[str] = mapped_column(index=True)
    email: Mapped[str]
    website: Mapped[str]
    body: Mapped[str]
    html: Mapped[str]
    rendered_with: Mapped[int]
    status: Mapped[Status]
    # Why it waits, in a clause for the author; empty where it does not.
    waits_because: Mapped[str]
    submitted_at: Mapped[datetime]
    # When it came to stand as it does, to know when words that are not shown may be erased.
    decided_at: Mapped[datetime]
    by_author: Mapped[bool]
    # Of a folded comment: what stands for it, and how it stood before.
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    folded_from: Mapped[Status | None]
    # Of a reply that moved when its parent was folded: whom it answered.
    moved_from: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))

    __table_args__ = (
        Index(None, "post_slug", "submitted_at"),
        # What one person said, however many others did.
        Index(None, "post_slug", "name_key", "submitted_at"),
        # Counted without a look at a single comment.
        Index(None, "post_slug", "status", "submitted_at"),
        Index(None, "status", "submitted_at"),
        Index(None, "status", "decided_at"),
        # SQLite would give the number of an erased last comment to the next one.
        {"sqlite_autoincrement": True},
    )

    def stamps(self) -> set[str]:
        """Name what shows it: the discussion, and every list that counts it."""
        return {f"discussion:{self.post_slug}"}


class Wording(Model):
    """One form the words of a comment have or had.

    The constraint settles who was first when the same words arrive many times at once.
    """

    __tablename__ = "wordings"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_slug: Mapped[str]
    words_hash: Mapped[str]
    nth: Mapped[int]
    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comments.id", ondelete="CASCADE"), index=True
    )

    __table_args__ = (UniqueConstraint("post_slug", "words_hash", "nth"),)


class Version(Model):
    """A comment as it was before it was edited, or as an edit that waits would have it."""

    __tablename__ = "versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comments.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    email: Mapped[str]
    website: Mapped[str]
    body: Mapped[str]
    html: Mapped[str]
    rendered_with: Mapped[int]
    written_at: Mapped[datetime]
    waits: Mapped[bool]
    waits_because: Mapped[str]


class Decision(Stamped, Model):
    """What the author once said about a discussion; the latest counts."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_slug: Mapped[str] = mapped_column(index=True)
    said: Mapped[Said]
    by: Mapped[By]
    # As readers know the author; empty where nobody was signed in.
    name: Mapped[str]
    why: Mapped[str]
    said_at: Mapped[datetime]

    def stamps(self) -> set[str]:
        """Name what shows it: the discussion."""
        return {f"discussion:{self.post_slug}"}


class Ruling(Model):
    """What an author did in one go, kept for a while so that it can be taken back."""

    __tablename__ = "rulings"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_slug: Mapped[str]
    verb: Mapped[Verb]
    made_at: Mapped[datetime] = mapped_column(index=True)
    # How everything it changed stood before, by number; no words.
    before: Mapped[list[Any]]
    taken_back: Mapped[bool]


class Hand(Model):
    """The hand that wrote a comment, for some minutes: a second click comes from the same."""

    __tablename__ = "hands"

    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True
    )
    # A keyed hash: nobody can read an address out of it.
    hand: Mapped[str]
    left_at: Mapped[datetime] = mapped_column(index=True)


class Arrival(Model):
    """That a comment came from some network, for as long as a limit looks back."""

    __tablename__ = "arrivals"

    id: Mapped[int] = mapped_column(primary_key=True)
    # A keyed hash: nobody can read an address out of it.
    network: Mapped[str]
    arrived_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index(None, "network", "arrived_at"),)
