from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import bindparam, delete, exists, insert, literal, select
from sqlalchemy.exc import IntegrityError, InvalidRequestError, SQLAlchemyError

from blog.comments.models import Arrival, Comment
from blog.comments.status import Status
from blog.database.engine import db
from blog.database.running import ask, rows
from blog.database.transaction import transaction
from blog.preferences.models import Site
from counting import counting
from makers import EVERYWHERE

pytestmark = EVERYWHERE

NOW = datetime(2013, 5, 12, 7, 30, 15, 250, tzinfo=UTC)

_NEW = insert(Comment).returning(Comment.id)
_OF_IDS = (
    select(Comment.id, Comment.status, Comment.submitted_at, Comment.by_author, Comment.parent_id)
    .where(
        Comment.id.in_(bindparam("ids", expanding=True)),
        Comment.status.in_([Status.APPROVED, Status.PENDING]),
    )
    .order_by(Comment.id)
)
_ARRIVALS = select(Arrival.network).order_by(Arrival.id)
_NEW_ARRIVAL = insert(Arrival)


_PLAIN = {
    **dict.fromkeys(("post_slug", "name", "name_key", "email", "website", "body", "html"), ""),
    "waits_because": "",
    "rendered_with": 1,
    "status": Status.APPROVED,
    "submitted_at": NOW,
    "decided_at": NOW,
    "by_author": False,
    "parent_id": None,
}


def comment(**columns):
    return rows(_NEW, **_PLAIN | columns).scalar_one()


def fail():
    rows(_NEW_ARRIVAL, network="a", arrived_at=NOW)
    raise ValueError


def test_values_go_in_and_come_out_as_their_columns_say(app):
    with app.app_context(), transaction():
        first = comment()
        second = comment(status=Status.PENDING, by_author=True, parent_id=first)

        found = rows(_OF_IDS, ids=[first, second]).all()

    assert found == [
        (first, Status.APPROVED, NOW, False, None),
        (second, Status.PENDING, NOW, True, first),
    ]
    assert found[1].status is Status.PENDING
    assert found[1].submitted_at.tzinfo is UTC
    assert found[1]._asdict()["by_author"] is True


@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_a_list_may_have_any_length(app, length):
    with app.app_context(), transaction():
        numbers = [comment() for _ in range(length)]

        assert list(rows(_OF_IDS, ids=numbers).scalars()) == numbers


def test_a_list_that_stands_in_the_statement_stays_what_it_is(app):
    with app.app_context(), transaction():
        hidden = comment(status=Status.SPAM)

        assert rows(_OF_IDS, ids=[hidden]).all() == []


def test_what_is_kept_as_json_comes_back_as_it_was(app):
    with app.app_context(), transaction():
        rows(insert(Site), id=1, chosen={"a": [1, None]}, menu=[["A", "/a/"]], author_name="")

        found = rows(select(Site.chosen, Site.menu)).one()

    assert found == ({"a": [1, None]}, [["A", "/a/"]])


def test_an_entity_that_waits_to_be_written_is_written_first(app):
    with app.app_context(), transaction():
        db.session.add(Arrival(network="a", arrived_at=NOW))

        assert list(rows(_ARRIVALS).scalars()) == ["a"]


def test_a_statement_belongs_to_the_transaction_at_work(app):
    with app.app_context():
        with pytest.raises(ValueError), transaction():  # noqa: PT011 - our own
            fail()

        assert rows(_ARRIVALS).all() == []


def test_what_is_asked_beside_all_transactions_sees_what_is_committed_only(app):
    with app.app_context():
        with transaction():
            rows(_NEW_ARRIVAL, network="a", arrived_at=NOW)
            before = ask(db.engine, _ARRIVALS)

        assert before == []
        assert ask(db.engine, _ARRIVALS) == [("a",)]


def test_a_delete_compares_moments_as_a_select_does(app):
    with app.app_context(), transaction():
        for hours in (1, 2, 3):
            moment = NOW + timedelta(hours=hours)
            rows(_NEW_ARRIVAL, network=str(hours), arrived_at=moment)

        rows(
            delete(Arrival).where(Arrival.arrived_at < bindparam("before")),
            before=NOW + timedelta(hours=2),
        )

        assert list(rows(_ARRIVALS).scalars()) == ["2", "3"]


def test_a_broken_rule_is_told_as_everywhere(app):
    with app.app_context(), transaction():
        number = comment()

        with pytest.raises(IntegrityError) as told, db.session.connection().begin_nested():
            comment(id=number, name="nobody's business")

        assert "nobody's business" not in str(told.value)
        assert [row.id for row in rows(_OF_IDS, ids=[number])] == [number]


def test_a_value_that_is_missing_is_told(app):
    with app.app_context(), pytest.raises((InvalidRequestError, SQLAlchemyError)):
        rows(select(Comment.id).where(Comment.id == bindparam("id")))


def test_a_column_without_a_name_can_be_asked_for(app):
    with app.app_context():
        assert (
            rows(select(exists().where(Comment.id == bindparam("id"))), id=1).scalar_one() is False
        )
        assert rows(select(literal("a"), literal("a"))).one() == ("a", "a")


def test_who_counts_statements_counts_these_too(app):
    with app.app_context(), counting() as cost:
        rows(_ARRIVALS)
        rows(_ARRIVALS)

    assert len(cost.statements) == 2
