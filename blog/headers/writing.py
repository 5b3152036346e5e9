"""Values written into a header so that they are read back as they were meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from blog.headers import frontmatter
from blog.headers.frontmatter import HeaderProblem, List, Node, Text

Value: TypeAlias = str | Sequence["Value"] | Mapping[str, "Value"]

# Within brackets and braces, everything else is put in quotes.
_PLAIN_WITHIN = re.compile(r"[^\W_][\w .;/()+–—’'%°-]*(?<! )")


def header(fields: Sequence[tuple[str, Value]]) -> str:
    """Write a header for a new file."""
    lines = [f"{name}: {line(value)}" for name, value in fields]
    return "\n".join(["---", *lines, "---", ""])


def line(value: Value) -> str:
    """Write what stands after a field's name; texts that YAML would misread get quotes."""
    if not isinstance(value, str):
        return within(value)
    said = " ".join(value.split())
    # A quote that is never closed may be, by an apostrophe in a comment behind it.
    return said if said[:1] != "'" and _is_read_as(said, said) else _quoted(said)


def within(value: Value) -> str:
    """Write a value so that it may stand between brackets, braces and commas."""
    if isinstance(value, str):
        said = " ".join(value.split())
        return said if _PLAIN_WITHIN.fullmatch(said) else _quoted(said)
    if isinstance(value, Mapping):
        pairs = (f"{within(name)}: {within(one)}" for name, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(within(one) for one in value) + "]"


def plain(node: Node) -> Value:
    """Give what was read as plain texts, lists and dicts."""
    if isinstance(node, Text):
        return " ".join(node.value.split())
    if isinstance(node, List):
        return [plain(item) for item in node.items]
    return {name: plain(item) for name, item in node.items.items()}


def _is_read_as(written: str, meant: Value) -> bool:
    try:
        mapping, _ = frontmatter.read(f"---\nx: {written}\n---\n")
    except HeaderProblem:
        return False
    node = mapping.items.get("x")
    return isinstance(node, Text) and plain(node) == meant


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
