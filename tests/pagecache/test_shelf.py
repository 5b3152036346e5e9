from blog.pagecache.shelf import Shelf
from finishing import page


def test_a_full_shelf_gives_up_the_longest_kept():
    shelf = Shelf(most_bytes=page().size * 2)
    for key in ("one", "two", "three"):
        shelf.put(key, page())

    assert shelf.get("one") is None
    assert shelf.get("three") is not None


def test_a_page_put_twice_takes_its_room_once():
    shelf = Shelf(most_bytes=page().size * 2)
    shelf.put("one", page())
    for _ in range(5):
        shelf.put("two", page())

    assert shelf.get("one") is not None


def test_a_better_one_takes_the_place_of_a_page():
    shelf, worse = Shelf(most_bytes=2**20), page()
    shelf.put("one", worse)

    assert shelf.swap("one", worse, worse.packed_best())
    assert shelf.get("one") == worse.packed_best()


def test_a_better_one_of_an_old_page_comes_too_late():
    shelf, old, new = Shelf(most_bytes=2**20), page(b"old"), page(b"new")
    shelf.put("one", new)

    assert not shelf.swap("one", old, old.packed_best())
    assert shelf.get("one") == new
