"""Who is the same person, as far as a name, an e-mail and the moment can tell."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from blog.comments import names

_SLIP = timedelta(minutes=10)
NAMELESS = timedelta(minutes=1)
"""For so long those who give no name are taken for the same person."""


class Signed(Protocol):
    """Words with what their writer said about themselves.

    `by_author` means signed in when written: somebody who only uses the author's name is
    another person.
    """

    @property
    def name(self) -> str:
        """What they call themselves, if anything."""

    @property
    def email(self) -> str:
        """Where they read letters, if they say."""

    @property
    def by_author(self) -> bool:
        """Whether they are an author for certain."""


def is_same(one: Signed, other: Signed, *, apart: timedelta, proven: bool) -> bool:
    """Tell whether two comments are by one person.

    An equal e-mail alone is believed only where the same hand is `proven`, so that guessing
    an address tells a stranger nothing.
    """
    mail, other_mail = _mails(one, other)
    if one.by_author != other.by_author or (mail and other_mail and mail != other_mail):
        return False
    name, other_name = names.undress(one.name), names.undress(other.name)
    if name and name == other_name:
        return True
    if mail and other_mail:
        return proven
    return not (name or other_name or mail or other_mail) and abs(apart) <= NAMELESS


def is_slip(one: Signed, other: Signed, *, apart: timedelta) -> bool:
    """Tell whether somebody may have sent the same words again under a mended name."""
    mail, other_mail = _mails(one, other)
    if abs(apart) > _SLIP or (mail and other_mail and mail != other_mail):
        return False
    return names.one_slip_apart(one.name, other.name)


def _mails(one: Signed, other: Signed) -> tuple[str, str]:
    return one.email.strip().casefold(), other.email.strip().casefold()
