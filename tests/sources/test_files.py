"""A file of the author's is written whole, and never over words nobody has seen."""

import threading

import pytest

from blog.sources import files
from blog.sources.files import ChangedMeanwhile, NotWritten

POST = "posts/x.md"


@pytest.fixture
def content(tmp_path):
    (tmp_path / "posts").mkdir()
    return tmp_path


def test_what_is_written_is_read_back_exactly(content):
    text = "\ufeff---\r\ntitle: Ä\r\n---\r\n"

    files.write(content, POST, text, over="")

    assert files.read(content, POST) == text
    assert (content / POST).read_bytes() == text.encode()


def test_a_file_that_is_not_there_says_nothing(content):
    assert files.read(content, POST) == ""


def test_a_file_changed_meanwhile_is_not_written_over(content):
    (content / POST).write_text("theirs")

    with pytest.raises(ChangedMeanwhile) as refused:
        files.write(content, POST, "mine", over=files.checksum("as it was"))

    assert refused.value.theirs == "theirs"
    assert (content / POST).read_text() == "theirs"


def test_a_new_file_takes_no_place_of_another(content):
    (content / POST).write_text("theirs")

    with pytest.raises(ChangedMeanwhile):
        files.write(content, POST, "mine", over="")


def test_the_same_save_again_is_no_change(content):
    files.write(content, POST, "mine", over="")

    files.write(content, POST, "mine", over="")

    assert (content / POST).read_text() == "mine"


def test_of_many_who_write_at_once_one_gets_through(content):
    (content / POST).write_text("start")
    over, said = files.checksum("start"), []

    def write(words):
        try:
            files.write(content, POST, words, over=over)
            said.append(words)
        except ChangedMeanwhile:
            pass

    writers = [threading.Thread(target=write, args=(f"words {n}",)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert said == [(content / POST).read_text()]


def test_nothing_is_left_beside_the_file_and_its_rights_stay(content):
    (content / POST).write_text("before")
    (content / POST).chmod(0o664)

    files.write(content, POST, "after", over=files.checksum("before"))

    assert [file.name for file in (content / "posts").iterdir()] == ["x.md"]
    assert (content / POST).stat().st_mode & 0o777 == 0o664


def test_a_folder_that_is_not_there_yet_is_made(content):
    files.write(content, "posts/new/index.md", "words", over="")

    assert (content / "posts/new/index.md").read_text() == "words"


def test_behind_a_link_its_file_is_written_and_the_link_stays(content):
    (content / "posts/real.md").write_text("before")
    (content / POST).symlink_to("real.md")

    files.write(content, POST, "after", over=files.checksum("before"))

    assert (content / POST).is_symlink()
    assert (content / "posts/real.md").read_text() == "after"


@pytest.mark.parametrize("path", ["../outside.md", "/etc/outside.md", "posts/../../outside.md"])
def test_nothing_is_written_outside_of_the_content_folder(content, path):
    with pytest.raises(NotWritten, match="leads out of the content folder"):
        files.write(content, path, "words", over="")


def test_what_is_no_text_is_read_by_nobody_who_expects_one(content):
    (content / POST).write_bytes(b"caf\xe9")

    with pytest.raises(NotWritten, match="cannot be read as text"):
        files.read(content, POST)


def test_what_is_no_text_is_written_over_by_who_has_seen_it(content):
    raw = b"caf\xe9"
    (content / POST).write_bytes(raw)

    with pytest.raises(ChangedMeanwhile) as refused:
        files.write(content, POST, "words", over="")
    files.write(content, POST, "words", over=files.checksum(raw))

    assert refused.value.theirs == "café"
    assert files.read(content, POST) == "words"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("naïve – “so”".encode("cp1252"), id="an old Windows"),
        pytest.param("naïve – “so”".encode("utf-16"), id="two bytes a letter"),
        pytest.param("naïve – “so”".encode(), id="as it should be"),
    ],
)
def test_bytes_are_read_as_the_text_they_most_likely_are(raw):
    assert files.as_text(raw).removeprefix("\ufeff") == "naïve – “so”"


def test_a_full_disk_or_a_locked_folder_is_one_sentence(content):
    (content / "posts/x.md").mkdir()

    with pytest.raises(NotWritten, match=r"^posts/x\.md can(not|'t) be"):
        files.write(content, POST, "words", over="")
