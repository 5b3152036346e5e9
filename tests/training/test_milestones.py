from datetime import date, timedelta

import pytest

from blog.training import milestones
from blog.training.log import Session, Sport
from blog.training.milestones import Fate

START = date(2011, 1, 1)
MILE = 1_609_344


def session(day, pain=None, miles=None, sport="run"):
    return Session(
        day=START + timedelta(days=day - 1),
        sport=Sport(sport),
        pain=pain,
        millimetres=miles and miles * MILE,
    )


@pytest.mark.parametrize(
    ("told", "day"),
    [
        pytest.param([(1, 3), (5, 0), (9, 0)], 5, id="the first after it hurt"),
        pytest.param([(1, 0), (2, 4), (3, 0)], 3, id="before it hurt does not count"),
        pytest.param([(1, 3), (5, 0), (5, 2), (6, 0)], 6, id="nor does a day that hurt later"),
        pytest.param([(1, 3), (4, None)], None, id="nobody said"),
        pytest.param([(1, 0)], None, id="it never hurt"),
        pytest.param([], None, id="no log"),
    ],
)
def test_the_first_day_without_pain(told, day):
    found = milestones.first_without_pain([session(*one) for one in told])

    assert (found and (found.day - START).days + 1) == day


def test_the_longest_session_is_of_the_sport_told_of_most_and_after_the_injury():
    told = [
        session(1, miles=26), session(9, miles=3), session(20, miles=5), session(30, miles=5),
        session(12, miles=40, sport="ride"),
    ]  # fmt: skip

    found = milestones.longest(told, since=START)

    assert (found.sport, found.day, found.millimetres) == (
        Sport.RUN,
        START + timedelta(days=19),
        5 * MILE,
    )
    assert milestones.longest(told[:1], since=START) is None


@pytest.mark.parametrize(
    ("returned", "ended", "today", "fate"),
    [
        pytest.param(True, 90, 200, Fate.IN_TIME, id="back before"),
        pytest.param(True, 100, 200, Fate.REACHED, id="back on the day"),
        pytest.param(True, 90, 95, Fate.IN_TIME, id="back before, the day is to come"),
        pytest.param(True, 101, 200, Fate.TOO_SOON, id="back after"),
        pytest.param(True, None, 200, None, id="back, nobody says when"),
        pytest.param(False, None, 50, Fate.AHEAD, id="to come"),
        pytest.param(False, None, 100, Fate.AHEAD, id="today"),
        pytest.param(False, None, 101, Fate.TOO_SOON, id="passed by"),
        pytest.param(False, 90, 200, None, id="ended otherwise"),
    ],
)
def test_what_became_of_a_goal(returned, ended, today, fate):
    found = milestones.fate(
        START + timedelta(days=99),
        returned=returned,
        ended=ended and START + timedelta(days=ended - 1),
        today=START + timedelta(days=today - 1),
    )

    assert found is fate
    assert milestones.fate(None, returned=returned, ended=None, today=START) is None
