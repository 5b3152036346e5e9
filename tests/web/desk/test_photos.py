"""Photos come into a post clean and upright, and stand in its folder when it is published."""

import re
import threading
from io import BytesIO

import pytest

import darkroom
from authoring import Desk
from blog import current
from makers import sync

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def blog(app, folder, workshop):
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    folder.post("first-mile", "Slow.\n")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    return Desk(blog)


def photo():
    raw = darkroom.heic(darkroom.upright(), 6, exif=darkroom.exif())
    assert any(secret in raw for secret in darkroom.SECRETS)
    return raw


def take(desk, raw=None, name="IMG 0042.HEIC"):
    """Send a photo as the script does."""
    token = {name: desk.fields[name] for name in ("csrf_token", "file", "over", "number")}
    return desk.client.post(
        f"{desk.address}photos/",
        data={**token, "photo": (BytesIO(raw or photo()), name)},
        headers=OURS,
    )


def there(folder):
    posts = folder.content / "posts"
    return sorted(str(path.relative_to(posts)) for path in posts.rglob("*") if path.is_file())


def test_a_new_post_with_a_photo_is_a_folder(desk, folder, client):
    desk.open("/desk/write/")
    name = take(desk).json["name"]

    answer = desk.publish(title="Lake", body=f"Cold.\n\n![The lake]({name})\n")

    assert name == "img-0042.jpg"
    new = [path for path in there(folder) if "lake" in path]
    assert [path.partition("/")[2] for path in new] == ["img-0042.jpg", "index.md"]
    raw = (folder.content / "posts" / new[0]).read_bytes()
    assert [secret for secret in darkroom.SECRETS if secret in raw] == []
    assert answer.status_code == 303
    page = client.get("/posts/lake/").text
    assert 'alt="The lake"' in page
    address = re.search(r'src="(/media/[^"]+)"', page)[1]
    assert client.get(address).status_code == 200


def test_a_photo_is_seen_in_the_preview_and_by_nobody_else(desk, folder, client):
    desk.open("/desk/write/")
    name = take(desk).json["name"]

    page = desk.press("preview", title="Lake", body=f"![The lake]({name})\n")

    assert 'alt="The lake"' in page.text
    address = re.search(r'src="(/desk/photos/[^"]+)"', page.text)[1]
    shown = desk.client.get(address)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert client.get(address).status_code == 303
    assert client.get("/posts/lake/").status_code == 404


def test_a_preview_makes_no_photo_and_shows_those_that_were_made(desk, folder):
    media = folder.path / "instance/media"
    desk.open("/desk/write/")
    name = take(desk).json["name"]
    desk.press("preview", title="Lake", body=f"![The lake]({name})\n")
    assert list(media.glob("*/about.json")) == []
    desk.publish(title="Lake", body=f"![The lake]({name})\n")

    desk.open("/desk/posts/lake/write/")
    page = desk.press("preview", body=f"Cold.\n\n![The lake]({name})\n")

    assert "/media/" in page.text
    assert "/desk/photos/" not in page.text


@pytest.mark.parametrize("path", ["posts/first-mile.md", "../instance/secret.key", "nonsense"])
def test_nobody_makes_up_the_address_of_a_photo(desk, path):
    assert desk.client.get(f"/desk/photos/{path}").status_code == 404


def test_a_photo_that_is_none_takes_no_other_photo_and_no_word_with_it(desk):
    desk.open("/desk/write/")
    fields = {**desk.fields, "title": "Lake", "body": "Cold.", "do": "photo"}

    answer = desk.client.post(
        desk.address,
        data={**fields, "photo": [(BytesIO(photo()), "a.heic"), (BytesIO(b""), "b.jpg")]},
        headers=OURS,
    )

    assert answer.status_code == 422
    assert "b.jpg is empty." in answer.text
    assert "Cold.\n\n![](a.jpg)" in answer.text
    assert "![](a.jpg)" in desk.open(desk.address).text


def test_a_post_that_was_a_file_becomes_a_folder_and_keeps_its_address(desk, folder, client):
    desk.open("/desk/posts/first-mile/write/")
    name = take(desk).json["name"]

    desk.publish(body=f"Slow.\n\n![The hill]({name})\n")

    assert there(folder) == ["first-mile/img-0042.jpg", "first-mile/index.md"]
    assert 'alt="The hill"' in client.get("/posts/first-mile/").text
    history = desk.client.get("/desk/posts/first-mile/history/").text
    assert history.count("/history/") == 2


def test_the_same_photo_sent_again_is_one_photo(desk, folder):
    desk.open("/desk/write/")

    assert take(desk).json == take(desk).json

    assert len(there(folder)) == 2


def test_another_photo_of_the_same_name_is_another_photo(desk):
    desk.open("/desk/write/")
    take(desk)

    other = take(desk, darkroom.written(darkroom.photo(40, 30), "JPEG"))

    assert other.json == {"name": "img-0042-2.jpg"}


@pytest.mark.parametrize("raw", [b"<svg/>", b"%PDF-1.7", b"nothing"])
def test_what_is_no_photo_is_refused_in_a_sentence(desk, folder, raw):
    desk.open("/desk/write/")

    answer = take(desk, raw, "x.jpg")

    assert answer.status_code == 422
    assert answer.json["problem"].startswith("x.jpg is")
    assert there(folder) == ["first-mile.md"]


def test_photos_of_a_text_that_is_given_up_go_with_it(desk, folder):
    desk.open("/desk/write/")
    take(desk)

    desk.press("discard")

    assert there(folder) == ["first-mile.md"]


@pytest.mark.parametrize("button", ["photo", "save", "publish", "look back"])
def test_without_script_photos_come_with_any_button_to_the_end_of_the_text(desk, button):
    desk.open("/desk/write/")
    fields = {**desk.fields, "title": "Lake", "body": "Cold.", "do": button}

    answer = desk.client.post(
        desk.address,
        data={**fields, "photo": [(BytesIO(photo()), "a.heic"), (BytesIO(photo()), "b.heic")]},
        headers=OURS,
    )

    assert answer.status_code == 303
    page = desk.client.get(desk.address)
    assert "Cold.\n\n![](a.jpg)\n\n![](b.jpg)" in page.text


def test_two_clicks_publish_one_post_with_its_photos(blog, desk, folder):
    desk.open("/desk/write/")
    name = take(desk).json["name"]
    desk.read(desk.press("publish", title="Twice", body=f"![x]({name})\n"))
    other = Desk(blog)
    other.address, other.fields = desk.address, dict(desk.fields)
    places = []

    clicks = [
        threading.Thread(target=lambda one=one: places.append(one.press("publish now").location))
        for one in (desk, other)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()

    assert len(set(places)) == 1
    assert len([path for path in there(folder) if path.endswith(".md")]) == 2


def test_a_check_in_takes_a_photo_along(blog, desk, client):
    page = desk.client.get("/desk/check-in/")
    address = re.search(r'action="(/desk/check-in/[^"]+)"', page.text)[1]
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]

    desk.client.post(
        address,
        data={
            "csrf_token": token,
            "sport": "run",
            "distance": "3",
            "body": "Gone.",
            "photo": (BytesIO(photo()), "shoes.heic"),
        },
        headers=OURS,
    )

    assert "/media/" in client.get("/posts/3-miles/").text
