import os
import time
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from blog.content_sync.watch import keep_publishing

PATIENCE = 30


class Looks:
    """Counts the looks at a folder, and waits for one that finds what a test wants."""

    def __init__(self, folder):
        self.folder = folder
        self.names = []

    def __call__(self):
        self.names.append({os.fsencode(entry.name) for entry in self.folder.iterdir()})

    def until(self, name):
        deadline = time.monotonic() + PATIENCE
        while not (self.names and name in self.names[-1]):
            assert time.monotonic() < deadline, self.names[-1:]
            time.sleep(0.02)


@contextmanager
def watched(folder):
    looks, stop = Looks(folder), Event()
    thread = Thread(target=keep_publishing, args=(folder, looks, stop))
    thread.start()
    try:
        yield looks
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_there_is_a_look_at_once_and_one_after_every_change(tmp_path):
    (tmp_path / "first.md").write_text("x")
    with watched(tmp_path) as looks:
        looks.until(b"first.md")
        (tmp_path / "second.md").write_text("x")
        looks.until(b"second.md")


@pytest.mark.parametrize(
    "name", [b"caf\xe9.md", b"\xff\xfe"], ids=["of an older system", "no text at all"]
)
def test_a_name_that_is_no_text_ends_nothing(tmp_path, name):
    with watched(tmp_path) as looks:
        file = tmp_path / os.fsdecode(name)
        file.write_text("x")
        looks.until(name)
        (tmp_path / "later.md").write_text("x")
        looks.until(b"later.md")
        file.unlink()
        (tmp_path / "last.md").write_text("x")
        looks.until(b"last.md")


def test_a_folder_that_goes_away_is_watched_again_when_it_is_back(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    with watched(content) as looks:
        content.rename(tmp_path / "away")
        (tmp_path / "away" / "new.md").write_text("x")
        (tmp_path / "away").rename(content)
        looks.until(b"new.md")
        (content / "later.md").write_text("x")
        looks.until(b"later.md")


def test_a_look_that_fails_is_tried_again(tmp_path, caplog):
    with watched(tmp_path) as looks:
        looks.folder = tmp_path / "none"
        (tmp_path / "one.md").write_text("x")
        deadline = time.monotonic() + PATIENCE
        while "Publishing failed" not in caplog.text:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        looks.folder = tmp_path
        (tmp_path / "two.md").write_text("x")
        looks.until(b"two.md")
