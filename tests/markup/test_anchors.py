"""Places in a post have names of their own; links to the site are known."""

import pytest

from blog.markup import anchors
from blog.markup.anchors import Link
from blog.markup.places import Places


@pytest.mark.parametrize(
    "name", ["main", "comments", "comment-form", "comment-12", "comment-", "body", "email"]
)
def test_a_name_of_the_page_is_not_taken(name):
    markup = f'<h2 id="{name}">A</h2><a href="#{name}">b</a>'

    assert anchors.settle(markup) == (f'<h2 id="text-{name}">A</h2><a href="#text-{name}">b</a>')


def test_a_link_to_a_place_of_the_page_stays():
    assert anchors.settle('<a href="#comments">b</a>') == '<a href="#comments">b</a>'


def test_the_second_place_of_one_name_loses_it():
    assert anchors.settle('<p id="a">1</p><p id="a">2</p>') == '<p id="a">1</p><p>2</p>'


def test_a_name_has_no_blanks():
    markup = '<li id="fn:my note">x</li><a href="#fn:my note">1</a>'

    assert anchors.settle(markup) == '<li id="fn:my-note">x</li><a href="#fn:my-note">1</a>'


def test_an_empty_name_is_none():
    assert anchors.settle('<p id=" ">x</p>') == "<p>x</p>"


def test_blanks_in_an_address_are_spelt():
    assert anchors.settle('<a href="my run.gpx">x</a>') == '<a href="my%20run.gpx">x</a>'


def test_the_title_of_the_page_is_the_only_one():
    assert anchors.settle("<h1>A</h1><hr>") == "<h2>A</h2><hr>"


def test_only_links_within_the_site_are_listed():
    markup = "".join(
        f'<a href="{target}">x</a>'
        for target in (
            *("/posts/a/?b=1&amp;c=2", "#there", "next.md", "my%20run.gpx"),
            *("https://a.example/", "//a.example/", "mailto:a@b.c", "#fn:1", "#fnref2:1"),
        )
    )
    body = "[x](/posts/a/?b=1&c=2)\n[x](#there)\n\n[x](next.md)\n[x](my run.gpx)"

    assert anchors.links(markup + '<audio src="a.mp3"></audio>', Places(body, 3)) == (
        Link("/posts/a/?b=1&c=2", 3),
        Link("#there", 4),
        Link("next.md", 6),
        Link("my%20run.gpx", 7),
        Link("a.mp3", 3),
    )
