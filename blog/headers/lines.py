"""The liberties authors take with YAML, settled line by line before it is parsed.

In `field: text` on one line, the text is all of the rest of the line: it may hold colons
("title: IT band: day 4"), number signs ("title: Race #1") and begin with what YAML keeps
for itself ("title: @home", "title: 5 > 4"). Such a line is put in quotes. What stays as
YAML reads it:

- text in quotes, where they enclose all of it: `"Quoted"`, but not `"Quoted" word`
- lists and braces, where they enclose all of it: `[a, b]`, but not `[a] b`
- either of them without its end, which is a slip and refused later
- a `|` or `>` alone, and whatever goes on in deeper lines below
- a number sign between two blanks, or after the colon and before a blank: a comment
- what looks like an anchor (`&name`), an alias (`*name`) or a tag (`!name`); it is refused later
"""

from __future__ import annotations

import re

# A blank that does not break is what some keyboards make of a hasty one.
_BLANKS = " \t\xa0"
_NAME_ENDS = re.compile(r":(?=[ \t\xa0]|$)")
_DASHES = re.compile(r" *(?:- +)*")
_COMMENT = re.compile(r"(?:^|[ \t]+)#(?=[ \t]|$).*")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}$")
_POWER = re.compile(r"&\S+(?:\s|$)|\*\S+$|!\S")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
_CLOSING = {"[": "]", "{": "}", '"': '"'}


def settle(header: str) -> str:
    """Put in quotes what is text although YAML would read more into it."""
    lines = header.split("\n")
    settled: list[str] = []
    untouched_below: int | None = None
    for number, line in enumerate(lines):
        depth = _indent(line)
        if untouched_below is not None and (not line.strip() or depth > untouched_below):
            settled.append(line)
            continue
        column = _DASHES.match(line).end()  # type: ignore[union-attr]  # matches any line
        value = _value(line, column)
        if value and _goes_on_below(lines, number, column):
            untouched_below = column
            settled.append(line)
        else:
            untouched_below = None
            settled.append(_in_quotes(line, value) if value and _is_text(value) else line)
    return "\n".join(settled)


def value(line: str) -> tuple[str, str]:
    """Find the text after the name of a field at the left edge, and the comment behind it."""
    found = _value(line, 0)
    if not found:
        return "", ""
    name_ends = _NAME_ENDS.search(line)
    at = line.index(found, name_ends.end() if name_ends else 0)
    return found, line[at + len(found) :]


def unclosed(header: str) -> tuple[int, str] | None:
    """Find the first line whose quotes or brackets are not closed in it, nor in deeper ones."""
    lines = header.split("\n")
    untouched_below: int | None = None
    for number, line in enumerate(lines):
        if untouched_below is not None and (not line.strip() or _indent(line) > untouched_below):
            continue
        untouched_below = None
        column = _DASHES.match(line).end()  # type: ignore[union-attr]  # matches any line
        value = _value(line, column)
        if value and _goes_on_below(lines, number, column):
            untouched_below = column
        elif value and _stays_open(value):
            return number, value[0]
    return None


def _stays_open(value: str) -> bool:
    if value[0] == '"':
        return not _QUOTED.match(value)
    return value[0] in _CLOSING and _CLOSING[value[0]] not in value[1:]


def _value(line: str, column: int) -> str:
    """Find the text after a field's name, without a comment behind it."""
    name_ends = _NAME_ENDS.search(line, column)
    if name_ends is None or not line[column : column + 1].isalnum():
        return ""
    rest = line[name_ends.end() :].strip(_BLANKS)
    quoted = _QUOTED.match(rest)
    if quoted:  # a number sign in quotes is no comment
        return rest[: quoted.end()] + _COMMENT.sub("", rest[quoted.end() :])
    return _COMMENT.sub("", rest, count=1)


def _in_quotes(line: str, value: str) -> str:
    before = line[: line.index(value, _NAME_ENDS.search(line).end())]  # type: ignore[union-attr]
    return f"{before.rstrip(_BLANKS)} '{value.replace(chr(39), chr(39) * 2)}'"


def _is_text(value: str) -> bool:
    if _POWER.match(value) or _BLOCK.match(value) or _QUOTED.fullmatch(value):
        return False
    closing = _CLOSING.get(value[0])
    # Without its end in sight it is a slip, for the author to mend; except the apostrophe.
    return closing is None or (closing in value[1:] and not value.endswith(closing))


def _goes_on_below(lines: list[str], number: int, column: int) -> bool:
    """Tell whether the value of a field takes in lines below its own."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    return _indent(below) > column or below.startswith(("]", "}"))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
