"""How much of a form is read, and how much of it is taken."""

from __future__ import annotations

from flask import request
from sqlalchemy.exc import SQLAlchemyError

from blog import current
from blog.comments import submission
from blog.database.engine import db
from blog.texts import gettext
from blog.web.site import answers, policies

# A character of any script needs four bytes at most, and a form spells each byte with three.
_BYTES_A_CHARACTER = 12
_BYTES_BESIDES = 16 * 1024
_STILL_READ = 4
# A form this short is read whatever the site's author chose.
_SHORT = 32 * 1024


def bound_the_body() -> None:
    """Read no more than a few times what a form can hold, and that without complaint."""
    length = request.content_length
    most = _SHORT if length and length <= _SHORT else _most_read()
    request.max_content_length = most
    request.max_form_memory_size = most
    request.form.get("body")


def refuse_oversized() -> None:
    """Refuse a form that was read and is longer than it can be; raise TooLong."""
    if (request.content_length or 0) > _most_taken():
        raise submission.TooLong(gettext("The form holds more than it can take."), field="body")


def _most_read() -> int:
    """Ask how much is read; without a store, what was chosen last says it."""
    try:
        current.preferences()
        # Over a bad line a form takes its time. No connection of the database waits for it.
        db.session.rollback()
    except SQLAlchemyError:
        answers.go_on()
    return _most_taken() * _STILL_READ


def _most_taken() -> int:
    return _BYTES_A_CHARACTER * policies.discussions().max_length + _BYTES_BESIDES
