"""The lock, through a form of these tests that writes down what reaches it."""

import re

import pytest
from flask import request

from blog.web.signed_in import visitor
from entering import (
    OURS,
    PASSWORD,
    choose,
    come_in,
    enter,
    hidden,
    link,
    sign_out_everywhere,
    token,
)
from makers import sync

WORDS = "Day 52.\r\n\r\n“Slowly” <it> & she said — 'is' \"it\" ✓ \U0001f3c3\t.\r\n"
FIELDS = {"title": "Day 52", "body": WORDS, "tag": ["knee", "family"], "action": "publish"}


@pytest.fixture
def taken():
    """What reached the form: by whom, where and which fields."""
    return []


@pytest.fixture
def desk(folder, app, workshop, taken):
    """A blog of two authors, with a form behind the door."""
    folder.write("authors/ben.md", "---\nname: Ben\n---\n")
    sync(app, workshop)

    def write():
        fields = request.form.to_dict(flat=False)
        fields.pop("csrf_token", None)
        taken.append((visitor().slug, request.full_path, fields))
        return "Saved.", 200

    app.add_url_rule("/desk/practice/", "desk.practice", write, methods=["POST"])
    return app


@pytest.fixture
def client(desk):
    return desk.test_client()


def send(client, *, path="/desk/practice/", headers=OURS, **fields):
    return client.post(path, data={**FIELDS, **fields}, headers=headers)


def as_sent(fields=FIELDS):
    return {name: [value] if isinstance(value, str) else value for name, value in fields.items()}


def test_who_is_nobody_is_asked_who_it_is_and_led_back(client):
    answer = client.get("/desk/devices/")
    first = client.get("/desk/")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/desk/sign-in/?next=/desk/devices/"
    assert first.headers["Location"] == "/desk/sign-in/"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_form_of_an_author_is_taken(desk, taken):
    client = come_in(desk)
    answer = send(client, csrf_token=token(client))

    assert answer.text == "Saved."
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert taken == [("sarah", "/desk/practice/?", as_sent())]


def test_a_token_may_come_in_a_header(desk, taken):
    client = come_in(desk)
    answer = send(client, headers={**OURS, "X-CSRFToken": token(client)})

    assert answer.status_code == 200
    assert len(taken) == 1


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_writes_nothing_even_with_a_token(desk, taken, site):
    client = come_in(desk)
    answer = send(client, headers={"Sec-Fetch-Site": site}, csrf_token=token(client))

    assert answer.status_code == 403
    assert taken == []


@pytest.mark.parametrize("wrong", ["", "noise", "another author's"])
def test_without_a_token_nothing_is_done_and_nothing_is_lost(desk, taken, wrong):
    client = come_in(desk)
    given = token(come_in(desk, "ben")) if "author" in wrong else wrong
    answer = send(client, csrf_token=given)
    page = answer.text

    assert answer.status_code == 400
    assert taken == []
    assert "Nothing is lost." in page
    assert [hidden(page, name) for name in ("title", "action")] == ["Day 52", "publish"]
    assert hidden(page, "csrf_token") not in {"", given}
    assert 'action="/desk/practice/"' in page
    again = send(client, csrf_token=hidden(page, "csrf_token"))
    assert again.status_code == 200


def test_an_expired_session_costs_no_text(desk, client, taken):
    choose(client, link(desk))
    given = token(client)
    sign_out_everywhere(desk)
    choose(desk.test_client(), link(desk), "five words of mine now")

    ended = send(client, path="/desk/practice/?draft=3", csrf_token=given)
    carried = hidden(ended.text, "carried")
    wrong = enter(client, password="not these words", carried=carried)
    answer = enter(client, password="five words of mine now", carried=hidden(wrong.text, "carried"))

    assert ended.status_code == 401
    assert "Nothing is lost." in ended.text
    assert taken == [("sarah", "/desk/practice/?draft=3", as_sent())]
    assert (answer.status_code, answer.text) == (200, "Saved.")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get("/desk/").status_code == 200


def test_what_one_author_typed_is_not_sent_as_another_without_being_asked(desk, taken):
    sarah, shared = come_in(desk), desk.test_client()
    choose(desk.test_client(), link(desk, "ben"))
    ended = send(shared, csrf_token=token(sarah))

    answer = enter(shared, "ben", carried=hidden(ended.text, "carried"))

    assert taken == []
    assert answer.status_code == 400
    assert "Send it as Ben" in answer.text
    assert hidden(answer.text, "title") == "Day 52"


def test_a_form_another_site_made_up_is_not_sent_after_signing_in(desk, client, taken):
    choose(desk.test_client(), link(desk))
    ended = send(client, headers={})

    answer = enter(client, carried=hidden(ended.text, "carried"))

    assert taken == []
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "made_up",
    ["x", "[]", "[1, 2]", '["//evil.example/", []]', '["https://evil.example/", []]', '["/", 5]'],
)
def test_what_carries_nothing_is_nothing(desk, client, made_up):
    choose(desk.test_client(), link(desk))

    answer = enter(client, carried=made_up)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")


def test_two_megabytes_are_carried_and_more_is_said_to_be_too_much(desk, client, taken):
    choose(client, link(desk))
    given = token(client)
    client.delete_cookie("desk")
    long = "Twenty thousand words “and” more.\n" * 36_000

    ended = send(client, csrf_token=given, body=long)
    answer = enter(client, carried=hidden(ended.text, "carried"))
    too_long = send(desk.test_client(), body=long + long)

    assert answer.text == "Saved."
    assert taken[0][2]["body"] == [long]
    assert too_long.status_code == 413


def test_the_token_of_an_author_outlives_a_session(desk, taken):
    before = come_in(desk)
    given = token(before)
    after = come_in(desk)

    assert send(after, csrf_token=given).status_code == 200


def test_no_page_for_readers_carries_a_token_or_a_cookie(desk, client):
    answer = client.get("/")

    assert "csrf" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_failure_behind_the_door_is_kept_from_caches_too(desk):
    answer = come_in(desk).get("/desk/nowhere/")

    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_signing_in_says_nothing_of_the_password(desk, client):
    choose(desk.test_client(), link(desk))
    page = enter(client, password=PASSWORD + "!").text

    assert PASSWORD not in page
    assert re.search(r'name="name" value="sarah"', page)
