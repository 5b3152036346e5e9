from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.training import weeks
from blog.training.log import Session, Sport
from blog.training.weeks import STARTS
from training_logs import SESSIONS


@pytest.mark.parametrize(
    ("starts", "first"),
    [
        ("monday", date(2011, 10, 10)),
        ("sunday", date(2011, 10, 9)),
        ("saturday", date(2011, 10, 8)),
    ],
)
def test_a_week_begins_with_the_day_the_site_says(starts, first):
    assert weeks.first_day(date(2011, 10, 14), starts=starts) == first


@given(SESSIONS, st.sampled_from(sorted(STARTS)))
def test_every_session_is_in_the_one_week_of_its_day(sessions, starts):
    found = weeks.weeks(sessions, starts=starts)

    assert sum(week.all.sessions for week in found) == len(sessions)
    for week in found:
        assert week.last - week.first == timedelta(days=6)
        assert all(week.first <= one.day <= week.last for one in week.sessions)


@given(SESSIONS, st.sampled_from(sorted(STARTS)))
def test_the_sums_of_the_weeks_are_the_totals(sessions, starts):
    found = weeks.weeks(sessions, starts=starts)
    total = weeks.total(sessions)

    for name in ("sessions", "millimetres", "seconds"):
        of_weeks = sum(getattr(week.all, name) or 0 for week in found)
        of_sports = sum(getattr(one, name) or 0 for one in weeks.by_sport(sessions).values())
        of_both = sum(getattr(one, name) or 0 for week in found for one in week.by_sport.values())
        assert of_weeks == of_sports == of_both == (getattr(total, name) or 0)


def test_the_sport_told_of_most_comes_first():
    told = [Session(day=date(2011, 1, 1), sport=Sport(name)) for name in ("swim", "run", "swim")]

    assert list(weeks.by_sport(told)) == [Sport.SWIM, Sport.RUN]


def test_what_nobody_measured_is_not_nought():
    assert weeks.total([Session(day=date(2011, 1, 1), sport=Sport.RUN)]).millimetres is None
