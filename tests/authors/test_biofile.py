import pytest

from blog.authors import biofile
from blog.errors import BadFile
from makers import front


def parse(file="sarah", **fields):
    return biofile.parse(front(fields) + "Runs.", path=f"authors/{file}.md", name=file)


def test_every_field_is_understood():
    bio, advice = parse(
        name="Sarah Q.",
        tagline="Mother of three",
        links="{Strava: https://strava.example/s, Mail: mailto:s@laps.example}",
        picture="sarah.jpg",
    )

    assert advice == ()
    assert (bio.slug, bio.name, bio.tagline, bio.picture, bio.body) == (
        "sarah",
        "Sarah Q.",
        "Mother of three",
        "sarah.jpg",
        "Runs.",
    )
    assert bio.links == (
        ("Strava", "https://strava.example/s"),
        ("Mail", "mailto:s@laps.example"),
    )


def test_a_file_without_a_header_is_a_bio():
    bio, _ = biofile.parse("Runs.", path="authors/sarah.md", name="sarah")

    assert (bio.name, bio.body) == ("sarah", "Runs.")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "strava.com/s"])
def test_a_link_is_a_web_address(address):
    with pytest.raises(BadFile, match="links"):
        parse(links=f'{{Strava: "{address}"}}')


def test_a_name_without_a_letter_is_refused():
    with pytest.raises(BadFile, match="no letter or digit"):
        parse("!!!")
