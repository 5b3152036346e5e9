"""Changing some fields of a header, and nothing else of its file.

Authors lay their headers out as they like: order, comments, quotes, fields we don't know. A
field whose value stays is not touched at all; of one that changes, only its own lines are,
and of a list or of pairs below each other, only those that are new or gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from blog.headers import frontmatter, lines, writing
from blog.headers.frontmatter import HeaderProblem, Node, Text
from blog.headers.writing import Value

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class _File:
    """A file as lines: what stands above its fields, the fields, and all that follows."""

    above: list[str]
    fields: list[str]
    below: list[str]
    newline: str


def rewrite(text: str, changes: Mapping[str, Value | None], *, body: str | None = None) -> str:
    """Give the text of a file with some of its fields changed, and maybe another body.

    What is empty takes a field away. A text is as good as a list where it names the same words
    between commas. Raise HeaderProblem where the header cannot be read, or is laid out in a way
    that lets no field be changed alone.
    """
    mapping, parts = frontmatter.read(text)
    file = _in_lines(text, parts)
    wanted = {_name(mapping, name): value or None for name, value in changes.items()}
    new = {name: one for name, one in wanted.items() if not _says(mapping.items.get(name), one)}
    for name, value in new.items():
        file = _with(file, _own_lines(file, name), name, value)
    written = "".join((*file.above, *file.fields, *file.below)) if new else text
    if body is not None:
        written = _with_body(written, body, file.newline)
    _check(written, mapping.items, wanted)
    return written


def _name(mapping: frontmatter.Mapping, name: str) -> str:
    """Find how the author spells a field: “Title” can only mean “title”."""
    if name in mapping.items:
        return name
    return next((one for one in mapping.items if one.lower() == name), name)


def _says(node: Node | None, value: Value | None) -> bool:
    if value is None:
        return node is None or _is_blank(node)
    if node is None:
        return False
    said = writing.plain(node)
    if isinstance(node, Text) and not isinstance(value, str | Mapping):
        said = [word for part in node.value.split(",") if (word := " ".join(part.split()))]
    return said == _tidy(value)


def _tidy(value: Value) -> Value:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {" ".join(name.split()): _tidy(one) for name, one in value.items()}
    return [_tidy(one) for one in value]


def _is_blank(node: Node) -> bool:
    return isinstance(node, Text) and not node.value.strip()


def _in_lines(text: str, parts: frontmatter.Parts) -> _File:
    found = _LINE.findall(text)
    newline = "\r\n" if found and found[0].endswith("\r\n") else "\n"
    if not parts.has_header:
        bom = "\ufeff" if text.startswith("\ufeff") else ""
        rest = text.removeprefix("\ufeff")
        return _File([f"{bom}---{newline}"], [], [f"---{newline}", rest], newline)
    first, after = parts.header_line - 1, parts.body_line - 2
    return _File(found[:first], found[first:after], found[after:], newline)


def _own_lines(file: _File, name: str) -> range:
    """Find the lines of a field: none, at the end of the header, where it is not there yet.

    Comments and blank lines above a field belong to it and not to the one before.
    """
    header = "".join(file.fields).replace("\r\n", "\n").replace("\r", "\n")
    mapping, _ = frontmatter.read(f"---\n{header}---\n")
    starts = sorted({line - 2 for line in mapping.lines.values()})
    if len(starts) < len(mapping.lines) or any(file.fields[at][:1] in " \t{" for at in starts):
        raise HeaderProblem("this header is laid out in a way that can't be changed here", 1)
    if name not in mapping.lines:
        return range(len(file.fields), len(file.fields))
    first = mapping.lines[name] - 2
    end = next((start for start in starts if start > first), len(file.fields))
    while end > first + 1 and (not file.fields[end - 1].strip() or file.fields[end - 1][0] == "#"):
        end -= 1
    return range(first, end)


def _with(file: _File, own: range, name: str, value: Value | None) -> _File:
    before, after = file.fields[: own.start], file.fields[own.stop :]
    old = [file.fields[at].rstrip("\r\n") for at in own]
    new = [] if value is None else list(_written(old, name, value))
    fields = [*before, *(one + file.newline for one in new), *after]
    return _File(file.above, fields, file.below, file.newline)


def _written(old: Sequence[str], name: str, value: Value) -> Iterator[str]:
    """Write a field in the manner it was written in before."""
    said, note = lines.value(old[0]) if old else ("", "")
    if not isinstance(value, str) and len(old) > 1 and not said:
        yield old[0]
        yield from _below(old[1:], value)
    elif not old and isinstance(value, Mapping):
        yield f"{name}:"
        yield from _below(old, value)
    elif len(old) > 1:
        yield f"{name}: {_in_the_manner_of('', value)}"
    else:
        yield f"{name}: {_in_the_manner_of(said, value)}{note}"


def _in_the_manner_of(said: str, value: Value) -> str:
    if isinstance(value, str | Mapping) or said.startswith("[") or not _are_words(value):
        return writing.line(value)
    between_commas = ", ".join(str(word) for word in value)
    # Quotes would make one word of them all.
    return between_commas if writing.line(between_commas)[0] != '"' else writing.within(value)


def _are_words(value: Sequence[Value]) -> bool:
    return bool(value) and all(isinstance(word, str) and "," not in word for word in value)


def _below(old: Sequence[str], value: Sequence[Value] | Mapping[str, Value]) -> Iterator[str]:
    """Write entries below each other; those that stay keep their lines as they are."""
    indent = next((_indent(one) for one in old if one.strip() and one.strip()[0] != "#"), "  ")
    kept = _entries(old, indent)
    if kept and all(map(_is_remark, kept[0])):
        yield from kept.pop(0)
    for line, meant in _new_entries(value):
        same = next((one for one in kept if _says(_read(one), meant)), None)
        if same is None:
            yield f"{indent}{line}"
            yield from _remarks_below(kept, meant)
        else:
            kept.remove(same)
            yield from same


def _new_entries(
    value: Sequence[Value] | Mapping[str, Value],
) -> Iterator[tuple[str, Value]]:
    """Give each entry as it is written, and what it is read as when it stands alone."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield f"{writing.within(name)}: {writing.within(one)}", {name: one}
    else:
        for one in value:
            yield f"- {writing.within(one)}", [one]


def _remarks_below(kept: Sequence[Sequence[str]], meant: Value) -> Iterator[str]:
    """Give the remarks that stood below a pair which says something else now."""
    if not isinstance(meant, Mapping):
        return
    for entry in kept:
        node = _read(entry)
        is_it = isinstance(node, frontmatter.Mapping) and node.items.keys() == meant.keys()
        if is_it and all(map(_is_remark, entry[1:])):
            yield from entry[1:]


def _is_remark(line: str) -> bool:
    return line.strip()[:1] in {"", "#"}


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _entries(old: Sequence[str], indent: str) -> list[list[str]]:
    found: list[list[str]] = []
    for line in old:
        begins = line.startswith(indent) and line[len(indent) : len(indent) + 1].strip(" #")
        if begins or not found:
            found.append([])
        found[-1].append(line)
    return found


def _read(entry: Sequence[str]) -> Node | None:
    try:
        mapping, _ = frontmatter.read("\n".join(["---", "x:", *entry, "---", ""]))
    except HeaderProblem:
        return None
    return mapping.items.get("x")


def _with_body(text: str, body: str, newline: str) -> str:
    parts = frontmatter.split(text)
    if parts.body == _one_newline(body):
        return text
    lines = _LINE.findall(text)
    above, before = "".join(lines[: parts.body_line - 1]), "".join(lines[parts.body_line - 1 :])
    if not above:
        above = "\ufeff" if before.startswith("\ufeff") else ""
    elif not above.endswith(("\r", "\n")):
        above += newline
    return above + with_line_ends_of(before.removeprefix("\ufeff"), body, newline=newline)


def with_line_ends_of(before: str, said: str, *, newline: str) -> str:
    """Give a text the line ends of the one it takes the place of; `newline` ends new lines.

    Above and below what was changed not a byte is another one, also where line ends were mixed.
    """
    old, new = _one_newline(before).split("\n"), _one_newline(said).split("\n")
    ends, most = _LINE_END.findall(before), min(len(old), len(new)) - 1
    first = min(_alike(old, new), most)
    last = min(_alike(old[::-1], new[::-1]), most - first)
    between = ends[first : len(ends) - last]
    if len(old) != len(new):
        between = [newline] * (len(new) - 1 - first - last)
    ends = [*ends[:first], *between, *ends[len(ends) - last :]]
    return "".join(map("".join, zip(new, [*ends, ""], strict=True)))


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """Count how many lines are the same before the first that is not."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False))
    return sum(1 for _ in pairs)


def _one_newline(said: str) -> str:
    return said.replace("\r\n", "\n").replace("\r", "\n")


def _check(written: str, before: Mapping[str, Node], wanted: Mapping[str, Value | None]) -> None:
    """Make sure that what was written says what was meant, and all else what it said."""
    mapping, _ = frontmatter.read(written)
    kept = {name: writing.plain(node) for name, node in before.items() if name not in wanted}
    now = {name: writing.plain(node) for name, node in mapping.items.items() if name not in wanted}
    meant = all(_says(mapping.items.get(name), value) for name, value in wanted.items())
    if kept != now or not meant:
        raise HeaderProblem("this header is laid out in a way that can't be changed here", 1)
