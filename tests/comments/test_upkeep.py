"""What is kept for a while only is gone when /kept/ says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from blog import clock
from blog.comments import queries, rulings, upkeep
from blog.comments.models import Arrival, Hand, Version, Wording
from blog.database.engine import db
from blog.database.transaction import transaction
from commenting import COMMENTS, OURS, PAGE, STRANGER, number, receipt, send
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE


@pytest.fixture
def reader(folder, app, workshop):
    folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
    sync(app, workshop)
    return app.test_client()


@pytest.fixture
def forget(app):
    """Forget, as if so much time had passed; count what is left of a table."""

    def forget(table, **time):
        with app.app_context():
            with transaction():
                upkeep.forget(now=clock.now() + timedelta(**time))
            return db.session.execute(select(func.count()).select_from(table)).scalar_one()

    return forget


def rule(app, what, one):
    with app.app_context(), transaction():
        what([one], now=clock.now())


def test_hands_are_forgotten_after_a_quarter_of_an_hour(reader, forget):
    send(reader, far=STRANGER)

    assert forget(Hand, minutes=14, seconds=50) == 1
    assert forget(Hand, minutes=15, seconds=1) == 0


def test_networks_are_forgotten_after_an_hour(reader, forget):
    send(reader, far=STRANGER)

    assert forget(Arrival, minutes=59, seconds=50) == 1
    assert forget(Arrival, minutes=60, seconds=1) == 0


@pytest.mark.parametrize("how", ["spam", "delete", "withdraw"])
def test_what_was_put_away_is_erased_after_thirty_days(app, reader, forget, how):
    sent = send(reader, email="mia@example.org", website="https://mia.example")
    one = number(sent)
    reply = send(reader, name="Jo", body="Same here.", parent=str(one))
    if how == "withdraw":
        reader.post(f"{COMMENTS}{one}/withdraw/", data={"receipt": receipt(sent)}, headers=OURS)
    else:
        rule(app, getattr(rulings, how), one)

    forget(Wording, days=29, hours=23)
    with app.app_context():
        assert queries.by_id(one).body
    assert forget(Wording, days=30, seconds=5) == 1
    assert forget(Version, days=30, seconds=5) == 0

    with app.app_context():
        kept = queries.by_id(one)
    assert (kept.name, kept.email, kept.website, kept.body, kept.html) == ("",) * 5
    page = reader.get(PAGE).text
    assert f'id="comment-{number(reply)}"' in page
    assert f'id="comment-{one}"' in page


def test_what_stands_or_waits_stays(app, reader, forget):
    one = number(send(reader))

    assert forget(Wording, days=400) == 1
    with app.app_context():
        assert queries.by_id(one).body


@pytest.mark.parametrize("what", [rulings.approve, rulings.restore])
def test_what_was_erased_is_not_shown_again(app, reader, forget, what):
    one = number(send(reader))
    rule(app, rulings.spam, one)
    forget(Wording, days=31)

    with pytest.raises(Exception, match="have been erased"):
        rule(app, what, one)
