import pytest

from blog.authors.biofile import parse
from blog.authors.typed import Bio

BIO = Bio(path="authors/sarah.md")
FILE = """\
---
# me
name: Sarah
mood: odd
links:
  Masters swim at the Y: https://lane-four.example.org/
---

Sarah swims.
"""


def test_a_file_is_read_into_the_form():
    assert BIO.read(FILE) == {
        "name": "Sarah",
        "tagline": "",
        "picture": "",
        "links": "Masters swim at the Y: https://lane-four.example.org/",
        "body": "Sarah swims.",
    }


def test_what_was_not_touched_stays():
    assert BIO.onto(FILE, BIO.read(FILE)) == FILE
    assert BIO.onto("", BIO.read("")) == ""


def test_only_what_changed_is_written():
    typed = {**BIO.read(FILE), "tagline": "Three sports", "body": "Sarah runs."}

    assert BIO.onto(FILE, typed) == FILE.replace(
        "/\n---\n\nSarah swims.", "/\ntagline: Three sports\n---\n\nSarah runs."
    )


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("Strava: https://strava.example/s", ("Strava", "https://strava.example/s")),
        ("Strava https://strava.example/s", ("Strava", "https://strava.example/s")),
        ("My club: since 2011: https://club.example", ("My club: since 2011", "https://club.example")),
        ("https://strava.example/s", ("strava.example", "https://strava.example/s")),
        ("Strava: strava.example/s", ("Strava", "https://strava.example/s")),
        ("Write to me: s@laps.example", ("Write to me", "mailto:s@laps.example")),
        ("Mail: mailto:s@laps.example", ("Mail", "mailto:s@laps.example")),
        ("Mail mailto:s@laps.example", ("Mail", "mailto:s@laps.example")),
        ("mailto:s@laps.example", ("s@laps.example", "mailto:s@laps.example")),
    ],
)  # fmt: skip
def test_links_are_understood_as_people_write_them(typed, link):
    text = BIO.onto(FILE, {**BIO.read(FILE), "links": typed})

    assert parse(text, path=BIO.path, name="sarah")[0].links == (link,)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("links", "just words"),
        ("links", "Bad: javascript:alert(1)"),
        ("links", "Club: https://a.example\nClub: https://b.example"),
        ("links", "https://a.example/1\nhttps://a.example/2"),
        ("links", "Cl\x07ub: https://a.example"),
        ("name", "Sa\x07rah"),
        ("tagline", "a\x0bb"),
        ("name", "x" * 81),
        ("tagline", "x" * 201),
    ],
)
def test_what_makes_no_sense_is_refused(name, typed):
    assert list(BIO.refused({**BIO.read(FILE), name: typed})) == [name]
