"""A post as it is typed at the desk: between the fields of a form and the text of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from blog.headers import forms, frontmatter, rewriting, writing
from blog.headers.fields import Fields
from blog.headers.frontmatter import HeaderProblem, Node
from blog.headers.writing import Value
from blog.posts.postfile import OPENNESS


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in the form, every field as text.

    `tags` stand between commas, `tried` is a line for each thing, “massage: helped”.
    """

    title: str = ""
    body: str = ""
    date: str = ""
    tags: str = ""
    summary: str = ""
    comments: str = ""
    tried: str = ""
    draft: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Typed:
        """Take what there is of a form, or of a manuscript kept by an older program.

        A browser ends lines in another way than its scripts do: the same words are the same.
        """
        return cls(
            **{one.name: _one_newline(str(values.get(one.name) or "")) for one in fields(cls)}
        )

    def kept(self) -> dict[str, str]:
        """Give it in the form it is stored in."""
        return asdict(self)


def read(text: str) -> Typed:
    """Read a file into the form; raise HeaderProblem where its header cannot be read."""
    mapping, parts = frontmatter.read(text)
    found = {name.lower(): node for name, node in mapping.items.items()}
    said = {name: _line(found[name]) for name in _LINES if name in found}
    if "tried" in found:
        said["tried"] = _pairs(found["tried"])
    said |= _chosen(Fields(mapping, path=""))
    return Typed.of({**said, "body": parts.body.removeprefix("\n")})


def onto(text: str, typed: Typed) -> str:
    """Write what was typed into the text of a file; what was not touched stays as it is.

    Raise HeaderProblem where the header is laid out in a way that can't be changed here.
    """
    before = read(text)
    changes = {
        name: _value(name, getattr(typed, name))
        for name in (*_LINES, "tried")
        if getattr(typed, name) != getattr(before, name)
    }
    there = frontmatter.split(text).body
    same = typed.body.strip("\n") == there.strip("\n")
    body = None if same else forms.body(typed.body, before=there)
    return rewriting.rewrite(text, changes, body=body)


def whole(before: str, said: str) -> str:
    """Give a file's whole text, as it came from a form, the line ends and the mark it had."""
    newline = "\r\n" if "\r\n" in before else "\n"
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    words = said.replace("\0", "").removeprefix("\ufeff")
    return mark + rewriting.with_line_ends_of(before.removeprefix(mark), words, newline=newline)


_LINES = ("title", "date", "tags", "summary", "comments", "draft")


def _line(node: Node) -> str:
    said = writing.plain(node)
    if isinstance(said, str):
        return said
    if isinstance(said, Mapping) or not all(isinstance(one, str) for one in said):
        raise HeaderProblem("this header is laid out in a way that can't be changed here", 1)
    return ", ".join(str(one) for one in said)


def _chosen(fields: Fields) -> dict[str, str]:
    """Read what is chosen in the form, not typed: “draft: no” is no draft, “Closed” is closed."""
    draft, comments = fields.yes_no("draft"), fields.choice("comments", OPENNESS)
    said = {} if draft is None else {"draft": "yes" if draft else ""}
    return said if comments is None else {**said, "comments": comments}


def _pairs(node: Node) -> str:
    said = writing.plain(node)
    if not isinstance(said, Mapping):
        return str(said)
    return "\n".join(f"{what}: {verdict}" for what, verdict in said.items())


def _value(name: str, typed: str) -> Value | None:
    if name == "tags":
        return [word for part in typed.split(",") if (word := " ".join(part.split()))]
    if name == "tried":
        parted = (line.rpartition(":") for line in typed.splitlines() if line.strip())
        return {what.strip() or verdict.strip(): verdict.strip() for what, _, verdict in parted}
    return typed.strip() or None


def _one_newline(said: str) -> str:
    return said.replace("\r\n", "\n").replace("\r", "\n")
