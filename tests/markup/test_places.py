"""What is found in the page has a line in the file."""

from blog.markup.places import Places

BODY = "one\ntwo x.jpg\nthree\nx.jpg two"


def test_the_same_words_are_found_one_place_after_the_other():
    places = Places(BODY, 5)

    assert [places.line_of("x.jpg") for _ in range(3)] == [6, 8, 8]


def test_the_first_wording_that_is_there_counts():
    assert Places(BODY, 1).line_of("", "four", "three") == 3


def test_what_is_nowhere_stands_at_the_beginning():
    assert Places(BODY, 5).line_of("four") == 5
