import re
from datetime import timedelta

import pytest

from blog import clock
from blog.accounts import queries, service
from blog.database.transaction import transaction
from entering import OURS, PASSWORD, choose, come_in, enter, link, options
from makers import EVERYWHERE, sync
from phone import Phone

pytestmark = EVERYWHERE

LOCAL = "http://localhost"
WRONG = "That name and that password don’t belong together."


@pytest.fixture
def desk(folder, app, workshop):
    """A blog of two authors, of whom one has a password."""
    folder.write("authors/sarah.md", "---\nname: Sarah Miller\n---\n")
    folder.write("authors/ben.md", "---\nname: Ben\n---\n")
    sync(app, workshop)
    choose(app.test_client(), link(app))
    return app


@pytest.fixture
def client(desk):
    return desk.test_client()


def is_in(client):
    return client.get("/desk/").status_code == 200


@pytest.mark.parametrize("name", ["sarah", "Sarah Miller", " sarah miller "])
def test_an_author_comes_in_with_slug_or_name(client, name):
    answer = enter(client, name)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert is_in(client)


def test_the_badge_is_for_this_site_only_and_for_no_script(client):
    badge = enter(client).headers["Set-Cookie"]
    secure = client.post(
        "/desk/sign-in/",
        base_url="https://localhost",
        data={"name": "sarah", "password": PASSWORD},
        headers=OURS,
    ).headers["Set-Cookie"]

    assert re.fullmatch(
        r"desk=[\w.-]+; Expires=[^;]+; Max-Age=7776000; HttpOnly; Path=/; SameSite=Lax", badge
    )
    assert "; Secure;" in secure


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("sarah", "four words of others"),
        ("ben", PASSWORD),
        ("nobody", PASSWORD),
        ("", ""),
        ("\0", ""),
    ],
)
def test_what_does_not_belong_together_is_told_the_same_way(client, name, password):
    answer = enter(client, name, password)

    assert answer.status_code == 422
    assert WRONG in answer.text
    assert "Set-Cookie" not in answer.headers
    assert password not in answer.text or not password


@pytest.mark.parametrize("name", ["sarah", "nobody"])
def test_the_eleventh_guess_waits_whoever_it_is_about(client, name):
    said = [enter(client, name, "four words of others").status_code for _ in range(11)]
    right = enter(client, "sarah")

    assert said == [422] * 10 + [429]
    # The network waits, and in five minutes nobody does.
    assert (right.status_code, right.headers["Retry-After"]) == (429, "300")


def test_after_five_minutes_an_author_comes_in_however_often_it_was_tried_meanwhile(
    client, monkeypatch
):
    start = clock.now()
    for minutes in (0, 4):
        moment = start + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        for _ in range(12):
            enter(client, "sarah", "four words of others")
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(minutes=5))

    assert enter(client).status_code == 303


def test_no_guessing_from_elsewhere_locks_an_author_out_of_a_browser_they_know(desk, client):
    enter(client)
    sign_out(desk)
    for number in range(30):
        guess(desk, f"192.0.{number}.1")

    elsewhere = enter(desk.test_client()).status_code
    known = enter(client).status_code

    assert (elsewhere, known) == (429, 303)


def sign_out(app):
    """End every session of Sarah's, from elsewhere."""
    with app.app_context(), transaction():
        for device in queries.devices_of("sarah", now=clock.now()):
            service.sign_out(device.id, slug="sarah")


def guess(app, address):
    fields = {"name": "sarah", "password": "four words of others"}
    where = {"REMOTE_ADDR": address}
    app.test_client().post("/desk/sign-in/", data=fields, headers=OURS, environ_overrides=where)


def test_signing_in_again_takes_the_place_of_the_first_time(desk, client):
    before = len(listed(desk))
    for _ in range(3):
        enter(client)

    assert len(listed(desk)) == before + 1


def listed(app):
    with app.app_context():
        return queries.devices_of("sarah", now=clock.now())


def with_passkey(app, phone):
    """Let Sarah make a passkey at a link, in a browser of its own."""
    address, client = link(app), app.test_client()
    asked = options(client.get(address).text)
    sent = phone.make(asked, origin=LOCAL)
    return client.post(address, data={"credential": sent}, headers=OURS)


def prove(client, phone, **more):
    sent = phone.prove(options(client.get("/desk/sign-in/").text), origin=LOCAL)
    return sent, client.post("/desk/sign-in/", data={"credential": sent, **more}, headers=OURS)


def test_a_passkey_needs_neither_name_nor_password(desk, client):
    phone = Phone()
    made = with_passkey(desk, phone)
    _, answer = prove(client, phone)

    assert made.status_code == 303
    assert answer.status_code == 303
    assert is_in(client)


def test_a_proof_somebody_overheard_lets_nobody_in(desk, client):
    phone = Phone()
    with_passkey(desk, phone)
    sent, _ = prove(client, phone)

    again = desk.test_client().post("/desk/sign-in/", data={"credential": sent}, headers=OURS)

    assert again.status_code == 422
    assert "That passkey did not work here." in again.text


def test_a_passkey_nobody_keeps_lets_nobody_in(desk, client):
    stranger = Phone()
    asked = {"rp": {"id": "localhost"}, "challenge": "abc"}
    stranger.make(asked, origin=LOCAL)
    _, answer = prove(client, stranger)

    assert answer.status_code == 422
    assert not is_in(client)


def test_the_passkey_of_an_author_whose_file_is_gone_lets_nobody_in(desk, client, folder, workshop):
    phone = Phone()
    with_passkey(desk, phone)
    folder.remove("authors/sarah.md")
    sync(desk, workshop)

    assert prove(client, phone)[1].status_code == 422


@pytest.mark.parametrize("wanted", ["/desk/devices/", "/posts/first/?page=2", "/"])
def test_an_author_goes_on_to_where_they_were_going(client, wanted):
    assert enter(client, next=wanted).headers["Location"] == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "evil",
        "/a\nb",
        "/\t/evil.example",
    ],
)
def test_nobody_is_led_to_another_site(client, wanted):
    assert enter(client, next=wanted).headers["Location"] == "/desk/"
    assert "evil" not in desk_page(client, wanted)


def desk_page(client, wanted):
    return client.get("/desk/sign-in/", query_string={"next": wanted}).text


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}],
)
def test_nobody_is_signed_in_by_another_site(client, headers):
    fields = {"name": "sarah", "password": PASSWORD}

    answer = client.post("/desk/sign-in/", data=fields, headers=headers)

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_who_is_signed_in_is_not_asked_again(desk):
    answer = come_in(desk).get("/desk/sign-in/?next=/desk/devices/")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/devices/")


def test_what_is_written_to_the_log_holds_no_secret(client, caplog):
    caplog.set_level("DEBUG")
    enter(client, "sarah", "a wrong password, long")
    enter(client)

    assert PASSWORD not in caplog.text
    assert "a wrong password" not in caplog.text
