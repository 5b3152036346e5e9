from datetime import date

import pytest

from blog.series.introfile import Status, parse, usual_tape
from blog.series.typed import Tag

TAG = Tag(path="tags/knee.md", slug="knee", today=date(2026, 6, 1))
FILE = """\
---
title: The knee
series:
  # the bad day
  started: 2025-08-24
  status: healing
  # says the doctor
  goal: {name: Half, date: 2026-01-11, shoes: new}
  mood: odd
---

It began on a hill.
"""


def facts(text):
    return parse(text, path=TAG.path, name="knee")[0].series


def test_a_file_is_read_into_the_form():
    assert TAG.read(FILE) == {
        "title": "The knee",
        "summary": "",
        "image": "",
        "body": "It began on a hill.",
        "series": "yes",
        "started": "2025-08-24",
        "status": "healing",
        "ended": "",
        "ongoing": "",
        "outcome": "",
        "tape": usual_tape("knee"),
        "goal_name": "Half",
        "goal_date": "2026-01-11",
        "log": "yes",
    }


def test_what_was_not_touched_stays():
    assert TAG.onto(FILE, TAG.read(FILE)) == FILE
    assert TAG.onto("", TAG.read("")) == ""


def test_only_what_changed_is_written():
    typed = {**TAG.read(FILE), "status": "returned", "ended": "2026-02-14", "log": ""}

    text = TAG.onto(FILE, typed)

    assert text == FILE.replace("status: healing", "status: returned").replace(
        "mood: odd\n", "mood: odd\n  ended: 2026-02-14\n  log: no\n"
    )
    assert facts(text).ended == date(2026, 2, 14)
    assert not facts(text).has_log


def test_a_goal_keeps_what_we_do_not_know():
    text = TAG.onto(FILE, {**TAG.read(FILE), "goal_date": "2027-01-10"})

    assert "goal: {name: Half, date: 2027-01-10, shoes: new}" in text


def test_a_tag_without_a_file_becomes_a_story():
    typed = {
        **TAG.read(""),
        "title": "The knee: again",
        "series": "yes",
        "started": "2026-05-01",
        "goal_name": "Half",
        "body": "Once more.",
    }

    text = TAG.onto("", typed)

    assert text == (
        "---\ntitle: The knee: again\nseries:\n  started: 2026-05-01\n  status: injured\n"
        f"  tape: {usual_tape('knee')}\n  goal: {{name: Half}}\n---\n\nOnce more.\n"
    )
    assert facts(text).status is Status.INJURED


def test_a_story_that_is_none_any_more_is_a_tag():
    text = TAG.onto(FILE, {**TAG.read(FILE), "series": ""})

    assert facts(text) is None
    assert "It began on a hill." in text


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"started": "in May"}, "started"),
        ({"ended": "2025-08-01"}, "ended"),
        ({"goal_date": "2025-02-30"}, "goal_date"),
        ({"ended": "2026-06-02"}, "ended"),
        ({"started": "2026-06-02"}, "started"),
        ({"started": "0001-01-01"}, "started"),
        ({"started": "1926-05-31"}, "started"),
        ({"started": "", "ended": "1026-05-01"}, "ended"),
        ({"outcome": "I \x07ran"}, "outcome"),
        ({"title": "Kn\x0bee"}, "title"),
        ({"status": "cured"}, "status"),
        ({"tape": "beige"}, "tape"),
        ({"outcome": "x" * 501}, "outcome"),
        ({"title": "x" * 201}, "title"),
    ],
)
def test_what_makes_no_sense_is_refused(typed, name):
    assert list(TAG.refused({**TAG.read(FILE), **typed})) == [name]


def test_the_day_of_today_makes_sense():
    typed = {"started": "1926-06-01", "ended": "2026-06-01", "goal_date": "2030-01-01"}

    assert TAG.refused({**TAG.read(FILE), **typed}) == {}


def test_of_a_tag_that_is_no_story_no_day_is_asked():
    assert TAG.refused({**TAG.read(FILE), "series": "", "started": "in May"}) == {}
