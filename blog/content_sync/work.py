"""A look at the author's folder, rendered and ready to be kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from blog.content_sync import reading
from blog.content_sync.rendering import Finished
from blog.markup.post import Rendered
from blog.markup.slugs import slugify
from blog.posts.postfile import PostFile
from blog.preferences.sitefile import Preferences
from blog.sources.folder import Listing
from blog.sources.ledger import Ledger, Seen

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[-_ ]+")


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a look at the folder came to.

    `seen` are the files that were looked at and need no rendering, or cannot be used.
    """

    listing: Listing
    ledger: Ledger
    preferences: Preferences
    finished: Sequence[Finished]
    seen: Sequence[Seen]
    mark: str

    @cached_property
    def here(self) -> set[str]:
        """The paths of all files in the folder that can be looked at."""
        return {found.path for found in self.listing.files}

    @cached_property
    def vanished(self) -> set[str]:
        """The paths of files that were here at the last sync, and now surely are not."""
        closed = self.listing.closed()
        gone = set(self.ledger.seen) - self.here
        return {path for path in gone if not closed & _with_folders(path)}

    def remembered(self) -> dict[str, Seen]:
        """Say what is to be remembered of every file in the folder."""
        seen = {path: one for path, one in self.ledger.seen.items() if path not in self.vanished}
        seen.update({one.path: one for one in self.seen})
        for one in self.finished:
            before = self.ledger.seen.get(one.changed.found.path)
            seen[one.changed.found.path] = reading.remembered(one.changed, one.problems, before)
        return seen

    def good(self) -> list[tuple[Finished, Rendered]]:
        """Pick the files that could be rendered."""
        return [(one, one.rendered) for one in self.finished if one.rendered is not None]

    def posts(self) -> list[PostFile]:
        """Pick the posts among them."""
        written = (one.changed.written for one, _ in self.good())
        return [one for one in written if isinstance(one, PostFile)]

    def doubtful(self, understood: Collection[str]) -> set[str]:
        """Guess the names of files that cannot be used and never could: nobody knows them."""
        unknown = (found.name for found in self.listing.files if found.path not in understood)
        return {slugify(_DATE.sub("", name, count=1)) for name in unknown}


def _with_folders(path: str) -> set[str]:
    """Name a file and the folders it is in."""
    parts = path.split("/")
    return {"/".join(parts[: length + 1]) for length in range(len(parts))}
