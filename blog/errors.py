"""What can go wrong in a way that people may read about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


class Refusal(Exception):
    """A request declined; its text is a sentence for the person who asked."""


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong with one of the author's files, where, and how to mend it.

    `refused` says whether the file could not be used because of it; the others are advice.
    `own_field` marks advice on a field its author seems to have made up, and no slip.
    """

    path: str
    line: int
    sentence: str
    refused: bool = True
    own_field: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


class BadFile(Refusal):
    """One of the author's files that cannot be used as it stands."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
