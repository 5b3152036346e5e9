import pytest

from blog.series import booklet


@pytest.mark.parametrize(
    ("html", "fitted"),
    [
        ('<h2 id="a">A</h2>', '<h3 id="n-a">A</h3>'),
        ('<h6 id="a">A</h6>', '<h6 id="n-a">A</h6>'),
        ('<a href="#fn:1" id="fnref:1">1</a>', '<a href="#n-fn:1" id="n-fnref:1">1</a>'),
        ('<a href="/posts/x/#a">x</a>', '<a href="/posts/x/#a">x</a>'),
        ('<td headers="a b">1</td>', '<td headers="n-a n-b">1</td>'),
        ('<label for="a">x</label>', '<label for="n-a">x</label>'),
        ('<img alt="a > b" id="p">', '<img alt="a > b" id="n-p">'),
        ('<div role="region" aria-label="1">', '<div role="group" aria-label="1">'),
        pytest.param('<pre>&lt;p id="a"&gt;</pre>', '<pre>&lt;p id="a"&gt;</pre>', id="a sample"),
        pytest.param('<p>see id="a"</p>', '<p>see id="a"</p>', id="words"),
        pytest.param("<img alt='x' id=\"a\">", "<img alt='x' id=\"a\">", id="not as we write it"),
    ],
)
def test_places_get_names_of_their_own_and_headings_stand_lower(html, fitted):
    assert booklet.fitted(html, name="n") == fitted
