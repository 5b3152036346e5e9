"""Pictures come from beside the file, with their size."""

import re

import pytest

from blog.markup import figures, html_tags
from blog.markup.pictures import Picture
from blog.markup.places import Places

PHOTO = Picture(
    "/media/a-2/1200.jpg", 1200, 1600, "/media/a-2", (320, 1200), ("avif", "webp"), tint="#876"
)
MOVING = Picture(
    "/media/b-2/200.gif", 200, 100, "/media/b-2", (200,), ("webp",), still="/media/b-2/200.jpg"
)
PICTURES = {
    "x.jpg": Picture("/media/1.jpg", 1200, 800),
    "my run.jpg": Picture("/media/2.jpg", 400, 300),
    "p.heic": PHOTO,
    "m.gif": MOVING,
}
IMG = '<img src="/media/1.jpg" alt="a" width="1200" height="800" loading="lazy" decoding="async">'


def dress(markup, body=""):
    advice = []
    dressed = figures.dress(
        markup,
        pictures=PICTURES,
        places=Places(body, 1),
        advise=lambda *said: advice.append(said),
        seen_first=False,
    )
    return dressed, advice


@pytest.mark.parametrize("source", ["x.jpg", "./x.jpg", "x.jpg?1", "%78.jpg"])
def test_a_picture_gets_its_address_and_size(source):
    assert dress(f'a <img src="{source}" alt="a"> b') == (f"a {IMG} b", [])


def test_blanks_in_a_name_may_be_spelt():
    assert all(
        'src="/media/2.jpg"' in dress(f'<img src="{name}" alt="a">')[0]
        for name in ("my run.jpg", "my%20run.jpg")
    )


def test_a_picture_may_be_shown_smaller():
    dressed, _ = dress('b <img src="x.jpg" alt="a" width="300">')

    assert 'width="300" height="200"' in dressed


@pytest.mark.parametrize("width", ["0", "50%", "9999", "-3", "x"])
def test_a_senseless_width_is_not_followed(width):
    dressed, _ = dress(f'b <img src="x.jpg" alt="a" width="{width}">')

    assert 'width="1200" height="800"' in dressed


@pytest.mark.parametrize(
    ("markup", "dressed"),
    [
        pytest.param('<p><img src="x.jpg" alt="a"></p>', f"<figure>{IMG}</figure>", id="alone"),
        pytest.param(
            '<p><img src="x.jpg" alt="a" title="A &quot;c&quot;"></p>',
            f"<figure>{IMG}<figcaption>A &quot;c&quot;</figcaption></figure>",
            id="with a caption",
        ),
        pytest.param(
            '<p><a href="/b/"><img src="x.jpg" alt="a"></a></p>',
            f'<figure><a href="/b/">{IMG}</a></figure>',
            id="with a link",
        ),
        pytest.param(
            '<p><img src="x.jpg" alt="a">\n<img src="x.jpg" alt="a"></p>',
            f'<div class="gallery"><figure>{IMG}</figure><figure>{IMG}</figure></div>',
            id="several",
        ),
        pytest.param('<p>b <img src="x.jpg" alt="a"></p>', f"<p>b {IMG}</p>", id="among words"),
    ],
)
def test_a_picture_alone_in_its_paragraph_is_a_figure(markup, dressed):
    assert dress(markup) == (dressed, [])


def test_a_picture_that_is_not_there_leaves_its_words():
    dressed, advice = dress('<p><img src="X.jpg" alt="My &lt;knee&gt;"></p>', "a\n![](X.jpg)")

    assert dressed == '<p><span class="missing-picture">My &lt;knee&gt;</span></p>'
    assert advice == [(2, "the picture “X.jpg” is called “x.jpg” here; capital letters count")]


def test_a_picture_of_another_site_becomes_a_link():
    dressed, advice = dress('<img src="https://a.example/b.jpg?c&amp;d" alt="My knee">')

    assert dressed == '<a href="https://a.example/b.jpg?c&amp;d">My knee</a>'
    assert "is on another site" in advice[0][1]


def test_a_linked_picture_of_another_site_leaves_its_words_in_the_link():
    dressed, _ = dress('<a href="/b/"><img src="//a.example/b.jpg" alt="My knee"></a>')

    assert dressed == '<a href="/b/">My knee</a>'


def test_a_picture_without_words_is_shown_and_the_author_is_told():
    dressed, advice = dress('b <img src="x.jpg">', "b ![](x.jpg)")

    assert 'alt=""' in dressed
    assert advice == [(1, "the picture “x.jpg” has no description: write ![what it shows](x.jpg)")]


def test_a_picture_of_this_site_is_kept():
    dressed, _ = dress('b <img src="/static/a.png" alt="a" height="20" width="50%">')

    assert dressed == (
        'b <img src="/static/a.png" alt="a" height="20" loading="lazy" decoding="async">'
    )


def test_a_picture_without_address_leaves_its_words():
    dressed, _ = dress('<img alt="a">')

    assert dressed == '<span class="missing-picture">a</span>'


def test_a_picture_that_cannot_be_served_is_told_with_the_reason():
    advice = []

    figures.dress(
        '<img src="x.jpg" alt="a">',
        pictures={"x.jpg": "is damaged"},
        places=Places("![a](x.jpg)", 5),
        advise=lambda *said: advice.append(said),
    )

    assert advice == [(5, "the picture “x.jpg” is damaged")]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x.jpeg", "there is no picture “x.jpeg” beside this file; did you mean “x.jpg”?"),
        ("y.png", "there is no picture “y.png” beside this file"),
        ("x", "there is no picture “x” beside this file"),
        (
            "x.bmp",
            "pictures like “x.bmp” can't be shown: save it as .jpg or .png instead of .bmp",
        ),
        ("x.MOV", "films like “x.MOV” can't be shown: link to where it can be seen"),
        (
            "https://x.example/x.jpg",
            "the picture “https://x.example/x.jpg” is on another site: put it beside this file",
        ),
    ],
)
def test_why_a_picture_is_not_shown(name, why):
    assert figures.not_shown(name, {}, ["x.jpg"]) == why


def test_names_of_pictures_are_found_in_a_text_that_was_not_read():
    text = "image: a.JPG\n![b](./b%20c.png) ![](https://x.example/d.jpg) <img src=e.gif> f.jpgs"

    assert figures.asked(text) == {"a.JPG", "b c.png", "e.gif"}


def _sources(markup):
    return [html_tags.attributes(tag) for tag in re.findall(r"<(?:source|img)[^>]*>", markup)]


def test_a_browser_may_choose_among_sizes_and_kinds():
    dressed, _ = dress('b <img src="p.heic" alt="a">')

    avif, webp, plain = _sources(dressed)
    assert avif == {
        "type": "image/avif",
        "srcset": "/media/a-2/320.avif 320w, /media/a-2/1200.avif 1200w",
        "sizes": "min(37.5em, 92vw, 60vh)",
    }
    assert (webp["type"], webp["sizes"]) == ("image/webp", avif["sizes"])
    assert plain["src"] == "/media/a-2/1200.jpg"
    assert plain["data-tint"] == "#876"
    assert "style" not in dressed


def test_pictures_side_by_side_are_half_as_wide():
    dressed, _ = dress('<p><img src="p.heic" alt="a"> <img src="p.heic" alt="b"></p>')

    assert dressed.count("min(18.5em, 45vw, 60vh)") == 4
    assert dressed.startswith('<div class="gallery"><figure><picture>')


def test_a_picture_shown_smaller_is_fetched_smaller():
    dressed, _ = dress('b <img src="p.heic" alt="a" width="300">')

    assert _sources(dressed)[0]["sizes"] == "300px"


def test_who_wants_nothing_to_move_is_shown_the_first_moment():
    still, moving, plain = _sources(dress('b <img src="m.gif" alt="a">')[0])

    assert still == {
        "media": "(prefers-reduced-motion: reduce)",
        "srcset": "/media/b-2/200.jpg",
    }
    assert moving == {"type": "image/webp", "srcset": "/media/b-2/200.webp"}
    assert plain["src"] == "/media/b-2/200.gif"


def test_only_the_first_picture_of_a_text_is_fetched_at_once():
    dressed = figures.dress(
        '<img src="no.jpg" alt="a"> <img src="x.jpg" alt="b"> <img src="x.jpg" alt="c">',
        pictures=PICTURES,
        places=Places("", 1),
        advise=lambda *said: None,
    )

    assert [one.get("loading") for one in _sources(dressed)] == [None, "lazy"]


def test_a_picture_that_cannot_be_read_leaves_its_caption():
    dressed, advice = dress('<p><img src="y.png" alt="My knee" title="Day 3"></p>')

    assert dressed == (
        '<figure><span class="missing-picture">My knee</span>'
        "<figcaption>Day 3</figcaption></figure>"
    )
    assert len(advice) == 1


def test_pictures_are_known_by_the_words_that_describe_them():
    assert figures.described(IMG) == {"/media/1.jpg": "a"}
