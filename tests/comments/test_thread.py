"""A discussion laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.comments.status import Status
from blog.comments.thread import nest

START = datetime(2011, 10, 14, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Row:
    id: int
    parent_id: int | None
    status: Status = Status.APPROVED

    @property
    def submitted_at(self) -> datetime:
        return START + timedelta(minutes=self.id)


def shown(links, **statuses):
    return [
        Row(id=number, parent_id=parent, status=statuses.get(f"n{number}", Status.APPROVED))
        for number, parent in links
    ]


def ids(branches):
    waiting, found = list(branches), []
    while waiting:
        branch = waiting.pop()
        found.append(branch.comment.id)
        waiting += branch.replies
    return found


def drawn(branches):
    """Draw branches as nested lists of ids."""
    return [
        [branch.comment.id, *drawn(branch.replies)] if branch.replies else branch.comment.id
        for branch in branches
    ]


@pytest.mark.parametrize(
    "links",
    [
        pytest.param([(1, None), (2, 1), (3, 2)], id="a plain thread"),
        pytest.param([(3, 2), (2, 1), (1, None)], id="rows in any order"),
        pytest.param([(1, 2), (2, 1)], id="an import with a circle"),
        pytest.param([(1, 1)], id="a comment that answers itself"),
        pytest.param([(1, 3), (2, 1), (3, 2), (4, 3)], id="a circle with a tail"),
        pytest.param([(1, 99)], id="a parent that is nowhere"),
        pytest.param([(n, n - 1) for n in range(1, 10_001)], id="a chain of ten thousand"),
        pytest.param([(n, n % 10_000 + 1) for n in range(1, 10_001)], id="a circle of them"),
    ],
)
def test_every_comment_is_shown_once(links):
    assert sorted(ids(nest(shown(links)))) == sorted(n for n, _ in links)


@given(st.lists(st.integers(0, 12), max_size=12), st.integers(1, 5))
def test_every_comment_is_shown_once_however_they_hang_together(parents, deepest):
    branches = nest(shown(list(enumerate(parents))), deepest=deepest)

    assert sorted(ids(branches)) == list(range(len(parents)))


@pytest.mark.parametrize(
    ("links", "picture"),
    [
        pytest.param([(1, None), (2, None), (3, 1)], [[1, 3], 2], id="a reply below its comment"),
        pytest.param([(1, None), (2, 1), (3, 1)], [[1, 2, 3]], id="replies oldest first"),
        pytest.param(
            [(1, None), (2, 1), (3, 2), (4, 3), (5, 4), (6, 3), (7, 5)],
            [[1, [2, [3, 4, 5, 6, 7]]]],
            id="what is deeper stays on the deepest level",
        ),
        pytest.param([(1, 3), (2, 1), (3, 2)], [[1, [2, 3]]], id="a circle begins with its oldest"),
    ],
)
def test_replies_are_laid_out(links, picture):
    assert drawn(nest(shown(links))) == picture


def test_levels_are_counted_from_one_to_the_deepest():
    top = nest(shown([(n, n - 1) for n in range(1, 8)]))[0]
    levels = [top.level]
    while top.replies:
        top = top.replies[0]
        levels.append(top.level)

    assert levels == [1, 2, 3, 4]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.APPROVED])
def test_a_comment_that_is_gone_keeps_its_place_for_its_replies(status):
    branches = nest(shown([(1, None), (2, 1), (3, 2)], n1=status, n2=status))

    assert drawn(branches) == [[1, [2, 3]]]
    assert (branches[0].gone, branches[0].replies[0].replies[0].gone) == (status, None)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.APPROVED])
def test_a_comment_that_is_gone_leaves_no_place_without_replies(status):
    assert nest(shown([(1, None), (2, 1), (3, 2)], n1=status, n2=status, n3=status)) == []


def test_its_writer_sees_a_waiting_comment():
    waiting = shown([(1, None), (2, 1)], n2=Status.PENDING)

    assert drawn(nest(waiting)) == [1]
    assert drawn(nest(waiting, also_shown={2})) == [[1, 2]]
