import pytest

import reading
from laps import look


def test_an_author_s_page_shows_bio_links_and_posts(see):
    page = see("/authors/sarah/")

    assert page.one("h1").text == "Sarah"
    assert page.one(".p-note").text == "Mom of three. Triathlete."
    assert page.links()["Races"] == "https://races.example/sarah"
    assert page.one("[name=description]")["content"] == "Swims."
    assert "Plain" not in page.one("ol.log").text
    assert "Knee 8" in page.one("ol.log").text


def test_programs_can_read_the_marks_of_an_author(see):
    card = reading.microformats(see("/authors/sarah/"))[0]

    assert card["type"] == ["h-card"]
    assert card["name"] == ["Sarah"]
    assert card["url"] == ["/authors/sarah/", "https://races.example/sarah"]
    assert card["note"] == ["Mom of three. Triathlete."]
    assert str(card["photo"][0]).startswith("/media/")


@pytest.mark.parametrize("slug", ["ben", "nobody", "Sarah"])
def test_who_has_no_file_has_no_page(see, slug):
    see(f"/authors/{slug}/", status=404)


def test_an_author_without_posts_says_so(folder, publish):
    folder.write("authors/mia.md", "---\nname: Mia\n---\nNew here.\n")

    assert "Nothing here yet." in look(publish(), "/authors/mia/").text
