import tomllib

import pytest
from click.testing import CliRunner

from blog.cli import called, main


@pytest.fixture
def init(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("LANG", "TZ", "USER"):
        monkeypatch.delenv(name, raising=False)

    def run(*words, typed=None):
        return CliRunner().invoke(main, ["init", "mine", *words], input=typed)

    return run


def site(tmp_path):
    return tomllib.loads((tmp_path / "mine/content/site.toml").read_text())


def test_with_yes_nothing_is_asked(init, tmp_path):
    result = init("--yes")

    assert (result.exit_code, "?" in result.output) == (0, False)
    assert site(tmp_path)["title"] == "My second wind"


def test_what_is_answered_is_kept(init, tmp_path):
    result = init(typed='Laps "&" miles\nSarah Ödön\nhttps://laps.example\nde\nEurope/Berlin\n')

    chosen = site(tmp_path)
    assert result.exit_code == 0
    assert chosen["title"] == 'Laps "&" miles'
    assert (chosen["author"], chosen["language"], chosen["units"]) == ("sarah-odon", "de", "km")
    assert (tmp_path / "mine/content/authors/sarah-odon.md").is_file()


def test_a_german_blog_begins_in_german(init, tmp_path):
    result = init("--language", "de", "--name", "Sarah", "--yes")

    content = tmp_path / "mine/content"
    (post,) = (content / "posts").iterdir()
    assert "title: Erste Schritte\n" in post.read_text()
    assert "- Eine Leerzeile beginnt einen Absatz" in post.read_text()
    assert "title: Über mich\n" in (content / "pages/about.md").read_text()
    assert "Zwei Sätze über dich" in (content / "authors/sarah.md").read_text()
    assert "Your blog is in mine." in result.output


def test_what_is_given_is_not_asked(init, tmp_path):
    init("--title", "Laps", "--name", "Sarah", typed="\n\n\n")

    assert site(tmp_path)["title"] == "Laps"


def test_an_answer_that_makes_no_sense_is_asked_again(init, tmp_path):
    result = init(typed="Laps\nSarah\nnowhere\nhttps://laps.example\nen\nMoon\nUTC\n")

    assert result.exit_code == 0
    assert "address of the site" in result.stderr
    assert (site(tmp_path)["url"], site(tmp_path)["timezone"]) == ("https://laps.example", "UTC")


@pytest.mark.parametrize(
    ("option", "value"), [("--url", "nowhere"), ("--timezone", "Moon"), ("--language", "Elvish!")]
)
def test_an_option_that_makes_no_sense_is_refused_and_nothing_is_made(
    init, tmp_path, option, value
):
    result = init("--yes", option, value)

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert not (tmp_path / "mine/content").exists()


def test_a_blog_that_is_there_is_left_as_it_is(init, tmp_path):
    init("--yes", "--title", "First")

    result = init("--yes", "--title", "Second")

    assert (result.exit_code, site(tmp_path)["title"]) == (1, "First")


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")

    result = CliRunner().invoke(main, ["init", str(tmp_path / "file/blog"), "--yes"])

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


@pytest.mark.parametrize("language", ["en", "de", "ar", "pt-BR"])
def test_a_new_blog_has_nothing_to_mend(init, tmp_path, language):
    init("--yes", "--name", "Sarah: #1", "--language", language)

    result = CliRunner().invoke(main, ["--at", "mine", "content", "check"])

    assert (result.exit_code, result.output) == (0, "Nothing to mend.\n")


def test_the_next_command_is_said(init):
    assert "blog --at mine serve" in init("--yes").stdout


def test_the_next_command_can_be_pasted(init, monkeypatch):
    monkeypatch.setattr("sys.argv", [".venv/bin/blog"])
    called.cache_clear()

    result = CliRunner().invoke(main, ["init", "my blog", "--yes"])
    called.cache_clear()

    assert result.stdout.endswith("To see it: .venv/bin/blog --at 'my blog' serve\n")


@pytest.mark.parametrize(
    ("typed", "option"), [("", "--title"), ("Laps\n", "--name"), ("Laps\nSarah\n\n", "--language")]
)
def test_where_nobody_answers_a_sentence_names_the_option(init, tmp_path, typed, option):
    result = init(typed=typed)

    assert result.exit_code == 1
    assert f"give it with {option}, or leave everything to be guessed with --yes." in result.stderr
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("words", [("--yes",), ("--yes", "--url", "https://laps.example")])
def test_only_an_address_that_was_given_is_written_down(init, tmp_path, words):
    init(*words)

    assert site(tmp_path).get("url") == (words[2] if len(words) > 1 else None)
