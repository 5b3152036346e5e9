"""A long discussion, a page at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from blog.comments import layout
from blog.comments.models import Comment
from blog.comments.status import Status
from blog.database.engine import db
from blog.database.transaction import transaction
from counting import counting

START = datetime(2011, 10, 14, tzinfo=UTC)
SLUG = "first-steps"


@pytest.fixture
def discuss(app):
    """Put comments into the database; each answers the one whose number is given."""

    def discuss(parents, **statuses):
        rows = [
            {
                "id": number,
                "post_slug": SLUG,
                "parent_id": parent,
                "name": f"Reader {number}",
                "name_key": f"reader{number}",
                "email": "",
                "website": "",
                "body": f"Words {number}.",
                "html": f"<p>Words {number}.</p>",
                "rendered_with": 1,
                "status": statuses.get(f"n{number}", Status.APPROVED),
                "waits_because": "",
                "submitted_at": START + timedelta(minutes=number),
                "decided_at": START,
                "by_author": False,
            }
            for number, parent in enumerate(parents, 1)
        ]
        with transaction():
            db.session.execute(insert(Comment), rows)

    with app.app_context():
        yield discuss


def ids(laid):
    return [branch.comment.id for branch in layout.every(laid.branches)]


def test_a_short_discussion_is_one_page_and_one_query(discuss):
    discuss([None, 1, None])
    with counting() as cost:
        laid = layout.lay(SLUG)

    assert (ids(laid), laid.count, laid.number, laid.pages) == ([1, 2, 3], 3, 1, 1)
    assert len(cost.statements) == 1


def test_a_long_one_is_shared_out_and_read_a_page_at_a_time(discuss):
    discuss([None] * 1201)
    with counting() as cost:
        pages = [layout.lay(SLUG, number=number) for number in (1, 2, 3)]

    assert [ids(laid) for laid in pages] == [
        list(range(1, 501)),
        list(range(501, 1001)),
        list(range(1001, 1202)),
    ]
    assert {(laid.count, laid.pages) for laid in pages} == {(1201, 3)}
    assert len(cost.statements) == 9


def test_as_many_as_fit_are_not_shared_out(discuss):
    discuss([None] * 500)

    assert layout.lay(SLUG).pages == 1


def test_answers_stand_on_the_page_of_what_they_answer(discuss):
    discuss([None] * 500 + [3])

    laid = layout.lay(SLUG)

    assert (laid.pages, ids(laid)[:5]) == (2, [1, 2, 3, 501, 4])
    assert ids(layout.lay(SLUG, number=2)) == [500]


def test_there_are_no_pages_beyond_the_last(discuss):
    discuss([None] * 501)

    assert layout.lay(SLUG, number=3) is None
    assert layout.lay("nothing-said", number=2) is None
    assert layout.lay("nothing-said").count == 0


def test_who_brings_a_comment_of_their_own_gets_its_page(discuss):
    discuss([None] * 600, n590=Status.PENDING)

    laid = layout.lay(SLUG, own=[590])

    assert laid.number == 2
    assert 590 in ids(laid)
    assert 590 not in ids(layout.lay(SLUG, number=2))
    assert laid.count == 599


def test_a_comment_is_found_on_its_page(discuss):
    discuss([None] * 600)

    assert [layout.page_with(SLUG, number) for number in (1, 500, 501, 600, 999)] == [1, 1, 2, 2, 1]
