from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.training import measures
from blog.training.measures import Unit

MILE = 1_609_344


@pytest.mark.parametrize(
    ("said", "millimetres"),
    [
        ("1 mi", MILE),
        ("1mi", MILE),
        ("13.1 miles", 21_082_406),
        ("5 km", 5_000_000),
        ("1,5 km", 1_500_000),
        ("400 m", 400_000),
        ("500 yd", 457_200),
        ("1 yard", 914),
        ("10 K M", None),
        ("0.5 Miles", 804_672),
        pytest.param("1,250 yd", None, id="a thousand, or one and a quarter"),
        pytest.param("5", None, id="no unit"),
        pytest.param("far", None, id="no number"),
        pytest.param("5 leagues", None, id="another unit"),
        pytest.param("-5 mi", None, id="backwards"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_distance_is_understood_or_not_guessed(said, millimetres):
    assert measures.distance(said) == millimetres


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("11:30", 690),
        ("1:16:20", 4580),
        ("75:00", 4500),
        ("1h 05", 3900),
        ("1h05", 3900),
        ("1h05m", 3900),
        ("1 h 5 min", 3900),
        ("2 hours", 7200),
        ("45 min", 2700),
        ("45m", 2700),
        ("45 minutes 30 seconds", 2730),
        ("90 s", 90),
        pytest.param("45", None, id="minutes or hours"),
        pytest.param("1:75", None, id="too many seconds"),
        pytest.param("1:75:00", None, id="too many minutes"),
        pytest.param("1h 75", None, id="too many minutes after hours"),
        pytest.param("long", None, id="no number"),
        pytest.param("", None, id="nothing"),
        pytest.param(" ", None, id="a blank"),
    ],
)
def test_a_time_is_understood_or_not_guessed(said, seconds):
    assert measures.time(said) == seconds


@pytest.mark.parametrize(
    ("millimetres", "unit", "number"),
    [
        (MILE, "mi", "1"),
        (MILE, "km", "1.61"),
        (21_082_406, "mi", "13.1"),
        (100 * MILE, "mi", "100"),
        (914, "mi", "0"),
        (457_200, "mi", "0.28"),
    ],
)
def test_a_distance_has_one_number_in_each_unit(millimetres, unit, number):
    assert str(measures.number(millimetres, Unit(unit))) == number


@given(st.integers(1, 999_999), st.sampled_from(["mi", "km"]))
def test_what_was_typed_is_what_is_read(hundredths, unit):
    typed = Decimal(hundredths) / 100

    found = measures.number(measures.distance(f"{typed} {unit}"), Unit(unit))

    assert found == typed


@given(st.integers(1, 359_999))
def test_a_time_that_is_written_is_the_time_that_is_read(seconds):
    assert measures.time(measures.clock(seconds)) == seconds


@pytest.mark.parametrize("unit", Unit)
def test_each_unit_has_the_other_one_beside_it(unit):
    assert unit.other.other is unit is not unit.other
