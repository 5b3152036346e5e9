"""Every field is read as what it is meant to be, or becomes a problem with its mend."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from blog.errors import BadFile
from blog.headers import frontmatter
from blog.headers.fields import Fields

BERLIN = ZoneInfo("Europe/Berlin")


def fields(*lines):
    mapping, _ = frontmatter.read("\n".join(["---", *lines, "---"]))
    return Fields(mapping, path="posts/a.md")


def said(fields):
    return [str(problem) for problem in fields.problems]


def test_a_file_is_read_whole():
    header, parts = Fields.of("---\ntitle: A\n---\nBody", path="posts/a.md")

    assert header.text("title") == "A"
    assert (parts.body, parts.body_line) == ("Body", 4)


def test_a_header_that_cannot_be_read_is_a_bad_file():
    with pytest.raises(BadFile) as bad:
        Fields.of("---\na: b\nb: *c\n---\n", path="posts/a.md")

    (problem,) = bad.value.problems
    assert str(problem).startswith("posts/a.md:3: put a text that begins with * in quotes")


def test_a_field_is_there_even_when_it_is_empty():
    header = fields("Title:")

    assert header.has("title")
    assert not header.has("date")


def test_a_rule_of_a_feature_can_refuse_a_field():
    header = fields("series:", "  ended: May")

    header.section("series").refuse("ended", "too early")
    header.refuse("series", "too late", line=9)

    assert said(header) == [
        "posts/a.md:3: series.ended: too early",
        "posts/a.md:9: series: too late",
    ]


def test_a_text_is_one_trimmed_line():
    header = fields("title: |", "  Two", "  lines ")

    assert header.text("title") == "Two lines"
    assert said(header) == []


def test_a_name_may_begin_with_a_capital():
    assert fields("Title: A").text("title") == "A"


def test_an_absent_or_empty_field_has_no_value():
    header = fields("title:", "draft: ''")

    assert header.text("title") is None
    assert header.yes_no("draft") is None
    assert header.words("tags") == ()
    assert header.section("series") is None
    assert header.sections("training") == []
    assert header.pairs("tried") == {}
    assert said(header) == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("other: x", "title is missing: add a line “title: …”", id="missing"),
        pytest.param("title: [a]", "title is one line of text: write “title: …”", id="a list"),
        pytest.param(
            "title: abcdef",
            "title “abcdef” has 6 characters, 5 are the most: shorten it",
            id="too long",
        ),
        pytest.param(
            'title: "a\\0b"',
            "title has a character that cannot be shown: type it again",
            id="a control character",
        ),
    ],
)
def test_a_text_that_cannot_be_used_is_a_problem(line, problem):
    header = fields(line)

    assert header.text("title", required=True, most=5) is None
    assert said(header) == [f"posts/a.md:2: {problem}"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["tags: knee, IT band,  knee , "], id="between commas"),
        pytest.param(["tags: [knee, IT band, Knee]"], id="in brackets"),
        pytest.param(["tags:", "  - knee", "  - IT band"], id="on lines of their own"),
    ],
)
def test_words_are_read_from_any_list(lines):
    header = fields(*lines)

    assert header.words("tags") == ("knee", "IT band")
    assert said(header) == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("tags: a, b, c", "tags has 3 entries, 2 are the most: drop some"),
        ("tags: abcd", "tags “abcd” has 4 characters, 3 are the most: shorten it"),
        ("tags: {a: b}", "tags is a list of words: write “tags: one, two”"),
        ("tags: [[a]]", "tags is a list of words: write “tags: one, two”"),
    ],
)
def test_words_that_cannot_be_used_are_a_problem(line, problem):
    header = fields(line)

    header.words("tags", most_items=2, most=3)

    assert said(header) == [f"posts/a.md:2: {problem}"]


def test_a_choice_is_found_in_any_case():
    assert fields("comments: OFF").choice("comments", ["open", "off"]) == "off"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "comments: oppen",
            "comments is one of open, closed, off, not “oppen”; did you mean “open”?",
        ),
        ("comments: 7", "comments is one of open, closed, off, not “7”"),
    ],
)
def test_another_word_than_the_choices_is_a_problem(line, problem):
    header = fields(line)

    assert header.choice("comments", ["open", "closed", "off"]) is None
    assert said(header) == [f"posts/a.md:2: {problem}"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *((word, True) for word in ("yes", "True", "on", "1")),
        *((word, False) for word in ("no", "FALSE", "off", "0")),
    ],
)
def test_a_yes_is_a_yes(word, meant):
    assert fields(f"draft: {word}").yes_no("draft") is meant


def test_neither_yes_nor_no_is_a_problem():
    header = fields("draft: maybe")

    assert header.yes_no("draft") is None
    assert said(header) == ["posts/a.md:2: draft is yes or no, not “maybe”"]


def test_a_moment_stands_in_the_zone_of_the_site():
    header = fields("date: 2013-05-12 7:30")

    assert header.moment("date", zone=BERLIN) == datetime(2013, 5, 12, 5, 30, tzinfo=UTC)


def test_an_impossible_moment_is_a_problem():
    header = fields("date: 2013-02-30")

    assert header.moment("date", zone=BERLIN) is None
    (problem,) = said(header)
    assert problem.startswith("posts/a.md:2: date “2013-02-30” is not a date; write for example")


def test_a_day_is_a_date():
    header = fields("started: 2013-05-12", "ended: May")

    assert header.day("started") == date(2013, 5, 12)
    assert header.day("ended") is None
    assert said(header) == ["posts/a.md:3: ended “May” is not a date; write for example 2026-05-14"]


@pytest.mark.parametrize(("number", "meant"), [("0", 0), ("10", 10), ("+3", 3)])
def test_a_whole_number_is_read(number, meant):
    assert fields(f"pain: {number}").integer("pain", least=0, most=10) == meant


@pytest.mark.parametrize("number", ["11", "-1", "3.5", "two", "9" * 5000, "٣"])
def test_another_number_is_a_problem(number):
    header = fields(f"pain: {number}")

    assert header.integer("pain", least=0, most=10) is None
    assert said(header) == [f"posts/a.md:2: pain is a whole number from 0 to 10, not “{number}”"]


def test_problems_of_a_section_are_problems_of_the_file():
    header = fields("series:", "  goal: {date: May}")

    header.section("series").section("goal").day("date")

    assert said(header) == [
        "posts/a.md:3: series.goal.date “May” is not a date; write for example 2026-05-14"
    ]


def test_a_text_is_no_section():
    header = fields("series: yes")

    assert header.section("series") is None
    assert said(header) == [
        "posts/a.md:2: series has fields of its own: write “series: {field: text}”"
    ]


def test_sections_keep_their_order_and_lines():
    header = fields("training:", "  - {sport: run}", "  - {sport: swim}")

    sections = header.sections("training")

    assert [section.text("sport") for section in sections] == ["run", "swim"]
    assert [section.line_of("sport") for section in sections] == [3, 4]


@pytest.mark.parametrize("line", ["training: a run", "training: [a]"])
def test_what_is_no_list_of_sections_is_a_problem(line):
    header = fields(line)

    assert header.sections("training") == []
    assert said(header) == [
        "posts/a.md:2: training is a list of lines like “- {field: text, field: text}”"
    ]


def test_pairs_keep_their_lines():
    header = fields("tried:", "  foam roller: unsure", "  tape: a little", "  rest:")

    assert header.pairs("tried") == {"foam roller": ("unsure", 3), "tape": ("a little", 4)}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("tried: tape", "tried is made of pairs: write “tried: {this: that, these: those}”"),
        ("tried: {tape: [a]}", "tried.tape is one line of text: write “tape: …”"),
    ],
)
def test_what_is_no_pair_is_a_problem(line, problem):
    header = fields(line)

    assert header.pairs("tried") == {}
    assert said(header) == [f"posts/a.md:2: {problem}"]


def test_an_unknown_field_is_advice():
    header = fields("Title: A", "tag: knee", "xyz: 1")

    header.unknown(["title", "tags"])

    assert said(header) == [
        "posts/a.md:3: there is no field “tag” here; did you mean “tags”?",
        "posts/a.md:4: there is no field “xyz” here",
    ]
    assert not any(problem.refused for problem in header.problems)
    assert [problem.own_field for problem in header.problems] == [False, True]


def test_an_absent_field_stands_where_its_fields_begin():
    assert fields("", "a: b").line_of("title") == 3


def test_each_text_of_a_field_has_its_line():
    header = fields("aliases:", "  - /a/", "  - /b/", "tags: knee, IT band")

    assert header.lines_of("aliases") == {"/a/": 3, "/b/": 4}
    assert header.lines_of("tags") == {"knee, IT band": 5, "knee": 5, "IT band": 5}
    assert header.lines_of("formerly") == {}


def test_a_rule_of_a_feature_can_advise_on_a_field():
    header = fields("tags: a; b")

    header.advise("tags", "put commas between tags")

    assert said(header) == ["posts/a.md:2: tags: put commas between tags"]
    assert header.advice()


def test_a_file_without_the_header_it_needs_is_told_how_to_begin():
    with pytest.raises(BadFile) as bad:
        Fields.of("Words", path="pages/a.md", needs=["title"])

    assert str(bad.value) == (
        "pages/a.md:1: there is no header: begin with a line ---, then “title: …”, then --- again"
    )
