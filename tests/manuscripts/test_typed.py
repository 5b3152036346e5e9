"""The form at the desk and the file say the same, and what was not touched stays as it was."""

import re
from pathlib import Path

import pytest

from blog.headers.frontmatter import HeaderProblem
from blog.manuscripts import typed
from blog.manuscripts.typed import Typed

FILES = sorted((Path(__file__).parents[2] / "content/posts").rglob("*.md"))

FILE = """---
# hers
title: One mile
date: 2025-10-19
tags: [it-band, knee]
tried: {massage: helped, foam roller: a little}
mood: odd
---

Words.
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_opened_and_saved_untouched_stays_the_same(path):
    text = path.read_bytes().decode()

    assert typed.onto(text, typed.read(text)) == text


NASTY = {
    "two blank lines below the header": FILE.replace("\n\nWords.", "\n\n\nWords."),
    "none": FILE.replace("\n\nWords.", "\nWords."),
    "line ends of Windows": FILE.replace("\n", "\r\n"),
    "line ends of all kinds": FILE.replace("Words.\n", "Above.\r\nA\rB\n\r\nWords.\r\n\nBelow.\n"),
    "no line end at the end": FILE.removesuffix("\n"),
    "three of them": f"{FILE}\n\n",
    "tabs and blanks": FILE.replace("Words.\n", "\tcode\n\nWords.  \nAnd\tmore. \n"),
    "a byte order mark": f"\ufeff{FILE}",
    "no header": "One.\r\n\r\nWords.\r\n",
    "a mark and no header": "\ufeffWords.",
}


@pytest.mark.parametrize(
    "text",
    [
        *(pytest.param(path.read_bytes().decode(), id=path.stem) for path in FILES),
        *(pytest.param(text, id=name) for name, text in NASTY.items()),
    ],
)
def test_a_word_changed_at_the_desk_is_the_only_difference_of_the_file(text):
    form = typed.read(text)
    word = re.findall(r"\w+", form.body)[0]
    said = form.body.replace(word, "Swum", 1).replace("\n", "\r\n")

    written = typed.onto(text, Typed.of({**form.kept(), "body": said}))

    header = len(text) - len(re.split(r"(?m)^---\r?$", text)[-1])
    assert written == text[:header] + text[header:].replace(word, "Swum", 1)


def test_a_word_changed_in_the_whole_file_is_the_only_difference_of_the_file():
    text = NASTY["line ends of all kinds"]
    said = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")

    assert typed.whole(text, said.replace("Words", "Swum")) == text.replace("Words", "Swum")


def test_the_form_shows_every_field_as_text():
    assert typed.read(FILE) == Typed(
        title="One mile",
        date="2025-10-19",
        tags="it-band, knee",
        tried="massage: helped\nfoam roller: a little",
        body="Words.\n",
    )


def test_what_a_browser_makes_of_line_ends_is_no_change():
    browser = Typed.of({**typed.read(FILE).kept(), "body": "Words.\r\n"})

    assert typed.onto(FILE, browser) == FILE


def test_what_changed_is_written_and_nothing_else():
    new = Typed.of(
        {
            **typed.read(FILE).kept(),
            "tags": "it-band,  knee , swimming",
            "tried": "massage: helped\nfoam roller: helped",
            "body": "Other words.\r\nTwo lines.",
        }
    )

    assert typed.onto(FILE, new) == (
        "---\n# hers\ntitle: One mile\ndate: 2025-10-19\ntags: [it-band, knee, swimming]\n"
        "tried: {massage: helped, foam roller: helped}\nmood: odd\n---\n\n"
        "Other words.\nTwo lines.\n"
    )


def test_a_new_file_holds_what_was_filled_in():
    new = Typed(title="Day 4: better", date="2026-11-22 7:30", tags="run", body="Words.")

    assert typed.onto("", new) == (
        "---\ntitle: Day 4: better\ndate: 2026-11-22 7:30\ntags: run\n---\n\nWords.\n"
    )


def test_an_emptied_field_goes_from_the_file():
    new = Typed.of({**typed.read(FILE).kept(), "tags": "", "tried": ""})

    assert "tags" not in typed.onto(FILE, new)
    assert "tried" not in typed.onto(FILE, new)


def test_a_header_that_cannot_be_read_is_refused():
    with pytest.raises(HeaderProblem):
        typed.read("---\ntitle: [a\n---\n")


def test_a_manuscript_kept_by_another_version_is_still_read():
    assert Typed.of({"title": "A", "weather": "rain", "body": None}) == Typed(title="A")
