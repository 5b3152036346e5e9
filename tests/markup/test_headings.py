"""The headings of a text are known with the names they can be reached by."""

from blog.markup.headings import Heading, headings


def test_headings_come_in_their_order():
    markup = '<h2 id="a">A <em>&amp;</em> B</h2>\n<p>x</p>\n<h3 class="c" id="b">C</h3>'

    assert headings(markup) == (Heading(2, "a", "A & B"), Heading(3, "b", "C"))


def test_a_heading_without_a_name_cannot_be_reached():
    assert headings("<h2>A</h2>") == ()


def test_the_mark_of_a_footnote_is_not_part_of_a_heading():
    assert headings('<h2 id="a">A<sup id="fnref:1"><a>1</a></sup></h2>') == (Heading(2, "a", "A"),)
