"""A discussion laid out on pages, of which one is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from blog.comments import queries, thread
from blog.comments.shown import Shown
from blog.comments.status import Status
from blog.comments.thread import Branch, Placed

# So many comments stand on one page; what answers one of them stands beside it.
A_PAGE = 500

C = TypeVar("C", bound=Placed)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One page of a discussion, and how many public comments there are on all of them."""

    branches: Sequence[Branch[Shown]]
    count: int
    number: int
    pages: int


def lay(
    slug: str,
    *,
    number: int | None = None,
    own: Collection[int] = (),
    also: Collection[int] = (),
) -> Layout | None:
    """Lay out the page of a discussion that is asked for; nothing where there is none such.

    Where none is asked for, it is the one with a comment of one's own, else the first. `also`
    are shown that readers do not see.
    """
    comments = queries.of_post(slug, most=A_PAGE + 1)
    shown = {*own, *also}
    if len(comments) <= A_PAGE:
        whole = thread.nest(comments, also_shown=shown)
        return _layout(whole, count=_public(comments), number=number or 1, pages=1)
    outline = queries.outline(slug)
    pages = list(on_pages(thread.nest(outline, also_shown=shown)))
    number = number or page_of(pages, own)
    places = pages[number - 1] if 0 < number <= len(pages) else []
    texts = queries.of_numbers([branch.comment.id for branch in every(places)])
    read = [thread.mapped(branch, lambda place: texts[place.id]) for branch in places]
    return _layout(read, count=_public(outline), number=number, pages=len(pages))


def page_with(slug: str, comment_id: int, *, also: Collection[int] = ()) -> int:
    """Tell on which page of a discussion a comment stands; `also` are shown besides."""
    if len(outline := queries.outline(slug)) <= A_PAGE:
        return 1
    return page_of(list(on_pages(thread.nest(outline, also_shown=also))), {comment_id})


def on_pages(branches: Sequence[Branch[C]], *, size: int = A_PAGE) -> Iterator[list[Branch[C]]]:
    """Share branches out on pages of about this many comments; a branch is never torn apart."""
    page: list[Branch[C]] = []
    room = size
    for branch in branches:
        length = sum(1 for _ in every([branch]))
        if page and length > room:
            yield page
            page, room = [], size
        page.append(branch)
        room -= length
    yield page


def page_of(pages: Sequence[Sequence[Branch[C]]], wanted: Collection[int]) -> int:
    """Tell which page has one of these comments; the first where none has."""
    for number, branches in enumerate(pages, 1):
        if any(branch.comment.id in wanted for branch in every(branches)):
            return number
    return 1


def every(branches: Sequence[Branch[C]]) -> Iterator[Branch[C]]:
    """Go through branches and all that is below them."""
    for branch in branches:
        yield branch
        yield from every(branch.replies)


def _layout(
    branches: Sequence[Branch[Shown]], *, count: int, number: int, pages: int
) -> Layout | None:
    if not 1 <= number <= pages:
        return None
    return Layout(branches=branches, count=count, number=number, pages=pages)


def _public(comments: Sequence[Placed]) -> int:
    return sum(comment.status is Status.APPROVED for comment in comments)
