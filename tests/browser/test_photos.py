"""Ten photos from telephones, dropped into a post's folder while the blog is served."""

from __future__ import annotations

import re
import time
from io import BytesIO
from urllib.request import urlopen

import pytest
from PIL import Image

import darkroom
from darkroom import CORNERS, SECRETS, corners, exif, written
from makers import front
from serving import serving

pytestmark = pytest.mark.slow

# On two processors it takes four; this machine may be busy with other tests.
PATIENCE = 60
TWELVE, TALL = (4032, 3024), (3024, 4032)


def photo(size=TWELVE):
    """Draw a large photo quickly: what is fine in it is drawn small."""
    return darkroom.photo(size[0] // 4, size[1] // 4).resize(size, Image.Resampling.BICUBIC)


def camera(orientation, size=TWELVE):
    """Take a photo with a camera held like that."""
    lies = darkroom.LAID[orientation]
    laid = photo(size) if lies is None else photo(size).transpose(lies)
    return written(laid, "JPEG", quality=88, exif=exif(orientation), xmp=darkroom.XMP)


@pytest.fixture(scope="module")
def photos():
    """Ten files, by name; what is said of those that are not shown."""
    return {
        "a.jpg": camera(1),
        "b.jpg": camera(6, TALL),
        # To write a HEIC full of detail would take half a minute.
        "c.heic": darkroom.heic(darkroom.upright((2016, 1512)), 1, exif=exif(1)),
        "d.heic": darkroom.heic(darkroom.upright((1512, 2016)), 6, exif=exif(6)),
        "e.jpg": camera(3, (7600, 5200)),
        "f.webp": written(photo((1600, 1200)), "WEBP", exif=exif(), method=0),
        "g.png": written(darkroom.upright((1170, 2532)).convert("RGBA"), "PNG", exif=exif()),
        "h.gif": darkroom.gif(),
        "i.jpg": camera(8)[:-90_000],
        "j.jpg": written(Image.new("RGB", (8064, 6048)), "JPEG", exif=exif(1)),
    }


SHOWN = "abcdefgh"
TEXT = "".join(f'![Picture {name}]({{{name}}} "Caption {name}")\n\n' for name in "abcdef")
TEXT += "![Picture g]({g}) ![Picture h]({h})\n\n"
TEXT += "".join(f'![Picture {name}]({{{name}}} "Caption {name}")\n\n' for name in "ij")


@pytest.fixture
def served(folder, photos):
    """A blog that is served, and a post that waits for its pictures."""
    names = {name[0]: name for name in photos}
    header = front({"title": "Ten photos", "date": "2011-10-14", "image": "b.jpg"})
    folder.write("posts/ten/index.md", header + "Words.\n\n" + TEXT.format(**names))
    with serving(folder) as server:
        yield server


def drop(folder, photos):
    for name, raw in photos.items():
        (folder.content / "posts/ten" / name).write_bytes(raw)


def wait(server):
    """Wait until every picture that can be shown is; say after how many seconds it was."""
    began = time.monotonic()
    while server.get("/posts/ten/").count("/1200.jpg") + 1 < len(SHOWN) - 1:
        assert time.monotonic() - began < PATIENCE, server.log.read_text()
        time.sleep(0.1)
    return time.monotonic() - began


def everything_served(server):
    """Fetch all that anybody can be sent of the pictures, by its address."""
    paths = {"/posts/ten/", "/", "/feed.atom", "/authors/sarah/", "/archive/", "/sitemap.xml"}
    found = {path: server.get(path) for path in paths}
    media = {one for page in found.values() for one in re.findall(r"/media/[\w./-]+", page)}
    media |= {f"/media/{path.parent.name}/{path.name}" for path in _made(server)}
    for path in media:
        with urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=30) as answer:
            found[path] = answer.read() + str(answer.headers).encode()
    return {path: one.encode() if isinstance(one, str) else one for path, one in found.items()}


def _made(server):
    return (server.folder.path / "instance/media").glob("*/[0-9]*")


def test_ten_photos_appear_within_seconds_upright_light_and_nameless(
    folder, photos, served, browser, tmp_path
):
    drop(folder, photos)
    seconds = wait(served)
    print(f"ten photos after {seconds:.1f} s")  # noqa: T201 - shown with -s

    for width in (360, 1440):
        weights, shown = _looked_at(browser, served, width, tmp_path)
        assert {corners_ for _, corners_, _ in shown} == {tuple(CORNERS)}
        kinds = [source.rpartition(".")[2] for source, _, _ in shown]
        assert kinds == ["avif"] * (len(SHOWN) - 1) + ["jpg"]
        assert max(weights) < 250_000
        print(f"{width} px: {sum(weights) / 1000:.0f} kB")  # noqa: T201 - the same
        for _, _, (left, right, high) in shown:
            assert left >= 0
            assert right <= width
            assert high <= 0.8 * 800 + 1

    page = served.get("/posts/ten/")
    assert page.count('class="missing-picture"') == 2
    assert "Caption i" in page
    assert "style=" not in page
    told = served.log.read_text()
    assert re.search(r"index\.md:\d+: the picture “i\.jpg” cannot be read; it may be damaged", told)
    assert re.search(r"index\.md:\d+: the picture “j\.jpg” is 8064 × 6048 points; 40 mega", told)
    found = everything_served(served)
    assert len([path for path in found if path.startswith("/media/")]) > 60
    assert [path for path, raw in found.items() if any(one in raw for one in SECRETS)] == []
    assert 'loading="lazy"' not in page.split("<figure>")[1]
    assert page.count('loading="lazy"') >= 7


def _looked_at(browser, server, width, tmp_path):
    """Read the page in a window; weigh its pictures and look at their corners."""
    weights = []
    # Of what moves, the first moment is looked at.
    options = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce"}
    with browser.new_context(**options) as context:
        page = context.new_page()
        page.on(
            "response",
            lambda answer: "/media/" in answer.url and weights.append(len(answer.body())),
        )
        page.goto(f"http://127.0.0.1:{server.port}/posts/ten/")
        images = page.locator(".e-content img")
        shown = []
        for index in range(images.count()):
            image = images.nth(index)
            image.scroll_into_view_if_needed()
            image.evaluate("one => one.decode()")
            box = image.bounding_box()
            seen = Image.open(BytesIO(image.screenshot()))
            place = (box["x"], box["x"] + box["width"], box["height"])
            shown.append((image.evaluate("one => one.currentSrc"), tuple(corners(seen)), place))
        page.screenshot(path=tmp_path / f"{width}.png", full_page=True)
    assert len(shown) == len(SHOWN)
    return weights, shown


def test_a_tint_keeps_the_place_of_a_picture_until_it_comes(folder, browser):
    picture = written(Image.new("RGB", (900, 600), "#8a7060"), "JPEG")
    folder.write("posts/ten/a.jpg", picture)
    header = front({"title": "Ten photos", "date": "2011-10-14"})
    folder.write("posts/ten/index.md", header + "![A wall](a.jpg)\n")
    with serving(folder) as server, browser.new_context() as context:
        page = context.new_page()
        on_the_way = []
        page.route("**/media/**", lambda route: on_the_way.append(route))  # noqa: PLW0108 - Playwright marks it
        page.goto(f"http://127.0.0.1:{server.port}/posts/ten/", wait_until="domcontentloaded")
        image = page.locator(".e-content img")
        box = image.bounding_box()

        assert image.evaluate("one => getComputedStyle(one).backgroundColor") == (
            "rgb(136, 119, 102)"
        )
        assert box["height"] == pytest.approx(box["width"] * 2 / 3, abs=1)
        assert box["width"] > 300
        for route in on_the_way:
            route.abort()
