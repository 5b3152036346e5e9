"""What is wrong with the author's files that no file shows alone.

One rule for whoever looks at the files only (`check`) and whoever publishes them (`keeping`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from blog.content_sync import collisions, links
from blog.content_sync.ties import Ties
from blog.errors import Problem
from blog.preferences.sitefile import Preferences
from blog.sources.folder import SITE, Kind


def told(
    all_ties: Collection[Ties], *, preferences: Preferences, doubtful: Collection[str]
) -> tuple[Problem, ...]:
    """Name links, authors and old names that lead nowhere or to two places.

    `doubtful` are the names of files that cannot be used at the moment: what counts on them
    is not wrong on top of that.
    """
    return (
        *links.dead(all_ties, url=preferences.url, doubtful=doubtful),
        *collisions.told(all_ties),
        *_nobody(all_ties, preferences, doubtful),
    )


def _nobody(
    all_ties: Collection[Ties], preferences: Preferences, doubtful: Collection[str]
) -> Iterator[Problem]:
    """Name the authors that have no file; the one who signs by default is named once."""
    known = {one.slug for one in all_ties if one.kind == Kind.AUTHOR} | {*doubtful}
    signed = [(one.path, slug, line) for one in all_ties for slug, line in one.author]
    if preferences.author_slug:
        signed.append((SITE, preferences.author_slug, preferences.author_line))
    for path, slug, line in signed:
        if slug not in known:
            sentence = f"author: there is no file authors/{slug}.md that tells who that is"
            yield Problem(path, line, sentence, refused=False)
