"""Understanding a file in `posts/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from blog.headers.fields import Fields
from blog.markup.slugs import is_slug, slugify
from blog.posts import permalinks
from blog.posts.tags import Tag, tags
from blog.preferences import own
from blog.preferences.sitefile import Preferences

FIELDS = tuple(
    """title date updated author tags summary image draft slug comments aliases formerly training
    tried""".split()
)
OPENNESS = ("open", "closed", "off")

_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]+(.+)")


@dataclass(frozen=True, kw_only=True)
class PostFile:
    """A post as its file tells of it."""

    slug: str
    path: str
    title: str
    published_at: datetime | None
    updated_at: datetime | None
    author: str
    tags: tuple[Tag, ...]
    summary: str
    image: str | None
    draft: bool
    comments: str | None
    old_addresses: tuple[str, ...]
    formerly: tuple[str, ...]
    body: str
    body_line: int
    # Where the file names its author, its picture, its old addresses and names.
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)


def read(text: str, *, path: str, name: str, preferences: Preferences) -> tuple[PostFile, Fields]:
    """Understand a post's file; its fields know what is wrong with it, and tell by `advice`.

    `name` is the file's name without ending, or the folder's where the post is a folder. Fields
    that are about more than the post itself are understood elsewhere.
    """
    fields, parts = Fields.of(text, path=path, needs=("title", "date"))
    slug = _slug(fields, name)
    draft = bool(fields.yes_no("draft"))
    published_at = _date(fields, name, draft, preferences)
    address = permalinks.of_post(
        slug, published_at, permalink=preferences.permalink, zone=preferences.zone
    )
    post = PostFile(
        slug=slug,
        path=address,
        title=fields.text("title", required=True, most=200) or "",
        published_at=published_at,
        updated_at=fields.moment("updated", zone=preferences.zone),
        author=slugify(fields.text("author", most=100) or preferences.author),
        tags=_tags(fields),
        summary=fields.text("summary", most=500) or "",
        image=fields.text("image", most=200),
        draft=draft,
        comments=fields.choice("comments", OPENNESS),
        old_addresses=old_addresses(fields),
        formerly=_formerly(fields),
        body=parts.body,
        body_line=parts.body_line,
        lines=lines(fields),
    )
    _check(fields, slug, address)
    return post, fields


def lines(fields: Fields) -> dict[tuple[str, str], int]:
    """Say where the file names what other files or pictures have to answer for.

    The key is the field and what is named, as it is understood.
    """
    understood: dict[str, Callable[[str], str | None]] = {
        **dict.fromkeys(("formerly", "image", "slug"), str),
        "aliases": permalinks.alias,
        "author": slugify,
    }
    return {
        (name, meant): line
        for name, understand in understood.items()
        for text, line in fields.lines_of(name).items()
        if (meant := understand(text))
    }


def old_addresses(fields: Fields) -> tuple[str, ...]:
    """Read `aliases`: addresses of before, which lead here."""
    found = []
    for text in fields.words("aliases", most_items=100, most=500):
        alias = permalinks.alias(text)
        if alias is None or (own.reserved(alias) and not alias.startswith("/feed/")):
            sentence = f"“{text}” can't be an old address; write a path such as /2011/09/x/"
            fields.refuse("aliases", sentence, line=fields.lines_of("aliases").get(text))
        else:
            found.append(alias)
    return tuple(found)


def _slug(fields: Fields, name: str) -> str:
    written = fields.text("slug", most=100)
    if written is None:
        dated = _DATED_NAME.fullmatch(name)
        slug = slugify(dated[2] if dated else name)
        if not slug:
            fields.refuse("slug", "the file's name makes no address; add a line “slug: my-post”")
        return slug
    if not is_slug(written):
        near = _last(written)
        mend = f"; write “slug: {near}”" if near else ""
        fields.refuse("slug", f"“{written}” can't be part of an address{mend}")
    return written


def _last(address: str) -> str:
    """Make a slug of the last part of what may be a whole address."""
    return slugify(address.rstrip("/").rpartition("/")[2])


def _date(fields: Fields, name: str, draft: bool, preferences: Preferences) -> datetime | None:
    before = len(fields.problems)
    published_at = fields.moment("date", zone=preferences.zone)
    if published_at is None and not draft and len(fields.problems) == before:
        dated = _DATED_NAME.fullmatch(name)
        like = dated[1] if dated else "2026-05-14"
        sentence = f"a post needs its date; add a line “date: {like}”, or “draft: yes”"
        fields.refuse("date", sentence)
    return published_at


def _tags(fields: Fields) -> tuple[Tag, ...]:
    found = tags(fields.words("tags", most_items=20, most=50))
    for tag in found:
        if ";" in tag.name:
            line = fields.lines_of("tags").get(tag.name)
            fields.advise("tags", f"“{tag.name}” is one tag; put commas between tags", line=line)
        if tag.slug in own.NAMES:
            sentence = f"“{tag.name}” is an address of the program; use another tag"
            fields.refuse("tags", sentence, line=fields.lines_of("tags").get(tag.name))
    return found


def _formerly(fields: Fields) -> tuple[str, ...]:
    found = fields.words("formerly", most_items=100, most=100)
    for slug in found:
        if not is_slug(slug):
            near = _last(slug)
            mend = f"; write “formerly: {near}”" if near else ""
            line = fields.lines_of("formerly").get(slug)
            fields.refuse("formerly", f"“{slug}” can't be the name of a post{mend}", line=line)
    return found


def _check(fields: Fields, slug: str, address: str) -> None:
    """Find what is wrong with the header as a whole, or with fields that are read elsewhere."""
    if is_slug(slug) and own.reserved(address):
        fields.refuse("slug", f"the address {address} belongs to the program; choose another slug")
    fields.unknown(FIELDS)
