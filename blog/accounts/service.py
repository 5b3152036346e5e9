"""What changes how authors sign in. The caller holds the transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update

from blog.accounts import attempts, devices, invitations, queries, secrets, visits
from blog.accounts.attempts import TooManyAttempts
from blog.accounts.invitations import InvitationOver
from blog.accounts.models import Attempt, Device, Invitation, Passkey, Password, Visit
from blog.accounts.passkeys import BadPasskey, Kept, Made
from blog.database import many
from blog.database.engine import db


def invite(slug: str, *, now: datetime, by_start: bool = False) -> str:
    """Let an author choose how to sign in; give the secret of the link.

    A start of the server takes back what earlier ones offered and nobody used.
    """
    if by_start:
        unused = (Invitation.used_at.is_(None), Invitation.by_start.is_(True))
        db.session.execute(delete(Invitation).where(*unused))
    secret = secrets.new()
    db.session.add(
        Invitation(
            mark=secrets.mark(secret),
            author_slug=slug,
            expires_at=now + invitations.LASTS,
            used_at=None,
            by_start=by_start,
        )
    )
    return secret


def accept(secret: str, *, now: datetime) -> str:
    """Use a link up; give the author it invites. Raise InvitationOver where it is over."""
    slug = queries.invited(secret, now=now)
    mark = Invitation.mark == secrets.mark(secret)
    used = db.session.execute(
        update(Invitation).where(mark, Invitation.used_at.is_(None)).values(used_at=now)
    )
    if not used.rowcount:  # type: ignore[attr-defined]
        # Somebody was faster.
        raise InvitationOver(invitations.why_used())
    return slug


def choose_password(slug: str, hashed: str, *, now: datetime) -> None:
    """Keep a new password, and sign every device of the author out."""
    db.session.merge(Password(author_slug=slug, hash=hashed, chosen_at=now))
    db.session.execute(delete(Device).where(Device.author_slug == slug))


def keep_passkey(slug: str, made: Made, *, name: str, now: datetime) -> None:
    """Keep a passkey an author has made; another one's is refused."""
    kept = queries.passkey(made.credential)
    if kept is not None and kept.author_slug != slug:
        raise BadPasskey
    db.session.execute(delete(Passkey).where(Passkey.credential == made.credential))
    db.session.add(
        Passkey(
            author_slug=slug,
            credential=made.credential,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name,
            made_at=now,
            used_at=now,
        )
    )


def use_passkey(kept: Kept, *, sign_count: int, now: datetime) -> None:
    """Note that a passkey was used; of two who prove the same at once, one is refused."""
    unused_since = Passkey.used_at == kept.used_at
    used = db.session.execute(
        update(Passkey)
        .where(Passkey.id == kept.id, unused_since)
        .values(used_at=now, sign_count=sign_count)
    )
    if not used.rowcount:  # type: ignore[attr-defined]
        raise BadPasskey


def remove_passkey(passkey_id: int, *, slug: str) -> None:
    """Forget a passkey of an author's."""
    db.session.execute(delete(Passkey).where(Passkey.id == passkey_id, Passkey.author_slug == slug))


def sign_in(slug: str, *, name: str, now: datetime) -> str:
    """Sign a device in for an author; give the secret it is to carry."""
    token = secrets.new()
    db.session.add(
        Device(author_slug=slug, mark=secrets.mark(token), name=name, made_at=now, used_at=now)
    )
    return token


def renew(device_id: int, *, now: datetime) -> None:
    """Note that a device is in use, so that it stays signed in."""
    db.session.execute(update(Device).where(Device.id == device_id).values(used_at=now))


def sign_out(device_id: int, *, slug: str) -> None:
    """Sign a device of an author's out."""
    db.session.execute(delete(Device).where(Device.id == device_id, Device.author_slug == slug))


def look(slug: str, *, made_at: datetime, all_seen: bool = False) -> None:
    """Note that an author looked at what readers say, on a page that was made at some moment."""
    seen = visits.after_look(queries.visit(slug), made_at=made_at, all_seen=all_seen)
    many.upsert(Visit, [{"author_slug": slug, "looked_at": seen.looked_at, "before": seen.before}])


def try_once(account: str, network: str, *, now: datetime) -> int:
    """Note that somebody tries to sign in; give the number of the attempt."""
    _forget_attempts(now=now)
    attempt = Attempt(account=account, network=network, tried_at=now)
    db.session.add(attempt)
    db.session.flush()
    return attempt.id


def weigh(attempt_id: int, account: str, network: str, *, network_known: bool) -> None:
    """Raise TooManyAttempts if an attempt was one too many.

    It is counted after it was noted for all to see, so that many at once are counted as many.
    """
    of_account = _earlier(Attempt.account == account, attempt_id)
    of_network = _earlier(Attempt.network == network, attempt_id)
    if attempts.too_many(of_account=of_account, of_network=of_network, network_known=network_known):
        raise TooManyAttempts


def forgive(attempt_id: int) -> None:
    """Forget an attempt: it came in, or was not let try."""
    db.session.execute(delete(Attempt).where(Attempt.id == attempt_id))


def forget(*, now: datetime) -> None:
    """Erase what has had its time: attempts, links, devices nobody uses."""
    _forget_attempts(now=now)
    db.session.execute(delete(Invitation).where(Invitation.expires_at < now - invitations.LASTS))
    db.session.execute(delete(Device).where(Device.used_at <= now - devices.LASTS))


def _earlier(whose: object, attempt_id: int) -> int:
    counted = select(func.count()).select_from(Attempt).where(whose, Attempt.id < attempt_id)  # type: ignore[arg-type]
    return db.session.execute(counted).scalar_one()


def _forget_attempts(*, now: datetime) -> None:
    db.session.execute(delete(Attempt).where(Attempt.tried_at <= now - attempts.WITHIN))
