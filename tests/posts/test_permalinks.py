from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from blog.posts import permalinks

LATE = datetime(2014, 1, 1, 3, tzinfo=UTC)


def test_the_day_of_an_address_is_the_day_it_was_at_home():
    made = permalinks.of_post(
        "canal",
        LATE,
        permalink="/{year}/{month}/{day}/{slug}/",
        zone=ZoneInfo("America/Chicago"),
    )

    assert made == "/2013/12/31/canal/"


def test_what_has_no_date_has_its_short_address():
    made = permalinks.of_post("canal", None, permalink="/{year}/{slug}/", zone=ZoneInfo("UTC"))

    assert made == "/posts/canal/"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/2013/05/x/", "/2013/05/x/"),
        ("2013/x", "/2013/x"),
        ("https://old.example/x.html#top", "/x.html"),
        ("/caf%C3%A9/", "/café/"),
        ("/a//b", None),
        ("/a/%2e%2e/b", None),
        ("/?p=7", None),
        ("/a%00b", None),
        ("/a%0ab", None),
        ("/" + "a" * 600, None),
        ("/", None),
    ],
)
def test_an_old_address_is_a_path(text, path):
    assert permalinks.alias(text) == path
