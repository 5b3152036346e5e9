from io import BytesIO

import pytest
from PIL import Image, ImageChops

import icons


@pytest.fixture
def described(client):
    return client.get("/desk/manifest.webmanifest")


def test_the_desk_can_be_put_on_a_home_screen(described):
    said = described.get_json(force=True)

    assert described.content_type == "application/manifest+json"
    assert said["start_url"] == "/desk/"
    assert said["display"] == "standalone"
    assert said["short_name"]


def test_its_icons_are_as_large_as_it_says(client, described):
    for icon in described.get_json(force=True)["icons"]:
        answer = client.get(icon["src"])
        drawn = Image.open(BytesIO(answer.data))
        assert answer.content_type == "image/png"
        assert icon["sizes"] == "{}x{}".format(*drawn.size)


@pytest.mark.parametrize("size", icons.SIZES)
def test_the_icons_are_what_draws_them(size):
    kept = Image.open(icons.FOLDER / f"desk-{size}.png").convert("RGB")
    differs = ImageChops.difference(kept, icons.draw(size)).convert("L")

    assert max(differs.getextrema()) < 24


def test_it_is_linked_from_the_desk(client):
    assert 'rel="manifest" href="/desk/manifest.webmanifest"' in client.get("/desk/sign-in/").text
