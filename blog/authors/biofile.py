"""Understanding a file in `authors/`."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from blog.errors import Problem
from blog.headers.fields import Fields
from blog.markup.slugs import slugify

FIELDS = ("name", "tagline", "links", "picture")


@dataclass(frozen=True, kw_only=True)
class BioFile:
    """An author as their file tells of them; the body is the bio."""

    slug: str
    name: str
    tagline: str
    links: tuple[tuple[str, str], ...]
    picture: str | None
    body: str
    body_line: int
    # Where the file names the picture.
    picture_line: int = 1


def parse(text: str, *, path: str, name: str) -> tuple[BioFile, tuple[Problem, ...]]:
    """Understand an author's file; return it with advice, or raise BadFile."""
    fields, parts = Fields.of(text, path=path)
    slug = slugify(name)
    if not slug:
        fields.refuse("name", "the file's name holds no letter or digit")
    bio = BioFile(
        slug=slug,
        name=fields.text("name", most=80) or name,
        tagline=fields.text("tagline", most=200) or "",
        links=_links(fields),
        picture=fields.text("picture", most=200),
        body=parts.body,
        body_line=parts.body_line,
        picture_line=fields.line_of("picture"),
    )
    fields.unknown(FIELDS)
    return bio, fields.advice()


def _links(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Read `links: {Strava: https://…}`; a list of plain addresses does as well."""
    links = []
    for title, (address, line) in fields.pairs("links").items():
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https", "mailto"}:
            fields.refuse(
                "links",
                f"“{address}” is not a web address; write it with https:// in front",
                line=line,
            )
        links.append((title, address))
    return tuple(links)
