"""What acts is taken out of a post, what tells stays."""

import pytest

from blog.markup import post_html


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        pytest.param("<script>alert(1)</script>a", "a", id="a script"),
        pytest.param("<style>p{}</style>a", "a", id="a style"),
        pytest.param(
            '<p onclick="x" style="y" class="z">a</p>', '<p class="z">a</p>', id="a handler"
        ),
        pytest.param('<a href="javascript:x">a</a>', "<a>a</a>", id="a script in a link"),
        pytest.param('<a href=" java&#10;script:x">a</a>', "<a>a</a>", id="the same, hidden"),
        pytest.param('<a href="data:text/html,x">a</a>', "<a>a</a>", id="a page in a link"),
        pytest.param('<a href="tel:+123">a</a>', '<a href="tel:+123">a</a>', id="a number to call"),
        pytest.param("<svg onload=x><p>a</p></svg>b", "<p>a</p>b", id="a drawing"),
        pytest.param("<math><mi>a</mi></math>b", "b", id="a formula"),
        pytest.param('<iframe srcdoc="x">', "<iframe></iframe>", id="a page in a frame"),
        pytest.param('<meta http-equiv="refresh" content="0">a', "a", id="a way off the page"),
        pytest.param('<base href="https://a.example/">a', "a", id="another base"),
        pytest.param("<form action=x><button>a</button></form>", "a", id="a form"),
        pytest.param("</article></main><p>a", "<p>a</p>", id="the end of the page"),
        pytest.param("<div><b>a", "<div><b>a</b></div>", id="open tags"),
        pytest.param("<!-- a -->b", "b", id="a comment"),
        pytest.param("a <int> b <int@c>", "a &lt;int&gt; b &lt;int@c&gt;", id="words, not tags"),
        pytest.param("<kbd>a</kbd><sub>b</sub>", "<kbd>a</kbd><sub>b</sub>", id="fine print"),
        pytest.param(
            "<details><summary>a</summary>b</details>",
            "<details><summary>a</summary>b</details>",
            id="something to open",
        ),
    ],
)
def test_a_post_holds_what_tells(markup, cleaned):
    assert post_html.clean(markup) == cleaned


@pytest.mark.parametrize(
    ("name", "fate"),
    [("form", "the words in it stay"), ("script", "with all that is in it"), ("p", None)],
)
def test_what_is_left_out_has_a_fate(name, fate):
    assert post_html.fate(name) == fate
