"""Changing some settings in `site.toml`, and nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

from blog.errors import BadFile, Problem
from blog.preferences import sitefile
from blog.sources.folder import SITE

if TYPE_CHECKING:
    from tomlkit.items import Array

Value: TypeAlias = str | int | list[str]


def rewrite(text: str, changes: Mapping[str, Value | None]) -> str:
    """Give the text of site.toml with some settings changed; “comments.default” is one in a table.

    Nothing, and the setting goes.
    Comments, order, blank lines and what we don't know stay as they are. Raise BadFile where the
    file can't be read, or is laid out in a way that lets no setting be changed alone.
    """
    values = sitefile.load(text.removeprefix("\ufeff"))
    tables = {name.rpartition(".")[0] for name in changes} - {""}
    if not all(isinstance(values.get(table, {}), dict) for table in tables):
        raise _odd()
    for name, value in changes.items():
        table, _, within = name.rpartition(".")
        fields = values.setdefault(table, {}) if table else values
        if value is None:
            fields.pop(within, None)
        else:
            fields[within] = value
    for gently in (True, False):
        written = _written(text, changes, gently=gently) if changes else text
        if _says(written, values):
            return written
    raise _odd()


def _says(written: str, values: Mapping[str, Any]) -> bool:
    """Prove with another reader than the one that wrote it that everything says what it should."""
    try:
        return sitefile.load(written.removeprefix("\ufeff")) == values
    except BadFile:
        return False


def _odd() -> BadFile:
    return BadFile([Problem(SITE, 1, "is laid out in a way that can’t be changed here")])


def _written(text: str, changes: Mapping[str, Value | None], *, gently: bool) -> str:
    """Write the changes; `gently` keeps the remarks within lists, whose layout may be too odd."""
    import tomlkit  # takes thirty milliseconds to load, and few ever need it
    from tomlkit.exceptions import TOMLKitError

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    # What the library adds ends its lines in one way.
    newline = "\r\n" if "\r\n" in text and "\n" not in text.replace("\r\n", "") else "\n"
    try:
        document = tomlkit.parse(text.removeprefix(mark).replace(newline, "\n"))
        for name, value in changes.items():
            table, _, within = name.rpartition(".")
            if table and table not in document:
                document[table] = tomlkit.table()
            _set(document[table] if table else document, within, value, gently=gently)
    except TOMLKitError:
        raise _odd() from None
    return mark + tomlkit.dumps(document).replace("\n", newline)


def _set(fields: Any, name: str, value: Value | None, *, gently: bool) -> None:
    there = fields.get(name)
    if value is None:
        fields.pop(name, None)
    elif gently and isinstance(value, list) and _is_words(there):
        _change(there, value)
    else:
        fields[name] = value


def _is_words(there: Any) -> bool:
    return isinstance(there, list) and all(isinstance(one, str) for one in there)


def _change(there: Array, wanted: list[str]) -> None:
    """Change only what is different in a list: its entries may have remarks, and lines."""
    steps = SequenceMatcher(a=list(there), b=wanted, autojunk=False).get_opcodes()
    for what, first, last, begin, end in reversed(steps):
        if what == "equal":
            continue
        for at in reversed(range(first, last)):
            del there[at]
        for at, entry in enumerate(wanted[begin:end]):
            there.insert(first + at, entry)
