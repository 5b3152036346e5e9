"""What this site keeps about those who comment: written from the settings themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from flask import Blueprint, render_template

from blog import current
from blog.accounts.attempts import WITHIN
from blog.authors import queries as authors
from blog.comments.guard import HAND_LASTS, HOUR, MOST_WAITING
from blog.comments.upkeep import ERASED_AFTER
from blog.texts import gettext, ngettext
from blog.web.filters import number

bp = Blueprint("kept", __name__)

# What is kept, what for, how long.
Row: TypeAlias = tuple[str, str, str]

# What the script keeps on a reader's own device; static/js says the same.
_UNSENT_DAYS, _RECEIPT_DAYS = 30, 60


@bp.get("/kept/")
def show() -> str:
    """Say what is stored about a commenter, what for, how long, and how to have it gone."""
    author = current.chosen().author_name or current.preferences().title
    return render_template(
        "kept.html",
        rows=_rows(author),
        sentences=[
            gettext("Reading leaves nothing behind here: no cookie, no counter, no third party."),
            _to_have_it_gone(author),
        ],
        author=author,
        mail=_mail(),
        canonical=current.absolute("/kept/"),
    )


def _to_have_it_gone(author: str) -> str:
    minutes = current.preferences().comments.edit_minutes
    if not minutes:
        return gettext("To have a comment gone, ask %(author)s in another comment.", author=author)
    return ngettext(
        "To have a comment gone, take it back yourself within %(n)s minute; "
        "after that, ask %(author)s in another comment.",
        "To have a comment gone, take it back yourself within %(n)s minutes; "
        "after that, ask %(author)s in another comment.",
        minutes,
        author=author,
    )


def _mail() -> str | None:
    """Find the e-mail address the author shows to everybody, if there is one."""
    found = authors.by_slug(current.preferences().author)
    links = (address for _, address in found.links) if found else ()
    return next((address for address in links if address.startswith("mailto:")), None)


def _rows(author: str) -> list[Row]:
    rows = [*_of_what_was_said(author), *_of_senders()]
    return [*rows, _on_the_device()]


def _of_what_was_said(author: str) -> Iterator[Row]:
    yield (
        gettext("Your words, your name, your website"),
        gettext("They are what others read. What you wrote before an edit is kept with them."),
        gettext("As long as the comment stands."),
    )
    yield (
        gettext("Your e-mail address, if you gave one"),
        gettext("It is never shown to anybody but %(author)s.", author=author),
        gettext("As long as the comment stands."),
    )
    yield (
        gettext("Comments that wait"),
        gettext(
            "%(author)s reads them first. At most %(most)s wait at once; beyond that, what "
            "would have to wait is not taken until some are read.",
            author=author,
            most=number(MOST_WAITING),
        ),
        gettext("Until they are read."),
    )
    yield (
        gettext("Comments that were withdrawn, deleted or put away as spam"),
        gettext("So that a slip can be undone. Only their place stays."),
        _days(ERASED_AFTER.days),
    )


def _of_senders() -> Iterator[Row]:
    yield (
        gettext("A mark made of your network address and browser"),
        gettext("It tells your second click from a stranger’s. It can’t be turned back."),
        _minutes(HAND_LASTS.seconds // 60),
    )
    if current.settings().comments_per_minute > 0:
        yield (
            gettext("A mark made of your network"),
            gettext("It tells a flood from many people’s cheers. It can’t be turned back."),
            _minutes(HOUR.seconds // 60),
        )
    yield (
        gettext("If you try to sign in: a mark made of the name and your network"),
        gettext("It slows down whoever guesses. It can’t be turned back."),
        _minutes(WITHIN.seconds // 60),
    )


def _on_the_device() -> Row:
    return (
        gettext("On your own device"),
        gettext(
            "Words you have not sent yet, and the receipts of those you have. They never "
            "leave it on their own, and go when you clear what this site stored there."
        ),
        gettext(
            "Words at most %(unsent)s days, receipts at most %(receipts)s.",
            unsent=_UNSENT_DAYS,
            receipts=_RECEIPT_DAYS,
        ),
    )


def _days(days: int) -> str:
    return ngettext("%(n)s day.", "%(n)s days.", days)


def _minutes(minutes: int) -> str:
    return ngettext("%(n)s minute.", "%(n)s minutes.", minutes)
