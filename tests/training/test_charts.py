import json
import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from blog.training import charts, weeks
from blog.training.log import Session, Sport
from blog.training.weeks import STARTS
from training_logs import SESSIONS

MONDAY = date(2011, 10, 10)


def session(day, sport="run", millimetres=None, pain=None):
    its_day = MONDAY + timedelta(days=day)
    return Session(day=its_day, sport=Sport(sport), millimetres=millimetres, pain=pain)


def drawn(*sessions):
    return charts.draw(sessions, starts="monday")


@given(SESSIONS, st.sampled_from(sorted(STARTS)))
def test_the_scales_contain_their_data(sessions, starts):
    found = charts.draw(sessions, starts=starts)
    if found is None:
        assert all(one.pain is None and not one.millimetres for one in sessions)
        return

    assert all(found.first <= one.day <= found.last for one in sessions)
    for x, y in points(found.line + found.dots):
        assert 0 < x < found.days
        assert 0 < y < charts.HEIGHT
    for bars in found.bars:
        for x, y in points(bars.path):
            assert 0 < x < found.days
            assert 0 <= y <= charts.HEIGHT
    sums = [week.all.millimetres or 0 for week in weeks.weeks(sessions, starts=starts)]
    assert (found.most or 0) == max(sums)
    assert found.worst == max((s.pain for s in sessions if s.pain is not None), default=None)


@given(SESSIONS)
def test_a_drawing_is_kept_as_it_is(sessions):
    found = charts.draw(sessions, starts="monday")
    if found:
        assert charts.read(json.loads(json.dumps(charts.kept(found)))) == found


def points(path):
    """Read the places a path names; a line upwards stays where it began."""
    x = 0.0
    for sign, rest in re.findall(r"([MLV])([\d. ]+)", path):
        numbers = [float(one) for one in rest.split()]
        if sign != "V":
            x = numbers[0]
        yield x, numbers[-1]


def test_nothing_is_drawn_of_what_nobody_measured():
    assert drawn() is None
    assert drawn(session(0, "strength")) is None


def test_a_dot_a_day_shows_the_worst_of_it():
    found = drawn(session(0, pain=0), session(2, pain=3), session(2, pain=10))

    assert found.dots == "M0.5 94h0M2.5 6h0"
    assert found.line == "M0.5 94L2.5 6"
    assert found.worst == 10


def test_the_line_pauses_where_nothing_was_said_for_long():
    found = drawn(*(session(day, pain=1) for day in (0, 21, 43, 44)))

    assert found.line.count("M") == 2
    assert found.dots.count("h0") == 4


def test_a_bar_stands_on_the_one_before_it():
    found = drawn(session(0, millimetres=3000), session(1, "swim", millimetres=1000), session(2))

    solid, hatched = found.bars
    assert (solid.kind, solid.sports, solid.path) == ("solid", ("run",), "M3.5 100V25")
    assert (hatched.kind, hatched.sports, hatched.path) == ("hatched", ("swim",), "M3.5 25V0")


def test_the_third_kind_of_bar_is_every_other_sport():
    names = ("run", "run", "ride", "ride", "swim", "walk")
    found = drawn(*(session(7 * day, name, 1000) for day, name in enumerate(names)))

    assert [bars.sports for bars in found.bars] == [("run",), ("ride",), ("swim", "walk")]
    assert found.bars[2].path == "M28.7 100V0h5.6V100zM35.7 100V0h5.6V100z"


def test_the_axis_goes_from_the_first_week_to_the_last():
    found = drawn(session(3, millimetres=1), session(17, millimetres=1))

    assert (found.first, found.last, found.weeks) == (MONDAY, MONDAY + timedelta(days=20), 3)
    assert found.middle == MONDAY + timedelta(days=10)
