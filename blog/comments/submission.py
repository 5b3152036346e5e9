"""What a reader sent, made safe to keep; the only reasons to refuse it are said here."""

from __future__ import annotations

from dataclasses import dataclass

from blog.comments import addresses, names
from blog.errors import Refusal
from blog.markup.characters import is_seen, tidy
from blog.texts import gettext, ngettext

_MOST_DIGITS = 18


class NotTaken(Refusal):
    """A submission that goes back to its writer, with the field the sentence belongs to."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class Empty(NotTaken):
    """Nothing to see was typed."""


class TooLong(NotTaken):
    """More was typed than is kept."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What a reader sent, tidied; `left_out` names the fields that could not be used."""

    name: str
    email: str
    website: str
    body: str
    parent: int | None
    left_out: frozenset[str] = frozenset()


def take(
    *, name: str, email: str, website: str, body: str, parent: str, max_length: int
) -> Submission:
    """Make a submission of what was typed.

    Only words that are missing or too many are refused. An e-mail, website or parent that
    cannot be used is left out and said so, because nobody should lose words over them.
    """
    words = _words(body, max_length)
    usable = {
        "email": addresses.email_of(tidy(email)),
        "website": addresses.website_of(tidy(website)),
        "parent": parent.strip() if _is_number(parent) else None,
    }
    given = {"email": email, "website": website, "parent": parent}
    return Submission(
        name=_name(name),
        email=usable["email"] or "",
        website=usable["website"] or "",
        body=words,
        parent=int(usable["parent"]) if usable["parent"] else None,
        left_out=frozenset(f for f, value in usable.items() if given[f].strip() and not value),
    )


def _words(body: str, max_length: int) -> str:
    body = tidy(body)
    if not is_seen(body):
        raise Empty(gettext("Nothing is written here yet."), field="body")
    if len(body) > max_length:
        raise TooLong(_too_long(len(body), max_length), field="body")
    return body


def _too_long(length: int, most: int) -> str:
    return ngettext(
        "A comment has room for %(most)s characters; this one is %(n)s character too long.",
        "A comment has room for %(most)s characters; this one is %(n)s characters too long.",
        length - most,
        most=most,
    )


def _name(name: str) -> str:
    shown = names.show(tidy(name))
    if len(shown) > names.MOST_CHARACTERS:
        sentence = gettext("A name has room for %(most)s characters.", most=names.MOST_CHARACTERS)
        raise TooLong(sentence, field="name")
    return shown if is_seen(shown) else ""


def _is_number(text: str) -> bool:
    text = text.strip()
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
