"""Ratios, and the table they stand in."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.profile import WAITING, Part

RESULTS = Path(__file__).parent / "results.md"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measure, round by round, against what it is compared with in the same rounds.

    `least` is the ratio to reach; where less is better, `most` is the one not to pass.
    """

    name: str
    values: Sequence[float]
    unit: str
    against: str = ""
    others: Sequence[float] = ()
    least: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios: what weighs on one half of a round does on both."""
        if not self.others:
            return None
        pairs = zip(self.values, self.others, strict=True)
        return statistics.median(value / other for value, other in pairs)

    @property
    def judged(self) -> float | None:
        """What has to reach a figure: the ratio, or the value itself."""
        return statistics.median(self.values) if self.ratio is None else self.ratio

    @property
    def holds(self) -> bool:
        """Whether it reaches its figure, where it has one."""
        judged = self.judged or 0.0
        return (self.least is None or judged >= self.least) and (
            self.most is None or judged <= self.most
        )

    def line(self) -> str:
        """Say it as a line of the table."""
        wanted = f"≥ {self.least:g}" if self.least is not None else ""
        wanted = f"≤ {self.most:g}" if self.most is not None else wanted
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}"
        mark = "" if not wanted else "yes" if self.holds else "**no**"
        figures = f"{_figures(self.values)} {self.unit}"
        if self.others:
            figures += f" / {_figures(self.others)} {self.unit}"
        name = f"{self.name}, against {self.against}" if self.against else self.name
        return f"| {name} | {figures} | {ratio} | {wanted} | {mark} |"


def write(
    rows: Sequence[Row],
    *,
    rounds: int,
    notes: Sequence[str],
    profiles: Mapping[str, Sequence[Part]],
) -> str:
    """Write the table to its file, and give it."""
    today = f"{date.today():%d %B %Y}"  # noqa: DTZ011 - the reader's own day
    machine = (
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors"
    )
    text = f"""# What was measured

`make bench` on {today}: {machine}; one processor for the server and one for the load. Medians of
{rounds} rounds with their spread; a ratio is the median of the rounds' own ratios. Read the ratios:
the figures are those of one machine on one day.

| measure | measured | ratio | wanted | holds |
|---|---|---|---|---|
{chr(10).join(row.line() for row in rows)}

{chr(10).join(f"- {note}" for note in notes)}
{told(profiles)}"""
    RESULTS.write_text(f"{text.rstrip()}\n")
    return text


def told(profiles: Mapping[str, Sequence[Part]]) -> str:
    """Tell where the time goes, where a row does not reach its figure; else nothing."""
    if not profiles:
        return ""
    tables = "\n".join(
        f"\n| {name} | ms |\n|---|---|\n{_parts(profiles[name])}" for name in profiles
    )
    return f"""
## Where the time goes

Not every row reaches its figure. Processor time in one process, without a server; medians.
{tables}
"""


def _parts(parts: Sequence[Part]) -> str:
    dearest = sorted(parts, key=lambda part: (part.name == WAITING, -part.milliseconds))
    return "\n".join(f"| {part.name} | {part.milliseconds:.2f} |" for part in dearest)


def _figures(values: Sequence[float]) -> str:
    middle, low, high = statistics.median(values), min(values), max(values)
    return _figure(middle) if low == high else f"{_figure(middle)} ({_figure(low)}–{_figure(high)})"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
