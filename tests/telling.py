"""Ten stories as different as stories are, and the pages that tell them as plain outlines.

The outlines are kept in `tests/web/site/stories/`. After a change that is meant they are written
anew with `WRITE_OUTLINES=1`; then they are read, because that is what readers will get.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from makers import Folder, front
from reading import Element

NOON = datetime(2012, 6, 1, 17, tzinfo=UTC)
START = date(2011, 9, 1)
NAMES = (
    "one-part",
    "thirty-parts",
    "silent",
    "relapsed",
    "two-at-once",
    "overlapping",
    "no-log",
    "no-pain",
    "goal-missed",
    "goal-reached",
)

_BLOCKS = set(
    """address article aside dd details div dl dt figure h1 h2 h3 h4 header li main nav ol p
    section summary svg table tbody td tfoot th thead tr ul""".split()
)
_SAID = ("aria-label", "aria-current", "aria-hidden", "datetime", "title", "href", "id", "d")


def write(folder: Folder) -> None:
    """Write the ten stories; all begin on 1 September 2011."""
    folder.write("site.toml", 'title = "Laps"\nurl = "https://laps.example"\nauthor = "sarah"\n')
    _write_short_ones(folder)
    _write_unfinished_ones(folder)
    _write_neighbours(folder)
    _write_with_goals(folder)


def _write_short_ones(folder: Folder) -> None:
    _story(folder, "one-part", status="injured")
    _part(folder, "one-part", 1, 273, log=[_run(271, "3 mi", "31:05", 4)], tried="{ice: unsure}")
    _story(folder, "thirty-parts", ended=_day(250), outcome="I walk without thinking of it.")
    for number in range(1, 31):
        day = 8 * number
        log = [_run(day - 3, f"{number % 7 + 1} mi", None, max(0, 9 - number // 3))]
        _part(folder, "thirty-parts", number, day, log=log)
    _story(folder, "no-log", ended=_day(40))
    for number, day in enumerate((2, 30), 1):
        _part(folder, "no-log", number, day)
    _story(folder, "no-pain", status="healing")
    for number, (day, sport) in enumerate([(230, "swim"), (250, "ride"), (270, "run")], 1):
        log = [
            _run(day, f"{number} km", "1h 05", None, sport),
            {"sport": "strength", "time": "45 min"},
        ]
        _part(folder, "no-pain", number, day, log=log)


def _write_unfinished_ones(folder: Folder) -> None:
    _story(folder, "silent", status="healing", goal="{name: Half marathon, date: 2012-01-15}")
    for number, (day, pain) in enumerate([(1, 6), (20, 3), (48, 1)], 1):
        _part(folder, "silent", number, day, log=[_run(day, "2 km", None, pain)])
    _story(folder, "relapsed", status="injured", outcome="It was not over.")
    for number, (day, pain) in enumerate([(1, 5), (60, 0), (120, 0), (260, 7)], 1):
        verdict = "helped" if number < 4 else "no"
        log = [_run(day, "5 km", "30:00", pain)]
        _part(folder, "relapsed", number, day, log=log, tried=f"{{tape: {verdict}}}")


def _write_neighbours(folder: Folder) -> None:
    _story(folder, "two-at-once", ended=_day(100), outcome="Both legs carry me.")
    _story(folder, "overlapping", status="healing", tape="lime")
    both = "two-at-once, overlapping"
    _part(folder, "two-at-once", 1, 10, log=[_run(10, "1 mi", "12:00", 3)])
    log = [_run(40, "2 mi", "24:00", 1), _run(41, "4 mi", "20:00", 2, "ride")]
    _part(folder, "two-at-once", 2, 45, log=log, tags=both, tried="{rest: helped}")
    _part(
        folder, "two-at-once", 3, 100, log=[_run(100, "3 mi", "33:00", 0)], tried="{rest: helped}"
    )
    _part(folder, "overlapping", 2, 265, log=[_run(265, "1 mi", None, 2, "walk")])


def _write_with_goals(folder: Folder) -> None:
    goal = "{name: Half marathon, date: 2012-01-15}"
    _story(folder, "goal-missed", ended="2012-03-01", goal=goal)
    _story(folder, "goal-reached", ended="2012-01-15", goal=goal, outcome="I ran all of it.")
    for name in ("goal-missed", "goal-reached"):
        told = [(1, 6, "7 mi"), (30, 4, "1 mi"), (60, 0, "6 mi"), (137, 0, "13.1 mi")]
        for number, (day, pain, far) in enumerate(told, 1):
            tried = "{massage: unsure, hills: worse}" if number == 1 else "{Massage: helped}"
            log = [_run(day, far, "2:10:00", pain)]
            _part(folder, name, number, day, log=log, tried=tried)


def _story(folder: Folder, name: str, **facts: object) -> None:
    series = {"started": START, "tape": "magenta", **facts}
    written = ", ".join(f"{key}: {value}" for key, value in series.items())
    header = {"title": name.replace("-", " ").capitalize(), "series": f"{{{written}}}"}
    folder.write(f"tags/{name}.md", front(header) + "So it began.\n")


def _part(folder: Folder, name: str, number: int, day: int, *, log=(), tags=None, **more) -> None:
    entries = "".join(f"\n  - {_entry(one)}" for one in log)
    header = {"date": f"{_day(day)} 12:00", "tags": tags or name, "training": entries or None}
    folder.post(f"{name}-{number}", f"Words of part {number}.\n", **header, **more)


def _run(day, far, time, pain, sport="run"):
    return {"sport": sport, "date": _day(day), "distance": far, "time": time, "pain": pain}


def _entry(values) -> str:
    told = (f'{name}: "{value}"' for name, value in values.items() if value is not None)
    return "{" + ", ".join(told) + "}"


def _day(number: int) -> date:
    return START + timedelta(days=number - 1)


def outline(root: Element) -> str:
    """Write what an element says, a line a block, with where links lead and what is drawn."""
    return "\n".join(_lines(root, 0)) + "\n"


def _lines(element: Element, depth: int) -> list[str]:
    name = element.tag + _attributes(element)
    inner = [one for one in element.children if isinstance(one, Element)]
    if any(one.tag in _BLOCKS for one in inner):
        lines = ["  " * depth + name]
        for child in element.children:
            if isinstance(child, Element):
                lines += _lines(child, depth + 1)
            elif child.strip():
                lines.append("  " * (depth + 1) + " ".join(child.split()))
        return lines
    said = " ".join(_inline(element).split())
    return ["  " * depth + (f"{name}: {said}" if said else name)]


def _inline(element: Element) -> str:
    said = ""
    for child in element.children:
        if isinstance(child, str):
            said += child
        elif child.tag in {"span", "b", "i", "bdi"} and not _attributes(child):
            said += f" {_inline(child)} " if child.tag == "span" else _inline(child)
        else:
            said += f" <{child.tag}{_attributes(child)}>{_inline(child)}</> "
    return said


def _attributes(element: Element) -> str:
    classes = "".join(f".{name}" for name in element.classes)
    said = "".join(f" {name}={element[name]}" for name in _SAID if name in element.attributes)
    return classes + said
