import gzip

import brotli
import pytest

from blog.pagecache.pages import BROTLI, GZIP, IDENTITY, encoding_for, is_known
from finishing import BODY, page

UNPACK = {IDENTITY: bytes, GZIP: gzip.decompress, BROTLI: brotli.decompress}


def test_every_form_of_a_page_says_the_same():
    for made in (page().packed(GZIP).packed(BROTLI), page().packed_best()):
        assert {
            name: UNPACK[name](form.body) for name, form in made.forms.items()
        } == dict.fromkeys(UNPACK, BODY)


def test_every_form_has_its_own_entity_tag_and_length():
    quick, best = page().packed(GZIP).packed(BROTLI), page().packed_best()
    forms = [*quick.forms.values(), best.forms[GZIP], best.forms[BROTLI]]

    assert len({dict(form.headers)["ETag"] for form in forms}) == 5
    for form in forms:
        assert int(dict(form.headers)["Content-Length"]) == len(form.body)
        assert dict(form.headers)["Vary"] == "Accept-Encoding"


def test_packing_at_leisure_makes_a_page_smaller():
    text = "".join(
        f"<p>Mile {n}: slower than {n * 7 % 31}, faster than rain.</p>" for n in range(300)
    )
    plain = page(text.encode())

    assert len(plain.packed_best().forms[BROTLI].body) < len(
        plain.packed(BROTLI).forms[BROTLI].body
    )


def test_equal_pages_are_equal_bytes():
    assert page().packed_best() == page().packed_best()


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        pytest.param("gzip, deflate, br", BROTLI, id="a browser"),
        pytest.param("gzip", GZIP, id="an old one"),
        pytest.param("", IDENTITY, id="nothing said"),
        pytest.param("br;q=0, gzip;q=0.5", GZIP, id="a no to brotli"),
        pytest.param("br;q=0.000", IDENTITY, id="a very exact no"),
        pytest.param("identity", IDENTITY, id="plain only"),
        pytest.param("brotli", IDENTITY, id="a name that only begins alike"),
    ],
)
def test_a_browser_gets_the_smallest_form_it_takes(accepted, chosen):
    assert encoding_for(accepted) == chosen


@pytest.mark.parametrize(
    ("sent", "known"),
    [
        pytest.param('"{mark}"', True, id="the plain form"),
        pytest.param('"{mark}-br5"', True, id="a packed form"),
        pytest.param('W/"{mark}-gzip6"', True, id="weakened by a proxy"),
        pytest.param('"other", "{mark}-br11"', True, id="one of several"),
        pytest.param("*", True, id="whatever there is"),
        pytest.param('"other-br5"', False, id="another page"),
        pytest.param("", False, id="none"),
    ],
)
def test_a_page_is_known_in_whatever_form_it_came(sent, known):
    assert is_known(page(), sent.format(mark=page().mark)) is known


def test_what_cannot_be_packed_is_left_alone():
    png = page(headers=[("Content-Type", "image/png")])

    assert not png.packable
    assert png.packed_best() == png
    assert "Vary" not in dict(png.forms[IDENTITY].headers)
