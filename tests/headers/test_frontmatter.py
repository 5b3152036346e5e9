"""A header is text with line numbers; nothing in it has powers."""

import pickle

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from blog.headers import frontmatter
from blog.headers.frontmatter import HeaderProblem, List, Mapping, Parts, Text


def header(*lines):
    mapping, _ = frontmatter.read("\n".join(["---", *lines, "---", "Body"]))
    return mapping


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("---\na: b\n---\nBody\n", Parts("a: b", 2, "Body\n", 4), id="plain"),
        pytest.param(
            "\ufeff---\r\na: b\r\n---  \r\nBody", Parts("a: b", 2, "Body", 4), id="Windows"
        ),
        pytest.param("---\na: b\n...\nBody", Parts("a: b", 2, "Body", 4), id="dots close it"),
        pytest.param("---\n---\n\nBody", Parts("", 2, "\nBody", 3), id="an empty header"),
        pytest.param("---\na: b\n---", Parts("a: b", 2, "", 4), id="no body"),
        pytest.param("Body\n---\n", Parts("", 1, "Body\n---\n", 1), id="no header"),
        pytest.param("", Parts("", 1, "", 1), id="an empty file"),
    ],
)
def test_a_file_is_parted_into_header_and_body(text, parts):
    assert frontmatter.split(text) == parts


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: IT band: day 4", "IT band: day 4"),
        ("title: Yes", "Yes"),
        ("title: 2013", "2013"),
        ("title: ~", "~"),
        ("comments: off", "off"),
        ("tags: knee, IT band", "knee, IT band"),
        ("date: 2013-05-12 7:30", "2013-05-12 7:30"),
        ('title: "Day 4: \\"better\\""', 'Day 4: "better"'),
        ("title:", ""),
    ],
)
def test_values_are_text_as_written(line, value):
    assert list(header(line).items.values()) == [Text(value, 2)]


def test_values_and_names_know_their_lines():
    mapping = header("title: A", "", "tags:", "- knee", "- tape", "goal: {name: H}")

    assert mapping == Mapping(
        {
            "title": Text("A", 2),
            "tags": List((Text("knee", 5), Text("tape", 6)), 5),
            "goal": Mapping({"name": Text("H", 7)}, 7, {"name": 7}),
        },
        2,
        {"title": 2, "tags": 4, "goal": 7},
    )


def test_a_file_without_header_has_no_fields():
    mapping, parts = frontmatter.read("Only words")

    assert mapping.items == {}
    assert parts.body == "Only words"


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        pytest.param(["a: &x 1"], 2, "anchor", id="an anchor"),
        pytest.param(["a: *x"], 2, "alias", id="an alias"),
        pytest.param(["a: !!python/object:os.system x"], 2, "tag", id="a tag"),
        pytest.param(["!!map {a: b}"], 2, "tag", id="a tag of all"),
        pytest.param(["a: 1", "<<: {b: c}"], 3, "write the fields out", id="a merge"),
        pytest.param(["a: 1", "b: 2", "a: 3"], 4, "line 2 already", id="a name twice"),
        pytest.param(["a: {b: {c: {d: {e: {f: g}}}}}"], 2, "5 levels", id="too deep"),
        pytest.param(["a: " + "[" * 9000], 2, "", id="far too deep"),
        pytest.param(["? [a]", ": b"], 2, "one plain word", id="a name that is a list"),
        pytest.param(["a: b", "--- c"], 3, "one header", id="a second document"),
        pytest.param(["- a"], 2, "title: My first run", id="a list"),
        pytest.param(["just words"], 2, "title: My first run", id="words"),
        pytest.param(["a: 1", "b: [c, d"], 3, "close the list", id="an open list"),
        pytest.param(["a: {b: c"], 2, "close the braces", id="open braces"),
        pytest.param(['a: "b'], 2, "close the quotes", id="open quotes"),
        pytest.param(['a: "b', 'c: "d"'], 2, "close the quotes", id="open quotes before others"),
        pytest.param(["a: b", "c d", "e: f"], 3, "--- alone ends the header", id="no colon"),
        pytest.param(["a: b", "c:d"], 3, "a space after the colon", id="no space"),
        pytest.param(["a:", "- b", "-c"], 4, "a space after the hyphen", id="no space in a list"),
        pytest.param(["a: b", "\tc: d"], 3, "spaces instead of tabs", id="a tab"),
        pytest.param(["a: b", "  c: d"], 3, "left edge", id="a line too far to the right"),
        pytest.param(["a: b", "c: \x07"], 3, "type the line again", id="a control character"),
        pytest.param(["a: b", "c: x\u2028y"], 3, "type the line again", id="a hidden line break"),
        pytest.param(["a: " + "b" * 17000], 2, "16 KB", id="too long"),
        pytest.param(["%TAG ! tag:x"], 2, "left edge", id="a directive"),
    ],
)
def test_a_header_without_a_single_meaning_is_refused(lines, line, words):
    with pytest.raises(HeaderProblem) as refused:
        header(*lines)

    assert refused.value.line == line
    assert words in str(refused.value)


def test_a_header_that_never_ends_is_refused():
    with pytest.raises(HeaderProblem, match="only --- below this one") as refused:
        frontmatter.read("---\ntitle: A\n\nBody")

    assert refused.value.line == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("title: A\ndate: b\n---\nBody", 1, "only --- above", id="no line above"),
        pytest.param("\nTitle: A\n\nBody", 2, "only --- above", id="no lines at all"),
        pytest.param("----\ntitle: A\n----\n", 1, "exactly three hyphens", id="four hyphens"),
        pytest.param("—\ntitle: A\n—\n", 1, "exactly three hyphens", id="a dash"),
    ],
)
def test_what_was_meant_to_be_a_header_is_no_text(text, line, words):
    with pytest.raises(HeaderProblem, match=words) as refused:
        frontmatter.read(text)

    assert refused.value.line == line


@pytest.mark.parametrize("text", ["Note: I ran.", "***\n\nI ran.", "Distance: 3\nTime: 4"])
def test_text_that_looks_a_little_like_a_header_is_text(text):
    assert frontmatter.split(text) == Parts("", 1, text, 1)


def test_blank_lines_may_stand_above_a_header():
    assert frontmatter.split("\n\n---\na: b\n---\nBody") == Parts("a: b", 4, "Body", 6)


def test_a_problem_survives_the_way_between_processes():
    problem = pickle.loads(pickle.dumps(HeaderProblem("close the quotes", 7)))

    assert (str(problem), problem.line) == ("close the quotes", 7)


def test_the_slower_parser_understands_the_same(monkeypatch):
    lines = ["title: IT band: day 4", "goal: {name: H}", "tags: [a, b]"]
    fast = header(*lines)

    monkeypatch.setattr(frontmatter, "_LOADER", yaml.BaseLoader)

    assert header(*lines) == fast


@given(st.text(alphabet=st.sampled_from("ab:-#\"'[]{}&*!|>%@`,?~<\\ \t\n\x00é"), max_size=60))
def test_any_header_is_read_or_refused_with_a_line(text):
    try:
        mapping, _ = frontmatter.read(f"---\n{text}\n---\n")
        line = mapping.line
    except HeaderProblem as problem:
        line = problem.line

    assert 1 <= line <= text.count("\n") + 3


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_any_words_can_be_a_title_in_quotes(words):
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')

    assert header(f'title: "{quoted}"').items["title"] == Text(words, 2)
