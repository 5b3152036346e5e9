"""What the workers of a sync do. This module stays light: every one of them loads it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from blog.images import reencode
from blog.images.reencode import Served
from blog.markup import post
from blog.markup.post import Pictures, Rendered

# A text, the line of its file where it begins, its pictures, its language.
Text: TypeAlias = tuple[str, int, Pictures, str]


def render(text: Text) -> Rendered:
    """Render one text."""
    body, body_line, pictures, language = text
    return post.render(body, body_line=body_line, pictures=pictures, language=language)


def serve_picture(original: tuple[Path, Path]) -> Served:
    """Make one picture fit to be served, in the second of two places."""
    return reencode.reencode(*original)
