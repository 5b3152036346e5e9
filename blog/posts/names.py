"""What the file of a new post is called."""

from __future__ import annotations

import re
from datetime import date

from blog.errors import Refusal
from blog.markup.slugs import slugify
from blog.texts import gettext

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]+(.+)")


def file_of(title: str, *, day: date, another: int = 1) -> str:
    """Name a new post's file, relative to the author's folder; `another` of that title and day.

    A title that holds no letter or digit leaves the day alone to name it by. Raise Refusal where
    there is no title.
    """
    if not title.strip():
        raise Refusal(gettext("It needs a title."))
    slug = slugify(title)
    if not slug:
        # After a point: “-2” would be taken for a title that follows the day.
        return f"posts/{day:%Y-%m-%d}{f'.{another}' if another > 1 else ''}.md"
    ending = f"-{another}" if another > 1 else ""
    return f"posts/{day:%Y-%m-%d}-{slug}{ending}.md"


def name_of(path: str) -> str:
    """Say what the author calls a post: its file's name, or its folder's, without ending."""
    *folders, file = path.split("/")
    return folders[-1] if file.lower() == "index.md" else file.rpartition(".")[0]


def slug_of(name: str) -> str:
    """Say which slug a post has by its name alone."""
    dated = _DATED.fullmatch(name)
    return slugify(dated[1] if dated else name)
