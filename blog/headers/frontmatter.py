"""The header of an author's file: found, and read as text with line numbers.

A header is YAML, read so that nothing in it can surprise: every value is text exactly as it
is written, and what gives YAML its power (anchors, aliases, tags, merges) is refused. The
few liberties authors take with YAML are settled in `lines` before it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from blog.errors import Refusal
from blog.headers import lines

MOST_BYTES = 16 * 1024
DEEPEST = 5

# libyaml's parser is ten times as fast; where PyYAML came without it, the other one serves.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)

# A line that can only be the first of a header.
_BEGINS_A_HEADER = re.compile(
    r"(?i:title|date|draft|author|tags|slug|name|tagline|summary|series)[ \t]*:(?:\s|$)"
)
_A_FIELD = re.compile(r"[ \t]*[\w-]+[ \t]*:(?:\s|$)")
_GLUED_COLON = re.compile(r"[ \t]*[\w-]+:[^\s/]")
_SPACE = "put a space after the colon, as in “title: My first run”"
_GLUED_HYPHEN = re.compile(r"[ \t]*-\w")
# What becomes of three hyphens in programs that know better.
_ALMOST_HYPHENS = re.compile("[-\u2010-\u2015\u2212_*=+~]{1,9}")

# What YAML's words mean to somebody who has never heard of YAML.
_MENDS = (
    ("mapping values", 'put the text after the colon in quotes, as in title: "Day 4: better"'),
    ("a tab character", "use spaces instead of tabs"),
    ("cannot start any token", "put the text in quotes, and use spaces instead of tabs"),
    ("could not find expected ':'", "every line is “field: text”, and --- alone ends the header"),
    ("flow sequence", "close the list with ]"),
    ("flow mapping", "close the braces with }"),
    ("unexpected end of stream", "close the quotes"),
    ("expected <block end>", "begin all fields at the left edge, and close what was opened"),
    ("expected <document start>", "begin all fields at the left edge"),
    ("did not find expected key", "begin all fields at the left edge, and close what was opened"),
    ("escape", r"write \\ for one backslash, or use single quotes"),
)


_UNREADABLE = "this line of the header cannot be read: "


class HeaderProblem(Refusal):
    """A header that cannot be read, and the line of the file where that shows."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line

    def __reduce__(self) -> tuple[type[HeaderProblem], tuple[str, int]]:
        return type(self), (str(self), self.line)


@dataclass(frozen=True)
class Parts:
    """A file in two: the YAML of its header, and its body; each with its first line."""

    header: str
    header_line: int
    body: str
    body_line: int

    @property
    def has_header(self) -> bool:
        """Whether there are lines --- at all."""
        return self.body_line > 1


@dataclass(frozen=True)
class Text:
    """A value as it was written."""

    value: str
    line: int


@dataclass(frozen=True)
class List:
    """Several values in their order."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Mapping:
    """Values by their names; `lines` says where each name stands."""

    items: dict[str, Node]
    line: int
    lines: dict[str, int] = field(default_factory=dict)


Node: TypeAlias = Text | List | Mapping


def read(text: str) -> tuple[Mapping, Parts]:
    """Understand the header of a file, and leave its body alone."""
    parts = split(text)
    return _mapping(parts), parts


def split(text: str) -> Parts:
    """Part a file into header and body; a file without a header is all body."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begins = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[begins].strip() != "---":
        _refuse_almost_a_header(lines[begins:], begins + 1)
        return Parts("", 1, "\n".join(lines), 1)
    for number, line in enumerate(lines[begins + 1 :], start=begins + 1):
        if line.rstrip() in ("---", "..."):
            body = "\n".join(lines[number + 1 :])
            return Parts("\n".join(lines[begins + 1 : number]), begins + 2, body, number + 2)
    last = _last_field(lines, begins)
    raise HeaderProblem("the header never ends: put a line with only --- below this one", last + 1)


def _refuse_almost_a_header(lines: Sequence[str], first: int) -> None:
    """Refuse a text that begins with what was meant to be a header."""
    if _BEGINS_A_HEADER.match(lines[0]):
        raise HeaderProblem("put a line with only --- above the header, as line 1", first)
    below = next((line for line in lines[1:] if line.strip()), "")
    if _ALMOST_HYPHENS.fullmatch(lines[0].strip()) and _BEGINS_A_HEADER.match(below):
        raise HeaderProblem("a header begins with exactly three hyphens: write ---", first)


def _last_field(lines: Sequence[str], begins: int) -> int:
    """Find where a header without end stops looking like one."""
    last = begins
    for number, line in enumerate(lines[begins + 1 :], start=begins + 1):
        if not (_A_FIELD.match(line) or line.startswith((" ", "\t", "- ", "#"))):
            break
        last = number
    return last


def _mapping(parts: Parts) -> Mapping:
    first = parts.header_line
    if len(parts.header.encode(errors="replace")) > MOST_BYTES:
        raise HeaderProblem("the header is longer than 16 KB: move its text below it", first)
    for number, line in enumerate(parts.header.split("\n"), start=first):
        if _UNPRINTABLE.search(line):
            raise HeaderProblem("a character here cannot be shown: type the line again", number)
    opened = lines.unclosed(parts.header)
    if opened and opened[1] == '"':
        raise HeaderProblem(f"{_UNREADABLE}close the quotes", first + opened[0])
    try:
        return _Builder(lines.settle(parts.header), first).document()
    except yaml.MarkedYAMLError as error:
        if opened:
            mend = "close the list with ]" if opened[1] == "[" else "close the braces with }"
            raise HeaderProblem(f"{_UNREADABLE}{mend}", first + opened[0]) from None
        where = _where(error, parts.header)
        said = parts.header.split("\n")[where]
        raise HeaderProblem(_in_words(error, said), first + where) from None
    except yaml.YAMLError:
        raise HeaderProblem("a character here cannot be shown: type it again", first) from None


def _in_words(error: yaml.MarkedYAMLError, line: str) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    mend = next((mend for sign, mend in _MENDS if sign in said), "put the text in quotes")
    if _GLUED_HYPHEN.match(line):
        mend = "put a space after the hyphen, as in “- knee”"
    elif _GLUED_COLON.match(line):
        mend = _SPACE
    elif line.startswith(" ") and "mapping values" in said:
        mend = "begin it at the left edge, without spaces"
    return f"{_UNREADABLE}{mend}"


def _where(error: yaml.MarkedYAMLError, header: str) -> int:
    """Find the line an author has to look at; the parser often stops below it."""
    unclosed = "flow" in (error.context or "") or "quoted" in (error.context or "")
    mark = error.context_mark if unclosed else error.problem_mark
    where = int(mark.line) if mark else 0
    said = header.split("\n")
    if "expected ':'" in (error.problem or "") and error.context_mark:
        where = int(error.context_mark.line)
    return min(where, len(said) - 1)


class _Builder:
    """Builds the values of one header from what the parser meets in it."""

    def __init__(self, header: str, first_line: int) -> None:
        self._events: Iterator[Any] = yaml.parse(header, Loader=_LOADER)
        self._first_line = first_line
        glued = _GLUED_COLON.match(header.lstrip())
        self._no_fields = (
            _SPACE if glued else "a header is made of lines like “title: My first run”"
        )

    def document(self) -> Mapping:
        """Build the one mapping a header is."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Mapping({}, self._first_line)
        start = next(self._events)
        if not isinstance(start, yaml.MappingStartEvent):
            raise self._problem(start, self._no_fields)
        mapping = self._mapping(start, 1)
        next(self._events)
        if not isinstance(after := next(self._events), yaml.StreamEndEvent):
            raise self._problem(after, "a file has one header: take this second one out")
        return mapping

    def _node(self, event: Any, depth: int) -> Node:
        self._refuse_powers(event)
        if depth > DEEPEST:
            raise self._problem(event, f"nothing goes more than {DEEPEST} levels deep here")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event, depth)
        return Text(event.value, self._line(event))

    def _list(self, start: Any, depth: int) -> List:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return List(tuple(items), self._line(start))

    def _mapping(self, start: Any, depth: int) -> Mapping:
        self._refuse_powers(start)
        items: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            name = self._name(event, lines)
            lines[name] = self._line(event)
            items[name] = self._node(next(self._events), depth + 1)
        return Mapping(items, self._line(start), lines)

    def _name(self, event: Any, lines: dict[str, int]) -> str:
        self._refuse_powers(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._problem(event, "the name of a field is one plain word")
        name: str = event.value.strip()
        if name == "<<":
            raise self._problem(event, "<< takes over nothing here: write the fields out")
        if name in lines:
            first = lines[name]
            raise self._problem(event, f"“{name}” stands in line {first} already: keep one")
        return name

    def _refuse_powers(self, event: Any) -> None:
        for sign, kind, used in (
            ("*", "alias", isinstance(event, yaml.AliasEvent)),
            ("&", "anchor", getattr(event, "anchor", None) is not None),
            ("!", "tag", getattr(event, "tag", None) is not None),
        ):
            if used:
                mend = f"put a text that begins with {sign} in quotes"
                raise self._problem(event, f"{mend}; YAML's {kind} means nothing here")

    def _line(self, event: Any) -> int:
        return self._first_line + int(event.start_mark.line)

    def _problem(self, event: Any, sentence: str) -> HeaderProblem:
        return HeaderProblem(sentence, self._line(event))
