import os

import pytest

from blog.pagecache.program import fingerprint


@pytest.fixture
def templates(tmp_path):
    (tmp_path / "home.html").write_text("<p>Home")
    return tmp_path


def test_the_same_program_has_the_same_name(templates):
    assert fingerprint([templates], "a") == fingerprint([templates], "a")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda folder: (folder / "home.html").write_text("<p>Away"), id="a longer text"
        ),
        pytest.param(lambda folder: os.utime(folder / "home.html", (1, 1)), id="an older file"),
        pytest.param(lambda folder: (folder / "post.html").touch(), id="one file more"),
        pytest.param(lambda folder: (folder / "home.html").unlink(), id="one file less"),
    ],
)
def test_a_changed_file_makes_another_program(templates, change):
    before = fingerprint([templates])
    change(templates)

    assert fingerprint([templates]) != before


def test_another_setting_makes_another_program(templates):
    assert fingerprint([templates], "a") != fingerprint([templates], "b")


def test_byte_code_makes_no_difference(templates):
    before = fingerprint([templates])
    (templates / "home.cpython-311.pyc").touch()

    assert fingerprint([templates]) == before


def test_a_folder_that_is_not_there_is_empty(templates):
    assert fingerprint([templates / "none"]) == fingerprint([])
