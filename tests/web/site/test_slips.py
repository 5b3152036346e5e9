"""The writer and the stranger: what a receipt shows, and to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

import clocks
from blog import clock
from blog.comments import rulings
from blog.database.transaction import transaction
from commenting import (
    COMMENT,
    COMMENTS,
    OURS,
    STRANGER,
    boxes,
    follow,
    hidden,
    number,
    receipt,
    send,
)
from makers import SITE, sync

SECRETS = {"email": "mia@secret.example", "website": "https://secret.example/"}
WORDS = "So glad the knee is holding up"


@pytest.fixture
def site(folder, app, workshop):
    """Publish with this moderation."""

    def site(moderation):
        folder.write("site.toml", SITE + f'[comments]\nmoderation = "{moderation}"\n')
        folder.post("first-steps", title="First steps", date=f"{clock.now():%Y-%m-%d}")
        sync(app, workshop)
        return app.test_client()

    return site


@pytest.fixture
def later(monkeypatch):
    """Let time pass."""

    def later(**time):
        moment = clock.now() + timedelta(**time)
        clocks.tell(monkeypatch, lambda: moment)

    return later


COPIES = [
    pytest.param({}, id="the same name"),
    pytest.param({"name": "Mai"}, id="one slip away"),
    pytest.param({"name": ""}, id="no name"),
    pytest.param({"name": "Mia Koch"}, id="more of a name"),
    pytest.param({"email": "mia@secret.example"}, id="the e-mail guessed"),
    pytest.param({"name": "Mia", "email": ""}, id="without the e-mail"),
]


@pytest.mark.parametrize("moderation", ["none", "all"])
@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("gives_email", [True, False])
def test_a_stranger_who_copies_lands_on_it_and_can_do_nothing(
    app, site, moderation, copy, gives_email
):
    writer, stranger = site(moderation), app.test_client()
    secrets = SECRETS if gives_email else {}
    hers = send(writer, **secrets)

    theirs = send(stranger, far=STRANGER, headers={**OURS, "User-Agent": "another"}, **copy)
    page = follow(stranger, theirs).text

    assert number(theirs) == number(hers)
    assert "secret.example" not in page or moderation == "none"
    assert "mia@secret.example" not in page
    assert (WORDS in page) is (moderation == "none")
    for what in ("edit", "withdraw"):
        assert f"/{what}/" not in page
        tried = stranger.post(
            f"{COMMENTS}{number(hers)}/{what}/",
            data={"receipt": receipt(theirs), "body": "Mine."},
            headers=OURS,
        )
        assert tried.status_code == 403
    assert WORDS in follow(writer, hers).text


def test_the_writers_double_click_can_do_everything(site):
    writer = site("all")
    send(writer)

    page = follow(writer, send(writer)).text

    assert WORDS in page
    assert "/edit/" in page
    assert "/withdraw/" in page


def test_after_a_quarter_of_an_hour_a_receipt_shows_the_state_only(site, later):
    writer = site("all")
    sent = send(writer)
    later(minutes=15, seconds=1)

    page = follow(writer, sent).text

    assert WORDS in page
    assert "/edit/" not in page
    assert "/withdraw/" not in page


def test_the_state_is_told_as_it_is_now(site, app):
    writer = site("first")
    sent = send(writer)
    assert "reads first comments before they appear" in follow(writer, sent).text
    for what, state in (
        (rulings.approve, "Your comment is here."),
        (rulings.delete, "took this comment away"),
    ):
        with app.app_context(), transaction():
            what([number(sent)], now=clock.now())
        assert state in follow(writer, sent).text


def test_who_edits_once_more_goes_on_from_what_waits(site):
    writer = site("suspicious")
    sent = send(writer)
    edited = writer.post(
        f"{COMMENTS}{number(sent)}/edit/",
        data={"body": "See https://a.example", "receipt": receipt(sent)},
        headers=OURS,
    )

    page = follow(writer, edited).text

    assert "Your changes wait to be read" in page
    assert "See https://a.example" in boxes(page)
    assert WORDS in page


def test_a_correction_carries_the_receipt_in_the_form(site):
    writer = site("none")
    page = follow(writer, send(writer)).text

    sent = send(writer, body=COMMENT["body"].replace("glad", "happy"), **hidden(page))

    shown = follow(writer, sent).text
    assert "Your changes are in." in shown
    assert "1 thought" in shown
    assert "So happy" in shown


def test_a_receipt_of_another_post_says_nothing_here(site, folder, app, workshop):
    writer = site("all")
    folder.post("other", date="2011-10-14")
    sync(app, workshop)

    page = writer.get(f"/posts/other/?receipt={receipt(send(writer, **SECRETS))}").text

    assert WORDS not in page
    assert "secret.example" not in page


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ({"seconds": 1}, "for 15 more minutes"),
        ({"minutes": 13, "seconds": 5}, "for 2 more minutes"),
        ({"minutes": 14, "seconds": 55}, "for 1 more minute"),
    ],
)
def test_how_long_it_can_be_changed_is_said_without_a_clock(site, later, time, said):
    writer = site("none")
    sent = send(writer)
    later(**time)

    page = follow(writer, sent).text

    assert f">{said}</time>." in page
