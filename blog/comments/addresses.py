"""E-mail addresses and websites as commenters give them, and what of them can be used."""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email

from blog.markup import targets
from blog.markup.characters import is_seen

MOST_EMAIL = 254
MOST_WEBSITE = 500

_WEB = re.compile("https?://", re.IGNORECASE)
# A name with a dot, or an address in brackets: `https://mia` is a slip, not a website.
_PUBLIC = re.compile(r"https?://[^/?#:]+\.[^/?#:.]", re.IGNORECASE)


def email_of(text: str) -> str | None:
    """Give the e-mail address letters can be sent to, or nothing.

    Nobody is asked whether it exists: a name server's bad day must not lose an address.
    """
    text = text.strip()
    if len(text) > MOST_EMAIL:
        return None
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def website_of(text: str) -> str | None:
    """Give the address a commenter's name may link to, or nothing; `mia.example` will do."""
    text = text.strip()
    if not is_seen(text):
        return None
    address = targets.target(text if _WEB.match(text) else f"https://{text}")
    if address is None or len(address) > MOST_WEBSITE or not _PUBLIC.match(address):
        return None
    return address
