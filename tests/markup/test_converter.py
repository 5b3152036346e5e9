"""Markdown as authors expect it."""

import threading

import pytest

from blog.errors import Refusal
from blog.markup import converter


def convert(text, language="en"):
    return converter.convert(text, language=language)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("#hashtag", "<p>#hashtag</p>", id="a word with a number sign"),
        pytest.param("# My run", '<h1 id="my-run">My run</h1>', id="a heading"),
        pytest.param("###### Ü", '<h6 id="u">Ü</h6>', id="the smallest heading"),
        pytest.param("# !", '<h1 id="section">!</h1>', id="a heading without letters"),
        pytest.param("# боль", '<h1 id="боль">боль</h1>', id="a Cyrillic heading"),
        pytest.param("[TOC]", "<p>[TOC]</p>", id="no table of contents"),
        pytest.param(
            "3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>', id="from three"
        ),
        pytest.param("a\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>", id="a list under a line"),
    ],
)
def test_markdown_becomes_html(text, html):
    assert convert(text) == html


def test_equal_headings_have_different_names():
    assert convert("# A\n\n# A") == '<h1 id="a">A</h1>\n<h1 id="a_1">A</h1>'


def test_columns_are_aligned_by_class():
    html = convert("a | b | c\n:-: | -: | -\n1 | 2 | 3")

    assert '<th class="align-center">a</th>' in html
    assert '<td class="align-right">2</td>' in html
    assert "<td>3</td>" in html
    assert " align=" not in html
    assert " style=" not in html


def test_the_words_of_a_task_are_the_label_of_its_box():
    html = convert("- [ ] run *far*\n- [x] rest\n    - well")

    assert '<label><input type="checkbox" disabled/> run <em>far</em></label></li>' in html
    assert '<label><input type="checkbox" disabled checked/> rest</label><ul>' in html


def test_the_words_of_a_task_in_a_paragraph_are_its_label_too():
    assert '<p><label><input type="checkbox" disabled/> run</label></p>' in convert(
        "- [ ] run\n\n- [ ] rest"
    )


def test_code_is_coloured_by_classes():
    html = convert("```python\nprint(1)\n```")

    assert html.startswith('<div class="code"><pre>')
    assert '<span class="nb">print</span>' in html
    assert "style=" not in html


def test_code_without_language_is_not_guessed():
    assert "<code>print(1)\n</code>" in convert("```\nprint(1)\n```")


def test_options_of_a_fence_reach_nobody(tmp_path):
    css = tmp_path / "written.css"

    html = convert(
        "``` {.python full=1 noclasses=1 pygments_formatter=img pygments_style=none"
        f' linenos=table cssfile={css} hl_lines="1"}}\nx\n```'
    )

    assert '<span class="hll">' in html
    assert "style=" not in html
    assert "table" not in html
    assert not css.exists()


def test_footnotes_lead_there_and_back():
    html = convert("a[^1]\n\n[^1]: Note")

    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>' in html
    assert 'href="#fnref:1" title="Back to the text"' in html


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- " * 500 + "a", id="lists"),
        pytest.param("\n".join("  " * depth + "- a" for depth in range(400)), id="nested lists"),
    ],
)
def test_what_is_nested_too_deeply_is_refused(text):
    with pytest.raises(Refusal, match="too deeply"):
        convert(text)

    assert convert("- a") == "<ul>\n<li>a</li>\n</ul>"


def test_one_text_leaves_no_trace_in_the_next():
    first = convert("# A\n\n[b]: /c/\n\na[^1]\n\n[^1]: Note\n\n3. x")
    second = convert("# A\n\n[b]\n\na[^1]")

    assert convert("# A\n\n[b]: /c/\n\na[^1]\n\n[^1]: Note\n\n3. x") == first
    assert second == '<h1 id="a">A</h1>\n<p>[b]</p>\n<p>a[^1]</p>'


def test_threads_do_not_meet():
    texts = [f"# {n}\n\n- {n}\n    - {n}[^{n}]\n\n[^{n}]: {n}" for n in range(40)]
    alone = [convert(text) for text in texts]
    together = {}

    def work(n):
        together[n] = convert(texts[n])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [together[n] for n in range(40)] == alone
