"""Dates and times are read in one way only."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.headers import moments

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2013-05-12", (2013, 5, 11, 22, 0), id="a date is its first minute"),
        pytest.param("2013-5-2", (2013, 5, 1, 22, 0), id="one digit is enough"),
        pytest.param("2013-05-12 7:30", (2013, 5, 12, 5, 30), id="a time of day"),
        pytest.param("2013-05-12T07:30:15", (2013, 5, 12, 5, 30, 15), id="with seconds"),
        pytest.param("2013-05-12 07:30Z", (2013, 5, 12, 7, 30), id="a zone of its own"),
        pytest.param("2013-05-12 07:30 UTC", (2013, 5, 12, 7, 30), id="a named zone"),
        pytest.param("2013-05-12 07:30 -0500", (2013, 5, 12, 12, 30), id="an offset"),
        pytest.param("2013-05-12T07:30:00.25+02:00", (2013, 5, 12, 5, 30), id="parts of a second"),
        pytest.param("2013-03-31 02:30", (2013, 3, 31, 1, 30), id="an hour the clocks skip"),
        pytest.param("2013-10-27 02:30", (2013, 10, 27, 0, 30), id="an hour they repeat"),
    ],
)
def test_a_moment_is_read_in_the_zone_of_the_site(text, expected):
    assert moments.moment(text, zone=BERLIN) == datetime(*expected, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2013-02-30", id="no such day"),
        pytest.param("2013-05-12 24:00", id="no such hour"),
        pytest.param("12.05.2013", id="another order"),
        pytest.param("0000-01-01", id="no such year"),
        pytest.param("0001-01-01 00:00+14:00", id="before all years"),
        pytest.param("9999-12-31 23:59-14:00", id="after all years"),
        pytest.param("2013-05-12 07:30+99:99", id="no such offset"),
        pytest.param("२०१३-०५-१२", id="other digits"),
        pytest.param("tomorrow", id="a word"),
    ],
)
def test_what_is_no_moment_is_not_guessed(text):
    assert moments.moment(text, zone=BERLIN) is None


def test_a_day_has_no_time():
    assert moments.day("2013-05-12") == date(2013, 5, 12)
    assert moments.day("2013-05-12 7:30") is None
    assert moments.day("2013-05-32") is None


@given(st.from_regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2})?", fullmatch=True))
def test_reading_never_fails(text):
    read = moments.moment(text, zone=BERLIN)

    assert read is None or read.tzinfo is UTC
