"""Where a post's file is by now: files are renamed, put into folders and taken away meanwhile."""

from __future__ import annotations

from blog import current
from blog.manuscripts import queries
from blog.manuscripts.queries import PostFile
from blog.posts import names, permalinks
from blog.posts import queries as posts


def found(file: str) -> PostFile | None:
    """Find a post's file by where it was last seen; nothing where it went for good."""
    return queries.file_at(file) or _elsewhere(file)


def _elsewhere(file: str) -> PostFile | None:
    name = names.name_of(file)
    slug = names.slug_of(name)
    known = queries.files()
    alike = (one for one in known if one.slug == slug or names.name_of(one.file) == name)
    if here := next(alike, None):
        return here
    leads_to = posts.moved(permalinks.short(slug), now=current.now()) if slug else None
    path = leads_to.path if leads_to else None
    return next((one for one in known if path and one.path == path), None)
