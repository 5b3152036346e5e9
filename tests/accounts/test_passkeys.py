import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.accounts import passkeys
from blog.accounts.passkeys import BadPasskey, Challenges, House, Kept
from phone import Phone

HOUSE = House(name="Laps", host="laps.example", origins=("https://laps.example",))
NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
SIGNING_IN = Challenges("a key", "sign in")
INVITED = Challenges("a key", "invitation 1")
LATER = NOW + timedelta(minutes=1)


def asked_to_make(now=NOW, challenges=INVITED):
    challenge = challenges.new(now)
    return passkeys.creation(HOUSE, slug="sarah", name="Sarah", challenge=challenge, key=b"key")


def asked_to_prove(now=LATER, challenges=SIGNING_IN):
    return passkeys.request(HOUSE, challenge=challenges.new(now))


def make(phone, options=None, *, origin=HOUSE.origins[0], now=NOW):
    sent = phone.make(options or asked_to_make(), origin=origin)
    return passkeys.made(sent, house=HOUSE, challenges=INVITED, now=now)


@pytest.fixture
def phone():
    return Phone()


@pytest.fixture
def kept(phone):
    made = make(phone)
    return Kept(
        id=1,
        author_slug="sarah",
        public_key=made.public_key,
        sign_count=made.sign_count,
        used_at=NOW,
    )


def prove(sent, kept, now=LATER):
    return passkeys.proven(sent, kept, house=HOUSE, challenges=SIGNING_IN, now=now)


def test_a_passkey_that_was_made_proves_who_it_is(phone, kept):
    sent = phone.prove(asked_to_prove(), origin=HOUSE.origins[0])

    assert prove(sent, kept) == 1
    assert passkeys.credential_of(sent) == json.loads(sent)["id"]


def test_an_author_is_the_same_person_each_time_and_says_no_name():
    ids = {asked_to_make()["user"]["id"] for _ in range(2)}

    assert len(ids) == 1
    assert "sarah" not in ids.pop()


def test_a_proof_for_another_site_proves_nothing(phone, kept):
    sent = phone.prove(asked_to_prove(), origin="https://evil.example")

    with pytest.raises(BadPasskey):
        prove(sent, kept)


def test_a_proof_is_good_once(phone, kept):
    sent = phone.prove(asked_to_prove(), origin=HOUSE.origins[0])
    prove(sent, kept)
    used = Kept(**{**vars_of(kept), "used_at": LATER})

    with pytest.raises(BadPasskey):
        prove(sent, used)


def vars_of(kept):
    names = ("id", "author_slug", "public_key", "sign_count", "used_at")
    return {name: getattr(kept, name) for name in names}


def test_a_challenge_is_good_for_an_hour(phone, kept):
    sent = phone.prove(asked_to_prove(), origin=HOUSE.origins[0])

    with pytest.raises(BadPasskey):
        prove(sent, kept, now=LATER + timedelta(hours=1, seconds=1))


@pytest.mark.parametrize(
    "challenges",
    [
        pytest.param(Challenges("another key", "sign in"), id="another installation's"),
        pytest.param(INVITED, id="for something else"),
    ],
)
def test_a_challenge_of_others_is_refused(phone, kept, challenges):
    sent = phone.prove(asked_to_prove(challenges=challenges), origin=HOUSE.origins[0])

    with pytest.raises(BadPasskey):
        prove(sent, kept)


def test_another_phone_proves_nothing(kept):
    other = Phone()
    make(other)
    sent = other.prove(asked_to_prove(), origin=HOUSE.origins[0])

    with pytest.raises(BadPasskey):
        prove(sent, kept)
    with pytest.raises(BadPasskey):
        prove(sent, None)


def test_a_key_that_does_not_ask_who_holds_it_is_not_taken():
    with pytest.raises(BadPasskey):
        make(Phone(asks_who_it_is=False))


def test_a_key_made_for_another_site_is_not_taken(phone):
    with pytest.raises(BadPasskey):
        make(phone, origin="https://evil.example")


@pytest.mark.parametrize(
    "sent",
    ["", "x", "[]", "1", "null", "{}", '{"id": 1}', '{"id": "\\u0000"}', '{"id": "ä"}', "[" * 9999],
)
def test_noise_is_no_passkey(sent, kept):
    with pytest.raises(BadPasskey):
        passkeys.credential_of(sent)
    with pytest.raises(BadPasskey):
        prove(sent, kept)
    with pytest.raises(BadPasskey):
        passkeys.made(sent, house=HOUSE, challenges=INVITED, now=NOW)


@given(part=st.sampled_from(["clientDataJSON", "attestationObject"]), noise=st.binary(max_size=400))
def test_a_broken_key_is_refused_and_never_a_failure(part, noise):
    sent = json.loads(Phone().make(asked_to_make(), origin=HOUSE.origins[0]))
    sent["response"][part] = passkeys._text(noise)

    with pytest.raises(BadPasskey):
        passkeys.made(json.dumps(sent), house=HOUSE, challenges=INVITED, now=NOW)


@given(at=st.integers(0, 200), value=st.integers(0, 255))
def test_a_key_with_a_wrong_byte_is_refused_or_taken_and_never_a_failure(at, value):
    sent = json.loads(Phone().make(asked_to_make(), origin=HOUSE.origins[0]))
    whole = bytearray(passkeys._bytes(sent["response"]["attestationObject"]))
    whole[at % len(whole)] = value
    sent["response"]["attestationObject"] = passkeys._text(bytes(whole))

    with suppress(BadPasskey):
        passkeys.made(json.dumps(sent), house=HOUSE, challenges=INVITED, now=NOW)


@given(
    part=st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]),
    noise=st.binary(max_size=200),
)
def test_a_broken_proof_is_refused_and_never_a_failure(part, noise):
    phone = Phone()
    made = make(phone)
    kept = Kept(id=1, author_slug="sarah", public_key=made.public_key, sign_count=0, used_at=NOW)
    sent = json.loads(phone.prove(asked_to_prove(), origin=HOUSE.origins[0]))
    sent["response"][part] = passkeys._text(noise)

    with pytest.raises(BadPasskey):
        prove(json.dumps(sent), kept)
