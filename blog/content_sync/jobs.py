"""What the workers of a sync do. This module stays light: every one of them loads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from blog.images import cleaning, reencode, whereabouts
from blog.images.reencode import Served
from blog.markup import post
from blog.markup.post import Pictures, Rendered


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text, the line of its file where it begins, its pictures, its language."""

    body: str
    body_line: int
    pictures: Pictures
    language: str
    seen_first: bool = True


def render(text: Text) -> Rendered:
    """Render one text."""
    return post.render(
        text.body,
        body_line=text.body_line,
        pictures=text.pictures,
        language=text.language,
        seen_first=text.seen_first,
    )


def serve_picture(original: tuple[Path, Path]) -> Served:
    """Make one picture fit to be served, in the second of two places."""
    return reencode.reencode(*original)


def clean_photo(raw: bytes) -> tuple[bytes, str]:
    """Make a photo fit for the author's folder."""
    return cleaning.clean(raw)


def holds_place(original: Path) -> bool:
    """Tell whether an original says where it was taken."""
    return whereabouts.holds_place(original)
