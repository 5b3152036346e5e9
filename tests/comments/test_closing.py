"""Whether a discussion is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from blog.comments.closing import Closed, Opening, Reason, Word, closed_because, closes_at

NOW = datetime(2013, 6, 1, tzinfo=UTC)
WEEK = timedelta(days=7)
LONG_AGO = NOW - timedelta(days=100)
CLOSED = Word(opens=False, at=LONG_AGO, by="Sarah")
OPENED = Word(opens=True, at=LONG_AGO)


def facts(**given):
    fresh = {"header_off": False, "word": None, "last_heard": NOW, "close_after": WEEK}
    return {**fresh, "default": Opening.OPEN, "now": NOW, **given}


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        pytest.param({}, None, id="nothing closes it"),
        pytest.param({"header_off": True}, Reason.OFF, id="off in the header"),
        pytest.param({"header_off": True, "word": OPENED}, Reason.OFF, id="off before any word"),
        pytest.param({"word": CLOSED}, Reason.WORD, id="closed by word"),
        pytest.param({"word": OPENED, "last_heard": LONG_AGO}, None, id="a word before age"),
        pytest.param({"word": OPENED, "default": Opening.OFF}, None, id="a word before default"),
        pytest.param({"last_heard": LONG_AGO}, Reason.AGE, id="closed by age"),
        pytest.param({"last_heard": NOW - WEEK}, Reason.AGE, id="to the moment"),
        pytest.param({"last_heard": LONG_AGO, "close_after": None}, None, id="no age"),
        pytest.param({"last_heard": LONG_AGO, "close_after": timedelta()}, None, id="age 0"),
        pytest.param({"default": Opening.CLOSED}, Reason.DEFAULT, id="closed by default"),
        pytest.param({"default": Opening.OFF}, Reason.OFF, id="off by default"),
        pytest.param(
            {"default": Opening.CLOSED, "last_heard": LONG_AGO},
            Reason.DEFAULT,
            id="age does not close what never was open",
        ),
    ],
)
def test_a_discussion_is_closed_because_of(given, kind):
    closed = closed_because(**facts(**given))

    assert (closed.kind if closed else None) == kind


def test_age_closes_at_a_moment_that_is_said():
    closed = closed_because(**facts(last_heard=LONG_AGO))

    assert closed == Closed(kind=Reason.AGE, since=LONG_AGO + WEEK, closes_after=WEEK)


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        pytest.param({}, NOW + WEEK, id="by age"),
        pytest.param({"word": OPENED}, None, id="never after a word"),
        pytest.param({"header_off": True}, None, id="never when off"),
        pytest.param({"default": Opening.CLOSED}, None, id="never when closed by default"),
        pytest.param({"last_heard": LONG_AGO}, None, id="not again"),
        pytest.param({"close_after": None}, None, id="never without age"),
    ],
)
def test_an_open_discussion_will_close(given, moment):
    assert closes_at(**facts(**given)) == moment


@pytest.mark.parametrize(
    ("closed", "sentence"),
    [
        pytest.param(Closed(kind=Reason.OFF), "There is no discussion here.", id="off"),
        pytest.param(
            Closed(kind=Reason.DEFAULT), "This blog keeps its discussions closed.", id="default"
        ),
        pytest.param(
            Closed(kind=Reason.AGE, since=NOW, closes_after=timedelta(days=1)),
            "Discussions close 1 day after the last comment; this one did on 1 June.",
            id="age",
        ),
        pytest.param(
            Closed(kind=Reason.WORD, since=NOW),
            "This discussion was closed on 1 June.",
            id="nobody in particular",
        ),
        pytest.param(
            Closed(kind=Reason.WORD, since=NOW, by="Sarah"),
            "Sarah closed this discussion on 1 June.",
            id="somebody",
        ),
        pytest.param(
            Closed(kind=Reason.WORD, since=NOW, why="It healed."),
            "This discussion was closed on 1 June: It healed.",
            id="with a reason",
        ),
        pytest.param(
            Closed(kind=Reason.WORD, since=NOW, by="Sarah", why="100% done."),
            "Sarah closed this discussion on 1 June: 100% done.",
            id="somebody with a reason",
        ),
    ],
)
def test_readers_are_told(closed, sentence):
    assert closed.sentence(lambda moment: f"{moment.day} June") == sentence
