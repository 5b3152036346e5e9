from datetime import UTC, datetime

import pytest

from blog.cli.telling import Telling, name, tell
from blog.errors import Problem
from makers import sync

NOW = datetime(2012, 1, 1, tzinfo=UTC)
BROKEN = "2011-02-30"


@pytest.fixture
def told(folder, app, workshop, capsys):
    """Sync as the publisher of `blog serve` does, and give the lines that were said."""
    telling = Telling(content=folder.content, program="blog --at here")
    first = True

    def look():
        nonlocal first
        report = sync(app, workshop)
        with app.app_context():
            (telling.begin if first else telling.go_on)(report, now=NOW)
        first = False
        said = capsys.readouterr()
        return [*said.out.splitlines(), *said.err.splitlines()]

    return look


def test_a_refusal_and_advice_differ_in_words_after_file_line_and_sentence(capsys):
    name([Problem("posts/a.md", 3, "x"), Problem("posts/b.md", 4, "y", refused=False)])

    assert capsys.readouterr().err.splitlines() == [
        "posts/a.md:3: x (refused)",
        "posts/b.md:4: y (advice)",
    ]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        pytest.param({}, "its last good version stays online)", id="published"),
        pytest.param({"draft": "yes"}, "not online yet)", id="a draft"),
        pytest.param({"date": "2012-05-01"}, "last good version stays scheduled)", id="scheduled"),
        pytest.param({"date": BROKEN}, "(refused; not online yet)", id="never understood"),
    ],
)
def test_what_readers_see_of_a_refused_post_is_said(folder, app, workshop, capsys, first, said):
    folder.post("one", **first)
    sync(app, workshop)
    folder.post("one", date=BROKEN)

    report = sync(app, workshop)
    with app.app_context():
        tell(report, program="blog", now=NOW)

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("posts/one.md:3: date")
    assert line.endswith(said)


def test_advice_is_told_beside_what_is_refused(folder, told):
    folder.write("posts/a.md", f"---\ntitle: A\ndate: {BROKEN}\n---\n\nA.\n")
    folder.write("posts/b.md", "---\ntitle: B\ndate: 2011-02-01\nmood: odd\n---\n\nB.\n")

    said = told()

    assert [line for line in said if line.startswith("posts/a.md") and "(refused; " in line]
    assert [line for line in said if line.startswith("posts/b.md") and "(advice)" in line]


def test_a_site_that_is_refused_leaves_what_was_chosen(folder, told):
    told()
    folder.write("site.toml", "title = 1\n")

    (line,) = told()

    assert line.endswith("(refused; what was chosen before stays)")


def test_a_problem_is_told_once_and_said_to_be_mended_once(folder, told):
    folder.post("one", date=BROKEN)

    first, again = told(), told()
    folder.post("one")
    mended, later = told(), told()

    assert (len(first), again) == (1, [])
    assert mended == ["1 added, 0 changed, 0 removed.", "posts/one.md is mended."]
    assert later == []


def test_advice_that_was_taken_is_mended_too(folder, told):
    folder.post("one", "![a](none.jpg)")
    told()
    folder.post("one", "Words.")

    assert told()[-1] == "posts/one.md is mended."


def test_a_bad_file_that_is_thrown_away_is_not_mended(folder, told):
    folder.post("one", date=BROKEN)
    told()
    folder.remove("posts/one.md")

    assert not any("mended" in line for line in told())


def test_removals_that_are_held_back_are_said_with_the_command_as_it_was_called(folder, told):
    for number in range(4):
        folder.post(f"p{number}", f"Words {number}.")
    told()
    for number in range(4):
        folder.remove(f"posts/p{number}.md")

    (line,) = told()
    again = told()
    for number in range(4):
        folder.post(f"p{number}", f"Words {number}.")
    back = told()

    assert line.startswith("4 published posts are missing from the folder. ")
    assert line.endswith("if you mean it: blog --at here content sync --accept-removals")
    assert again == []
    assert "Nothing is held back any more." in back


def test_a_missing_site_toml_is_said_once_and_so_is_its_return(folder, told):
    told()
    text = (folder.content / "site.toml").read_text()
    folder.remove("site.toml")

    first, again = told(), told()
    folder.write("site.toml", text)

    assert first == ["There is no site.toml in the folder, so nothing was taken away."]
    assert again == []
    assert "site.toml is there again." in told()


def test_a_rename_is_said_with_the_line_that_keeps_it(folder, told):
    folder.post("one", "The same words.")
    told()
    folder.remove("posts/one.md")
    folder.post("two", "The same words.")

    (line,) = told()

    assert line == (
        "“one” is now “two”: the old address leads there, and so do its comments. "
        "To keep this in the file, add the line  formerly: one"
    )
    assert told() == []


def test_a_folder_that_was_away_brings_back_nothing_that_was_told(folder, told):
    folder.post("one", date=BROKEN)
    told()
    folder.content.rename(folder.path / "away")
    away, still = told(), told()
    (folder.path / "away").rename(folder.content)

    back = told()

    assert away == [f"The folder {folder.content} is not there, so nothing was taken away."]
    assert still == []
    assert back == ["site.toml is there again."]
