from datetime import UTC, datetime, timedelta

import pytest

from blog.accounts import devices
from blog.accounts.devices import Badges

BADGES = Badges("the key of this installation")
NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)


def test_a_badge_is_read_back_by_who_wrote_it():
    badge = BADGES.written("a-token")

    assert BADGES.read(badge) == "a-token"
    assert Badges("another key").read(badge) is None


@pytest.mark.parametrize("noise", [None, "", "a token", "a token.", ".", "a.b.c", "ü", "\ud800"])
def test_noise_is_no_badge(noise):
    assert BADGES.read(noise) is None
    assert not BADGES.in_header(f"desk={noise}")


@pytest.mark.parametrize("cookies", ["desk={}", "a=b; desk={}", "desk=noise; desk={}", 'desk="{}"'])
def test_a_badge_is_found_among_cookies(cookies):
    assert BADGES.in_header(cookies.format(BADGES.written("a-token")))


@pytest.mark.parametrize("cookies", ["", "a=b", "xdesk={}", "a=desk={}", "desk2={}"])
def test_what_is_called_otherwise_is_none(cookies):
    assert not BADGES.in_header(cookies.format(BADGES.written("a-token")))


def test_a_device_lasts_for_ninety_days_of_use():
    last = NOW - timedelta(days=90)

    assert devices.is_over(used_at=last, now=NOW)
    assert not devices.is_over(used_at=last + timedelta(seconds=1), now=NOW)


def test_that_it_is_in_use_is_noted_once_a_day():
    assert devices.is_to_be_renewed(used_at=NOW - timedelta(days=1), now=NOW)
    assert not devices.is_to_be_renewed(used_at=NOW - timedelta(hours=23), now=NOW)


_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
_SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
_GECKO = "rv:132.0) Gecko/20100101 Firefox/132.0"


@pytest.mark.parametrize(
    ("browser", "name"),
    [
        (f"(Linux; Android 14; Pixel 8) {_CHROME} Mobile Safari/537.36", "Chrome on Android"),
        (f"(iPhone; CPU iPhone OS 18_1 like Mac OS X) {_SAFARI}", "Safari on iPhone"),
        (
            "(Linux; Android 14; SAMSUNG) SamsungBrowser/26.0 Chrome/122.0 Safari/537.36",
            "Samsung Internet on Android",
        ),
        (f"(Macintosh; Intel Mac OS X 10.15; {_GECKO}", "Firefox on Mac"),
        (f"(Windows NT 10.0) {_CHROME} Safari/537.36 Edg/130.0.0.0", "Edge on Windows"),
        (f"(X11; Linux x86_64; {_GECKO}", "Firefox on Linux"),
        ("curl/8.1", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_called_what_its_owner_would_call_it(browser, name):
    assert devices.name_of(f"Mozilla/5.0 {browser}") == name
