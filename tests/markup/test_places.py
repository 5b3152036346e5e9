"""What is found in the page has a line in the file."""

import pytest

from blog.markup.places import Places

BODY = "one\ntwo x.jpg\nthree\nx.jpg two"


def test_the_same_words_are_found_one_place_after_the_other():
    places = Places(BODY, 5)

    assert [places.line_of("x.jpg") for _ in range(3)] == [6, 8, 8]


def test_the_first_wording_that_is_there_counts():
    assert Places(BODY, 1).line_of("", "four", "three") == 3


def test_what_is_nowhere_stands_at_the_beginning():
    assert Places(BODY, 5).line_of("four") == 5


def test_capital_letters_do_not_matter():
    assert Places("a\n<SCRIPT>", 1).line_of("<script") == 2


@pytest.mark.parametrize(
    "shown",
    ["![x](x)", "<img src=x>", "<img src='x'>", "[x]: x", "[a][1]\n\n[1]: x", "<x>", '[x](x "y")'],
)
def test_an_address_is_found_where_addresses_stand(shown):
    body = f"x is an example (x, x)\n\n{shown}"

    assert Places(body, 1).line_of_target("x") == 3 + shown.count("\n")


def test_an_address_that_stands_nowhere_like_one_is_found_as_a_word():
    assert Places("a\nsee b.jpg\n", 1).line_of_target("b.jpg") == 2


@pytest.mark.parametrize("code", ["```\n<b>\n```", "~~~~ html\n<b>\n~~~\n~~~~", "`<b>`", "``<b>``"])
def test_samples_of_code_are_no_places(code):
    assert Places(f"{code}\n<b>", 1).line_of("<b>") == code.count("\n") + 2


def test_what_stands_in_code_only_is_found_there():
    assert Places("a\n`b`", 1).line_of("b") == 2


def test_a_text_full_of_marks_of_code_takes_no_longer_than_another():
    assert Places("`" * 500_000 + "\nx", 1).line_of("x") == 2
