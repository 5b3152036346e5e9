import csv
from datetime import date
from io import StringIO

import pytest

from blog.training import sheet
from blog.training.log import Session, Sport
from blog.training.measures import Unit

RUN = Session(
    day=date(2011, 10, 14), sport=Sport.RUN, millimetres=1_609_344, seconds=690, pain=0, note="So."
)


def rows(*sessions, unit=Unit.MILES):
    return list(csv.DictReader(StringIO(sheet.write(sessions, unit=unit))))


def test_a_session_is_a_line():
    (row,) = rows((RUN, {"day": 48, "part": 4}))

    assert row == {
        "date": "2011-10-14", "sport": "run", "distance_mi": "1", "time": "11:30",
        "seconds": "690", "pain": "0", "day": "48", "part": "4", "note": "So.",
    }  # fmt: skip
    assert rows((RUN, {}), unit=Unit.KILOMETRES)[0]["distance_km"] == "1.61"


def test_what_was_not_told_is_left_empty():
    (row,) = rows((Session(day=date(2011, 10, 14), sport=Sport.REST), {}))

    assert (row["distance_mi"], row["time"], row["pain"], row["note"]) == ("", "", "", "")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_computes_nothing_of_it(sign):
    bad = Session(day=date(2011, 10, 14), sport=Sport.RUN, note=f"{sign}HYPERLINK(1)")

    (row,) = rows((bad, {"title": f"{sign}1"}))

    assert row["note"].startswith(f"'{sign}")
    assert row["title"].startswith(f"'{sign}")


def test_a_log_without_a_session_has_its_columns():
    assert sheet.write([], unit=Unit.MILES).startswith("date,sport,distance_mi,time")
