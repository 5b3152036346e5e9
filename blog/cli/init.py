"""`blog init`: a blog of one's own."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from blog import clock, texts
from blog.cli import called
from blog.errors import BadFile, Refusal
from blog.headers import writing
from blog.markup.slugs import slugify
from blog.preferences import sitefile
from blog.preferences.sitefile import Preferences
from blog.texts import gettext


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", help="What the blog is called.")
@click.option("--name", help="Your name, as your posts sign.")
@click.option("--url", help="The address it will have, such as https://blog.example.org.")
@click.option("--language", help="The language of its pages, such as en-US or de.")
@click.option("--timezone", help="Your time zone, such as America/Chicago.")
@click.option("--yes", is_flag=True, help="Ask nothing; what is not given is guessed.")
def command(
    folder: Path,
    title: str | None,
    name: str | None,
    url: str | None,
    language: str | None,
    timezone: str | None,
    yes: bool,
) -> None:
    """Make a new blog in DIR, ready to be served and written."""
    content = folder / "content"
    if content.exists():
        raise Refusal(f"There is a blog in {folder} already; it was left as it is.")
    given = {"title": title, "name": name, "url": url, "language": language, "timezone": timezone}
    answers = {field: value or _ask(field, quiet=yes) for field, value in given.items()}
    author = slugify(answers["name"]) or "author"
    site = _site(answers, author)
    try:
        preferences, _ = sitefile.parse(site)
    except BadFile as error:
        raise Refusal(_as_answer(error)) from None
    texts.speak(lambda: preferences.language)
    _write(content, site, preferences, author=author, name=answers["name"])
    texts.speak_english()
    click.echo(f"Your blog is in {folder}.")
    click.echo(f"To see it: {called()} --at {shlex.quote(str(folder))} serve")


_QUESTIONS = {
    "title": "What is it called?",
    "name": "And you, as your posts sign?",
    "url": "Its address on the web, if it has one already",
    "language": "Its language",
    "timezone": "Your time zone",
}


def _ask(field: str, *, quiet: bool) -> str:
    guess = _guess(field)
    if quiet:
        return guess
    while True:
        answer = _answer(field, guess)
        problem = _problem(field, answer)
        if problem is None:
            return answer
        click.echo(problem, err=True)


def _answer(field: str, guess: str) -> str:
    try:
        return str(click.prompt(_QUESTIONS[field], default=guess, show_default=bool(guess)))
    except click.Abort as abort:
        if not isinstance(abort.__context__, EOFError):
            raise
        click.echo()
        raise Refusal(
            f"“{_QUESTIONS[field]}” was left without an answer: give it with --{field}, "
            "or leave everything to be guessed with --yes."
        ) from None


def _problem(field: str, answer: str) -> str | None:
    """Say what is wrong with an answer, right after it was given."""
    if field == "name" or (field == "url" and not answer):
        return None
    try:
        sitefile.parse(f"{field} = {_quoted(answer)}\n")
    except BadFile as error:
        return _as_answer(error)
    return None


def _as_answer(error: BadFile) -> str:
    sentence = error.problems[0].sentence
    return sentence[0].upper() + sentence[1:] + "."


def _guess(field: str) -> str:
    match field:
        case "title":
            return "My second wind"
        case "name":
            return os.environ.get("USER", "").capitalize() or "Author"
        case "url":
            return ""
        case "language":
            return _language(os.environ.get("LANG", ""))
        case _:
            return _timezone()


def _language(lang: str) -> str:
    """Understand what the system calls its language: "en_US.UTF-8" is en-US."""
    language = lang.partition(".")[0].partition("@")[0].replace("_", "-")
    return "en" if language in {"", "C", "POSIX"} else language


def _timezone() -> str:
    """Find out what zone the system's clock is in."""
    place = os.environ.get("TZ", "") or os.path.realpath("/etc/localtime")
    zone = place.partition("zoneinfo/")[2] or place
    return zone if _problem("timezone", zone) is None else "UTC"


def _quoted(text: str) -> str:
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ")
    return f'"{inner}"'


def _site(answers: dict[str, str], author: str) -> str:
    return f"""\
# What you choose for the whole blog. Save this file, and it is done.

title = {_quoted(answers["title"])}
tagline = ""
{_url(answers["url"])}
language = {_quoted(answers["language"])}
timezone = {_quoted(answers["timezone"])}
author = {_quoted(author)}
units = "{"km" if _metric(answers["language"]) else "mi"}"
menu = ["about"]

[comments]
default = "open"          # or "closed", or "off"
close_after_days = 0      # 0: never
moderation = "suspicious" # or "none", "first", "all"
"""


def _url(address: str) -> str:
    if address:
        return f"url = {_quoted(address)}"
    return '# url = "https://blog.example.org"    # once it has an address on the web'


def _metric(language: str) -> bool:
    return language not in {"en", "en-US", "en-GB"}


def _write(content: Path, site: str, preferences: Preferences, *, author: str, name: str) -> None:
    today = clock.now().astimezone(preferences.zone)
    files = {
        "site.toml": site,
        f"authors/{author}.md": writing.header([("name", name)])
        + _paragraphs(gettext("Two sentences about you. They stand below every post you write.")),
        "pages/about.md": writing.header([("title", gettext("About"))])
        + _paragraphs(
            gettext(
                "Who writes here, and why. This page is the file %(file)s of %(name)s’s blog.",
                file="`pages/about.md`",
                name=name,
            )
        ),
        f"posts/{today:%Y-%m-%d}-first-steps.md": writing.header(
            [("title", gettext("First steps")), ("date", f"{today:%Y-%m-%d %H:%M}")]
        )
        + _first_post(),
    }
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")


def _first_post() -> str:
    marks = [
        gettext("A blank line begins a paragraph, *stars* lean, **two stars** weigh."),
        gettext("A picture beside this file is shown by `![what is on it](picture.jpg)`."),
        gettext(
            "`tags: [knee]` in the header files it under a tag; a file `tags/knee.md` introduces "
            "the tag, and can make its posts the parts of a story."
        ),
    ]
    return _paragraphs(
        gettext(
            "This is a post. Edit it or throw it away: it is a plain text file, and what is saved "
            "is online."
        ),
        "\n".join(f"- {one}" for one in marks),
    )


def _paragraphs(*said: str) -> str:
    return "".join(f"\n{one}\n" for one in said)
