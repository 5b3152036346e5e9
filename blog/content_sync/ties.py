"""What ties a file to the others: how it is called, and what it counts on being there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeAlias

from blog.authors.biofile import BioFile
from blog.content_sync.rendering import Finished
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile
from blog.sources.folder import Kind

# What a file names, and the line where it does.
Named: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Ties:
    """One file as the others see it, as it was when it last could be used."""

    path: str
    kind: str
    slug: str
    address: str
    draft: bool = False
    tags: Sequence[str] = ()
    author: Named = ()
    aliases: Named = ()
    formerly: Named = ()
    links: Named = ()
    # The folders that pictures it shows are served from.
    pictures: Sequence[str] = ()


def of(one: Finished) -> Ties:
    """Gather what ties one file that was rendered to the others."""
    written = one.changed.written
    links = () if one.rendered is None else one.rendered.links
    bare = Ties(
        path=one.changed.found.path,
        kind=one.changed.found.kind.value,
        slug=written.slug,
        address=f"/{'authors' if isinstance(written, BioFile) else 'tags'}/{written.slug}/",
        links=tuple((link.target, link.line) for link in links),
        pictures=one.folders,
    )
    if not isinstance(written, PostFile | PageFile):
        return bare
    either = replace(
        bare,
        address=written.path,
        draft=written.draft,
        aliases=_lines(written, "aliases", written.old_addresses),
    )
    if not isinstance(written, PostFile):
        return either
    signs = [written.author] if ("author", written.author) in written.lines else []
    return replace(
        either,
        tags=tuple(tag.slug for tag in written.tags),
        author=_lines(written, "author", signs),
        formerly=_lines(written, "formerly", written.formerly),
    )


def kept(ties: Ties) -> dict[str, Any]:
    """Make ties something that can be stored; what is empty is left away."""
    return {name: value for name, value in asdict(ties).items() if value}


def read(stored: Iterable[Mapping[str, Any]]) -> dict[str, Ties]:
    """Make ties of what was stored, by the paths of their files."""
    return {values["path"]: Ties(**values) for values in stored}


def alike(one: Ties, other: Ties | None) -> bool:
    """Tell whether two mean the same to all other files, on whatever lines they say it."""
    return other is not None and _meaning(one) == _meaning(other)


def _meaning(ties: Ties) -> tuple[object, ...]:
    named = (ties.author, ties.aliases, ties.formerly, ties.links)
    said = (frozenset(name for name, _ in some) for some in named)
    return (ties.kind, ties.slug, ties.address, ties.draft, frozenset(ties.tags), *said)


def addresses(all_ties: Iterable[Ties], kind: Kind) -> dict[str, str]:
    """Map the addresses of all files of a kind to their paths."""
    return {one.address: one.path for one in all_ties if one.kind == kind}


def _lines(written: PostFile | PageFile, field: str, named: Iterable[str]) -> Named:
    return tuple((one, written.lines.get((field, one), 1)) for one in named)
