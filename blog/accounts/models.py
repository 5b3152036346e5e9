"""What is kept of how authors sign in.

These tables name an author by the slug of their file: they last, also where the index is
thrown away. Of everything secret they hold a hash.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from blog.database.engine import Model


class Password(Model):
    """The password of an author, as argon2 keeps it."""

    __tablename__ = "passwords"

    author_slug: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[str]
    chosen_at: Mapped[datetime]


class Passkey(Model):
    """A key that a phone or computer keeps for an author; here is its public half."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_slug: Mapped[str] = mapped_column(index=True)
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    sign_count: Mapped[int]
    name: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime]


class Device(Model):
    """A browser that stays signed in."""

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_slug: Mapped[str] = mapped_column(index=True)
    mark: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime] = mapped_column(index=True)


class Invitation(Model):
    """A link to choose how to sign in."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(unique=True)
    author_slug: Mapped[str] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    # Made by the start of the server, which makes a new one each time.
    by_start: Mapped[bool]


class Visit(Model):
    """How far an author has seen what readers say."""

    __tablename__ = "visits"

    author_slug: Mapped[str] = mapped_column(primary_key=True)
    looked_at: Mapped[datetime]
    # How far the visit before had come: what is younger is new.
    before: Mapped[datetime]


class Attempt(Model):
    """That somebody tried to sign in and did not, for as long as a limit looks back."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Keyed hashes: nobody can read a name or an address out of them.
    account: Mapped[str]
    network: Mapped[str]
    tried_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index(None, "account", "tried_at"), Index(None, "network", "tried_at"))
