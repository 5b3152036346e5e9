import pytest

from bench.results import Row


def test_a_ratio_is_the_median_of_the_rounds_own_ratios():
    row = Row(name="a", values=[10, 50, 30], unit="/s", others=[10, 100, 10])

    assert row.ratio == 1


@pytest.mark.parametrize(
    ("figures", "holds"),
    [
        pytest.param({}, True, id="nothing wanted"),
        pytest.param({"least": 2.0}, True, id="at the least"),
        pytest.param({"least": 2.1}, False, id="below the least"),
        pytest.param({"most": 2.0}, True, id="at the most"),
        pytest.param({"most": 1.9}, False, id="above the most"),
    ],
)
def test_a_row_says_whether_it_holds(figures, holds):
    row = Row(name="a", values=[20], unit="/s", others=[10], **figures)

    assert row.holds is holds
    assert ("**no**" in row.line()) is not holds


def test_a_line_has_the_spread_and_the_ratio():
    row = Row(name="a page", values=[20, 30, 25], unit="/s", against="b", others=[10, 10, 10])

    assert row.line() == "| a page, against b | 25 (20–30) /s / 10 /s | 2.5 |  |  |"
