"""`picture` of site.toml stands for every page that has no picture of its own."""

import os
import re

from blog.content_sync import check, sweeping
from blog.images import shelf
from darkroom import exif, upright, written
from makers import SITE, front, sync

CHOSEN = SITE + 'picture = "us.png"\n'


def _card(page):
    return re.findall(r'<meta property="og:image(?::alt)?" content="([^"]*)">', page)


def _shown(client, path="/"):
    """Name the file that stands for a page."""
    found = _card(client.get(path).text)
    return found[0].rpartition("/")[2] if found else None


def _said(report):
    return [str(problem) for problem in report.problems]


def test_pages_without_a_picture_are_shown_by_the_site_s(folder, app, client, workshop):
    folder.write("us.png", written(upright((640, 480)), "PNG"))
    folder.write("site.toml", CHOSEN)
    folder.post("plain")
    folder.write("posts/trip/x.png", written(upright((400, 300)), "PNG"))
    header = front({"title": "Trip", "date": "2011-10-14"})
    folder.write("posts/trip/index.md", header + "![Corners](x.png)\n")

    report = sync(app, workshop)

    assert _said(report) == []
    for path in ("/", "/posts/plain/", "/archive/", "/authors/sarah/"):
        assert _shown(client, path) == "640.jpg"
    assert _card(client.get("/").text)[1] == "Laps"
    assert _shown(client, "/posts/trip/") == "400.jpg"
    address = _card(client.get("/").text)[0].removeprefix("https://laps.example")
    assert client.get(address).status_code == 200


def test_without_one_pages_name_none(folder, app, client, workshop):
    sync(app, workshop)

    assert _shown(client) is None


def test_a_picture_that_is_not_there_is_named_by_its_line(folder, app, client, workshop):
    folder.write("Us.png", written(upright(), "PNG"))
    folder.write("site.toml", CHOSEN)

    report = sync(app, workshop)

    sentence = "picture: the picture “us.png” is called “Us.png” here; capital letters count"
    assert _said(report) == [f"site.toml:4: {sentence}"]
    assert _shown(client) is None
    assert _said(sync(app, workshop)) == _said(report)
    assert sentence in [one.sentence for one in check.check(folder.content, workshop=workshop)]


def test_a_broken_picture_is_named_until_it_is_mended(folder, app, client, workshop):
    folder.write("us.png", written(upright((640, 480)), "PNG")[:-100])
    folder.write("site.toml", CHOSEN)
    (said,) = _said(sync(app, workshop))
    assert said.startswith("site.toml:4: picture: the picture “us.png” cannot be read")

    folder.write("us.png", written(upright((640, 480)), "PNG"))

    assert _said(sync(app, workshop)) == []
    assert _shown(client) == "640.jpg"


def test_a_replaced_picture_is_the_one_that_is_shown(folder, app, client, workshop):
    folder.write("us.png", written(upright((640, 480)), "PNG"))
    folder.write("site.toml", CHOSEN)
    sync(app, workshop)
    folder.write("us.png", written(upright((800, 600)), "PNG"))
    sync(app, workshop)

    assert _shown(client) == "800.jpg"


def test_one_that_was_changed_a_moment_ago_may_change_again(folder, app, client, workshop):
    picture = folder.write("us.png", written(upright((640, 480)), "PNG"))
    site = folder.write("site.toml", CHOSEN)
    os.utime(site)
    sync(app, workshop)
    picture.write_bytes(written(upright((800, 600)), "PNG"))
    sync(app, workshop)

    assert _shown(client) == "800.jpg"


def test_it_stays_while_site_toml_cannot_be_used(folder, app, client, workshop):
    folder.write("us.png", written(upright((640, 480)), "PNG"))
    folder.write("site.toml", CHOSEN)
    sync(app, workshop)
    folder.write("site.toml", "title = \n")
    sync(app, workshop)

    assert _shown(client) == "640.jpg"


def test_a_look_that_finds_it_unchanged_makes_nothing(folder, app, workshop):
    folder.write("us.png", written(upright((640, 480)), "PNG"))
    folder.write("site.toml", CHOSEN)
    sync(app, workshop)
    folder.post("another")
    jobs = []

    class Watched:
        def map(self, function, given, on_done=None, **options):
            given = list(given)
            jobs.extend([function.__name__] * len(given))
            return workshop.map(function, given, on_done, **options)

    sync(app, Watched())

    assert jobs == ["render"]


def test_it_is_not_swept_away(folder, app, workshop):
    folder.write("us.png", written(upright((640, 480)), "PNG"))
    folder.write("site.toml", CHOSEN)
    sync(app, workshop)
    media = folder.path / "instance/media"

    with app.app_context():
        sweeping.sweep(media)

    (place,) = media.iterdir()
    assert shelf.find(place)
    assert not list(media.glob("*/unused"))


def test_check_names_it_where_it_holds_a_place(folder, workshop):
    folder.write("us.jpg", written(upright(), "JPEG", exif=exif()))
    folder.write("site.toml", SITE + 'picture = "us.jpg"\n')

    (problem,) = check.check(folder.content, workshop=workshop)

    assert str(problem).startswith("us.jpg:1: still says where it was taken")
