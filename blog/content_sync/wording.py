"""What headers say to readers, set as books set it: as the text below them is."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from blog.markup import typography

_READ = {"title", "name", "tagline", "summary", "outcome", "goal_name", "footer", "note"}

_Written = TypeVar("_Written")


def typeset(written: _Written, *, language: str) -> _Written:
    """Set the titles, summaries and sentences of a file; what programs read stays as typed."""
    found: Any = written
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    set_: Any = replace(
        found, **{name: _set(name, value, language) for name, value in values.items()}
    )
    return set_  # type: ignore[no-any-return]


def _set(name: str, value: Any, language: str) -> Any:
    if name in _READ:
        return typography.words(value, language=language)
    if name in {"tags", "sessions"}:
        return tuple(typeset(one, language=language) for one in value)
    if name == "tried":
        return tuple((typography.words(what, language=language), said) for what, said in value)
    return typeset(value, language=language) if is_dataclass(value) else value
