"""The marks of a comment that stand at the start of a line: quotes, lists and code.

Each mark is exact, so that what is not meant as one stays text:

- a quote is `>`, a space and something to see, on every one of its lines; a bare `>` parts
  its paragraphs. `>30 miles` is text.
- a bullet is `-`, `*` or `+`, a space and something that is no mark itself. `* * *` is text.
- a number has one to three digits, `.` or `)`, a space and something to see; the next item
  must have the next number. `1986. I ran` is text, and `1. a`, `1. b` are two lists, because
  what is shown must be what was typed.
- lines two columns or more inside a list's mark belong to its item; no other line does.
- code stands between two lines of three or more backticks; what follows the opening ones is
  the first line of the code. Without a closing line it is text.

Four leading spaces mean nothing. markdown-it-py's own block rules follow CommonMark, where
half of the above would vanish or join what follows; so lines are read here, and it reads
what stands within them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blog.markup.characters import is_seen

DEEPEST = 20

_QUOTED = re.compile(r"[ \t]*>(?:[ \t](.*))?")
_BULLET = re.compile(r"[ \t]*([-*+])[ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*(0|[1-9][0-9]{0,2})([.)])[ \t]+(?=\S)")
_ONLY_MARKS = re.compile(r"(?:[-*+ \t]|[0-9]{1,3}[.)])+")
_TICKS = re.compile(r"[ \t]*(`{3,})([^`]*)")
_INSIDE = 2


class TooDeep(Exception):
    """Marks nested deeper than a page can show."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Lines of text, in which the marks within lines are still to be found."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Code:
    """Lines shown exactly as typed."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list; with bullets, or numbered upwards from `start`."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


Block = Paragraph | Code | Quote | Items
_Found = tuple[Block, int] | None


def read(text: str) -> tuple[Block, ...]:
    """Tell what the lines of a comment are."""
    return _blocks(text.split("\n"), 0)


def _blocks(lines: Sequence[str], depth: int) -> tuple[Block, ...]:
    if depth > DEEPEST:
        raise TooDeep
    fences = _fences(lines)
    blocks: list[Block] = []
    plain: list[str] = []
    at = 0
    while at < len(lines):
        found = _code(lines, at, fences) or _quote(lines, at, depth) or _list(lines, at, depth)
        if found is None and is_seen(lines[at]):
            plain.append(lines[at].strip())
            at += 1
            continue
        _end_paragraph(plain, blocks)
        if found is None:
            at += 1
        else:
            block, at = found
            blocks.append(block)
    _end_paragraph(plain, blocks)
    return tuple(blocks)


def _end_paragraph(plain: list[str], blocks: list[Block]) -> None:
    if plain:
        blocks.append(Paragraph(text="\n".join(plain)))
        plain.clear()


def _fences(lines: Sequence[str]) -> dict[int, int]:
    """Find the lines of nothing but backticks, and how many there are.

    Once for all: looking for the end of each beginning anew would take a text of unfinished
    ones seconds.
    """
    stripped = ((number, line.strip()) for number, line in enumerate(lines))
    return {n: len(line) for n, line in stripped if line[:3] == "```" and not line.strip("`")}


def _code(lines: Sequence[str], at: int, fences: Mapping[int, int]) -> _Found:
    opening = _TICKS.fullmatch(lines[at])
    if opening is None:
        return None
    wanted = len(opening[1])
    end = next((n for n, ticks in fences.items() if n > at and ticks >= wanted), None)
    if end is None:
        return None
    first = [opening[2].strip()] if is_seen(opening[2]) else []
    column = _column(lines[at])
    text = "\n".join(first + [_without_indent(line, column) for line in lines[at + 1 : end]])
    return (Code(text=text), end + 1) if is_seen(text) else None


def _quote(lines: Sequence[str], at: int, depth: int) -> _Found:
    inside: list[str] = []
    last = 0
    for number in range(at, len(lines)):
        quoted = _QUOTED.fullmatch(lines[number])
        if quoted is None:
            break
        inside.append(quoted[1] or "")
        if is_seen(inside[-1]):
            last = len(inside)
        elif last == 0:
            return None
    if last == 0:
        return None
    return Quote(blocks=_blocks(inside[:last], depth + 1)), at + last


@dataclass(frozen=True, kw_only=True)
class _Mark:
    sign: str
    number: int | None
    length: int

    def goes_on_with(self, other: _Mark) -> bool:
        if self.sign != other.sign or self.number is None:
            return self.sign == other.sign
        return other.number == self.number + 1


def _mark(line: str) -> _Mark | None:
    if bullet := _BULLET.match(line):
        mark = _Mark(sign=bullet[1], number=None, length=bullet.end())
    elif number := _NUMBER.match(line):
        mark = _Mark(sign=number[2], number=int(number[1]), length=number.end())
    else:
        return None
    rest = line[mark.length :]
    return mark if is_seen(rest) and not _ONLY_MARKS.fullmatch(rest) else None


def _list(lines: Sequence[str], at: int, depth: int) -> _Found:
    mark = first = _mark(lines[at])
    if mark is None or first is None:
        return None
    items: list[tuple[Block, ...]] = []
    while True:
        end = _end_of_item(lines, at)
        # Columns are kept, so that the item's own line and those below it stay comparable.
        own = " " * _column(lines[at], mark.length) + lines[at][mark.length :]
        items.append(_blocks([own, *lines[at + 1 : end]], depth + 1))
        following = _next_seen(lines, end)
        mark_there = _mark(lines[following]) if following < len(lines) else None
        if mark_there is None or not mark.goes_on_with(mark_there):
            return Items(start=first.number, items=tuple(items)), end
        mark, at = mark_there, following


def _end_of_item(lines: Sequence[str], at: int) -> int:
    inside = _column(lines[at]) + _INSIDE
    end = at + 1
    while (following := _next_seen(lines, end)) < len(lines):
        if _column(lines[following]) < inside:
            break
        end = following + 1
    return end


def _next_seen(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not is_seen(lines[at]):
        at += 1
    return at


def _column(line: str, length: int | None = None) -> int:
    """Count the columns of a line's white space, or of its first characters."""
    start = line[:length] if length is not None else line[: len(line) - len(line.lstrip(" \t"))]
    return len(start.expandtabs(4))


def _without_indent(line: str, columns: int) -> str:
    wanted = max(0, _column(line) - columns)
    return " " * wanted + line.lstrip(" \t") if columns else line
