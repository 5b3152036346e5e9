"""What readers are sent is upright, of a sensible size, and tells nothing but its points."""

import os
from io import BytesIO

import pytest
from PIL import Image

import darkroom
from blog.images import encoding, measures, painting, reencode
from blog.images.reencode import BadPicture
from darkroom import CORNERS, SECRETS, corners, upright, written

EVERYTHING = {file.name: file for file in darkroom.everything()}
SHOWN = [name for name, file in EVERYTHING.items() if not file.refused]
REFUSED = [name for name, file in EVERYTHING.items() if file.refused]


@pytest.fixture
def serve(tmp_path):
    """Serve a picture under a name; give its folder, and what is said to be in there."""

    def serve(raw, name="x.jpg"):
        (tmp_path / name).write_bytes(raw)
        served = reencode.reencode(tmp_path / name, tmp_path / "media")
        return tmp_path / "media" / served.name, served.made

    return serve


def test_the_set_is_large_and_full_of_secrets():
    told = [name for name, file in EVERYTHING.items() if any(one in file.raw for one in SECRETS)]

    assert len(EVERYTHING) >= 60
    assert len(told) >= 25
    assert all(any(one in file.raw for file in EVERYTHING.values()) for one in SECRETS[:4])


@pytest.mark.parametrize("name", SHOWN)
def test_every_kind_is_served_upright_and_bare(serve, name):
    file = EVERYTHING[name]

    folder, made = serve(file.raw, name)

    for path in folder.iterdir():
        raw = path.read_bytes()
        assert not [one for one in SECRETS if one in raw], path.name
        if path.name == "about.json":
            continue
        with Image.open(BytesIO(raw)) as picture:
            assert not picture.getexif()
            assert "icc_profile" not in picture.info
            if file.corners:
                assert corners(picture) == list(CORNERS), path.name
    assert {path.name for path in folder.iterdir()} == {*made.files(), "about.json"}
    if file.size:
        assert (made.width, made.height) == file.size
    with Image.open(folder / (made.still or made.usual)) as picture:
        assert picture.mode in file.modes
        assert picture.size == (made.width, made.height)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_served_is_refused_in_one_sentence(serve, name):
    with pytest.raises(BadPicture) as refusal:
        serve(EVERYTHING[name].raw, name)

    said = str(refusal.value)
    assert EVERYTHING[name].refused in said
    assert "\n" not in said
    assert "." not in said.replace("“named-wrong.jpg”", "").replace("“named-wrong.heic”", "")


@pytest.mark.parametrize("name", [name for name in REFUSED if "bomb" in name or name == "long.png"])
def test_a_bomb_is_not_even_opened(serve, name, monkeypatch):
    monkeypatch.setattr(painting, "opened", None)

    with pytest.raises(BadPicture):
        serve(EVERYTHING[name].raw, name)


def test_sixteen_bits_keep_their_brightness(serve):
    folder, _ = serve(written(Image.new("I;16", (8, 8), 32_768), "PNG"), "x.png")

    with Image.open(folder / "8.jpg") as made:
        assert abs(made.convert("L").getpixel((4, 4)) - 128) < 4


def test_there_are_four_widths_in_two_kinds_and_one_for_the_others(serve):
    folder, made = serve(written(Image.new("RGB", (4000, 2000), "#8a7060"), "JPEG"))

    assert made.widths == (320, 640, 960, 1200)
    assert made.kinds == ("avif", "webp")
    assert (made.usual, made.tint) == ("1200.jpg", "#876")
    for width in made.widths:
        for kind in made.kinds:
            with Image.open(folder / f"{width}.{kind}") as picture:
                assert picture.size == (width, width // 2)


def test_no_size_is_made_larger_than_the_original_or_hardly_smaller(serve):
    _, made = serve(written(Image.new("RGB", (700, 10)), "PNG"), "x.png")

    assert made.widths == (320, 700)


def test_a_tall_picture_is_no_higher_than_a_window(serve):
    _, made = serve(written(Image.new("RGB", (3000, 4000)), "JPEG"))

    assert (made.width, made.height) == (1200, 1600)


def test_a_wide_range_of_colours_is_brought_to_the_usual_one(serve):
    picture = Image.new("RGB", (8, 8), (200, 100, 50))
    # A profile that swaps what red and blue mean, as far as one can see.
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"

    folder, _ = serve(written(picture, "PNG", icc_profile=bytes(profile)), "x.png")

    with Image.open(folder / "8.jpg") as made:
        red, _, blue = made.getpixel((4, 4))
        assert red < blue


def test_a_moving_picture_keeps_moving_and_its_pace(serve):
    folder, made = serve(darkroom.gif(), "x.gif")

    assert (made.kinds, made.usual, made.still) == (("webp",), "96.gif", "96.jpg")
    for name in ("96.webp", "96.gif"):
        with Image.open(folder / name) as picture:
            assert (picture.n_frames, picture.info["loop"]) == (3, 0)
            picture.seek(1)
            picture.load()
            assert corners(picture) == list(reversed(CORNERS))
            assert picture.info["duration"] == 120


def test_a_long_moving_picture_is_made_small(serve):
    frames = [Image.new("RGB", (1000, 500), (n, 0, 0)) for n in range(80)]
    raw = written(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)

    _, made = serve(raw, "x.gif")

    assert made.width * made.height * len(frames) <= painting.MOST_MOVING
    assert made.width == 800


def test_what_still_holds_something_once_it_is_written_is_refused(serve, monkeypatch):
    monkeypatch.setitem(encoding._OPTIONS["jpg"], "comment", b"PLANTED")

    with pytest.raises(BadPicture, match="is not shown: what was made of it still held “FE”"):
        serve(written(upright(), "JPEG"))


def test_without_avif_the_others_are_made(serve, monkeypatch):
    monkeypatch.setattr(encoding.features, "check", lambda name: False)

    _, made = serve(written(upright(), "JPEG"))

    assert made.kinds == ("webp",)


def test_a_file_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "x.jpg"
    path.touch()
    os.truncate(path, measures.MOST_BYTES + 1)

    with pytest.raises(BadPicture, match="larger than 25 MB"):
        reencode.reencode(path, tmp_path / "media")


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.jpg")

    with pytest.raises(BadPicture, match="no ordinary file"):
        reencode.reencode(tmp_path / "x.jpg", tmp_path / "media")


def test_the_same_picture_is_made_once(tmp_path, monkeypatch):
    upright().save(tmp_path / "a.png")
    upright().save(tmp_path / "b.png")

    first = reencode.reencode(tmp_path / "a.png", tmp_path / "media")
    monkeypatch.setattr(painting, "opened", None)

    assert reencode.reencode(tmp_path / "b.png", tmp_path / "media") == first
    assert [path.name for path in (tmp_path / "media").iterdir()] == [first.name]


def test_a_folder_called_like_a_picture_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "x.jpg").mkdir()

    with pytest.raises(BadPicture, match=r"^is a folder$"):
        reencode.reencode(tmp_path / "x.jpg", tmp_path / "media")


@pytest.mark.parametrize(
    ("width", "height"), [(8064, 6048), (13_000, 10)], ids=["48 megapixels", "long"]
)
def test_what_is_too_large_is_told_with_its_mend(serve, width, height):
    with pytest.raises(BadPicture) as refusal:
        serve(darkroom.bomb(width, height), "x.png")

    assert str(refusal.value).startswith(f"is {width} × {height} points")
    assert str(refusal.value).endswith(": export it smaller; 4000 points across are plenty")
