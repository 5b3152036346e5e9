"""Finding addresses that two files claim; only one of them is ever shown there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from blog.content_sync.rendering import Finished
from blog.errors import Problem
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile


def told(finished: Sequence[Finished]) -> Iterator[Problem]:
    """Name every page, alias and former name that another file keeps from being reached."""
    owners: dict[str, str] = {}
    names: dict[str, str] = {}
    for one in finished:
        post = one.changed.written
        if isinstance(post, PostFile):
            owners[post.path] = names[post.slug] = one.changed.found.path
    for one in finished:
        page = one.changed.written
        if isinstance(page, PageFile):
            owner = owners.setdefault(page.path, one.changed.found.path)
            if owner != one.changed.found.path:
                yield _advice(one, f"{owner} has the address {page.path} already")
    for one in finished:
        yield from _of_old_names(one, owners, names)


def _of_old_names(
    one: Finished, owners: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[Problem]:
    text, here = one.changed.written, one.changed.found.path
    if isinstance(text, PostFile | PageFile):
        for alias in text.old_addresses:
            owner = owners.get(f"{alias.rstrip('/')}/", here)
            if owner != here:
                yield _advice(one, f"aliases: {alias} is the address of {owner}")
    if isinstance(text, PostFile):
        for slug in text.formerly:
            if names.get(slug, here) != here:
                yield _advice(one, f"formerly: “{slug}” is the name of {names[slug]}")


def _advice(one: Finished, sentence: str) -> Problem:
    return Problem(one.changed.found.path, 1, sentence, refused=False)
