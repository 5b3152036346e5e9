"""Measure, print, write: `make bench`, or for some of it `python -m bench serving --rounds 1`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import growth, profile, publishing, results, serving
from bench.profile import Part
from bench.results import Row
from bench.sites import Site

_PARTS = ("serving", "publishing", "growth")


def main() -> int:
    """Run the parts that are asked for; 1 where a figure is not reached."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", default=_PARTS, help=", ".join(_PARTS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        print("The load is made with wrk; on Debian: apt-get install wrk", file=sys.stderr)
        return 2
    rows: list[Row] = []
    profiles: dict[str, list[Part]] = {}
    for row in _measure(asked.parts, asked.rounds, asked.seconds, profiles):
        print(row.line(), flush=True)
        rows.append(row)
    print(results.told(profiles))
    results.write(rows, rounds=asked.rounds, notes=list(_missing()), profiles=profiles)
    return 0 if all(row.holds for row in rows) else 1


def _measure(
    parts: list[str], rounds: int, seconds: float, profiles: dict[str, list[Part]]
) -> Iterator[Row]:
    if "serving" in parts:
        with tempfile.TemporaryDirectory() as folder:
            site = Site(Path(folder, "blog")).write(20).publish().discuss(here=20)
            reached = True
            for row in serving.measure(site, rounds=rounds, seconds=seconds):
                reached &= row.holds
                yield row
            if not reached:
                # Whoever falls short says where the time goes.
                profiles |= profile.measure(site)
    if "publishing" in parts:
        yield from publishing.measure(rounds=rounds)
    if "growth" in parts:
        yield from growth.measure(rounds=rounds, seconds=seconds)


def _missing() -> Iterator[str]:
    for program, package in (("nginx", "nginx"), ("pelican", "pelican"), ("taskset", "util-linux")):
        if not shutil.which(program):
            yield f"Not compared: {program} is not installed here ({package})."


if __name__ == "__main__":
    sys.exit(main())
