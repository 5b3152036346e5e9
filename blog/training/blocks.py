"""The log as it may stand in the text of a post: a block of lines that reads well anywhere.

```training
2026-05-11: run, 1 mi, 11:30, pain 0, stopped twice to stretch
swim, 500 yd, note: 2 lengths on my back
```
"""

from __future__ import annotations

import re

from blog.headers.fields import Fields
from blog.headers.frontmatter import Mapping, Node, Text
from blog.training import measures

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*(.*)")
_DAY = re.compile(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\s*[:,]?\s*")
_BETWEEN = re.compile(r"\s*,\s+")
_PAIN = re.compile(r"pain:? *(\S+)", re.IGNORECASE)
_NOTE = re.compile(r"note: *(.*)", re.IGNORECASE)


def take(body: str, *, first_line: int, path: str) -> tuple[list[Fields], str]:
    """Take the blocks out of a text; give their lines as fields, and the text without them.

    Every line of the text keeps its number.
    """
    entries: list[Fields] = []
    kept: list[str] = []
    fence, ours = "", False
    for number, line in enumerate(body.split("\n"), first_line):
        mark = _FENCE.fullmatch(line)
        begins = bool(mark) and not fence
        ends = bool(mark and fence and mark[1].startswith(fence) and not mark[2].strip())
        if begins and mark:
            fence, ours = mark[1], mark[2].strip().casefold() == "training"
        elif ours and not ends and line.strip():
            entries.append(_entry(line, number, path))
        kept.append("" if ours else line)
        if ends:
            fence, ours = "", False
    return entries, "\n".join(kept)


def _entry(line: str, number: int, path: str) -> Fields:
    """Read a line: the sport, and then in any order what can be told apart by its looks."""
    said = line.strip().removeprefix("- ").strip()
    found: dict[str, str] = {}
    if day := _DAY.match(said):
        found["date"], said = day[1], said[day.end() :]
    sport, *rest = _BETWEEN.split(said)
    found["sport"] = sport
    while rest:
        part = rest.pop(0)
        if note := _NOTE.fullmatch(part):
            found["note"] = ", ".join([note[1], *rest])
            break
        name = _name(part)
        if name in found or name == "note":
            # What follows is a sentence, and may have commas.
            found["note"] = ", ".join([part, *rest])
            break
        pain = _PAIN.fullmatch(part)
        found[name] = pain[1] if pain else part
    items: dict[str, Node] = {name: Text(text, number) for name, text in found.items()}
    return Fields(Mapping(items, number, dict.fromkeys(items, number)), path=path)


def _name(part: str) -> str:
    if _PAIN.fullmatch(part):
        return "pain"
    # “400 m” are meters here; who means minutes writes “min”.
    if measures.distance(part) is not None:
        return "distance"
    if measures.time(part) is not None:
        return "time"
    # Whatever begins like a measure is meant to be one; a note that does says “note: 2 laps”.
    if not part[:1].isdigit():
        return "note"
    return "time" if ":" in part else "distance"
