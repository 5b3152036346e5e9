"""How much of a form is read, and how much of it is taken."""

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from blog import clock
from commenting import send
from makers import sync


@pytest.fixture
def reader(folder, app, workshop):
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    sync(app, workshop)
    return app.test_client()


def test_ten_thousand_chinese_characters_are_taken(reader):
    assert send(reader, body="跑" * 10_000).status_code == 303


def test_a_body_beyond_all_bounds_is_refused_unread(reader):
    answer = send(reader, body="x" * 700_000)

    assert answer.status_code == 413


def test_a_body_larger_than_a_form_may_be_comes_back_with_its_words(reader):
    answer = send(reader, body="x" * 200_000)

    assert answer.status_code == 422
    assert "x" * 200_000 in answer.text


@pytest.mark.parametrize(("body", "transactions"), [("Two lines.", 2), ("跑" * 5_000, 3)])
def test_a_short_form_is_read_without_asking_how_much_may_be(reader, body, transactions):
    begun = []
    note = begun.append
    event.listen(Engine, "begin", note)
    try:
        answer = send(reader, body=body)
    finally:
        event.remove(Engine, "begin", note)

    assert answer.status_code == 303
    assert len(begun) == transactions
