from datetime import date

import pytest

from blog.errors import BadFile
from blog.headers.fields import Fields
from blog.training import blocks, log
from laps import look

DAY = date(2013, 5, 12)


def taken(body):
    entries, left = blocks.take(body, first_line=5, path="posts/one.md")
    fields, _ = Fields.of("---\ntitle: One\n---\n", path="posts/one.md")
    found = log.read(fields, entries, day=DAY, last=DAY)
    fields.advice()
    return found.sessions, left


def line(text):
    sessions, _ = taken(f"```training\n{text}\n```")
    (session,) = sessions
    return session


def test_a_line_is_a_session_in_the_words_of_the_header():
    found = line("2013-05-11: run, 1 mi, 11:30, pain 0, stopped twice, to stretch")

    assert vars(found) == {
        "day": date(2013, 5, 11),
        "sport": log.Sport.RUN,
        "millimetres": 1_609_344,
        "seconds": 690,
        "pain": 0,
        "note": "stopped twice, to stretch",
    }


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("rest", "sport", log.Sport.REST),
        ("Run, 1,5 km", "millimetres", 1_500_000),
        ("swim, 400 m", "millimetres", 400_000),
        ("run, 45 min, 5 km", "millimetres", 5_000_000),
        ("run, 45 min, 5 km", "seconds", 2700),
        ("- walk, pain: 3", "pain", 3),
        ("run, note: 2 laps, slowly", "note", "2 laps, slowly"),
        ("run, 5 km, 3 km of it easy, or so", "note", "3 km of it easy, or so"),
        ("2013-5-1, ride", "day", date(2013, 5, 1)),
    ],
)
def test_what_stands_in_a_line_is_told_by_its_looks(text, fact, value):
    assert getattr(line(text), fact) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("runn, 1 mi", "sport is one of run, ride, swim, walk, strength, stretch, rest, other"),
        ("run, 5 kmm", "distance: “5 kmm” is not a distance"),
        ("run, 5:99", "time: “5:99” is not a time"),
        ("run, pain 11", "pain is a whole number from 0 to 10, not “11”"),
        ("2031-01-01: run", "date: 2031-01-01 is after the day of the post"),
    ],
)
def test_nonsense_is_refused_at_its_line(text, said):
    with pytest.raises(BadFile) as refused:
        taken(f"Words.\n\n```training\nrun\n{text}\n```\n")

    (problem,) = refused.value.problems
    assert (problem.path, problem.line) == ("posts/one.md", 9)
    assert problem.sentence.startswith(said)


def test_the_text_keeps_its_lines():
    _, left = taken("One\n\n``` training\nrun\n```\n\nTwo\n")

    assert left == "One\n\n\n\n\n\nTwo\n"


@pytest.mark.parametrize(
    "body",
    ["```\n```training\nrun\n```\n", "~~~\n```training\nrun\n```\n~~~\n", "```text\nrun\n```\n"],
    ids=["in code", "in other code", "of another kind"],
)
def test_a_sample_of_one_is_none(body):
    assert taken(body) == ((), body)


def test_readers_see_the_log_and_not_the_block(folder, publish):
    folder.post("one", "Before.\n\n```training\nrun, 5 km, pain 2\n```\n\nAfter.\n")

    page = look(publish(), "/posts/one/")

    assert page.one(".e-content").text == "Before. After."
    assert "Run 3.11 mi (5 km) pain 2" in page.one("section.sessions").text
