"""Beginning a post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from blog.content_sync import reading
from blog.errors import Refusal
from blog.headers import writing
from blog.headers.writing import Value
from blog.posts import names
from blog.preferences.sitefile import Preferences
from blog.sources import folder


def begin(
    content: Path, title: str, *, tags: Sequence[str] = (), draft: bool = False, now: datetime
) -> Path:
    """Make a new post's file with its header and return its path; never write over another."""
    chosen, _ = reading.read_site(content, folder.listing(content))
    local = now.astimezone((chosen or Preferences()).zone)
    fields: list[tuple[str, Value]] = [("title", title), ("date", f"{local:%Y-%m-%d %H:%M}")]
    if tags:
        fields.append(("tags", tags))
    if draft:
        fields.append(("draft", "yes"))
    path = content / names.file_of(title, day=local.date())
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(writing.header(fields) + "\n")
    except FileExistsError:
        raise Refusal(f"There is a file {path} already.") from None
    return path
