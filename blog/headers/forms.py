"""Between a file with a header and a form, whose fields are nothing but text."""

from __future__ import annotations

from collections.abc import Mapping

from blog.headers import frontmatter, moments, writing
from blog.headers.fields import is_showable
from blog.headers.frontmatter import HeaderProblem, Node, Text
from blog.texts import gettext


def fields(text: str) -> tuple[dict[str, Node], str]:
    """Give what stands in a header, by names in small letters, and the body as one types it.

    Raise HeaderProblem where the header cannot be read.
    """
    mapping, parts = frontmatter.read(text)
    return within(mapping), tidy(parts.body)


def within(node: Node | None) -> dict[str, Node]:
    """Give the fields of a field, by names in small letters; of a blank one there are none."""
    if isinstance(node, frontmatter.Mapping):
        return {name.lower(): one for name, one in node.items.items()}
    if node is None or (isinstance(node, Text) and not node.value.strip()):
        return {}
    raise _odd(node)


def line(node: Node | None) -> str:
    """Give a field that is one line of text."""
    said = writing.plain(node) if node else ""
    if isinstance(said, str):
        return said
    raise _odd(node)


def day(node: Node | None) -> str:
    """Give a date as the fields of browsers know it; what is none, as it stands there."""
    said = line(node)
    meant = moments.day(said)
    return meant.isoformat() if meant else said


def body(typed: str, *, before: str = "") -> str:
    """Lay a body out as it stands below a header.

    The blank lines around the one that was there `before` are its author's, and stay.
    """
    said = typed.strip("\n")
    above, _, below = before.partition(words) if (words := before.strip("\n")) else ("\n", "", "\n")
    return f"{above}{said}{below}" if said else ""


def tidy(typed: str) -> str:
    """Read one field as it was sent: browsers end lines in a way of their own."""
    # A zero byte is no text: no file and not every database takes it.
    said = typed.replace("\0", "")
    return said.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def too_long(values: Mapping[str, str], most: Mapping[str, int]) -> dict[str, str]:
    """Say of each field that is too long how long it may be."""
    return {
        name: gettext("It has %(n)s characters; %(most)s are the most.", n=len(said), most=limit)
        for name, limit in most.items()
        if len(said := values.get(name, "")) > limit
    }


def unshowable(values: Mapping[str, str], *names: str) -> dict[str, str]:
    """Say of each field that holds what no page can show."""
    return {
        name: gettext("It has a character that can’t be shown. Type it again.")
        for name in names
        if not is_showable(values.get(name, ""))
    }


def no_day(values: Mapping[str, str], *names: str) -> dict[str, str]:
    """Say of each date that it is none, and how one is written."""
    return {
        name: gettext("There is no such day. Write it like 2026-05-14.")
        for name in names
        if values.get(name) and moments.day(values[name]) is None
    }


def _odd(node: Node | None) -> HeaderProblem:
    at = node.line if node else 1
    return HeaderProblem("this header is laid out in a way that can't be changed here", at)
