"""What a page weighs on its way to a phone, and that nothing else has to come for it.

The page is one of the gallery: 650 words and 20 comments of real text.
"""

from __future__ import annotations

import re
import sys
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import brotli
import pytest

from blog.web.headers import POLICY

# In bytes, as sent.
WHOLE = 14 * 1024
PAGE = "discussion-20"
SCRIPT, STYLE = r'<script[^>]* src="([^"]+)"', r'<link rel="stylesheet" href="([^"]+)"'


def fetch(address):
    """Fetch an address as a browser does: what was sent, and its text."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path, headers={"Accept-Encoding": "gzip, br"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.headers["Content-Encoding"] == "br"
    return len(body), brotli.decompress(body).decode(), answer.headers


@pytest.fixture(scope="module")
def page(gallery):
    """The bytes of the page and its text."""
    weight, text, _ = fetch(gallery[PAGE])
    words = re.search('class="e-content prose".*?</div>', text, re.DOTALL)[0]
    assert len(re.sub("<[^>]*>", " ", words).split()) >= 650
    assert text.count('class="h-cite') == 20
    return weight, text


def test_a_page_with_650_words_and_20_comments_weighs_14_kib_at_most(gallery, page, capsys):
    weight, text = page
    style, script = (
        [fetch(urljoin(gallery[PAGE], address))[0] for address in re.findall(link, text)]
        for link in (STYLE, SCRIPT)
    )

    assert len(style) == len(script) == 1
    with capsys.disabled():
        sys.stdout.write(f"\nHTML {weight}, CSS {style[0]}, JS {script[0]} bytes, packed\n")
    assert weight + style[0] + script[0] <= WHOLE


@pytest.mark.parametrize("kind", ["home", PAGE, "post-everything", "story-over"])
def test_nothing_on_a_page_runs_or_styles_by_itself(gallery, kind):
    _, text, headers = fetch(gallery[kind])

    assert "unsafe-inline" not in POLICY
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Set-Cookie"] is None
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag] in (
        [],
        ['<script type="application/ld+json">'],
    )


def test_a_page_can_be_read_before_any_script(page):
    _, text = page
    head, _, body = text.partition("<body")

    assert re.findall(SCRIPT, head) == []
    assert all('type="module"' in tag for tag in re.findall(r"<script[^>]* src[^>]*>", body))
    assert body.index("<script") > body.index('class="thread"')
