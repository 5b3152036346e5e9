"""A thousand that wait are a few decisions."""

from datetime import UTC, datetime

import pytest

from blog.comments import queue
from blog.comments.queue import Waiting
from blog.comments.shown import Whole
from blog.comments.status import Status


def waits(number, body, *, name="Jo", post="first-mile", website=""):
    return Waiting(
        comment=Whole(
            id=number,
            post_slug=post,
            parent_id=None,
            name=name,
            email="",
            website=website,
            body=body,
            html=f"<p>{body}</p>",
            status=Status.PENDING,
            waits_because="2 links",
            submitted_at=datetime(2026, 11, 22, tzinfo=UTC),
            by_author=False,
            duplicate_of=None,
        )
    )


SPAM = [waits(n, f"Deal {n}: https://www.cheap.example/p{n}") for n in range(1, 6)]
HONEST = waits(99, "Does the tape help on hills? My physio says https://physio.example/hills")


def test_what_leads_to_the_same_place_is_one_group():
    alone, groups = queue.grouped([*SPAM, HONEST])

    assert alone == [HONEST]
    assert [(group.alike, group.ids) for group in groups] == [("cheap.example", [1, 2, 3, 4, 5])]


def test_a_website_beside_the_name_counts_as_a_place():
    spam = [waits(n, f"Nice {n}", website="https://cheap.example/") for n in range(3)]

    assert queue.grouped(spam)[1][0].alike == "cheap.example"


def test_what_says_the_same_is_one_group_whatever_its_dress():
    same = [waits(1, "Great post!"), waits(2, "great  post!!"), waits(3, "GREAT POST!")]

    alone, groups = queue.grouped(same)

    assert alone == []
    assert groups[0].ids == [1, 2, 3]


def test_two_alike_are_no_group():
    assert queue.grouped(SPAM[:2]) == (SPAM[:2], [])


TITLES = {"first-mile": "Half a lap, and home"}


@pytest.mark.parametrize(
    "asked", ["tape hills", "TAPE", "jo", "first-mile", "half LAP", "tape lap"]
)
def test_a_search_finds_words_names_and_posts(asked):
    assert HONEST in queue.matching([*SPAM, HONEST], asked, TITLES)


def test_a_search_wants_every_word():
    assert queue.matching([HONEST], "tape swimming", TITLES) == []


def test_a_group_is_looked_at_by_what_its_comments_have_in_common():
    group = queue.grouped([*SPAM, HONEST])[1][0]

    assert queue.alike([*SPAM, HONEST], group.likeness) == SPAM


def test_only_the_largest_groups_are_laid_out_as_such():
    small = [waits(3 * n + k, f"Words {n}") for n in range(50) for k in range(3)]
    large = [waits(500 + n, "Many words") for n in range(9)]

    alone, groups = queue.grouped([*small, *large])

    assert (len(groups), groups[0].alike) == (50, "many words")
    assert alone == small[-3:]
