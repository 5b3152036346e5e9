"""A picture stands on the shelf whole or not at all, and leaves it when nothing needs it."""

import os
from pathlib import Path

import pytest

from blog.images import shelf
from blog.images.encoding import Made

NAME = "0123456789abcdef01234567-2"
MADE = Made(width=8, height=8, widths=(8,), kinds=("webp",), usual="8.jpg")
LATER = shelf.STAYS + 1


def write(folder: Path) -> Made:
    for name in MADE.files():
        (folder / name).write_bytes(b"points")
    return MADE


@pytest.fixture
def place(tmp_path):
    """A picture on a shelf."""
    shelf.put(tmp_path / "media" / NAME, write)
    return tmp_path / "media" / NAME


def names(place):
    return sorted(path.name for path in place.parent.iterdir())


def test_what_was_put_is_found(place):
    assert shelf.find(place) == MADE


def test_what_lost_a_file_is_not_found_and_put_anew(place):
    (place / "8.jpg").unlink()

    assert shelf.find(place) is None
    shelf.put(place, write)
    assert shelf.find(place) == MADE
    assert names(place) == [NAME]


def test_whoever_fails_leaves_nothing(tmp_path):
    def fail(folder):
        write(folder)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.put(tmp_path / "media" / NAME, fail)

    assert list((tmp_path / "media").iterdir()) == []


def test_of_two_who_make_the_same_the_faster_one_s_stays(tmp_path):
    place = tmp_path / "media" / NAME

    def slowly(folder):
        shelf.put(place, write)
        (place / "8.jpg").write_bytes(b"first")
        return write(folder)

    shelf.put(place, slowly)

    assert (place / "8.jpg").read_bytes() == b"first"
    assert names(place) == [NAME]


def test_what_is_referred_to_stays(place):
    for now in (0, LATER, 2 * LATER):
        shelf.sweep(place.parent, {NAME}, now=now)

    assert shelf.find(place) == MADE


def test_what_nothing_refers_to_stays_for_a_while_and_goes(place):
    shelf.sweep(place.parent, set(), now=0)
    shelf.sweep(place.parent, set(), now=shelf.STAYS - 1)
    assert names(place) == [NAME]

    shelf.sweep(place.parent, set(), now=LATER)
    assert names(place) == []


def test_what_is_needed_again_begins_anew_to_stay(place):
    shelf.sweep(place.parent, set(), now=0)
    assert shelf.find(place) == MADE

    shelf.sweep(place.parent, set(), now=LATER)

    assert shelf.find(place) == MADE


def test_what_is_just_being_taken_away_is_made_anew(place):
    (place / "going").touch()

    assert shelf.find(place) is None
    shelf.put(place, write)
    assert shelf.find(place) == MADE


def test_what_a_killed_process_left_goes_later(place):
    rest = place.parent / ".beside-0123"
    rest.mkdir()
    (rest / "8.webp").write_bytes(b"half")
    os.utime(rest, (0, 0))

    shelf.sweep(place.parent, {NAME}, now=shelf.STAYS - 1)
    assert rest.is_dir()

    shelf.sweep(place.parent, {NAME}, now=LATER)
    assert names(place) == [NAME]


def test_what_is_not_ours_is_left_alone(place):
    (place.parent / "notes.txt").write_text("mine")

    for now in (0, LATER):
        shelf.sweep(place.parent, {NAME}, now=now)

    assert names(place) == [NAME, "notes.txt"]


def test_there_may_be_no_shelf_yet(tmp_path):
    shelf.sweep(tmp_path / "media", set(), now=0)
