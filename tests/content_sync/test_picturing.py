"""Pictures beside a text are made when it is published, once, and go when nothing shows them."""

import os
import re
import unicodedata
from urllib.parse import quote

import pytest
from PIL import Image

import darkroom
from blog.content_sync import check, sweeping
from blog.images import painting, shelf
from darkroom import upright, written
from makers import front, sync

HEADER = front({"title": "Trip", "date": "2011-10-14"})


def _names(folder):
    media = folder.path / "instance" / "media"
    return sorted(path.name for path in media.iterdir()) if media.is_dir() else []


def _said(report):
    return [str(problem) for problem in report.problems]


def test_a_picture_that_cannot_be_read_leaves_its_caption_and_the_post_online(
    folder, app, client, workshop
):
    folder.write("posts/trip/half.jpg", written(upright(), "JPEG")[:-200])
    folder.write("posts/trip/index.md", HEADER + '![My knee](half.jpg "On day 3")\n')

    report = sync(app, workshop)

    page = client.get("/posts/trip/").text
    assert '<span class="missing-picture">My knee</span>' in page
    assert "<figcaption>On day 3</figcaption>" in page
    assert not report.refused
    (said,) = _said(report)
    assert said.startswith("posts/trip/index.md:5: the picture “half.jpg” cannot be read; it may")


def test_a_picture_shown_by_two_texts_is_worked_on_once(folder, app, workshop):
    folder.write("posts/x.png", written(upright(), "PNG"))
    for slug in ("one", "two"):
        folder.post(slug, "![Corners](x.png)\n")
    jobs = []

    class Watched:
        def map(self, function, given, on_done=None, **options):
            given = list(given)
            jobs.append((function.__name__, len(given)))
            return workshop.map(function, given, on_done, **options)

    sync(app, Watched())

    assert jobs == [("serve_picture", 1), ("render", 3)]


def test_a_second_look_makes_nothing(folder, app, workshop):
    folder.write("posts/trip/x.png", written(upright(), "PNG"))
    folder.write("posts/trip/index.md", HEADER + "![Corners](x.png)\n")
    sync(app, workshop)
    (name,) = _names(folder)
    before = (folder.path / "instance/media" / name).stat()

    sync(app, workshop)
    sync(app, workshop, rebuild=True)

    after = (folder.path / "instance/media" / name).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_picture_nothing_shows_any_more_goes_after_a_while(folder, app, workshop):
    folder.write("posts/trip/x.png", written(upright(), "PNG"))
    folder.write("posts/trip/y.png", written(upright((64, 64)), "PNG"))
    folder.write("posts/trip/index.md", HEADER + "![Corners](x.png) and ![More](y.png)\n")
    sync(app, workshop)
    both = _names(folder)
    folder.write("posts/trip/index.md", HEADER + "![Corners](x.png)\n")
    sync(app, workshop)
    media = folder.path / "instance/media"

    with app.app_context():
        sweeping.sweep(media)
        assert _names(folder) == both
        for mark in media.glob("*/unused"):
            os.utime(mark, (0, 0))
        sweeping.sweep(media)

    (left,) = _names(folder)
    assert shelf.find(media / left)
    assert len(both) == 2


def test_the_last_good_version_of_a_post_keeps_its_pictures(folder, app, workshop):
    folder.write("posts/trip/x.png", written(upright(), "PNG"))
    folder.write("posts/trip/index.md", HEADER + "![Corners](x.png)\n")
    sync(app, workshop)
    folder.write("posts/trip/index.md", "---\ntitle: [\n---\n")
    sync(app, workshop)
    media = folder.path / "instance/media"

    with app.app_context():
        sweeping.sweep(media)

    assert not list(media.glob("*/unused"))


def test_check_names_originals_that_hold_a_place_and_pictures_without_words(folder, workshop):
    folder.write("posts/trip/told.jpg", written(upright(), "JPEG", exif=darkroom.exif()))
    folder.write("posts/trip/unused.heic", darkroom.heic(upright(), exif=darkroom.exif()))
    folder.write("posts/trip/bare.jpg", written(upright(), "JPEG"))
    folder.write("posts/trip/index.md", HEADER + "![](bare.jpg)\n\n![Corners](told.jpg)\n")

    problems = check.check(folder.content, workshop=workshop)

    assert not any(problem.refused for problem in problems)
    bare, told, unused = (str(problem).split(";")[0] for problem in problems)
    assert bare.startswith("posts/trip/index.md:5: the picture “bare.jpg” has no description")
    assert told == "posts/trip/told.jpg:1: still says where it was taken"
    assert unused == "posts/trip/unused.heic:1: still says where it was taken"


def test_the_chosen_picture_is_told_to_those_who_share_a_post(folder, app, client, workshop):
    folder.write("posts/trip/x.heic", darkroom.heic(darkroom.photo(1600, 900), 6))
    header = front({"title": "Trip", "date": "2011-10-14", "image": "x.heic"})
    folder.write("posts/trip/index.md", header + "![Four corners](x.heic)\n")
    sync(app, workshop)

    page = client.get("/posts/trip/").text

    (name,) = _names(folder)
    assert (
        f'<meta property="og:image" content="https://laps.example/media/{name}/1200.jpg">' in page
    )
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:height" content="675">' in page
    assert '<meta property="og:image:alt" content="Four corners">' in page


def _card(page):
    """Say what those are told who are sent a page: picture and its words."""
    found = re.findall(r'<meta property="og:image(:alt)?" content="([^"]*)">', page)
    return [value for _, value in found]


def test_a_post_that_chooses_none_is_shown_by_the_first_picture_of_its_text(
    folder, app, client, workshop
):
    folder.write("posts/trip/rule.png", written(Image.new("RGB", (600, 4)), "PNG"))
    folder.write("posts/trip/near.gif", darkroom.gif(size=(240, 210)))
    folder.write("posts/trip/far.png", written(upright((800, 600)), "PNG"))
    text = "![](rule.png)\n\n![Four corners](near.gif) ![](near.gif) ![Far](far.png)\n"
    folder.write("posts/trip/index.md", HEADER + text)
    sync(app, workshop)

    address, words = _card(client.get("/posts/trip/").text)

    assert address.startswith("https://laps.example/media/")
    assert address.endswith("/240.jpg")  # its first moment
    assert words == "Four corners"
    listed = client.get("/").text
    assert re.search(r'<img src="[^"]*/240.gif" alt="Four corners" width="240"', listed)


def test_a_chosen_picture_that_cannot_be_used_leaves_the_first_one(folder, app, client, workshop):
    folder.write("posts/trip/x.png", written(upright((400, 300)), "PNG"))
    header = front({"title": "Trip", "date": "2011-10-14", "image": "gone.png"})
    folder.write("posts/trip/index.md", header + "![Corners](x.png)\n")

    report = sync(app, workshop)

    assert _card(client.get("/posts/trip/").text)[1] == "Corners"
    assert _said(report) == [
        "posts/trip/index.md:4: image: there is no picture “gone.png” beside this file"
    ]


def test_a_page_is_shown_by_the_first_picture_of_its_text(folder, app, client, workshop):
    folder.write("pages/me.png", written(upright((400, 300)), "PNG"))
    folder.write("pages/about.md", "---\ntitle: About\n---\n![Me](me.png)\n")
    sync(app, workshop)

    assert _card(client.get("/about/").text)[1] == "Me"


def test_an_author_is_shown_by_their_own_picture(folder, app, client, workshop):
    folder.write("authors/me.png", written(upright((400, 300)), "PNG"))
    folder.write("authors/sarah.md", "---\nname: Sarah\npicture: me.png\n---\n")
    sync(app, workshop)

    address, words = _card(client.get("/authors/sarah/").text)

    assert (address.rpartition("/")[2], words) == ("400.jpg", "Sarah")


STORY = "---\ntitle: Knee\nimage: {}\nseries:\n  started: 2011-10-01\n---\n"
TAG = "---\ntitle: Knee\nimage: {}\n---\n"


@pytest.mark.parametrize("header", [STORY, TAG], ids=["a story", "another tag"])
def test_the_picture_of_a_tag_stands_on_its_page(folder, app, client, workshop, header):
    folder.post("one", tags="knee")
    folder.write("tags/knee.heic", darkroom.heic(upright((400, 300)), 6))
    folder.write("tags/knee.md", header.format("knee.heic") + "Words.\n")

    report = sync(app, workshop)

    page = client.get("/tags/knee/").text
    address, words = _card(page)
    assert _said(report) == []
    assert (address.rpartition("/")[2], words) == ("400.jpg", "Knee")
    main = page.partition("<main")[2]
    assert main.count("<picture>") == 1
    assert re.search(r'<img src="/media/[^"]*/400.jpg" alt="" width="400" height="300"', main)
    assert "lazy" not in main
    if header == STORY:
        assert _card(client.get("/tags/knee/story/").text) == [address, words]


@pytest.mark.parametrize("header", [STORY, TAG], ids=["a story", "another tag"])
def test_a_picture_the_text_of_a_tag_shows_stands_there_once(folder, app, client, workshop, header):
    folder.post("one", tags="knee")
    folder.write("tags/knee.png", written(upright((400, 300)), "PNG"))
    folder.write("tags/knee.md", header.format("knee.png") + "![My knee](knee.png)\n")
    sync(app, workshop)

    page = client.get("/tags/knee/").text

    assert _card(page)[1] == "My knee"
    assert page.partition("<main")[2].count("<picture>") == 1


@pytest.mark.parametrize("header", [STORY, TAG], ids=["a story", "another tag"])
def test_a_picture_of_a_tag_that_cannot_be_used_is_named_by_its_line(
    folder, app, client, workshop, header
):
    folder.post("one", tags="knee")
    folder.write("tags/knee.jpg", written(upright(), "JPEG")[:-200])
    folder.write("tags/knee.md", header.format("knee.jpg"))

    report = sync(app, workshop)

    (said,) = _said(report)
    assert said.startswith("tags/knee.md:3: image: the picture “knee.jpg” cannot be read")
    assert _card(client.get("/tags/knee/").text) == []


def test_a_picture_a_tag_no_longer_names_goes_from_its_page(folder, app, client, workshop):
    folder.post("one", tags="knee")
    folder.write("tags/knee.png", written(upright((400, 300)), "PNG"))
    folder.write("tags/knee.md", STORY.format("knee.png"))
    sync(app, workshop)
    folder.write("tags/knee.md", STORY.replace("image: {}\n", ""))
    sync(app, workshop)

    assert "<picture>" not in client.get("/tags/knee/").text


@pytest.mark.parametrize("there", ["NFC", "NFD"])
@pytest.mark.parametrize("named", ["NFC", "NFD"])
def test_a_name_means_the_same_however_its_accents_are_stored(
    folder, app, client, workshop, there, named
):
    file, name = (unicodedata.normalize(form, "Küste.png") for form in (there, named))
    folder.write(f"posts/trip/{file}", written(upright((400, 300)), "PNG"))
    header = front({"title": "Trip", "date": "2011-10-14", "image": f"./{name}"})
    text = f"![a]({name}) ![b]({quote(name)}) ![c](<./{name}>)\n"
    folder.write("posts/trip/index.md", header + text)

    report = sync(app, workshop)

    assert _said(report) == []
    assert client.get("/posts/trip/").text.count("<picture>") == 3


def test_a_post_of_many_pictures_does_not_grow_too_large(folder, app, client, workshop):
    names = [f"{n}.png" for n in range(40)]
    for n, name in enumerate(names):
        folder.write(f"posts/trip/{name}", written(Image.new("RGB", (400, 8), (n, 0, 0)), "PNG"))
    folder.write("posts/trip/index.md", HEADER + "".join(f"![a]({name})" for name in names))

    report = sync(app, workshop)

    assert _said(report) == []
    assert client.get("/posts/trip/").text.count("<picture>") == 40


def test_no_request_of_a_reader_decodes_a_picture(folder, app, client, workshop, monkeypatch):
    folder.write("authors/sarah.png", written(upright(), "PNG"))
    folder.write("authors/sarah.md", "---\nname: Sarah\npicture: sarah.png\n---\n")
    folder.write("posts/trip/x.gif", darkroom.gif())
    folder.write("posts/trip/index.md", HEADER + "![Corners](x.gif)\n")
    sync(app, workshop)

    def never(*args, **options):
        raise AssertionError("a picture was opened")

    monkeypatch.setattr(Image, "open", never)
    monkeypatch.setattr(painting, "opened", never)
    pages = [client.get(path) for path in ("/", "/posts/trip/", "/authors/sarah/", "/feed.atom")]
    files = [
        client.get(f"/media/{path.parent.name}/{path.name}")
        for path in (folder.path / "instance/media").glob("*/[0-9]*")
    ]

    assert {answer.status_code for answer in pages + files} == {200}
    assert len(files) >= 6
