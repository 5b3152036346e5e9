import pytest

from blog.errors import BadFile
from blog.preferences import sitefile

WHOLE = """
title = "Laps"
tagline = "Miles"
url = "https://laps.example/"
language = "de"
timezone = "Europe/Berlin"
author = "sarah"
units = "km"
week_starts = "sunday"
permalink = "/{year}/{month}/{day}/{slug}/"
menu = ["about", "knee"]
footer = "Bye"
picture = "me.jpg"
sample = true

[comments]
default = "closed"
close_after_days = 30
moderation = "all"
edit_minutes = 5
max_length = 500
"""


def test_every_setting_is_understood():
    chosen, advice = sitefile.parse(WHOLE)

    assert advice == ()
    assert (chosen.title, chosen.url, chosen.units, chosen.sample) == (
        "Laps",
        "https://laps.example",
        "km",
        True,
    )
    assert (chosen.menu, chosen.menu_line, chosen.zone.key) == (
        ("about", "knee"),
        11,
        "Europe/Berlin",
    )
    assert chosen.week_starts == "sunday"
    assert (chosen.comments.default, chosen.comments.max_length) == ("closed", 500)


def test_a_text_may_go_over_several_lines():
    assert sitefile.parse('footer = """Bye,\n\tsee you."""')[0].footer == "Bye,\n\tsee you."


def test_nothing_has_to_be_set():
    assert sitefile.parse("")[0] == sitefile.Preferences()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param('title = ""', 1, "title: a blog needs", id="no title"),
        pytest.param("title = 2013", 1, "title: put the text in quotes", id="a number"),
        pytest.param('\nurl = "laps.example"', 2, "url: write the address", id="an address"),
        pytest.param('url = "https://laps.example/blog"', 1, "url:", id="an address with a path"),
        pytest.param('language = "Elvish!"', 1, "language:", id="a language"),
        pytest.param('timezone = "../../etc/passwd"', 1, "timezone:", id="a zone that is a path"),
        pytest.param('timezone = "Berlin"', 1, "timezone:", id="a zone"),
        pytest.param('units = "miles"', 1, 'units: choose one of "mi", "km"', id="units"),
        pytest.param('week_starts = "friday"', 1, "week_starts: choose one", id="a week"),
        pytest.param('permalink = "/posts/"', 1, "permalink:", id="a permalink for all"),
        pytest.param('permalink = "/../{slug}/"', 1, "permalink:", id="a permalink with dots"),
        pytest.param('permalink = "/{slug.__class__}/"', 1, "permalink:", id="a clever permalink"),
        pytest.param(
            'permalink = "/desk/{slug}/"', 1, "permalink: addresses under /desk/", id="the desk"
        ),
        pytest.param(
            'permalink = "/posts/{year}/{slug}/"',
            1,
            "permalink: addresses under",
            id="two of posts",
        ),
        pytest.param('title = "La\\u0007ps"', 1, "title: has a character that cannot", id="a bell"),
        pytest.param('tagline = "a\\u000bb"', 1, "tagline: has a character", id="a vertical tab"),
        pytest.param('menu = ["a\\u0007"]', 1, "menu: has a character", id="a bell in the menu"),
        pytest.param('menu = "about"', 1, "menu: write a list", id="a menu"),
        pytest.param('sample = "yes"', 1, "sample: write true or false", id="a flag"),
        pytest.param("comments = 1", 1, "comments: write it as a table", id="comments"),
        pytest.param('[comments]\ndefault = "yes"', 2, "comments.default: choose", id="a default"),
        pytest.param(
            "[comments]\nedit_minutes = -1", 2, "comments.edit_minutes: write a", id="minutes"
        ),
        pytest.param(
            "[comments]\nmax_length = true", 2, "comments.max_length: write a", id="a length"
        ),
        pytest.param("a = 1\na = 2", 2, "this line cannot be read: this stands", id="twice"),
        pytest.param('title = "x', 1, "this line cannot be read: close", id="an open quote"),
        pytest.param('a = 1\ntitle = "x', 2, "this line cannot be read: close", id="the last line"),
        pytest.param("a = [1,\n", 1, "this line cannot be read: close the list", id="a list"),
        pytest.param("title = Laps", 1, "this line cannot be read: texts", id="no quotes"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_line(text, line, said):
    with pytest.raises(BadFile) as caught:
        sitefile.parse(text)

    (problem, *_) = caught.value.problems
    assert (problem.path, problem.line) == ("site.toml", line)
    assert problem.sentence.startswith(said)


def test_everything_wrong_is_named_at_once():
    with pytest.raises(BadFile) as caught:
        sitefile.parse('title = 1\nunits = "x"\n[comments]\ndefault = 3\n')

    assert [problem.line for problem in caught.value.problems] == [1, 2, 4]


def test_a_slip_is_advised_on_and_the_rest_is_taken():
    chosen, (advice,) = sitefile.parse('title = "Laps"\ntimezon = "UTC"\n')

    assert chosen.title == "Laps"
    assert str(advice) == "site.toml:2: there is no setting “timezon”; did you mean “timezone”?"


@pytest.mark.parametrize(
    ("language", "direction"), [("en-US", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("de", "ltr")]
)
def test_a_language_has_its_direction(language, direction):
    assert sitefile.Preferences(language=language).direction == direction
