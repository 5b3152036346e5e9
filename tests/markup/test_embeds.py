"""Films and maps of known hosts stay, whatever else asks for a frame goes."""

import pytest

from blog.markup import embeds
from blog.markup.places import Places


def settle(markup, language="en"):
    advice = []
    settled = embeds.settle(
        markup,
        places=Places("text\n" + markup, 1),
        advise=lambda *said: advice.append(said),
        language=language,
    )
    return settled, advice


@pytest.mark.parametrize(
    ("source", "address", "title"),
    [
        (
            "https://www.youtube.com/embed/abc?start=3",
            "https://www.youtube-nocookie.com/embed/abc?start=3",
            "Video",
        ),
        ("//youtube.com/embed/abc", "https://www.youtube-nocookie.com/embed/abc", "Video"),
        ("https://player.vimeo.com/video/1", "https://player.vimeo.com/video/1", "Video"),
        (
            "https://www.openstreetmap.org/export/embed.html?bbox=1",
            "https://www.openstreetmap.org/export/embed.html?bbox=1",
            "Map",
        ),
    ],
)
def test_a_known_frame_is_written_anew(source, address, title):
    settled, advice = settle(f'<iframe src="{source}" width="560" height="100%"><b></iframe>')

    assert settled == (
        f'<iframe src="{address}" title="{title}" width="560" loading="lazy"'
        ' referrerpolicy="strict-origin-when-cross-origin" allowfullscreen=""></iframe>'
    )
    assert advice == []


def test_the_author_may_name_a_frame():
    settled, _ = settle('<iframe src="https://player.vimeo.com/video/1" title="Mile 3"></iframe>')

    assert 'title="Mile 3"' in settled


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("https://evil.example/embed/x", id="another host"),
        pytest.param("http://www.youtube.com/embed/x", id="no https"),
        pytest.param("https://www.youtube.com/redirect?q=x", id="another path"),
        pytest.param("https://www.youtube.com@evil.example/embed/x", id="a name before the host"),
        pytest.param("https://www.youtube.com:81/embed/x", id="another port"),
        pytest.param("https://www.youtube.com.evil.example/embed/x", id="a longer host"),
        pytest.param("https://[bad/embed/", id="no address"),
        pytest.param("/posts/a/", id="this site"),
        pytest.param("", id="nothing"),
    ],
)
def test_another_frame_goes_and_the_author_is_told(source):
    settled, advice = settle(f'a<iframe src="{source}"><p>in it</p></iframe>b')

    assert settled == "ab"
    assert [line for line, _ in advice] == [2]


def test_a_player_can_be_operated():
    settled, _ = settle('<video src="a.mp4" width="300"></video>')

    assert settled == '<video src="a.mp4" width="300" controls="" preload="none"></video>'


@pytest.mark.parametrize(
    ("markup", "settled"),
    [
        ('<label><input type="checkbox" checked=""> a</label>', ' disabled="" checked=""> a'),
        ('<label><input type="checkbox"> a</label>', ' disabled=""> a'),
    ],
)
def test_the_box_of_a_task_shows_only(markup, settled):
    assert settle(markup)[0] == f'<label><input type="checkbox"{settled}</label>'


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param('<input type="text">', id="a field"),
        pytest.param('<input type="checkbox">', id="a box without label"),
    ],
)
def test_what_belongs_into_a_form_goes(markup):
    assert settle(f"a{markup}b")[0] == "ab"
