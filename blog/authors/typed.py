"""A bio as it is typed at the desk: between the fields of a form and the text of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from blog.authors import biofile
from blog.headers import forms, frontmatter, rewriting, writing
from blog.headers.frontmatter import Node
from blog.headers.writing import Value
from blog.texts import gettext

_LINES = ("name", "tagline", "picture")
# A title, if there is one, and an address without a blank in it.
_LINK = re.compile(r"(?:(?P<title>.*\S):?\s+|:)?(?P<address>\S+)")
_MAIL = re.compile(r"[^@/\s]+@[^@/\s]+\.[^@/\s.]+")
_BARE = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Bio:
    """The form of an author's file; `links` is a line for each, “Strava: https://…”."""

    path: str
    names: ClassVar[tuple[str, ...]] = (*_LINES, "links", "body")

    def read(self, text: str) -> dict[str, str]:
        """Read the file into the form; raise HeaderProblem where its header cannot be read."""
        said, body = forms.fields(text)
        lines = {name: forms.line(said.get(name)) for name in _LINES}
        return {**lines, "links": _as_lines(said.get("links")), "body": body}

    def onto(self, text: str, values: Mapping[str, str]) -> str:
        """Write what was typed into the text of the file; what was not touched stays as it is."""
        before = self.read(text)
        changes: dict[str, Value | None] = {
            name: values[name] for name in _LINES if values[name] != before[name]
        }
        if values["links"] != before["links"]:
            changes["links"] = dict(_links(values["links"]))
        there = frontmatter.split(text).body
        same = values["body"] == before["body"]
        body = None if same else forms.body(values["body"], before=there)
        return rewriting.rewrite(text, changes, body=body)

    def refused(self, values: Mapping[str, str]) -> dict[str, str]:
        """Say of each field that makes no sense how it would."""
        reasons = forms.too_long(values, {"name": 80, "tagline": 200})
        reasons |= forms.unshowable(values, "name", "tagline", "links")
        try:
            links = _links(values["links"])
        except ValueError as error:
            reasons["links"] = gettext(
                "“%(line)s” is no link: write each in a line of its own, "
                "like “Strava: https://www.example.org/me”.",
                line=str(error),
            )
        else:
            titles = [title for title, _ in links]
            if twice := [title for title in titles if titles.count(title) > 1]:
                reasons["links"] = gettext(
                    "Two links are called “%(name)s”: give each a name of its own.", name=twice[0]
                )
        return reasons

    def check(self, text: str) -> None:
        """Raise BadFile where a sync would refuse the text."""
        stem = self.path.rpartition("/")[2].removesuffix(".md")
        biofile.parse(text, path=self.path, name=stem)


def _as_lines(node: Node | None) -> str:
    forms.within(node)
    said = writing.plain(node) if node else {}
    pairs = said.items() if isinstance(said, Mapping) else ()
    return "\n".join(f"{title}: {address}" for title, address in pairs)


def _links(typed: str) -> list[tuple[str, str]]:
    """Read a line for each link; raise ValueError with one that is none."""
    return [_link(line.strip()) for line in typed.splitlines() if line.strip()]


def _link(line: str) -> tuple[str, str]:
    """Read one link, also where its author left out what browsers leave out."""
    found = _LINK.fullmatch(line)
    address = _address(found["address"]) if found else None
    if found is None or address is None:
        raise ValueError(line)
    title = (found["title"] or "").removesuffix(":").strip()
    return title or urlsplit(address).hostname or address.removeprefix("mailto:"), address


def _address(said: str) -> str | None:
    if _MAIL.fullmatch(mail := said.removeprefix("mailto:")):
        return f"mailto:{mail}"
    address = f"https://{said}" if _BARE.fullmatch(said) else said
    parts = urlsplit(address)
    is_web = parts.scheme in {"http", "https"} and parts.hostname
    return address if is_web or (parts.scheme == "mailto" and parts.path) else None
