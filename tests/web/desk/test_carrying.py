import pytest

from blog.web.desk import carrying
from blog.web.desk.carrying import Carried


def test_what_is_written_is_read_again():
    typed = Carried(path="/desk/x/?a=1", fields=(("b", 'ä "“\r\n'), ("b", ""), ("", "[")))

    assert carrying.read(typed.written()) == typed


def test_half_a_character_is_replaced():
    assert carrying.read('["/desk/", [["a", "\\ud800"]]]').fields == (("a", "?"),)


@pytest.mark.parametrize("path", ["/", "/desk/", "/desk/x/?a=b&c=%2F%2Fd", "/tags/бег/", "/a:b"])
def test_a_path_of_this_site(path):
    assert carrying.is_own(path)


@pytest.mark.parametrize(
    "path",
    ["", "desk/", "//a", "/\\a", "https://a/", "javascript:1", "/\na", "/a\x00", None, 5, "\\/a"],
)
def test_no_path_of_this_site(path):
    assert not carrying.is_own(path)
