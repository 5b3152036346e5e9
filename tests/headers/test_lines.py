"""What authors write after a colon is text, unless it is plainly more."""

import pytest

from blog.headers import lines


@pytest.mark.parametrize(
    ("line", "settled"),
    [
        ("title: IT band: day 4", "title: 'IT band: day 4'"),
        ("title: Race #1", "title: 'Race #1'"),
        ("title: #1 fan", "title: '#1 fan'"),
        ("title: @home", "title: '@home'"),
        ("title: > 30 miles", "title: '> 30 miles'"),
        ("title: *Really* good", "title: '*Really* good'"),
        ('title: "Quoted" word', "title: '\"Quoted\" word'"),
        ("title: [Draft] thoughts", "title: '[Draft] thoughts'"),
        ("title: 'Twas cold", "title: '''Twas cold'"),
        ("title: 10% off", "title: '10% off'"),
        ("title: ends with:", "title: 'ends with:'"),
        ("title:\u00a0Hello", "title: 'Hello'"),
        ("draft: yes # for now", "draft: 'yes'"),
        ("  - note: left: better", "  - note: 'left: better'"),
        ('title: "Quoted: all" # why', 'title: "Quoted: all" # why'),
        ("tags: [knee, tape]", "tags: [knee, tape]"),
        ("tags: [knee, tape", "tags: [knee, tape"),
        ("goal: {name: Houston}", "goal: {name: Houston}"),
        ("summary: |", "summary: |"),
        ("series:", "series:"),
        ("series: # one day", "series: # one day"),
        ("a: &anchor x", "a: &anchor x"),
        ("b: *alias", "b: *alias"),
        ("c: !tag x", "c: !tag x"),
        ("- a list", "- a list"),
        ("# title: a comment", "# title: a comment"),
        ("http://example.org", "http://example.org"),
    ],
)
def test_a_line_is_settled_by_itself(line, settled):
    assert lines.settle(line) == settled


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("summary: |\n  title: text: here\n\n  #1\nend:", id="a block of text"),
        pytest.param('summary: "begins\n  note: goes on"', id="quotes over two lines"),
        pytest.param("tags: [\n  a: b,\n]", id="a list over three lines"),
        pytest.param("summary: begins\n  goes on", id="text over two lines"),
    ],
)
def test_what_goes_on_below_is_left_alone(header):
    assert lines.settle(header) == header
