"""Lists as people type them, written as Python-Markdown wants them.

Python-Markdown asks for an empty line before a list and for four blanks a level. People type
a list right under its line, and nest it under the text of its item (two or three blanks).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown.preprocessors import Preprocessor

_ITEM = re.compile(r" *([*+-]|([0-9]{1,9})\.) +(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_QUOTE = re.compile(r" {0,3}> ?")
# What ends a list without an empty line: a heading, a rule, something put aside.
_BREAK = re.compile(r"#{1,6} |\x02|(?:([-*_])(?: *\1){2,} *$)")
_DEEPEST_QUOTE = 10


class ListPreprocessor(Preprocessor):
    """Runs when code and raw HTML have been put aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Write all lists of a post the strict way."""
        return respaced(lines)


def respaced(lines: list[str], *, depth: int = 0) -> list[str]:
    """Write lists with an empty line before them and four blanks a level.

    Nothing else changes: code stays code, and a line that begins with a year ("1986. I ran
    it") stays part of its paragraph.
    """
    text = _Text()
    quoted: list[str] = []
    for line in lines:
        if depth < _DEEPEST_QUOTE and _QUOTE.match(line) and not text.takes_in(line):
            quoted.append(_QUOTE.sub("", line, count=1))
            continue
        if quoted:
            text.quote(respaced(quoted, depth=depth + 1))
            quoted = []
        text.add(line)
    if quoted:
        text.quote(respaced(quoted, depth=depth + 1))
    return text.lines


@dataclass(frozen=True)
class _Item:
    """An item whose list is still open: where its mark stands and where its text begins."""

    mark: int
    text: int
    ordered: bool


class _Text:
    """The lines written so far, and the items that a further line may belong to."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[_Item] = []
        # How far the code that is being written has moved to the right.
        self._code_moved: int | None = None
        self._in_paragraph = False

    def takes_in(self, line: str) -> bool:
        """Tell whether a line belongs to an open item by its indentation."""
        return bool(self._open) and _indent(line) >= self._open[0].mark + 2

    def quote(self, lines: list[str]) -> None:
        """Write a block of quoted lines; it ends a list."""
        if self._open:
            self._open = []
            self._part()
        self.lines.extend(f"> {line}" if line else ">" for line in lines)

    def add(self, line: str) -> None:
        """Write one line, spaced as its place asks for."""
        if not line.strip():
            self.lines.append("")
        elif self._continues_code(line):
            self.lines.append(_moved(line, self._code_moved or 0))
        else:
            self._code_moved = None
            item = None if _RULE.match(line) else _ITEM.match(line)
            if item and self._begins(item, line):
                self._item(item, line)
            else:
                self._plain(line)

    def _begins(self, item: re.Match[str], line: str) -> bool:
        """Tell whether what looks like an item is one where it stands."""
        indent = _indent(line)
        around = self._around(indent)
        if self._after_blank():
            # Far to the right of an open item, or of nothing, stands code.
            return indent < (around[-1].text if around else 0) + 4
        sibling = self._open[len(around)] if len(around) < len(self._open) else None
        if sibling and sibling.ordered == bool(item[2]):
            return True
        if not self._open and (indent > 3 or self._in_table(line)):
            return False
        return item[2] is None or int(item[2]) == 1

    def _item(self, item: re.Match[str], line: str) -> None:
        ordered = item[2] is not None
        around = self._around(_indent(line))
        sibling = self._open[len(around)] if len(around) < len(self._open) else None
        if not self._open or self._in_paragraph or (sibling and sibling.ordered != ordered):
            self._part()
        self._in_paragraph = False
        self._open = [*around, _Item(_indent(line), item.end(), ordered)]
        self.lines.append(f"{' ' * 4 * len(around)}{item[1]} {line[item.end() :]}")

    def _plain(self, line: str) -> None:
        if self._after_blank():
            self._open = self._around(_indent(line))
            self._in_paragraph = bool(self._open)
            if self._open:
                self._code_moved = self._code_moves(line)
                within = 4 * len(self._open) - _indent(line)
                line = _moved(line, within if self._code_moved is None else self._code_moved)
        elif self._open and _BREAK.match(line):
            self._open = []
            self._part()
        elif self._open:
            line = " " * (4 * len(self._open) - 2) + line.lstrip(" ")
        self.lines.append(line)

    def _around(self, indent: int) -> list[_Item]:
        """Find the open items within which something so far to the right stands."""
        return [item for item in self._open if indent >= item.mark + 2]

    def _code_moves(self, line: str) -> int | None:
        """Count how far a line of code in an item moves right; None if it is no code."""
        within = 4 * len(self._open)
        if _indent(line) >= within + 4:
            return 0
        text = self._open[-1].text
        return within - text if _indent(line) >= text + 4 else None

    def _continues_code(self, line: str) -> bool:
        within = 4 * len(self._open)
        return self._code_moved is not None and _indent(line) + self._code_moved >= within + 4

    def _in_table(self, line: str) -> bool:
        return "|" in line and bool(self.lines) and "|" in self.lines[-1]

    def _after_blank(self) -> bool:
        return not self.lines or not self.lines[-1]

    def _part(self) -> None:
        if not self._after_blank():
            self.lines.append("")


def _moved(line: str, by: int) -> str:
    return " " * (_indent(line) + by) + line.lstrip(" ")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
