import json

import pytest

from blog import clock
from blog.accounts import queries
from entering import OURS, PASSWORD, choose, come_in, enter, link, options
from makers import sync
from phone import Phone

LOCAL = "http://localhost"


@pytest.fixture
def desk(folder, app, workshop):
    """A blog of two authors, of whom nobody can sign in yet."""
    folder.write("authors/sarah.md", "---\nname: Sarah Miller\n---\n")
    folder.write("authors/ben.md", "---\nname: Ben\n---\n")
    sync(app, workshop)
    return app


@pytest.fixture
def client(desk):
    return desk.test_client()


def make(client, address, phone, origin=LOCAL):
    sent = phone.make(options(client.get(address).text), origin=origin)
    return client.post(address, data={"credential": sent}, headers=OURS)


def test_a_link_names_whom_it_invites_and_is_kept_from_caches(desk, client):
    answer = client.get(link(desk))

    assert "Welcome, Sarah Miller" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_looking_at_a_link_does_not_use_it_up(desk, client):
    address = link(desk)

    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 200]


def test_a_password_is_chosen_and_its_author_is_in(desk, client):
    answer = choose(client, link(desk))

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert "Sarah Miller’s desk" in client.get("/desk/").text
    assert enter(desk.test_client()).status_code == 303


def test_a_passkey_is_made_and_its_author_is_in(desk, client):
    answer = make(client, link(desk), Phone())

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert "Passkey, made with" in client.get("/desk/devices/").text


@pytest.mark.parametrize("first", ["password", "passkey"])
def test_a_used_link_says_so_and_how_to_get_a_new_one(desk, client, first):
    address = link(desk)
    choose(client, address) if first == "password" else make(client, address, Phone())

    seen, sent = desk.test_client().get(address), choose(desk.test_client(), address)

    for answer in (seen, sent):
        assert answer.status_code == 410
        assert "This link has been used: each works once." in answer.text
        assert "blog authors invite" in answer.text


def test_a_link_is_over_after_two_days(desk, client, monkeypatch):
    from datetime import timedelta

    address, later = link(desk), clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert "too old" in client.get(address).text


def test_a_link_nobody_made_says_so(client):
    answer = client.get("/desk/invited/abc/")

    assert answer.status_code == 410
    assert "not one of ours" in answer.text


@pytest.mark.parametrize(
    ("password", "again", "reason"),
    [
        ("short", "short", "too short"),
        ("sarah miller", "sarah miller", "try this one first"),
        (PASSWORD, "four words of mines", "not the same"),
        ("", "", "too short"),
    ],
)
def test_what_will_not_do_is_said_and_the_link_still_works(desk, client, password, again, reason):
    address = link(desk)
    answer = client.post(address, data={"password": password, "again": again}, headers=OURS)

    assert answer.status_code == 422
    assert reason in answer.text
    assert choose(client, address).status_code == 303


@pytest.mark.parametrize("sent", ["x", "{}", "[]", json.dumps({"id": "abc"})])
def test_a_passkey_that_is_none_is_refused_and_the_link_still_works(desk, client, sent):
    address = link(desk)
    answer = client.post(address, data={"credential": sent}, headers=OURS)

    assert answer.status_code == 422
    assert "That passkey did not work here." in answer.text
    assert client.get(address).status_code == 200


def test_a_passkey_asked_for_by_another_link_is_refused(desk, client):
    phone = Phone()
    sent = phone.make(options(client.get(link(desk, "ben")).text), origin=LOCAL)
    answer = client.post(link(desk), data={"credential": sent}, headers=OURS)

    assert answer.status_code == 422


def test_a_new_password_ends_the_sessions_of_before(desk, client):
    before = come_in(desk)
    choose(client, link(desk))

    assert before.get("/desk/").status_code == 303
    assert client.get("/desk/").status_code == 200


def test_another_passkey_ends_nothing(desk, client):
    before = come_in(desk)
    make(client, link(desk), Phone())

    assert before.get("/desk/").status_code == 200


def test_an_author_who_has_both_keeps_both(desk, client):
    choose(client, link(desk))
    make(client, link(desk), Phone())
    with desk.app_context():
        assert queries.password("sarah") is not None
        assert len(queries.passkeys_of("sarah")) == 1


def test_nobody_but_the_page_itself_uses_a_link(desk, client):
    address, fields = link(desk), {"password": PASSWORD, "again": PASSWORD}
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(address, data=fields, headers=headers).status_code == 403
    assert client.get(address).status_code == 200


def test_a_link_for_an_author_whose_file_is_gone_says_so(desk, client, folder, workshop):
    address = link(desk, "ben")
    folder.remove("authors/ben.md")
    sync(desk, workshop)

    answer = client.get(address)

    assert answer.status_code == 410
    assert "Nobody of this site is called “ben”." in answer.text
