"""Tags as an author writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from blog.markup.slugs import slugify


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A label: the name as written, and the slug that makes two spellings one tag."""

    slug: str
    name: str

    @property
    def path(self) -> str:
        """The address of the tag's page."""
        return f"/tags/{self.slug}/"


def tags(names: Iterable[str]) -> tuple[Tag, ...]:
    """Make tags of names, the first spelling of each winning."""
    found: dict[str, Tag] = {}
    for name in names:
        slug = slugify(name)
        if slug:
            found.setdefault(slug, Tag(slug=slug, name=name))
    return tuple(found.values())
