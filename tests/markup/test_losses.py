"""What cleaning takes out is named, each time it does."""

import pytest

from blog.markup import losses


def told(markup):
    return [sentence for _, sentence in losses.told(markup)]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        pytest.param("<p>a <code>&lt;script&gt;</code></p>", [], id="nothing"),
        pytest.param("<!-- <nav> --><int>", [], id="no tags"),
        pytest.param(
            "<FORM><p>a</p></FORM>",
            ["<form> is left out of the page, the words in it stay"],
            id="a tag",
        ),
        pytest.param(
            "<script><b onclick='x'>1</b></script><script src=x></script>",
            ["<script> is left out of the page, with all that is in it"] * 2,
            id="a tag with its content, twice",
        ),
        pytest.param(
            '<b OnClick="x()" style="color: red" title="onload=1">a</b>',
            [
                "onclick=… is left out: nothing in a post may run a program",
                "style=… is left out: the site gives a post its looks",
            ],
            id="attributes",
        ),
        pytest.param(
            '<a href="java\tscript:x()">a</a><a href="/javascript:x/">b</a>'
            '<a href="https://a.example/">c</a><a href="mailto:a@b.example">d</a>',
            ["a link that begins with javascript: is left out; write one with https:"],
            id="a link that runs something",
        ),
        pytest.param(
            '<img alt="a"><img src="data:image/png;base64,AA" alt="b"><img src="c.jpg" alt="c">',
            ["a picture has no address: write ![what it shows](picture.jpg)"] * 2,
            id="pictures without address",
        ),
        pytest.param(
            "<" * 9 + "a onclick=x",
            ["onclick=… is left out: nothing in a post may run a program"],
            id="half a tag",
        ),
    ],
)
def test_a_loss_is_told(markup, said):
    assert told(markup) == said


def test_a_text_full_of_angle_brackets_takes_no_longer_than_another():
    assert told("<a" * 200_000) == []
