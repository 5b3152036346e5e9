"""Understanding a file in `pages/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from blog.errors import Problem
from blog.headers.fields import Fields
from blog.markup.slugs import slugify
from blog.posts import permalinks, postfile
from blog.preferences import own
from blog.preferences.sitefile import Preferences

FIELDS = ("title", "summary", "draft", "updated", "aliases")


@dataclass(frozen=True, kw_only=True)
class PageFile:
    """An undated page as its file tells of it."""

    slug: str
    path: str
    title: str
    summary: str
    draft: bool
    updated_at: datetime | None
    old_addresses: tuple[str, ...]
    body: str
    body_line: int
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)


def parse(
    text: str, *, path: str, name: str, preferences: Preferences
) -> tuple[PageFile, tuple[Problem, ...]]:
    """Understand a page's file; return it with advice, or raise BadFile."""
    fields, parts = Fields.of(text, path=path, needs=("title",))
    slug = slugify(name)
    if not slug or own.reserved(permalinks.of_page(slug)):
        fields.refuse("title", f"a page can't be called “{name}”: give the file another name")
    page = PageFile(
        slug=slug,
        path=permalinks.of_page(slug),
        title=fields.text("title", required=True, most=200) or "",
        summary=fields.text("summary", most=500) or "",
        draft=bool(fields.yes_no("draft")),
        updated_at=fields.moment("updated", zone=preferences.zone),
        old_addresses=postfile.old_addresses(fields),
        body=parts.body,
        body_line=parts.body_line,
        lines=postfile.lines(fields),
    )
    fields.unknown(FIELDS)
    return page, fields.advice()
