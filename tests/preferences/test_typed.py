import pytest

from blog.preferences.sitefile import Preferences, parse
from blog.preferences.typed import Site

SITE = Site()
USUAL = SITE.read("")


def test_what_the_file_leaves_unsaid_is_shown_as_it_is_meant():
    assert USUAL["title"] == Preferences().title
    assert USUAL["comments.max_length"] == "10000"
    assert SITE.onto("", USUAL) == ""


def test_what_is_typed_is_read_back():
    typed = {
        **USUAL,
        "title": "Laps",
        "menu": "it-band , about,",
        "comments.close_after_days": "60",
        "comments.default": "closed",
    }

    text = SITE.onto("", typed)

    chosen, _ = parse(text)
    assert (chosen.title, chosen.menu) == ("Laps", ("it-band", "about"))
    assert (chosen.comments.close_after_days, chosen.comments.default) == (60, "closed")
    assert "edit_minutes" not in text


def test_an_entry_of_the_menu_stands_there_once():
    text = SITE.onto("", {**USUAL, "menu": "about, knee, about"})

    assert parse(text)[0].menu == ("about", "knee")


def test_an_address_that_is_in_no_file_is_not_shown_as_if_it_were():
    assert USUAL["url"] == ""
    assert SITE.read('url = "https://laps.example"')["url"] == "https://laps.example"


def test_an_address_that_is_emptied_goes_out_of_the_file():
    text = '# mine\nurl = "https://laps.example"  # for now\ntitle = "Laps"\n'

    assert SITE.refused({**SITE.read(text), "url": ""}) == {}
    assert SITE.onto(text, {**SITE.read(text), "url": ""}) == '# mine\ntitle = "Laps"\n'


def test_values_of_the_wrong_kind_are_shown_too():
    read = SITE.read('title = 3\nmenu = "about"\ncomments = 4\nunits = "furlongs"\n')

    assert (read["title"], read["menu"], read["units"]) == ("3", "about", "furlongs")
    assert read["comments.default"] == "open"


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("title", "", "needs a title"),
        ("url", "laps", "like https://"),
        ("language", "Klingon", "like en-US"),
        ("timezone", "Houston", "by its city"),
        ("permalink", "/posts/", "{slug}"),
        ("permalink", "/desk/{slug}/", "belongs to the program"),
        ("permalink", "/static/{year}/{slug}/", "belongs to the program"),
        ("title", "La\x07ps", "can’t be shown"),
        ("tagline", "a\x0bb", "can’t be shown"),
        ("menu", "about, \x1b", "can’t be shown"),
        ("units", "furlongs", "Choose one"),
        ("footer", "x" * 1001, "1000"),
        ("comments.default", "ajar", "Choose one"),
        ("comments.close_after_days", "soon", "whole number of days"),
        ("comments.close_after_days", "-1", "whole number of days"),
        ("comments.edit_minutes", "", "1440"),
        ("comments.max_length", "12", "from 100"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(name, typed, says):
    reasons = SITE.refused({**USUAL, name: typed})

    assert list(reasons) == [name]
    assert says in reasons[name]


def test_the_usual_is_fine():
    assert SITE.refused(USUAL) == {}
