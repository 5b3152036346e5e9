from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from blog.accounts import attempts, queries, service
from blog.accounts.attempts import TooManyAttempts
from blog.accounts.invitations import InvitationOver
from blog.accounts.models import Attempt, Device, Invitation, Passkey, Password
from blog.accounts.passkeys import BadPasskey, Made
from blog.database.engine import db
from blog.database.transaction import transaction
from makers import EVERYWHERE

pytestmark = EVERYWHERE

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
MADE = Made(credential="abc", public_key="def", sign_count=0)


@pytest.fixture(autouse=True)
def within(app):
    with app.app_context():
        yield


def do(work, *given, **named):
    with transaction():
        return work(*given, **named)


def everything():
    """Every value that is kept."""
    tables = (Password, Passkey, Device, Invitation, Attempt)
    return [row for table in tables for row in db.session.execute(select(table.__table__))]


def test_a_link_works_once():
    secret = do(service.invite, "sarah", now=NOW)

    assert queries.invited(secret, now=NOW) == "sarah"
    assert do(service.accept, secret, now=NOW) == "sarah"
    with pytest.raises(InvitationOver, match="used"):
        do(service.accept, secret, now=NOW)


def test_a_link_works_for_two_days():
    secret = do(service.invite, "sarah", now=NOW)

    with pytest.raises(InvitationOver, match="too old"):
        do(service.accept, secret, now=NOW + timedelta(days=2))


def test_a_start_takes_back_what_earlier_starts_offered_and_nothing_else():
    asked_for = do(service.invite, "sarah", now=NOW)
    earlier = do(service.invite, "sarah", now=NOW, by_start=True)
    latest = do(service.invite, "sarah", now=NOW, by_start=True)

    with pytest.raises(InvitationOver, match="newer one"):
        queries.invited(earlier, now=NOW)
    assert {queries.invited(one, now=NOW) for one in (asked_for, latest)} == {"sarah"}


def test_a_new_password_signs_every_device_of_its_author_out():
    tokens = [do(service.sign_in, who, name="x", now=NOW) for who in ("sarah", "sarah", "ben")]

    do(service.choose_password, "sarah", "a hash", now=NOW)
    do(service.choose_password, "sarah", "another hash", now=NOW)

    assert [bool(queries.signed_in(one, now=NOW)) for one in tokens] == [False, False, True]
    assert queries.password("sarah") == "another hash"


def test_nothing_secret_is_kept():
    secrets = [
        do(service.invite, "sarah", now=NOW),
        do(service.sign_in, "sarah", name="x", now=NOW),
    ]

    kept = str(everything())

    assert len(everything()) == 2
    assert not [one for one in secrets if one in kept]


def test_a_device_is_signed_in_for_ninety_days_of_use():
    token = do(service.sign_in, "sarah", name="x", now=NOW)
    later = NOW + timedelta(days=89)
    do(service.renew, queries.signed_in(token, now=later).device_id, now=later)
    end = later + timedelta(days=90)

    assert queries.signed_in(token, now=end - timedelta(seconds=1)).author_slug == "sarah"
    assert queries.signed_in(token, now=end) is None
    assert queries.devices_of("sarah", now=end) == []


def test_nobody_signs_out_the_device_of_another_author():
    token = do(service.sign_in, "sarah", name="x", now=NOW)
    device = queries.signed_in(token, now=NOW).device_id

    do(service.sign_out, device, slug="ben")
    still = queries.signed_in(token, now=NOW)
    do(service.sign_out, device, slug="sarah")

    assert still is not None
    assert queries.signed_in(token, now=NOW) is None


def test_a_passkey_made_again_on_a_device_takes_the_place_of_the_first():
    do(service.keep_passkey, "sarah", MADE, name="Phone", now=NOW)
    do(service.keep_passkey, "sarah", MADE, name="Phone", now=NOW)

    assert len(queries.passkeys_of("sarah")) == 1


def test_a_passkey_of_another_author_is_not_taken_over():
    do(service.keep_passkey, "sarah", MADE, name="Phone", now=NOW)

    with pytest.raises(BadPasskey):
        do(service.keep_passkey, "ben", MADE, name="Phone", now=NOW)


def test_of_two_proofs_at_once_one_is_taken():
    do(service.keep_passkey, "sarah", MADE, name="Phone", now=NOW)
    kept = queries.passkey("abc")
    later = NOW + timedelta(minutes=1)
    do(service.use_passkey, kept, sign_count=1, now=later)

    with pytest.raises(BadPasskey):
        do(service.use_passkey, kept, sign_count=1, now=later)


def test_nobody_removes_the_passkey_of_another_author():
    do(service.keep_passkey, "sarah", MADE, name="Phone", now=NOW)
    (passkey,) = queries.passkeys_of("sarah")

    do(service.remove_passkey, passkey.id, slug="ben")
    still = queries.passkey("abc")
    do(service.remove_passkey, passkey.id, slug="sarah")

    assert still is not None
    assert queries.passkey("abc") is None


def test_it_is_known_whether_anybody_has_chosen_how_to_sign_in():
    before = queries.anybody_can_sign_in()
    do(service.keep_passkey, "sarah", MADE, name="Phone", now=NOW)

    assert (before, queries.anybody_can_sign_in()) == (False, True)


def attempt(account="sarah", network="home", *, now=NOW):
    number = do(service.try_once, account, network, now=now)
    try:
        service.weigh(number, account, network, network_known=True)
    except TooManyAttempts:
        do(service.forgive, number)
        return False
    return True


@pytest.mark.parametrize(
    ("others", "let"),
    [
        pytest.param({"account": "sarah", "network": "away"}, False, id="one account, anywhere"),
        pytest.param({"account": "ben", "network": "home"}, False, id="one network, anybody"),
        pytest.param({"account": "ben", "network": "away"}, True, id="neither"),
    ],
)
def test_the_eleventh_failure_has_to_wait(others, let):
    assert [attempt() for _ in range(attempts.MOST)] == [True] * attempts.MOST
    assert attempt(**others) is let


def test_after_five_minutes_nothing_is_locked_however_often_it_was_tried_meanwhile():
    tried = [attempt() for _ in range(50)]
    later = NOW + attempts.WITHIN

    assert tried.count(True) == attempts.MOST
    assert attempt(now=later)
    assert db.session.execute(select(func.count()).select_from(Attempt)).scalar_one() == 1


def test_who_comes_in_has_not_failed():
    for _ in range(attempts.MOST):
        do(service.forgive, do(service.try_once, "sarah", "home", now=NOW))

    assert attempt()


def test_what_has_had_its_time_is_erased():
    do(service.invite, "sarah", now=NOW)
    do(service.sign_in, "sarah", name="x", now=NOW)
    do(service.try_once, "sarah", "home", now=NOW)
    do(service.choose_password, "ben", "a hash", now=NOW)

    do(service.forget, now=NOW)
    before = len(everything())
    do(service.forget, now=NOW + timedelta(days=90))

    assert (before, len(everything())) == (4, 1)
