"""Making the author's list of names a menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blog.errors import Problem
from blog.posts import permalinks
from blog.sources.folder import SITE


def resolve(
    entries: Sequence[str], *, line: int, pages: Mapping[str, str], tags: Mapping[str, str]
) -> tuple[list[tuple[str, str]], tuple[Problem, ...]]:
    """Find the title and address of each entry: a page's, or else a tag's; both map slug to title.

    What leads nowhere is left out, with advice to the author.
    """
    found: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for entry in entries:
        slug = entry.strip("/").removeprefix("tags/")
        if slug in pages:
            found.append((pages[slug], permalinks.of_page(slug)))
        elif slug in tags:
            found.append((tags[slug], f"/tags/{slug}/"))
        else:
            sentence = f"menu: there is no page or tag “{entry}”"
            problems.append(Problem(SITE, line, sentence, refused=False))
    return found, tuple(problems)
