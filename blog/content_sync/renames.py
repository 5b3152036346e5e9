"""Telling a post that has another name from one that is gone, and a mishap from a wish."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from blog.posts.postfile import PostFile
from blog.posts.sync import Known, body_checksum

_NO_TEXT = body_checksum("")


def renames(
    vanished: Mapping[str, Known], added: Sequence[PostFile], *, heirs: Mapping[str, str]
) -> dict[str, str]:
    """Pair posts that vanished with posts that are there; old slug to new.

    The author's own `formerly` counts most (`heirs`), then the same text, then the same title
    and date, of posts that have just appeared. What two posts share tells nothing.
    """
    pairs = {old: new for old, new in heirs.items() if old in vanished}
    for of_old, of_new in ((_text_of_old, _text), (_heading_of_old, _heading)):
        left = [old for old in vanished.values() if old.slug not in pairs]
        taken = set(pairs.values())
        free = [post for post in added if post.slug not in taken]
        was = _alone((of_old(old), old.slug) for old in left)
        now = _alone((of_new(post), post.slug) for post in free)
        pairs |= {slug: now[mark] for mark, slug in was.items() if mark in now}
    return pairs


def alike(
    old: Sequence[tuple[str, Sequence[Hashable]]], new: Sequence[tuple[str, Sequence[Hashable]]]
) -> dict[str, str]:
    """Pair names whose first mark is the same, then those whose next one is; old name to new.

    A mark that two of a side share tells nothing, nor does None.
    """
    pairs: dict[str, str] = {}
    for nth in range(max((len(marks) for _, marks in old), default=0)):
        was = _alone((marks[nth], name) for name, marks in old if name not in pairs)
        now = _alone((marks[nth], name) for name, marks in new if name not in pairs.values())
        pairs |= {name: now[mark] for mark, name in was.items() if mark in now}
    return pairs


def too_many(*, taken_down: int, published: int) -> bool:
    """Tell whether so much is missing at once that a mishap is likelier than a wish.

    An unmounted disk or a half-finished copy must not take a blog down.
    """
    return taken_down > 2 and taken_down * 5 > published


def _alone(marked: Iterable[tuple[Hashable, str]]) -> dict[Hashable, str]:
    """Map marks to the slugs they belong to, where that is one."""
    found: dict[Hashable, str] = {}
    shared: set[Hashable] = {None}
    for mark, slug in marked:
        if found.setdefault(mark, slug) != slug:
            shared.add(mark)
    return {mark: slug for mark, slug in found.items() if mark not in shared}


def _text_of_old(old: Known) -> Hashable:
    return old.body_checksum if old.body_checksum != _NO_TEXT else None


def _text(post: PostFile) -> Hashable:
    return body_checksum(post.body) if post.body.strip() else None


def _heading_of_old(old: Known) -> Hashable:
    return (old.title, old.published_at)


def _heading(post: PostFile) -> Hashable:
    return (post.title, post.published_at)
