from datetime import UTC, date, datetime

import pytest

import reading
from blog.web import filters
from laps import look
from makers import front

MIDNIGHT = datetime(2011, 10, 14, 3, 30, tzinfo=UTC)


@pytest.fixture
def saying(folder, app, publish):
    """Say something in a language, in the zone of Chicago."""

    def say(language, what, *values):
        zone = 'timezone = "America/Chicago"'
        folder.write("site.toml", f'title = "x"\nlanguage = "{language}"\n{zone}\n')
        publish()
        with app.test_request_context():
            return what(*values)

    return say


@pytest.mark.parametrize(
    ("language", "long", "medium", "short"),
    [
        ("en-US", "October 13, 2011", "Oct 13, 2011", "Oct 13"),
        ("en-GB", "13 October 2011", "13 Oct 2011", "13 Oct"),
        ("de", "13. Oktober 2011", "13. Okt. 2011", "13. Okt."),
        ("pl", "13 października 2011", "13 paź 2011", "13 paź"),
        ("ar", "13 أكتوبر 2011", "13 أكتوبر 2011", "13 أكتوبر"),
    ],
)
def test_a_day_is_said_as_the_language_says_it(saying, language, long, medium, short):
    lengths = ("long", "medium", "short")

    said = [saying(language, filters.day, MIDNIGHT, length) for length in lengths]

    assert said == [long, medium, short]


def test_a_plain_day_is_in_no_zone(saying):
    assert saying("en-US", filters.day, date(2011, 10, 14)) == "October 14, 2011"


def test_a_moment_of_this_year_says_day_and_time(saying):
    assert saying("en-GB", filters.moment, datetime.now(UTC)).count(" ") == 2


def test_a_moment_of_another_year_says_the_year(saying):
    assert saying("en-GB", filters.moment, MIDNIGHT) == "13 Oct 2011, 22:30"


def test_programs_read_moments_with_their_zone(saying):
    assert saying("de", filters.iso, MIDNIGHT) == "2011-10-13T22:30:00-05:00"
    assert saying("de", filters.iso, date(2011, 10, 14)) == "2011-10-14"


@pytest.mark.parametrize(("language", "said"), [("en", "1,234.5"), ("de", "1.234,5")])
def test_a_number_is_written_as_the_language_writes_it(saying, language, said):
    assert saying(language, filters.number, 1234.5) == said


@pytest.mark.parametrize(
    ("language", "direction"), [("en-US", "ltr"), ("de", "ltr"), ("ar", "rtl"), ("he", "rtl")]
)
def test_a_page_says_its_language_and_direction(folder, publish, language, direction):
    folder.write("site.toml", f'title = "x"\nlanguage = "{language}"\n')

    page = look(publish(), "/").one("html")

    assert (page["lang"], page["dir"]) == (language, direction)


def test_words_of_the_author_cannot_become_markup(folder, publish):
    odd = "<script>alert(1)</script> & \\\"x\\\" 'y'"
    texts = "".join(f'{name} = "{odd}"\n' for name in ("title", "tagline", "footer"))
    folder.write("site.toml", f'{texts}menu = ["p"]\n')
    plain = odd.replace("\\", "")
    folder.write("pages/p.md", front({"title": "'" + plain.replace("'", "''") + "'"}))

    page = reading.page(publish().get("/").text)

    set_ = "<script>alert(1)</script> & “x” ‘y’"
    assert page.one("h1").text == set_
    assert set_ in page.one("footer").text
    assert page.one("[name=description]")["content"] == set_
    assert page.one("header.masthead").one("nav").links()[set_] == "/p/"
