"""A new post's file is named by its day and its title."""

from datetime import date

import pytest

from blog.errors import Refusal
from blog.posts import names

DAY = date(2026, 11, 22)


def test_a_file_is_named_by_day_and_title():
    assert names.file_of("Day 4: better!", day=DAY) == "posts/2026-11-22-day-4-better.md"


def test_another_one_of_the_same_day_and_title_gets_a_number():
    assert names.file_of("Rest", day=DAY, another=2) == "posts/2026-11-22-rest-2.md"


@pytest.mark.parametrize(("another", "slug"), [(1, "2026-11-22"), (2, "2026-11-22-2")])
def test_a_title_without_letters_is_named_and_found_by_its_day(another, slug):
    file = names.file_of("😀🏃", day=DAY, another=another)

    assert file.startswith("posts/2026-11-22.")
    assert names.slug_of(names.name_of(file)) == slug


def test_no_title_names_no_file():
    with pytest.raises(Refusal, match="It needs a title"):
        names.file_of(" ", day=DAY)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("posts/2026-11-22-rest.md", "2026-11-22-rest"),
        ("posts/2026-11-22-rest/index.md", "2026-11-22-rest"),
        ("posts/rest/INDEX.MD", "rest"),
        ("posts/v1.2.md", "v1.2"),
    ],
)
def test_a_post_is_called_by_its_file_or_its_folder(path, name):
    assert names.name_of(path) == name
