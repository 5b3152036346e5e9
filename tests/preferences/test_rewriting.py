"""A setting changes, and not a letter of the file besides."""

import pytest

from blog.errors import BadFile
from blog.preferences.rewriting import rewrite

FILE = """\
# My blog.
title = 'Laps'   # until I find a better one
mood = "odd"

# In this order:
menu = [
  # the story
  "it-band", # first
  "about",
]

[comments]
# since the spring
default = "open"
louder = true
"""


def changed(**changes):
    """Give the lines that go, and those that come."""
    written = rewrite(FILE, {name.replace("__", "."): one for name, one in changes.items()})
    before, after = FILE.splitlines(), written.splitlines()
    return [one for one in before if one not in after], [one for one in after if one not in before]


def test_nothing_to_change_changes_nothing():
    assert rewrite(FILE, {}) == FILE


@pytest.mark.parametrize(
    ("changes", "gone", "new"),
    [
        pytest.param(
            {"title": 'A "better" one'},
            ["title = 'Laps'   # until I find a better one"],
            ['title = "A \\"better\\" one"   # until I find a better one'],
            id="a remark stays behind its setting",
        ),
        pytest.param(
            {"comments__default": "closed"},
            ['default = "open"'],
            ['default = "closed"'],
            id="one of a table",
        ),
        pytest.param(
            {"comments__edit_minutes": 20}, [], ["edit_minutes = 20"], id="a new one of a table"
        ),
        pytest.param({"units": "km"}, [], ['units = "km"'], id="a new one"),
        pytest.param(
            {"menu": ["it-band", "swimming", "about"]}, [], ['  "swimming",'], id="a list grows"
        ),
        pytest.param({"menu": ["it-band"]}, ['  "about",'], [], id="a list shrinks"),
        pytest.param({"footer": "Two\nlines"}, [], ['footer = "Two\\nlines"'], id="two lines"),
    ],
)
def test_a_change_touches_its_own_lines(changes, gone, new):
    assert changed(**changes) == (gone, new)


def test_a_new_setting_stands_above_the_tables():
    written = rewrite(FILE, {"units": "km"})

    assert written.index("units") < written.index("[comments]")


def test_a_table_that_is_not_there_is_made():
    written = rewrite('title = "Laps"\n', {"comments.default": "off"})

    assert written == 'title = "Laps"\n\n[comments]\ndefault = "off"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('comments = {default = "open"} # all\n', 'comments = {default = "off"} # all\n'),
        ('comments.default = "open"\n', 'comments.default = "off"\n'),
    ],
)
def test_a_table_may_be_written_in_other_ways(before, after):
    assert rewrite(before, {"comments.default": "off"}) == after


def test_a_list_of_an_odd_layout_is_written_anew():
    assert rewrite("menu=[ 'a' # c\n , 'b']\n", {"menu": ["a", "c", "b"]}) == (
        'menu=["a", "c", "b"]\n'
    )


def test_line_ends_and_the_mark_in_front_stay():
    written = rewrite('\ufefftitle = "Laps"\r\n[comments]\r\n', {"footer": "x"})

    assert written.startswith('\ufefftitle = "Laps"\r\n')
    assert written.count("\r\n") == written.count("\n")


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        pytest.param("title = Laps\n", {"title": "x"}, id="no TOML"),
        pytest.param("comments = 3\n", {"comments.default": "off"}, id="a table that is none"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text, changes):
    with pytest.raises(BadFile):
        rewrite(text, changes)
