"""E-mail addresses and websites that can be used."""

from __future__ import annotations

import pytest

from blog.comments.addresses import email_of, website_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(" mia@example.org ", "mia@example.org", id="with spaces around"),
        pytest.param("Mia@Example.ORG", "Mia@example.org", id="with capitals"),
        pytest.param("mia+knee@exämple.org", "mia+knee@exämple.org", id="in any script"),
    ],
)
def test_an_email_is_kept(typed, kept):
    assert email_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "mia", "mia@", "@example.org", "a b@example.org", "a@b@c.org", "mia@a.org\nBcc: x@y.z",
     "mia@localhost", "x" * 250 + "@example.org", "Mia <mia@example.org>", "mia@[127.0.0.1]"],
)  # fmt: skip
def test_an_email_cannot_be_used(typed):
    assert email_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("https://mia.example/run", "https://mia.example/run", id="whole"),
        pytest.param(" mia.example ", "https://mia.example", id="without scheme"),
        pytest.param("HTTP://mia.example", "http://mia.example", id="with a loud scheme"),
        pytest.param("mia.example:8080/x", "https://mia.example:8080/x", id="with a port"),
        pytest.param("миа.example", "https://миа.example", id="in any script"),
    ],
)
def test_a_website_is_kept(typed, kept):
    assert website_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "mia", "https://mia", "http://", "javascript:alert(1)", "mailto:mia@example.org",
     "ftp://mia.example", "https://mia@evil.example", "mia@example.org", "a b.example",
     "https://mia.example/\x00", "https://mi\u202ea.example", "//mia.example", "mia.",
     "https://mia.example/" + "x" * 490],
)  # fmt: skip
def test_a_website_cannot_be_used(typed):
    assert website_of(typed) is None
