"""Changing a field leaves everything else of a file as its author wrote it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.headers import frontmatter, rewriting, writing
from blog.headers.frontmatter import HeaderProblem

SAMPLE = Path(__file__).parents[2] / "content"
FILES = sorted(SAMPLE.rglob("*.md"))

LETTER = """---
# The third try at this title.
title: "Four laps, no more"   # with the coach's blessing
mood: hopeful: mostly
date: 2025-10-27 7:30
tags:
  - it-band
  # hers, not mine
  - "knee: left"
tried:
    massage: helped   # twice
    foam roller: unsure
training:
- {sport: run, distance: 1 mi, pain: 0}
- sport: swim
  note: |
    Cold.

    - and long

# Not yet.
draft: yes
---

Body   with spaces
"""


def changed(text, **changes):
    """Say which lines went and which came."""
    before, after = text.split("\n"), rewriting.rewrite(text, changes).split("\n")
    gone, come = (
        [one for one in before if one not in after],
        [one for one in after if one not in before],
    )
    assert [one for one in before if one in after] == [one for one in after if one in before]
    return gone, come


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_whose_fields_are_given_back_stays_the_same_file(path):
    text = path.read_bytes().decode()
    mapping, parts = frontmatter.read(text)
    same = {name: writing.plain(node) for name, node in mapping.items.items()}

    assert rewriting.rewrite(text, same, body=parts.body) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_field_that_comes_and_goes_leaves_no_trace(path):
    text = path.read_bytes().decode()

    more = rewriting.rewrite(text, {"mood": "hopeful: mostly"})

    assert more != text
    assert rewriting.rewrite(more, {"mood": None}) == text


@pytest.mark.parametrize(
    ("changes", "gone", "come"),
    [
        pytest.param(
            {"title": "Five laps"},
            ['title: "Four laps, no more"   # with the coach\'s blessing'],
            ["title: Five laps   # with the coach's blessing"],
            id="a text keeps its comment",
        ),
        pytest.param({"title": "Four  laps, no more"}, [], [], id="the same text"),
        pytest.param({"draft": None}, ["draft: yes"], [], id="a field goes, its comment stays"),
        pytest.param(
            {"tags": ["it-band", "knee: left", "swimming"]},
            [],
            ["  - swimming"],
            id="one more in a list",
        ),
        pytest.param(
            {"tags": ["knee: left"]},
            ["  - it-band", "  # hers, not mine"],
            [],
            id="one less in a list, and what was noted below it",
        ),
        pytest.param(
            {"tried": {"massage": "a little", "foam roller": "unsure"}},
            ["    massage: helped   # twice"],
            ["    massage: a little"],
            id="another verdict",
        ),
        pytest.param(
            {
                "training": [
                    {"sport": "run", "distance": "1 mi", "pain": "0"},
                    {"sport": "swim", "note": "Cold. - and long"},
                    {"sport": "walk", "note": "to the car, and back"},
                ]
            },
            [],
            ['- {sport: walk, note: "to the car, and back"}'],
            id="one more session",
        ),
        pytest.param({"summary": "Short."}, [], ["summary: Short."], id="a new field"),
        pytest.param(
            {"tried": None},
            ["tried:", "    massage: helped   # twice", "    foam roller: unsure"],
            [],
            id="pairs go",
        ),
    ],
)
def test_only_the_lines_that_say_something_else_change(changes, gone, come):
    assert changed(LETTER, **changes) == (gone, come)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        pytest.param("tags: knee, IT band", ["knee"], "tags: knee", id="between commas"),
        pytest.param("tags: [knee]", ["knee", "a, b"], 'tags: [knee, "a, b"]', id="in brackets"),
        pytest.param("Tags: knee", ["hip"], "Tags: hip", id="in the author's spelling"),
        pytest.param(
            "tags:\n- knee\n- hip", ["hip", "knee"], "tags:\n- hip\n- knee", id="in another order"
        ),
        pytest.param("tags: [a,\n  b]", ["a"], "tags: a", id="over two lines"),
    ],
)
def test_a_list_is_written_in_the_manner_it_was_written_in(before, value, after):
    assert rewriting.rewrite(f"---\n{before}\n---\n", {"tags": value}) == f"---\n{after}\n---\n"


def test_windows_line_ends_and_a_byte_order_mark_stay():
    text = "\ufeff---\r\ntitle: A\r\ndate: 2026-01-01\r\n---\r\nBody\r\n"

    assert rewriting.rewrite(text, {"title": "B"}, body="New\nlines\n") == (
        "\ufeff---\r\ntitle: B\r\ndate: 2026-01-01\r\n---\r\nNew\r\nlines\r\n"
    )


def test_a_file_without_a_header_gets_one():
    assert rewriting.rewrite("Words.\n", {"title": "A"}) == "---\ntitle: A\n---\nWords.\n"
    assert rewriting.rewrite("Words.\n", {}) == "Words.\n"


def test_a_header_that_ends_the_file_can_be_followed_by_words():
    assert rewriting.rewrite("---\ntitle: A\n---", {}, body="B\n") == "---\ntitle: A\n---\nB\n"


@pytest.mark.parametrize(
    "header", ["{title: A, date: 2026-01-01}", "  title: A\n  date: 2026-01-01", "title: [A"]
)
def test_what_cannot_be_changed_alone_is_refused(header):
    with pytest.raises(HeaderProblem):
        rewriting.rewrite(f"---\n{header}\n---\nBody\n", {"title": "B"})


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=30).map(
    lambda text: " ".join(text.split())
)


@given(
    changes=st.fixed_dictionaries(
        {},
        optional={
            "title": WORDS,
            "summary": st.none() | WORDS,
            "tags": st.none() | st.lists(WORDS.filter(bool), max_size=4),
            "tried": st.none()
            | st.dictionaries(WORDS.filter(lambda name: name not in ("", "<<")), WORDS, max_size=3),
            "training": st.lists(
                st.dictionaries(st.sampled_from(["sport", "note", "pain"]), WORDS, min_size=1),
                max_size=3,
            ),
        },
    ),
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
def test_whatever_is_written_is_read_back(changes, body):
    written = rewriting.rewrite(LETTER, changes, body=body)

    mapping, parts = frontmatter.read(written)
    said = {name: writing.plain(node) for name, node in mapping.items.items()}
    for name, value in changes.items():
        found = said.get(name) or ([] if isinstance(value, list) else None)
        if name == "tags" and isinstance(found, str):
            found = found.split(", ")
        assert found == (value or ([] if isinstance(value, list) else None))
    assert parts.body == body.replace("\r\n", "\n").replace("\r", "\n")
    assert "mood: hopeful: mostly\n" in written
