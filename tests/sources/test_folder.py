"""Whatever lies in the folder, looking at it is quick, and nothing outside it is seen."""

import os
import tracemalloc
import unicodedata

import pytest

from blog.errors import BadFile
from blog.sources import folder as sources
from blog.sources.folder import Kind

POST = "---\ntitle: One\ndate: 2011-10-14\n---\nWords.\n"


@pytest.fixture
def folder(folder):
    """A folder with nothing in it but site.toml."""
    folder.remove("authors/sarah.md")
    return folder


def paths(folder):
    return [found.path for found in sources.listing(folder.content).files]


def problems(folder):
    return [str(problem) for problem in sources.listing(folder.content).problems]


def read(folder, path):
    found = next(one for one in sources.listing(folder.content).files if one.path == path)
    return sources.read(folder.content, found)


def outside(folder):
    place = folder.path / "elsewhere"
    place.mkdir(exist_ok=True)
    (place / "secret.md").write_text(POST)
    return place


def test_every_kind_of_file_is_found_in_a_steady_order(folder):
    for path in ("tags/b.md", "posts/b/index.md", "posts/a.md", "pages/a.md", "authors/a.md"):
        folder.write(path, POST)

    listed = sources.listing(folder.content).files

    assert [(found.path, found.kind, found.name) for found in listed] == [
        ("authors/a.md", Kind.AUTHOR, "a"),
        ("pages/a.md", Kind.PAGE, "a"),
        ("posts/a.md", Kind.POST, "a"),
        ("posts/b/index.md", Kind.POST, "b"),
        ("site.toml", Kind.SITE, "site"),
        ("tags/b.md", Kind.TAG, "b"),
    ]


@pytest.mark.parametrize("name", ["x.md~", ".x.md.swp", "#x.md#", ".#x.md", "~x.md", ".hidden.md"])
def test_what_editors_leave_behind_is_no_post(folder, name):
    folder.write(f"posts/{name}", POST)

    assert (paths(folder), problems(folder)) == (["site.toml"], [])


@pytest.mark.parametrize("name", ["x.MD", "x/index.MD", "x/Index.md"])
def test_an_ending_may_be_written_in_capitals(folder, name):
    folder.write(f"posts/{name}", POST)

    assert paths(folder) == [f"posts/{name}", "site.toml"]


def test_a_pipe_is_named_and_not_waited_for(folder):
    (folder.content / "posts").mkdir()
    os.mkfifo(folder.content / "posts/x.md")

    assert problems(folder) == ["posts/x.md:1: is no ordinary file"]


def test_a_file_that_became_a_pipe_is_not_waited_for(folder):
    path = folder.write("posts/x.md", POST)
    found = sources.listing(folder.content).files[0]
    path.unlink()
    os.mkfifo(path)

    with pytest.raises(BadFile, match="no ordinary file"):
        sources.read(folder.content, found)


@pytest.mark.parametrize(
    ("kind", "mend"),
    [
        pytest.param("posts", "; call it x, with the text in index.md", id="of a post"),
        pytest.param("tags", "", id="of a tag"),
    ],
)
def test_a_folder_named_like_a_file_is_named(folder, kind, mend):
    (folder.content / kind / "x.md").mkdir(parents=True)

    assert problems(folder) == [f"{kind}/x.md:1: is a folder{mend}"]


@pytest.mark.parametrize(
    ("link", "to"),
    [
        pytest.param("posts/x.md", "secret.md", id="a file"),
        pytest.param("posts/x", ".", id="a post's folder"),
        pytest.param("posts", ".", id="the folder of all posts"),
        pytest.param("site.toml", "secret.md", id="the site"),
    ],
)
def test_a_link_out_of_the_folder_is_not_followed(folder, link, to):
    place = outside(folder)
    (place / "index.md").write_text(POST)
    path = folder.content / link
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(place / to)

    assert f"{link}:1: is a link to a place outside the content folder" in problems(folder)
    assert [one for one in paths(folder) if one.startswith("posts")] == []


def test_a_link_inside_a_linked_folder_is_judged_by_where_it_ends(folder):
    (folder.content / "real").mkdir()
    (folder.content / "real/x.md").symlink_to(outside(folder) / "secret.md")
    (folder.content / "posts").symlink_to(folder.content / "real")

    assert "posts/x.md" not in paths(folder)
    assert "outside" in problems(folder)[0]


def test_links_inside_the_folder_are_fine(folder):
    folder.write("kept/x.md", POST)
    folder.write("kept/trip/index.md", POST)
    (folder.content / "posts").mkdir()
    (folder.content / "posts/x.md").symlink_to("../kept/x.md")
    (folder.content / "posts/trip").symlink_to("../kept/trip")

    assert paths(folder) == ["posts/trip/index.md", "posts/x.md", "site.toml"]


def test_the_content_folder_itself_may_be_a_link(folder, tmp_path):
    folder.write("posts/x.md", POST)
    (tmp_path / "link").symlink_to(folder.content)

    assert "posts/x.md" in [one.path for one in sources.listing(tmp_path / "link").files]


@pytest.mark.parametrize("to", ["x.md", "nothing.md"], ids=["to itself", "to nothing"])
def test_a_link_that_leads_nowhere_is_named(folder, to):
    (folder.content / "posts").mkdir()
    (folder.content / "posts/x.md").symlink_to(to)

    assert problems(folder) == ["posts/x.md:1: is a link to nowhere"]


def test_a_name_that_is_no_text_is_named_as_far_as_it_can_be(folder):
    folder.write("posts/x.md", POST)
    for name in (b"caf\xe9.md", b"caf\xe9.jpg"):
        folder.write(f"posts/{os.fsdecode(name)}", POST)

    assert paths(folder) == ["posts/x.md", "site.toml"]
    assert "posts/caf�.md:1: has a name that is not text; give it another" in problems(folder)


def test_a_line_break_in_a_name_breaks_no_report(folder):
    folder.write("posts/a\nb.md", POST)

    assert problems(folder) == ["posts/a�b.md:1: has a name that is not text; give it another"]


def test_a_name_is_the_same_however_its_accents_are_stored(folder):
    folder.write(f"posts/{unicodedata.normalize('NFD', 'café')}.md", POST)

    assert sources.listing(folder.content).files[0].name == unicodedata.normalize("NFC", "café")


@pytest.mark.parametrize(
    ("path", "mend"),
    [
        ("posts/2011/x.md", "call it index.md, or move it one folder up"),
        ("posts/x.markdown", "call it x.md"),
        ("posts/x.txt", "call it x.md"),
    ],
)
def test_what_was_meant_as_a_post_is_not_passed_over_in_silence(folder, path, mend):
    folder.write(path, POST)

    (problem,) = sources.listing(folder.content).problems

    assert (str(problem), problem.refused) == (f"{path}:1: is not published: {mend}", False)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"", "1: is empty", id="empty"),
        pytest.param(b" \n\n", "1: is empty", id="blank"),
        pytest.param(b"a\nb \xff\n", "2: holds bytes that are no UTF-8", id="bytes"),
        pytest.param(b"a\nb\nc \0", "3: holds a zero byte", id="a zero byte"),
        pytest.param("text".encode("utf-16"), "1: holds bytes", id="UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(folder, raw, said):
    folder.write("posts/x.md", raw)

    with pytest.raises(BadFile, match=f"^posts/x.md:{said}"):
        read(folder, "posts/x.md")


def test_a_byte_order_mark_is_no_part_of_the_text(folder):
    folder.write("posts/x.md", b"\xef\xbb\xbfWords")

    assert read(folder, "posts/x.md") == "Words"


def test_a_huge_file_is_refused_without_being_read(folder):
    path = folder.write("posts/x.md", "x")
    os.truncate(path, 50 * 2**20)

    tracemalloc.start()
    with pytest.raises(BadFile, match="larger than 2 MB"):
        read(folder, "posts/x.md")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 2**20


def test_a_file_that_went_away_meanwhile_is_refused(folder):
    path = folder.write("posts/x.md", POST)
    found = sources.listing(folder.content).files[0]
    path.unlink()

    with pytest.raises(BadFile, match="cannot be read: No such file"):
        sources.read(folder.content, found)


@pytest.mark.parametrize("closed", ["posts", "posts/trip"])
def test_a_folder_that_cannot_be_looked_into_is_named(folder, monkeypatch, closed):
    folder.write("posts/trip/index.md", POST)
    scandir = os.scandir

    def refusing(path):
        if os.fspath(path).endswith(closed):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)

    assert problems(folder) == [f"{closed}:1: cannot be looked into: Permission denied"]


def test_another_picture_beside_a_text_changes_what_it_looks_like(folder):
    folder.write("posts/trip/index.md", POST)
    before = sources.listing(folder.content).files[0].signature
    folder.write("posts/trip/a.jpg", b"picture")

    found = sources.listing(folder.content).files[0]

    assert found.signature != before
    assert list(found.pictures) == ["a.jpg"]


def test_a_picture_outside_is_no_picture_of_the_post(folder):
    folder.write("posts/trip/index.md", POST)
    (outside(folder) / "a.jpg").write_bytes(b"picture")
    (folder.content / "posts/trip/a.jpg").symlink_to(folder.path / "elsewhere/a.jpg")

    assert sources.listing(folder.content).files[0].pictures == {}


def test_links_are_followed_only_where_there_are_any(folder, monkeypatch):
    for number in range(50):
        folder.write(f"posts/{number}.md", POST)
    followed = []
    monkeypatch.setattr(os.path, "realpath", lambda path, **_: followed.append(path) or path)

    content = folder.content
    sources._Look(content).all()

    assert followed == []
