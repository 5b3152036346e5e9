"""Pages as bytes: a line of JSON that describes, then the bodies one after the other.

Nothing in it is ever run: whoever can write to the store can show wrong pages, but no more.
"""

from __future__ import annotations

import json
from typing import Any

from blog.pagecache.pages import Form, Page


def encode(page: Page) -> bytes:
    """Write a page."""
    described = {
        "mark": page.mark,
        "headers": page.headers,
        "forms": [
            [encoding, form.headers, len(form.body)] for encoding, form in page.forms.items()
        ],
        "marks": dict(page.marks),
        "since": page.since,
        "until": page.until,
    }
    bodies = b"".join(form.body for form in page.forms.values())
    return json.dumps(described).encode() + b"\n" + bodies


def decode(written: bytes) -> Page:
    """Read a page; raise ValueError for what is none."""
    line, _, rest = written.partition(b"\n")
    try:
        described = json.loads(line)
        forms: dict[str, Form] = {}
        for encoding, headers, length in described["forms"]:
            body, rest = rest[:length], rest[length:]
            if len(body) != length:
                raise ValueError("the end is missing")
            forms[encoding] = Form(headers=_pairs(headers), body=body)
        return Page(
            mark=described["mark"],
            headers=_pairs(described["headers"]),
            forms=forms,
            marks=described["marks"],
            since=float(described["since"]),
            until=described["until"] and float(described["until"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("this is no page") from error


def _pairs(headers: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in headers)
