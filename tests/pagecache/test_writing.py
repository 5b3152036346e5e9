from dataclasses import replace

import pytest

from blog.pagecache.writing import decode, encode
from finishing import page


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(page(), id="as it was made"),
        pytest.param(page().packed_best(), id="in all its forms"),
        pytest.param(page(b""), id="empty"),
        pytest.param(page(b"\n\n{}\n"), id="of lines"),
        pytest.param(replace(page(), until=1_296_518_400.5), id="for a while"),
    ],
)
def test_a_page_read_back_is_the_page_that_was_written(kept):
    assert decode(encode(kept)) == kept


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(encode(page())[:-1], id="the end is missing"),
        pytest.param(encode(page())[:40], id="only its beginning"),
        pytest.param(b"[1]\n", id="something else"),
        pytest.param(b"null\n", id="nothing said"),
        pytest.param(b"\x80\x04K\x01.", id="a pickle"),
        pytest.param(b"\xff\xfe\n", id="no text"),
    ],
)
def test_what_is_no_page_is_refused(written):
    with pytest.raises(ValueError, match=r"."):
        decode(written)
