"""What readers do with the form of a discussion, and what they find in the answer."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

COMMENT = {"name": "Mia", "body": "So glad the knee is holding up! I see that tape everywhere now."}
COMMENTS = "/posts/first-steps/comments/"
PAGE = "/posts/first-steps/"
OURS = {"Sec-Fetch-Site": "same-origin"}
STRANGER = {"REMOTE_ADDR": "203.0.113.9"}


def send(client, /, *, headers=OURS, path=COMMENTS, far=None, **fields):
    """Send the form with these words, or the usual ones."""
    return client.post(
        path, data={**COMMENT, **fields}, headers=headers, environ_overrides=far or {}
    )


def number(answer):
    """The comment a reader landed on."""
    return int(urlsplit(answer.headers["Location"]).fragment.removeprefix("comment-"))


def receipt(answer):
    return parse_qs(urlsplit(answer.headers["Location"]).query)["receipt"][0]


def follow(client, answer, **more):
    """Go where an answer leads."""
    return client.get(answer.headers["Location"].partition("#")[0], **more)


def hidden(text):
    """The hidden fields of a page, as a browser would send them back."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in found}


def boxes(text):
    """What stands in the boxes of a page, as a browser reads it."""
    found = re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", text, re.DOTALL)
    return [unescape(one) for one in found]
