"""What may stay of HTML that came from a reader."""

from __future__ import annotations

import pytest

from blog.markup import sanitise


@pytest.mark.parametrize(
    "html",
    [
        '<p>a<br>\n<em>b</em> <strong>c</strong> <del>d</del></p>',
        '<ol start="3"><li>a</li></ol>',
        "<ul><li><p>a</p></li></ul>",
        "<blockquote><p>a</p></blockquote>",
        "<pre><code>\n a  b\n</code></pre>",
        '<a href="https://a.example/?x=1&amp;y=2" rel="nofollow ugc noopener" title="t">a</a>',
        '<a href="mailto:a@b.c">a</a>',
        "&lt;script&gt; &amp;amp;",
    ],
)  # fmt: skip
def test_a_comments_own_html_stays(html):
    assert sanitise.clean(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        pytest.param("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", id="a script"),
        pytest.param('<p onclick="x" style="y" id="z">a</p>', "<p>a</p>", id="attributes"),
        pytest.param('<a href="javascript:x">a</a>', "<a>a</a>", id="a script in a link"),
        pytest.param('<a href="java&#10;script:x">a</a>', "<a>a</a>", id="a broken script"),
        pytest.param('<a href="&#8203;javascript:x">a</a>', "<a>a</a>", id="a hidden script"),
        pytest.param('<a href="/x">a</a>', "<a>a</a>", id="a path"),
        pytest.param('<a rel="follow">a</a>', "<a>a</a>", id="another rel"),
        pytest.param('<ol start="-1e3">a</ol>', "<ol>a</ol>", id="a start that is no number"),
        pytest.param("<svg><a>x</a></svg>", "&lt;svg&gt;<a>x</a>&lt;/svg&gt;", id="a drawing"),
        pytest.param("<!-- a -->b", "b", id="a remark"),
        pytest.param("<em>a", "<em>a</em>", id="an open end"),
    ],
)
def test_of_other_html_is_left(html, left):
    assert sanitise.clean(html) == left
