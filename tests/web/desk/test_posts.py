"""An author finds every post that is theirs to write in, however many there are."""

import pytest

from authoring import Desk
from blog import current
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE


@pytest.fixture
def blog(app, folder, workshop):
    app.extensions[current.WORKSHOP] = workshop
    folder.post("first-mile")
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    return Desk(blog)


def test_the_list_of_posts_is_parted_into_pages_and_searched(desk, folder, blog, workshop):
    for number in range(60):
        folder.post(f"lap-{number}", title=f"Lap {number}", date="2011-10-15")
    folder.post("soon", title="Last lap, and soon", date="2099-01-01")
    sync(blog, workshop)

    first, second = (desk.client.get(f"/desk/posts/?page={n}").text for n in (1, 2))
    found = desk.client.get("/desk/posts/?q=LAP+soon").text
    none = desk.client.get("/desk/posts/?q=swim").text

    assert first.count("/write/") == 2 + 50 + 1
    assert second.count("/write/") == 2 + 11
    assert "Last lap, and soon" in first
    assert "Last lap, and soon" not in second
    assert "Last lap, and soon" in found
    assert "Lap 3" not in found
    assert "Nothing here says “swim”." in none
