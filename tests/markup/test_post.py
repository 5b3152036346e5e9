"""A post's text is shown as its author means it, and does nothing to its readers."""

import pickle
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blog.errors import Refusal
from blog.markup.post import Heading, Link, Picture, Rendered, render

PICTURES = {"x.jpg": Picture("/media/1.jpg", 1200, 800)}
WITHOUT_END = {"br", "col", "hr", "img", "input", "source", "track", "wbr"}
ACTING = {"script", "style", "form", "object", "embed", "base", "meta", "link", "svg", "math"}
OF_THE_PAGE = re.compile("main|comments|comment-.*")


class Checker(HTMLParser):
    """Fails on what a browser would do more with than show."""

    def __init__(self, html):
        super().__init__()
        self.open = []
        self.ids = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag not in ACTING
        if tag not in WITHOUT_END:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in ("style", "srcdoc", "align", "action", "formaction", "srcset")
            if name in ("href", "src", "cite", "poster"):
                scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", re.sub(r"\s", "", value), re.I)
                assert scheme is None or scheme[0].lower() in ("http", "https", "mailto", "tel")
            if name == "id":
                assert not OF_THE_PAGE.fullmatch(value)
                assert value not in self.ids
                self.ids.append(value)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_comment(self, data):
        raise AssertionError(data)


def test_a_post_is_rendered_with_all_that_belongs_to_it():
    body = "First. Second.\nThird.\n\n![My knee](x.jpg 'Taped')\n\n[Part 1](/posts/part-1/)\n"

    rendered = render(body, body_line=5, pictures=PICTURES)

    assert rendered == Rendered(
        html=(
            "<p>First. Second.\nThird.</p>\n"
            '<figure><img src="/media/1.jpg" alt="My knee" width="1200" height="800"'
            ' decoding="async"><figcaption>Taped</figcaption></figure>\n'
            '<p><a href="/posts/part-1/">Part 1</a></p>'
        ),
        excerpt="First. Second.",
        headings=(),
        links=(Link("/posts/part-1/", 10),),
        advice=(),
        described={"/media/1.jpg": "My knee"},
    )


def test_advice_stands_in_the_order_of_the_file():
    body = (
        "<form>a</form>\n\n![](x.jpg)\n\n![b](nowhere.jpg)\n\n"
        '<iframe src="https://a.example/"></iframe>'
    )

    lines = [line for line, _ in render(body, body_line=3, pictures=PICTURES).advice]

    assert lines == [3, 5, 7, 9]


def test_a_heading_takes_no_name_of_the_page():
    assert render("# Comments").html == '<h2 id="text-comments">Comments</h2>'


def test_headings_are_listed_as_they_are_shown():
    rendered = render("# Comments on *it*[^1]\n\n## 1 < 2\n\n### Deeper\n\n[^1]: Note")

    assert rendered.headings == (
        # The title of the post is the page's only heading above this level.
        Heading(2, "comments-on-it", "Comments on it"),
        Heading(2, "1-2", "1 < 2"),
        Heading(3, "deeper", "Deeper"),
    )


def test_the_language_sets_the_quotes():
    assert render('"Gut"', language="de").html == "<p>„Gut“</p>"


def test_an_unknown_tag_is_shown_as_typed():
    assert render("a list of <int> is **fine**").html == (
        "<p>a list of &lt;int&gt; is <strong>fine</strong></p>"
    )


def test_raw_html_of_the_author_stays():
    html = '<details open=""><summary>More</summary>\n<p lang="de">Gut</p></details>'

    assert render(html).html == html


def test_an_empty_post_is_empty():
    assert render(" \n") == Rendered("", "", (), (), (), {})


def test_lines_of_any_system_are_lines():
    assert render("a\r\n- b\r- c").html == render("a\n- b\n- c").html


def test_characters_that_are_none_do_no_harm():
    assert render("a\x00b\ud800c\x02d\x03").html == "<p>ab\N{REPLACEMENT CHARACTER}cd</p>"


def test_a_result_travels_between_processes():
    rendered = render("a [b](/c/)")

    assert pickle.loads(pickle.dumps(rendered)) == rendered


def test_a_text_that_grows_too_large_is_refused():
    body = "[a]: /" + "x" * 4000 + "\n\n" + "[a] " * 500

    with pytest.raises(Refusal, match="grows too large"):
        render(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("[" * 4000, id="brackets", marks=pytest.mark.slow),
        pytest.param("- " * 500 + "a", id="lists"),
        pytest.param(">" * 2000, id="quotes"),
        pytest.param("*a" * 2000, id="stars"),
        pytest.param("`" * 2000, id="ticks"),
        pytest.param("<div>" * 1000, id="tags"),
        pytest.param("<b" * 2000, id="open tags"),
        pytest.param("|" * 2000 + "\n" + "|-" * 1000, id="columns"),
        pytest.param("# a\n" * 500, id="equal headings"),
    ],
)
def test_a_pathological_text_is_shown_or_refused(body):
    try:
        Checker(render(body).html)
    except Refusal:
        return


HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x.jpg onerror=alert(1)>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='&#106;avascript:alert(1)'>a</a>",
    "<a href='java\tscript:alert(1)'>a</a>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](<java\nscript:alert(1)>)",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml;base64,AAAA)",
    '![a" onerror="alert(1)](x.jpg)',
    "![a](x.jpg 'b\" onerror=\"alert(1)')",
    "[a](/b/ 'c\" onclick=\"alert(1)')",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'>a</a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe><!--</iframe><img src=x onerror=alert(1)>-->",
    "<iframe src='https://www.youtube.com/embed/\" onload=\"alert(1)'></iframe>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<meta http-equiv=refresh content='0;url=https://a.example'>",
    "<base href='https://a.example/'>",
    "<form action='https://a.example'><input name=a><button>b</button></form>",
    "<input type=image src=x onerror=alert(1)>",
    "<label><input type=checkbox autofocus onfocus=alert(1)></label>",
    "<p style='position:fixed'>a</p>",
    "</div></article></main></body></html><div id=main>",
    "<p id=comments>a</p><p id='comment-form'>b</p><p id=comment-1>c</p>",
    "<div><p><table><tr><td><b>",
    "<video poster='javascript:alert(1)'><source onerror=alert(1)></video>",
    "``` {.python onclick=alert(1) style=x}\na\n```",
    '[^"><img src=x onerror=alert(1)>]\n\n[^"><img src=x onerror=alert(1)>]: a',
    "# <img src=x onerror=alert(1)>",
    "<textarea></p><script>alert(1)</script></textarea>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "<!--><img src=x onerror=alert(1)>-->",
    "\x02wzxhzdk:0\x03<script>",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_text_does_nothing(body):
    Checker(render(f"before\n\n{body}\n\nafter", pictures=PICTURES).html)
    Checker(render(f"before {body} after", pictures=PICTURES).html)


PIECES = st.sampled_from(
    [
        *HOSTILE,
        *("\n", "\n\n", " ", "    ", "- ", "1. ", "> ", "# ", "**", "_", "`", "```\n", "~~~\n"),
        *("[", "]", "(", ")", "![", "](x.jpg)", "](/a/)", "<", ">", "</", "&", '"', "'", "\\"),
        *("|", "-|-\n", "[^1]", "[^1]: ", "[ ] ", "<div>", "</div>", "<b>", "<!--", "-->", "<![a"),
        *("<p>", "</p>", "<table>", "<td>", "<h1>", "<a href=", "<details>", "word", "é", "\x00"),
    ]
)


@settings(max_examples=3 * settings().max_examples)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join)))
@example("<![a")
@example("<!a <b>")
def test_any_text_is_shown_safely_and_the_same_each_time(body):
    try:
        rendered = render(body, pictures=PICTURES)
    except Refusal:
        return
    Checker(rendered.html)
    assert render(body, pictures=PICTURES) == rendered
    assert "<" not in rendered.excerpt or "&lt;" in rendered.html
