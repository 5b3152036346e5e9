"""What readers type is shown, whatever it is."""

from __future__ import annotations

import logging
import random
import re
import time
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings, target
from hypothesis import strategies as st

from blog.markup import comment, lines, sanitise
from blog.markup.characters import UNSEEN, tidy

LINK = 'rel="nofollow ugc noopener"'


def paragraph(html: str) -> str:
    return f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        pytest.param("one\n\ntwo", "<p>one</p>\n<p>two</p>\n", id="paragraphs"),
        pytest.param("one\ntwo", "<p>one<br>\ntwo</p>\n", id="line breaks as typed"),
        pytest.param("*a* _b_", paragraph("<em>a</em> <em>b</em>"), id="emphasis"),
        pytest.param("**a**_b_", paragraph("<strong>a</strong><em>b</em>"), id="strong emphasis"),
        pytest.param("这*重要*的", paragraph("这<em>重要</em>的"), id="emphasis without spaces"),
        pytest.param("`a *b* &amp;`", paragraph("<code>a *b* &amp;amp;</code>"), id="code"),
        pytest.param("&amp; &lt;b&gt; &#8217;", paragraph("&amp; &lt;b&gt; ’"), id="references"),
        pytest.param(r"\*a\* \\ \#", paragraph("*a* \\ #"), id="backslashes"),
        pytest.param("```\na  b\n\n *c*\n```", "<pre><code>a  b\n\n *c*\n</code></pre>\n",
                     id="a block of code"),
        pytest.param("> a\n> b\n>\n> c", "<blockquote><p>a<br>\nb</p>\n<p>c</p>\n</blockquote>\n",
                     id="a quote"),
        pytest.param("> a\nb", "<blockquote><p>a</p>\n</blockquote>\n<p>b</p>\n",
                     id="an answer under a quote"),
        pytest.param("Day:\n* ice\n* rest", "<p>Day:</p>\n<ul><li>ice</li><li>rest</li></ul>\n",
                     id="a list directly below a line"),
        pytest.param("2. a\n3. b", '<ol start="2"><li>a</li><li>b</li></ol>\n',
                     id="numbers as typed"),
        pytest.param("1. a\n1. b", "<ol><li>a</li></ol>\n<ol><li>b</li></ol>\n",
                     id="the same number twice is two lists"),
        pytest.param("- a\n  - b\n- c",
                     "<ul><li>a<ul><li>b</li></ul>\n</li><li>c</li></ul>\n", id="a list in a list"),
        pytest.param("- a\n\n  b\n- c",
                     "<ul><li><p>a</p>\n<p>b</p>\n</li><li>c</li></ul>\n", id="a long item"),
        pytest.param("- a\nb", "<ul><li>a</li></ul>\n<p>b</p>\n", id="a line below a list"),
    ],
)  # fmt: skip
def test_a_mark_is_rendered(typed, html):
    assert comment.render(typed) == html


@pytest.mark.parametrize(
    "typed",
    [
        "#1 fan", "* * *", "- - -", "***", "___", "1986. I ran it too", "01. first",
        ">30 miles is brave", "<3", "![me](x.png)", "<int>", "<b>bold</b>", "<!-- no -->",
        "-", ">", "1.", "- ", "+ +", "2*3*4", "2**10", "snake_case_name", "5 * 3 * 2",
        "[text](javascript:alert)", "[text](/posts/x/)", "f[i](x)", "[a]: b", "[](https://a.b)",
        "[text](data:text/html,x)", "[text](java\tscript:x)", "[a](https://me@evil.example)",
        "Title\n===", "Title\n---", "a\\\nb", "```\n```", "```\n", "~~~ wow ~~~", "~~not~~",
        "` `", "``", "**", "* *", "&nbsp;", "&#8238;x", "&#x301;", "&nosuch;", "&#0;", "a & b",
        "    four spaces", "|a|b|", "http://", "https://.", "www.", "mia@example.org",
    ],
)  # fmt: skip
def test_what_is_no_mark_is_shown_as_typed(typed):
    shown = text_of(comment.render(typed))

    assert "".join(shown.split()) == "".join(typed.split())


@pytest.mark.parametrize(
    ("typed", "shown", "target"),
    [
        pytest.param("[plan](https://a.example/x)", "plan", "https://a.example/x", id="text"),
        pytest.param("[plan](<HTTPS://a.example/(x>)", "plan", "https://a.example/(x", id="angled"),
        pytest.param("[me](mailto:m@a.example)", "me", "mailto:m@a.example", id="to write to"),
        pytest.param("<https://a.example/%41>", "https://a.example/%41", "https://a.example/%41",
                     id="between angles, left as it is"),
        pytest.param("https://a.example/x_y_z", "https://a.example/x_y_z",
                     "https://a.example/x_y_z", id="bare"),
        pytest.param("www.a.example", "www.a.example", "https://www.a.example", id="no scheme"),
        pytest.param("https://a.example/?x=1&amp;y=2", "https://a.example/?x=1&y=2",
                     "https://a.example/?x=1&y=2", id="copied out of a page's source"),
        pytest.param("https://d.example/wiki/Tape_(sport)", "https://d.example/wiki/Tape_(sport)",
                     "https://d.example/wiki/Tape_(sport)", id="with brackets of its own"),
    ],
)  # fmt: skip
def test_a_link_leads_where_it_says(typed, shown, target):
    reader = read(comment.render(typed))

    assert (reader.text, reader.targets) == (f"{shown}\n", [target])
    assert LINK in comment.render(typed)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        pytest.param("See https://a.example/x.", ".", id="a full stop"),
        pytest.param("(see https://a.example/x)", ")", id="a bracket"),
        pytest.param("**https://a.example/x**", "", id="stars"),
        pytest.param("看https://a.example/x。好", "。好", id="a Chinese full stop"),
        pytest.param('"https://a.example/x"', '"', id="a quote"),
    ],
)
def test_a_bare_address_ends_before(typed, left):
    html = comment.render(typed)

    assert read(html).targets == ["https://a.example/x"]
    assert text_of(html).rstrip("\n").endswith(f"https://a.example/x{left}")


def test_the_title_of_a_link_is_kept():
    html = comment.render('[plan](https://a.example "eight &amp; a half")')

    assert 'title="eight &amp; a half"' in html


def test_what_follows_the_backticks_is_shown():
    assert text_of(comment.render("```python\nprint(1)\n```")).split() == ["python", "print(1)"]


def test_code_binds_tighter_than_a_link():
    html = comment.render("[a `b](https://x.example) c`")

    assert html == paragraph("[a <code>b](https://x.example) c</code>")


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_twenty_levels_are_laid_out_and_one_more_is_plain(mark):
    assert comment.render(mark * 20 + "x") != comment.plain(mark * 20 + "x")
    assert comment.render(mark * 21 + "x") == comment.plain(mark * 21 + "x")


def test_emphasis_without_end_is_plain():
    typed = "*a _b " * 11 + "c" + " b_ a*" * 11

    assert comment.render(typed) == paragraph(typed)
    assert comment.render("*" * 5000 + "a" + "*" * 5000) == paragraph("*" * 5000 + "a" + "*" * 5000)


@pytest.mark.parametrize("number", [64, 65])
def test_accents_piled_on_one_letter_make_a_comment_plain(number):
    typed = "*a" + "\u0335" * number + "*"

    assert (comment.render(typed) == comment.plain(typed)) is (number == 65)


def test_a_stumbling_parser_costs_no_words(monkeypatch, caplog):
    def stumble(text):
        raise RecursionError(text)

    monkeypatch.setattr(lines, "read", stumble)
    with caplog.at_level(logging.ERROR):
        assert comment.render("*a* <b>") == paragraph("*a* &lt;b&gt;")

    assert "stumbled" in caplog.text


def test_links_are_counted():
    assert comment.links(comment.render("https://a.b <a href='x'> [c](http://d.e) &lt;a")) == 2


@pytest.mark.parametrize("typed", ["\x00", "\ud800", "a\r\nb\rc", "\ufffe", "a\u2028b", ""])
def test_invalid_characters_neither_break_nor_vanish(typed):
    html = comment.render(typed)

    html.encode()
    assert ("\ufffd" in html) == (tidy(typed).count("\ufffd") > 0)


# What the marks are made of, and words with digits between them.
MARKS_AND_WORDS = """
* ** _ __ ` `` ``` ```` [ ] ( ) ]( [a](https://b.example/1) [x2](http://c.d"t3") < >
<https://e.f/4> https://g.h/5 www.i.j/6 \\ \\* &amp; & ; # ! ~~~ === --- - + 1. 2) 10. 1986.
a b1 23 x4y é 中文 \u0301 \u200b 😀 . , : " ' | { } @
"""
MARKS_OF_LINES = [
    *["\n", "\n\n", " ", "  ", "    ", "\t", "\n- ", "\n1. ", "\n2. ", "\n> ", "\n>", "\n  "],
    '[x2](http://c.d "t3")',
]
MARKED = st.lists(
    st.sampled_from([*MARKS_AND_WORDS.split(), *MARKS_OF_LINES]),
    max_size=40,
).map("".join)
MARKS = set('*_`[]()<>\\"-+.)>&;') | set("amp")


@given(MARKED)
@example("[a](https://b.example/1)")
@example("1. 2. 3. a")
@example("- *\u200b* `\u200b`")
def test_only_marks_are_taken_away_and_nothing_is_added(typed):
    shown = visible(read(comment.render(typed)).aloud)
    given_ = visible(typed)

    lost = Counter(given_) - Counter(shown)
    assert is_subsequence(shown, given_)
    assert set(lost) <= MARKS
    assert lost["a"] == lost["m"] == lost["p"] <= typed.count("&amp;")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="*_`[]<>\\&-+.)'\"")))
def test_text_without_marks_is_shown_whole(typed):
    reader = read(comment.render(typed))

    assert visible(reader.text) == visible(tidy(typed))


@given(MARKED | st.text())
def test_something_to_see_never_renders_to_nothing(typed):
    assert bool(visible(tidy(typed))) == bool(visible(text_of(comment.render(typed))))


@given(MARKED | st.text())
def test_what_is_rendered_is_already_clean(typed):
    html = comment.render(typed)

    assert sanitise.clean(html) == html


LENGTH = 10_000
MIXED = ["http://", "www.", "[", "](http://a)", "*", "_", "`", "> ", "- ", "\n", "1. ", "a", " "]


def pathological() -> list[str]:
    """Texts that took one parser or another seconds, or nearly did."""
    units = """
    [ ] ![ []( [a]( [a](http://b [a](http://b( *a_ **a__ *_ ` `a ``a` < <a <http:// & &amp; &#1;
    * _ *a a. www. www.a. @ a@b.c http:// http://a http://a) (http://a( https://a((( \\ \\* *_a_*
    \u0301 \u0316\u0301 😀 *中 *`a`* <http://b> \ud800 [` [``a` a_b* http://./ '
    """.split()
    units += ["\n", "a\n", "a\n\n", "> ", "> a\n", "- ", "- a\n", "- a\n* a\n", "1. a\n", "\t"]
    units += ["1. a\n3. a\n", "```\n", "```a\n", "````a\n```\n", "- *a*\n", "> - a\n", "*a* "]
    units += ["*_a_* ", "www.a ", "a  \n", "*a **b ", "[*a*](http://b) ", '[a](http://b "']
    rolled = random.Random(1)
    mixed = ["".join(rolled.choice(MIXED) for _ in range(LENGTH)) for _ in range(5)]
    return [(text * LENGTH)[:LENGTH] for text in units + mixed]


@pytest.mark.slow
def test_any_ten_thousand_characters_take_under_a_second():
    slowest = max((seconds(text), text[:20]) for text in pathological())

    # A third of a second on a quiet machine; between many tests the same work counts double.
    assert slowest[0] < 1, slowest


UNITS = [
    *MIXED,
    "* a\n",
    "3. a\n",
    "```\n",
    "``",
    "**",
    "[a](http://b)",
    "](",
    "(",
    ")",
    "<",
    "&amp;",
]
UNITS += [
    "\u0301",
    "中",
    "😀",
    "\\*",
    "\t",
    "  ",
    "www.a",
    "*a*",
    "`a`",
    '[*a*](http://b "c")',
    "~",
]


@pytest.mark.slow
@settings(max_examples=50, deadline=None, database=None)
@given(st.lists(st.sampled_from(UNITS), min_size=1, max_size=8).map("".join))
def test_no_text_can_be_found_that_takes_longer(unit):
    taken = seconds((unit * LENGTH)[:LENGTH])

    target(taken)
    assert taken < 1


def seconds(text: str) -> float:
    """Measure the time of this process alone, so that a busy machine does not count."""
    start = time.process_time()
    comment.render(text)
    return time.process_time() - start


class Reader(HTMLParser):
    """Reads HTML: its text, the targets of links, and both with numbers in reading order."""

    def __init__(self):
        super().__init__()
        self.text, self.aloud, self.targets = "", "", []
        self.numbers, self.link, self.title = [], None, ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a":
            self.targets.append(attrs["href"])
            self.link, self.title = len(self.aloud), attrs.get("title", "")
        elif tag in ("ol", "ul"):
            self.numbers.append(int(attrs.get("start", 1)) if tag == "ol" else None)
        elif tag == "li" and self.numbers[-1] is not None:
            self.aloud += str(self.numbers[-1])
            self.numbers[-1] += 1

    def handle_endtag(self, tag):
        if tag == "a":
            shown = self.aloud[self.link :]
            if self.targets[-1] not in (shown, f"https://{shown}"):
                self.aloud += self.targets[-1] + self.title
        elif tag in ("ol", "ul"):
            self.numbers.pop()

    def handle_data(self, data):
        self.text += data
        self.aloud += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def text_of(html: str) -> str:
    return read(html).text


def visible(text: str) -> str:
    return re.sub(f"[\\s{UNSEEN}]", "", text)


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)
