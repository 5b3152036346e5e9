"""What is wrong with one file is named, and hurts neither the others nor its last good version."""

import os
import unicodedata
from datetime import UTC, datetime

import pytest

from blog.posts import queries
from blog.workshop import Outcome, Workshop
from makers import front, sync

NOW = datetime(2020, 1, 1, tzinfo=UTC)
GOOD = {"title": "X", "date": "2011-10-14"}
HEADER = "---\ntitle: X\ndate: 2011-10-14\n"


def titles(app):
    with app.app_context():
        return sorted(post.title for post in queries.listed(now=NOW, limit=100))


def sentences(report):
    return [str(problem) for problem in report.problems]


HOSTILE = [
    pytest.param(b"", "x.md:1: is empty", id="an empty file"),
    pytest.param(b"---\ntitle: Ha", "x.md:2: the header never ends", id="half a file"),
    pytest.param(HEADER.encode() + b"---\n\xff", "x.md:5: holds bytes", id="bytes"),
    pytest.param(HEADER.encode() + b"---\na\0", "x.md:5: holds a zero byte", id="a zero byte"),
    pytest.param(
        f"{HEADER}tags: &a [b]\n---\n", "x.md:4: put a text that begins with &", id="an anchor"
    ),
    pytest.param(
        f"{HEADER}tags: *a\n---\n", "x.md:4: put a text that begins with *", id="an alias"
    ),
    pytest.param(f"{HEADER}summary: !!python/name:os.system x\n---\n", "x.md:4:", id="a tag"),
    pytest.param(f"{HEADER}<<: {{a: b}}\n---\n", "x.md:4: <<", id="a merge"),
    pytest.param(f"{HEADER}summary: {'[' * 500}\n---\n", "x.md:4:", id="deep lists"),
    pytest.param(f"{HEADER}slug: ../../etc/passwd\n---\n", "x.md:4: slug", id="a slug with dots"),
    pytest.param(f"{HEADER}slug: a/b\n---\n", "x.md:4: slug", id="a slug with a slash"),
    pytest.param(f"{HEADER}slug: {'a' * 200}\n---\n", "x.md:4: slug", id="a long slug"),
    pytest.param(
        f"---\ntitle: {'a' * 10_000}\ndate: 2011-10-14\n---\n", "x.md:2: title", id="title"
    ),
    pytest.param(
        f"{HEADER}summary: {'a' * 17_000}\n---\n", "x.md:2: the header is longer", id="17 KB"
    ),
    pytest.param(f"{HEADER}date: 2011-02-30\n---\n", "x.md:4:", id="the same field twice"),
    pytest.param("---\ntitle: X\ndate: 2011-02-30\n---\n", "x.md:3: date", id="no such day"),
    pytest.param(f"{HEADER}tags: archive\n---\n", "x.md:4: tags", id="a tag like an address"),
    pytest.param(f"{HEADER}aliases: /desk/x/\n---\n", "x.md:4: aliases", id="an alias of the desk"),
    pytest.param(
        f"{HEADER}---\n{'[^1]' * 500}\n\n[^1]: a\n", "x.md:5: the text this text", id="growth"
    ),
]


@pytest.mark.parametrize(("raw", "said"), HOSTILE)
def test_a_file_that_cannot_be_used_is_named_and_its_last_good_version_stays(
    folder, app, workshop, raw, said
):
    folder.write("posts/x.md", front({**GOOD, "title": "Good"}) + "Words.")
    sync(app, workshop)
    folder.write("posts/x.md", raw)
    folder.post("other")

    report = sync(app, workshop)

    assert any(f"posts/{said}" in sentence for sentence in sentences(report)), sentences(report)
    assert report.refused
    assert titles(app) == ["Good", "Other"]


@pytest.mark.parametrize(
    "become",
    [
        pytest.param(os.mkfifo, id="a pipe"),
        pytest.param(os.mkdir, id="a folder"),
        pytest.param(lambda path: path.symlink_to("/etc/passwd"), id="a link out"),
        pytest.param(lambda path: path.symlink_to("nowhere"), id="a link to nothing"),
        pytest.param(
            lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 50 << 20), id="huge"
        ),
    ],
)
def test_what_a_file_becomes_takes_nothing_down(folder, app, workshop, become):
    path = folder.post("x")
    folder.post("y")
    sync(app, workshop)
    path.unlink()
    become(path)

    report = sync(app, workshop)

    assert sentences(report)[0].startswith("posts/x.md:1: is ")
    assert (titles(app), report.removed) == (["X", "Y"], ())


def test_a_file_that_recovers_is_known_again(folder, app, workshop):
    path = folder.post("x", "Words.")
    sync(app, workshop)
    path.unlink()
    os.mkfifo(path)
    sync(app, workshop)
    path.unlink()
    folder.post("x", "Other words.")

    report = sync(app, workshop)

    assert (report.changed, sentences(report)) == (("posts/x.md",), [])


def test_a_folder_of_posts_that_leads_elsewhere_takes_nothing_down(folder, app, workshop):
    folder.post("x")
    sync(app, workshop)
    (folder.content / "posts").rename(folder.path / "elsewhere")
    (folder.content / "posts").symlink_to(folder.path / "elsewhere")

    report = sync(app, workshop)

    assert sentences(report) == ["posts:1: is a link to a place outside the content folder"]
    assert titles(app) == ["X"]


def test_a_text_that_takes_too_long_is_named_and_tried_again_when_saved(folder, app, workshop):
    folder.post("slow", "*a* `b` " * 40_000)
    folder.post("other")
    with Workshop(workers=1, seconds=0.5) as hasty:
        report = sync(app, hasty)
        again = sync(app, hasty)
    before = titles(app)
    folder.post("slow", "Words.")
    sync(app, workshop)

    assert sentences(report) == ["posts/slow.md:5: the text took longer than 0.5 seconds"]
    assert sentences(again) == sentences(report)
    assert (before, titles(app)) == (["Other"], ["Other", "Slow"])


def test_what_failed_once_is_tried_again_when_it_is_saved(folder, app, workshop):
    class Broken:
        def map(self, function, jobs, on_done=None, **_):
            return (Outcome(problem="brought down the process") for _ in jobs)

    folder.post("one", "Words.")
    first = sync(app, Broken())
    folder.post("one", "Words.")

    assert "posts/one.md:5: the text brought down the process" in sentences(first)
    assert sync(app, workshop).added == ("posts/one.md",)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("Canal", "canal", id="by case"),
        pytest.param("café", unicodedata.normalize("NFD", "café"), id="by how accents are stored"),
        pytest.param("2011-10-14-canal", "canal", id="by their date"),
    ],
)
def test_of_two_names_that_differ_too_little_one_is_published(folder, app, workshop, one, two):
    for name in (one, two):
        folder.write(f"posts/{name}.md", front(GOOD) + name)

    report = sync(app, workshop)

    assert len(titles(app)) == 1
    assert "has the same address as" in sentences(report)[0]


def test_a_name_that_becomes_free_goes_to_the_file_that_waited_for_it(folder, app, workshop):
    folder.post("apple", slug="canal")
    folder.post("zebra", "Other words.", slug="canal", title="Zebra")
    sync(app, workshop)
    folder.remove("posts/apple.md")

    report = sync(app, workshop)

    assert titles(app) == ["Zebra"]
    assert sentences(report) == []


def test_a_file_that_claims_a_name_in_use_stays_online_under_its_own(folder, app, workshop):
    folder.post("a", "First.")
    folder.post("b", "Second.")
    sync(app, workshop)
    folder.post("a", "First.", slug="b")

    report = sync(app, workshop)

    assert titles(app) == ["A", "B"]
    assert sentences(report)[0].startswith("posts/a.md:4: has the same address as posts/b.md")


@pytest.mark.parametrize("name", ["tags", "desk", "archive", "feed", "static", "posts", "search"])
def test_a_page_named_like_an_address_of_the_program_is_refused(folder, app, workshop, name):
    folder.write(f"pages/{name}.md", "---\ntitle: X\n---\n")
    folder.post("other")

    report = sync(app, workshop)

    assert f"a page can't be called “{name}”" in sentences(report)[0]
    assert titles(app) == ["Other"]


@pytest.mark.parametrize("name", ["tags", "desk", "archive"])
def test_a_tag_named_like_an_address_of_the_program_is_refused(folder, app, workshop, name):
    folder.write(f"tags/{name}.md", "---\ntitle: X\n---\n")

    assert f"a tag can't be called “{name}”" in sentences(sync(app, workshop))[0]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"\xef\xbb\xbf" + HEADER.encode() + b"---\nWords.\n", id="a byte order mark"),
        pytest.param(HEADER.replace("\n", "\r\n").encode() + b"---\r\nWords.\r\n", id="CRLF"),
        pytest.param(HEADER.replace("\n", "\r").encode() + b"---\rWords.\r", id="CR"),
    ],
)
def test_a_file_of_another_system_is_as_good(folder, app, workshop, raw):
    folder.write("posts/x.md", raw)

    report = sync(app, workshop)

    with app.app_context():
        html = queries.by_slug("x", now=NOW).html
    assert (html.strip(), sentences(report)) == ("<p>Words.</p>", [])


def test_a_picture_whose_name_is_no_text_stops_nothing(folder, app, workshop):
    folder.write("posts/x/index.md", front(GOOD) + "![a](b.jpg)")
    folder.write(os.fsdecode(b"posts/x/caf\xe9.jpg"), b"no picture")

    sync(app, workshop)

    assert titles(app) == ["X"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title = ", id="no TOML"),
        pytest.param("title = 7", id="no text"),
        pytest.param("\0", id="a zero byte"),
        pytest.param("a = " + "[" * 5_000, id="too deep"),
    ],
)
def test_a_broken_site_file_leaves_the_site_as_it_was(folder, app, workshop, text):
    folder.post("x")
    sync(app, workshop)
    folder.write("site.toml", text)
    folder.post("y")

    report = sync(app, workshop)

    assert sentences(report)[0].startswith("site.toml:1: ")
    assert titles(app) == ["X", "Y"]
