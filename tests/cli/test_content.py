import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from blog.cli import main

GOOD = "---\ntitle: One\ndate: 2011-10-14\n---\nWords.\n"
BAD = "---\ntitle: One\ndate: 2011-02-30\n---\nWords.\n"


@pytest.fixture
def blog(folder, monkeypatch):
    """Run a command of `blog` for the folder."""
    monkeypatch.chdir(folder.path)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\nRuns.\n")

    def run(*words, **options):
        return CliRunner().invoke(main, ["--at", str(folder.path), *words], **options)

    return run


def test_sync_publishes_and_counts(blog, folder):
    folder.write("posts/one.md", GOOD)

    result = blog("content", "sync")

    assert (result.exit_code, result.stdout) == (0, "2 added, 0 changed, 0 removed.\n")


def test_sync_names_what_it_refused_and_publishes_the_rest(blog, folder):
    folder.write("posts/one.md", GOOD)
    folder.write("posts/two.md", BAD)

    result = blog("content", "sync")

    assert result.exit_code == 1
    assert result.stdout.startswith("2 added")
    assert result.stderr.startswith("posts/two.md:3: date")


def test_sync_reports_for_programs(blog, folder):
    folder.write("posts/two.md", BAD)

    report = json.loads(blog("content", "sync", "--json").stdout)

    (problem,) = report["problems"]
    assert (problem["path"], problem["line"], problem["refused"]) == ("posts/two.md", 3, True)


def test_sync_may_render_everything_again(blog, folder):
    folder.write("posts/one.md", GOOD)
    blog("content", "sync")

    assert "2 changed" in blog("content", "sync", "--rebuild").stdout


def test_sync_takes_many_posts_down_only_when_told(blog, folder):
    for number in range(4):
        folder.write(f"posts/p{number}.md", GOOD.replace("Words", f"Words {number}"))
    blog("content", "sync")
    for number in range(4):
        folder.remove(f"posts/p{number}.md")

    held = blog("content", "sync")
    done = blog("content", "sync", "--accept-removals")

    assert "4 published posts are missing" in held.stdout
    assert "4 removed" in done.stdout


def test_check_has_nothing_to_say_of_a_good_folder(blog, folder):
    folder.write("posts/one.md", GOOD)

    result = blog("content", "check")

    assert (result.exit_code, result.output) == (0, "Nothing to mend.\n")


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        pytest.param("posts/x.md", BAD, "posts/x.md:3: date", id="a header"),
        pytest.param("posts/x.md", GOOD + "[a](/no/)", "posts/x.md:6: the link", id="a dead link"),
        pytest.param("posts/x.md", GOOD + "![a](b.jpg)", "posts/x.md:6:", id="a missing picture"),
        pytest.param("posts/x.md", GOOD.replace("date", "author: eve\ndate"), "eve", id="no bio"),
        pytest.param("site.toml", 'title = "x"\nmenu = ["no"]\n', "site.toml:2: menu", id="menu"),
        pytest.param("site.toml", 'titel = "x"\n', "site.toml:1: there is no", id="a slip"),
        pytest.param("posts/x.md", GOOD.replace("date", "formerly: y\ndate"), None, id="formerly"),
        pytest.param(
            "posts/x.md",
            GOOD.replace("date", "formerly: other\ndate"),
            "formerly: “other”",
            id="a name in use",
        ),
        pytest.param(
            "posts/x.md",
            GOOD.replace("date", "aliases: /posts/other\ndate"),
            "aliases: /posts/other is",
            id="an address in use",
        ),
    ],
)
def test_check_names_every_problem(blog, folder, path, text, said):
    folder.write("posts/other.md", GOOD)
    folder.write(path, text)

    result = blog("content", "check")

    assert result.exit_code == (1 if said else 0)
    assert (said or "") in result.stderr


def test_check_lists_for_programs(blog, folder):
    folder.write("posts/x.md", BAD)

    (problem,) = json.loads(blog("content", "check", "--json").stdout)

    assert problem["path"] == "posts/x.md"


def test_check_publishes_nothing(blog, folder):
    folder.write("posts/one.md", GOOD)
    blog("content", "check")

    assert "2 added" in blog("content", "sync").stdout


def test_a_new_post_has_its_header_and_its_path_is_printed(blog, folder):
    result = blog("content", "new", "Day 4: “better”", "--tag", "IT band", "--tag", "knee")

    path = result.stdout.strip()
    text = Path(path).read_text()
    assert path.startswith(f"{folder.content}/posts/")
    assert path.endswith("-day-4-better.md")
    assert 'title: "Day 4: “better”"' in text or "title: Day 4: “better”" in text
    assert "tags: [IT band, knee]" in text
    assert blog("content", "check").exit_code == 0


def test_a_new_draft_is_one(blog, folder):
    path = blog("content", "new", "Secret", "--draft").stdout.strip()

    assert "draft: yes" in Path(path).read_text()


def test_a_new_post_whose_file_is_there_is_refused_in_a_sentence(blog):
    blog("content", "new", "Same")

    result = blog("content", "new", "Same")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


@pytest.mark.parametrize(
    "words",
    [("serve",), ("content", "sync"), ("content", "check"), ("content", "new", "x")],
    ids=" ".join,
)
def test_where_there_is_no_blog_a_sentence_says_how_to_make_one(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["--at", str(tmp_path / "none"), *words])

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: There is no blog in {tmp_path / 'none'}. To make one")


def test_a_senseless_setting_is_named(blog, monkeypatch):
    monkeypatch.setenv("BLOG_TRUSTED_PROXIES", "many")

    result = blog("content", "sync")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: BLOG_TRUSTED_PROXIES is “many”")


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("sqlite:////dev/null/blog.sqlite3", id="a file that cannot be"),
        pytest.param("postgresql://nobody@127.0.0.1:1/none", id="a server that is not there"),
    ],
)
def test_a_database_that_cannot_be_reached_is_a_sentence(blog, monkeypatch, url):
    monkeypatch.setenv("BLOG_DATABASE_URL", url)
    monkeypatch.setenv("BLOG_SECRET_KEY", "the same on every machine")

    result = blog("content", "sync")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The database")
    assert result.stderr.count("\n") == 1


def test_an_instance_folder_that_cannot_be_made_is_a_sentence(blog, folder, monkeypatch):
    (folder.path / "file").write_text("")
    monkeypatch.setenv("BLOG_INSTANCE", str(folder.path / "file/instance"))

    result = blog("content", "sync")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_a_content_folder_that_is_named_wrongly_is_named(blog, folder, monkeypatch):
    monkeypatch.setenv("BLOG_CONTENT", "posts-of-mine")

    said = blog("content", "sync").stderr

    assert (
        said
        == f"Error: BLOG_CONTENT is “{folder.path}/posts-of-mine”, but there is no such folder.\n"
    )


def test_a_content_folder_that_was_there_once_is_missed(blog, folder):
    blog("content", "sync")
    folder.content.rename(folder.path / "elsewhere")

    said = blog("content", "sync").stderr

    assert said.startswith(f"Error: The folder {folder.content} is not there, but it was once.")
    assert "init" not in said


def test_a_command_to_type_names_the_folder_that_was_given(blog, folder):
    for number in range(4):
        folder.write(f"posts/p{number}.md", GOOD.replace("Words", f"Words {number}"))
    blog("content", "sync")
    for number in range(4):
        folder.remove(f"posts/p{number}.md")

    said = blog("content", "sync").stdout

    assert f"blog --at {folder.path} content sync --accept-removals" in said


def test_sync_says_what_readers_see_of_a_refused_file(blog, folder):
    folder.write("posts/one.md", GOOD)
    blog("content", "sync")
    folder.write("posts/one.md", BAD)

    assert blog("content", "sync").stderr.endswith(
        "(refused; its last good version stays online)\n"
    )


def test_check_needs_nowhere_to_write(blog, folder):
    folder.write("posts/one.md", GOOD)
    (folder.path / "instance").write_text("This is no folder.")

    assert blog("content", "check").output == "Nothing to mend.\n"
