"""Where in a file something stands that was found in what became of it."""

from __future__ import annotations


class Places:
    """Finds lines of a body; asked again for the same words it goes on to the next place."""

    def __init__(self, body: str, first_line: int) -> None:
        self._body = body
        self._first_line = first_line
        self._found: dict[str, int] = {}

    def line_of(self, *wordings: str) -> int:
        """Say the line of the first wording that is there; else the first line of the body."""
        for wording in wordings:
            start = self._found.get(wording, -1)
            index = self._body.find(wording, start + 1) if wording else -1
            if index < 0:
                index = start  # more often in the page than in the file: the last place
            if index >= 0:
                self._found[wording] = index
                return self._first_line + self._body.count("\n", 0, index)
        return self._first_line
