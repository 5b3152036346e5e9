"""Where links of readers may lead."""

from __future__ import annotations

import pytest

from blog.markup import targets


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "http://a.example:8080/x?y=1#z",
        "https://exämple.org/ü",
        "https://пример.example",
        "mailto:mia@example.org?subject=knee",
        "https://a.example/(x)",
        "https://a.example/@mia",
    ],
)
def test_a_link_may_lead_to(address):
    assert targets.target(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "/posts/x/",
        "//a.example",
        "a.example",
        "https://",
        "https://...",
        "https://mia@evil.example",
        "https://mia:x@evil.example",
        "https://a.example\\@b",
        "https://a.example:port/",
        "https://a.example/a b",
        "https://a.exam\u200bple",
        "https://a.exam\u3000ple",
        'https://a.example/"x',
        "mailto:mia",
        "ftp://a.example",
    ],
)
def test_no_link_leads_to(address):
    assert targets.target(address) is None


def test_a_scheme_is_written_small():
    assert targets.target("HTTPS://A.Example/X") == "https://A.Example/X"


@pytest.mark.parametrize(
    "href", ["javascript:x", "java\tscript:x", "\u200bjavascript:x", "\x01javascript:x", "/x", "x:"]
)
def test_an_address_is_unsafe_however_it_is_dressed(href):
    assert not targets.is_safe(href)


@pytest.mark.parametrize("href", ["https://a", " HTTP://a", "ht\ntps://a", "mailto:a@b.c"])
def test_an_address_is_safe_as_a_browser_reads_it(href):
    assert targets.is_safe(href)
