"""Where in a file something stands that was found in what became of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

# What stands before and after an address, in Markdown or in a tag.
_BEFORE = ("(", "<", '"', "'", "=", "]:", "]: ", "]:\t")
_AFTER = frozenset([*")>\"'?# \t\n", ""])

_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
# Begins at the first mark of a row only, so that a text full of them takes no longer.
_CODE = re.compile(r"(?<!`)(`++)[^`\n]++\1")


class Places:
    """Finds lines of a body; asked again for the same words it goes on to the next place."""

    def __init__(self, body: str, first_line: int) -> None:
        self._body = body.lower()
        self._first_line = first_line
        self._found: dict[str, int] = {}

    def line_of(self, *wordings: str) -> int:
        """Say the line of the first wording that is there; else the first line of the body."""
        return self._line(*((wording, False) for wording in wordings))

    def line_of_target(self, *addresses: str) -> int:
        """Say where something with an address stands, preferring places where addresses do."""
        return self._line(*((one, True) for one in addresses), *((one, False) for one in addresses))

    def _line(self, *wanted: tuple[str, bool]) -> int:
        for words, is_address in wanted:
            if words and (index := self._index(words.lower(), is_address)) >= 0:
                return self._first_line + bisect_left(self._line_ends, index)
        return self._first_line

    def _index(self, words: str, is_address: bool) -> int:
        """Find the next place; more often in the page than in the file: the last one."""
        before = self._found.get(words, -1)
        for text in (self._without_code, self._body):
            index = text.find(words, before + 1)
            while is_address and index >= 0 and not _is_address(text, index, index + len(words)):
                index = text.find(words, index + 1)
            if index >= 0:
                self._found[words] = index
                return index
        return before

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self._body)]

    @cached_property
    def _without_code(self) -> str:
        """Give the text with samples of code blotted out: nothing in them is shown."""
        return "\n".join(_without_code(self._body.split("\n")))


def _is_address(text: str, start: int, end: int) -> bool:
    return text.endswith(_BEFORE, 0, start) and text[end : end + 1] in _AFTER


def _without_code(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
            yield " " * len(line)
        elif mark:
            fence = mark[1]
            yield " " * len(line)
        else:
            yield _CODE.sub(lambda code: " " * len(code[0]), line)
