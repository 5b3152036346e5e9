"""Addresses in plain text lead somewhere, and everything else is text."""

import pytest

from blog.markup.plain import linked


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Enough said.", "Enough said."),
        ("<b> & “so”", "&lt;b&gt; &amp; “so”"),
        (
            "At https://a.example/?c=1&d=2.",
            'At <a href="https://a.example/?c=1&amp;d=2">https://a.example/?c=1&amp;d=2</a>.',
        ),
        ("(HTTP://a.example/)", '(<a href="http://a.example/">HTTP://a.example/</a>)'),
        (
            "https://a.example/x_(y), then",
            '<a href="https://a.example/x_(y)">https://a.example/x_(y)</a>, then',
        ),
        ("javascript:alert(1) mailto:a@b.example", "javascript:alert(1) mailto:a@b.example"),
        ("https:// alone", "https:// alone"),
    ],
)
def test_only_addresses_become_links(text, html):
    assert linked(text) == html


def test_nothing_breaks_out_of_a_link():
    assert "<script" not in linked('https://a.example/"><script>alert(1)</script>')
    assert 'href="https://a.example/"' in linked('https://a.example/" onclick="x')
