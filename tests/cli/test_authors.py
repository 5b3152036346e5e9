"""`blog authors …`: links, passwords, sentences."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from blog.cli import main
from entering import PASSWORD, choose, come_in, enter
from makers import SITE, sync

ADDRESS = "https://laps.example"


@pytest.fixture
def blog(folder, app, workshop, monkeypatch):
    """Run a command of `blog authors` for a blog of two authors."""
    monkeypatch.chdir(folder.path)
    folder.write("authors/sarah.md", "---\nname: Sarah Miller\n---\n")
    folder.write("authors/ben.md", "---\nname: Ben\n---\n")
    sync(app, workshop)

    def run(*words, **more):
        return CliRunner().invoke(main, ["--at", str(folder.path), "authors", *words], **more)

    return run


def test_a_link_is_printed_that_lets_its_author_choose(blog, client):
    result = blog("invite", "sarah")
    address = result.stdout.strip()

    assert result.exit_code == 0
    assert address.startswith(f"{ADDRESS}/desk/invited/")
    assert "For Sarah Miller; it works once, until 20" in result.stderr
    assert choose(client, address.removeprefix(ADDRESS)).status_code == 303


def test_every_link_is_another_one_and_each_works(blog, app):
    links = [blog("invite", "ben").stdout.strip().removeprefix(ADDRESS) for _ in range(2)]

    assert [choose(app.test_client(), one).status_code for one in links] == [303, 303]


@pytest.mark.parametrize("command", [["invite"], ["password", "--password-stdin"]])
def test_an_author_who_is_none_is_told_in_a_sentence(blog, command):
    result = blog(*command, "cara", input=PASSWORD)

    assert result.exit_code == 1
    assert result.stderr == "Error: There is no author “cara”. There is: ben, sarah.\n"


def test_an_author_who_is_not_published_yet_is_told_so(blog, folder):
    folder.write("authors/cara.md", "---\nname: Cara\n---\n")

    assert "not published yet: blog content sync" in blog("invite", "cara").stderr


def test_a_password_from_a_pipe_lets_its_author_in_and_ends_sessions(blog, app, client):
    before = come_in(app)
    result = blog("password", "sarah", "--password-stdin", input=f"{PASSWORD}\nmore\n")

    assert result.output == "Sarah Miller has a new password; every device was signed out.\n"
    assert enter(client).status_code == 303
    assert before.get("/desk/").status_code == 303


@pytest.mark.parametrize(
    ("given", "reason"),
    [("", "Nothing came in"), ("short\n", "too short"), ("sarah miller\n", "try this one first")],
)
def test_a_password_that_will_not_do_changes_nothing(blog, app, given, reason):
    before = come_in(app)
    result = blog("password", "sarah", "--password-stdin", input=given)

    assert result.exit_code == 1
    assert reason in result.stderr
    assert before.get("/desk/").status_code == 200


def test_without_a_terminal_it_is_said_how_to_give_one(blog):
    result = blog("password", "sarah")

    assert result.exit_code == 1
    assert "--password-stdin" in result.stderr


def test_links_name_the_address_the_site_says_it_has(blog, folder, app, workshop):
    folder.write("site.toml", SITE.replace(ADDRESS, "https://other.example"))
    sync(app, workshop)

    assert blog("invite", "sarah").stdout.startswith("https://other.example/desk/invited/")


def test_where_the_site_has_no_address_yet_the_link_says_so(blog, folder, app, workshop):
    folder.write("site.toml", SITE.replace(f'url = "{ADDRESS}"\n', ""))
    sync(app, workshop)

    result = blog("invite", "sarah")

    assert result.stdout.startswith("http://localhost:8000/desk/invited/")
    assert "Where the blog is served elsewhere, put that for http://localhost:…." in result.stderr
