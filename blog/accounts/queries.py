"""Reading how authors sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select

from blog.accounts import devices, invitations, secrets
from blog.accounts.invitations import InvitationOver
from blog.accounts.models import Device, Invitation, Passkey, Password, Visit
from blog.accounts.passkeys import Kept
from blog.accounts.visits import Visit as Seen
from blog.database.running import rows

# Asked with every request that brings a badge.
_DEVICE = select(Device.id, Device.author_slug, Device.used_at).where(
    Device.mark == bindparam("mark")
)
_DEVICES = (
    select(Device.id, Device.name, Device.made_at, Device.used_at)
    .where(Device.author_slug == bindparam("slug"))
    .order_by(Device.used_at.desc(), Device.id.desc())
)
_PASSKEYS = (
    select(Passkey.id, Passkey.name, Passkey.made_at, Passkey.used_at)
    .where(Passkey.author_slug == bindparam("slug"))
    .order_by(Passkey.used_at.desc(), Passkey.id.desc())
)
_PASSKEY = select(
    Passkey.id, Passkey.author_slug, Passkey.public_key, Passkey.sign_count, Passkey.used_at
).where(Passkey.credential == bindparam("credential"))
_PASSWORD = select(Password.hash).where(Password.author_slug == bindparam("slug"))
_INVITATION = select(Invitation.author_slug, Invitation.expires_at, Invitation.used_at).where(
    Invitation.mark == bindparam("mark")
)
_ANYBODY = select(exists(select(Password.author_slug)) | exists(select(Passkey.id)))
_VISIT = select(Visit.looked_at, Visit.before).where(Visit.author_slug == bindparam("slug"))


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Whom a device is signed in for."""

    device_id: int
    author_slug: str
    used_at: datetime


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A device or a passkey, as its owner sees it."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime


def signed_in(token: str, *, now: datetime) -> SignedIn | None:
    """Find out whom a device is signed in for, by what it carries."""
    row = rows(_DEVICE, mark=secrets.mark(token)).one_or_none()
    if row is None or devices.is_over(used_at=row.used_at, now=now):
        return None
    return SignedIn(device_id=row.id, author_slug=row.author_slug, used_at=row.used_at)


def devices_of(slug: str, *, now: datetime) -> list[Listed]:
    """List the devices an author is signed in with, the last used first."""
    found = _listed(rows(_DEVICES, slug=slug).all())
    return [one for one in found if not devices.is_over(used_at=one.used_at, now=now)]


def passkeys_of(slug: str) -> list[Listed]:
    """List the passkeys of an author, the last used first."""
    return _listed(rows(_PASSKEYS, slug=slug).all())


def passkey(credential: str) -> Kept | None:
    """Find a passkey by what its browser calls it."""
    row = rows(_PASSKEY, credential=credential).one_or_none()
    if row is None:
        return None
    return Kept(
        id=row.id,
        author_slug=row.author_slug,
        public_key=row.public_key,
        sign_count=row.sign_count,
        used_at=row.used_at,
    )


def password(slug: str) -> str | None:
    """Find what is kept of an author's password."""
    found: str | None = rows(_PASSWORD, slug=slug).scalar_one_or_none()
    return found


def invited(secret: str, *, now: datetime) -> str:
    """Tell whom a link invites; raise InvitationOver where it does not, or not any more."""
    row = rows(_INVITATION, mark=secrets.mark(secret)).one_or_none()
    if row is None:
        raise InvitationOver(invitations.why_unknown())
    if why := invitations.why_over(expires_at=row.expires_at, used_at=row.used_at, now=now):
        raise InvitationOver(why)
    slug: str = row.author_slug
    return slug


def visit(slug: str) -> Seen | None:
    """Find how far an author has seen what readers say."""
    row = rows(_VISIT, slug=slug).one_or_none()
    return Seen(**row._asdict()) if row else None


def anybody_can_sign_in() -> bool:
    """Tell whether any author has chosen how to sign in."""
    return bool(rows(_ANYBODY).scalar_one())


def _listed(found: Sequence[object]) -> list[Listed]:
    return [
        Listed(id=row.id, name=row.name, made_at=row.made_at, used_at=row.used_at)  # type: ignore[attr-defined]
        for row in found
    ]
