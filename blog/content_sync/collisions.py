"""Finding addresses that two files claim; only one of them is ever shown there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from blog.content_sync import ties
from blog.content_sync.ties import Ties
from blog.errors import Problem
from blog.sources.folder import Kind


def told(all_ties: Collection[Ties]) -> Iterator[Problem]:
    """Name every page, alias and former name that another file keeps from being reached."""
    owners = ties.addresses(all_ties, Kind.POST)
    names = {one.slug: one.path for one in all_ties if one.kind == Kind.POST}
    for address, path in ties.addresses(all_ties, Kind.PAGE).items():
        owner = owners.setdefault(address, path)
        if owner != path:
            yield _advice(path, 1, f"{owner} has the address {address} already")
    claimed: dict[tuple[str, str], str] = {}
    for one in sorted(all_ties, key=lambda one: (one.kind != Kind.POST, one.slug)):
        yield from _of_aliases(one, owners, claimed)
        yield from _of_names(one, names, claimed)


def _of_aliases(
    one: Ties, owners: Mapping[str, str], claimed: dict[tuple[str, str], str]
) -> Iterator[Problem]:
    for alias, line in one.aliases:
        address = f"{alias.rstrip('/')}/"
        owner = owners.get(address, one.path)
        first = claimed.setdefault(("aliases", address), one.path)
        if owner != one.path:
            yield _advice(one.path, line, f"aliases: {alias} is the address of {owner}")
        elif first != one.path:
            yield _advice(one.path, line, f"aliases: {alias} leads to {first} already")


def _of_names(
    one: Ties, names: Mapping[str, str], claimed: dict[tuple[str, str], str]
) -> Iterator[Problem]:
    for slug, line in one.formerly:
        owner = names.get(slug, one.path)
        first = claimed.setdefault(("formerly", slug), one.path)
        if owner != one.path:
            yield _advice(one.path, line, f"formerly: “{slug}” is the name of {owner}")
        elif first != one.path:
            yield _advice(one.path, line, f"formerly: “{slug}” leads to {first} already")


def _advice(path: str, line: int, sentence: str) -> Problem:
    return Problem(path, line, sentence, refused=False)
