"""A file the desk can't show as a form is mended as a whole, and only over what was seen of it."""

import re
from html import unescape

import pytest

from authoring import Desk, send
from blog import current
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE

GOOD = "---\ntitle: First mile\ndate: 2011-10-14\n---\n\nSlow.\n"


@pytest.fixture
def blog(app, folder, workshop):
    """A blog of two authors and one post, and the process that renders."""
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    folder.write("posts/first-mile.md", GOOD)
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    return Desk(blog)


@pytest.fixture
def broken(blog, folder, workshop):
    """Break the file of a post, or write a new one that is broken."""

    def broken(text, path="posts/first-mile.md"):
        file = folder.write(path, text)
        sync(blog, workshop)
        return file

    return broken


def open_(desk, path="posts/first-mile.md"):
    """Open a file as a whole; give the page, and what stands in its form."""
    page = desk.client.get(f"/desk/mend/{path}/")
    assert page.status_code == 200
    token = re.search(r'name="csrf_token" value="([^"]*)"', page.text)[1]
    over = re.search(r'name="over" value="([^"]*)"', page.text)[1]
    text = re.search(r'name="text"[^>]*>\n(.*?)</textarea>', page.text, re.DOTALL)[1]
    return page, {"csrf_token": token, "over": over, "text": unescape(text)}


def mend(desk, fields, path="posts/first-mile.md", **changed):
    return send(desk.client, f"/desk/mend/{path}/", {**fields, **changed})


BROKEN = [
    pytest.param(
        GOOD.replace("title: First", 'title: "First').encode(),
        "Line 2: this line of the header cannot be read: close the quotes",
        id="a quote that never ends",
    ),
    pytest.param(
        GOOD.replace("2011-10-14", "next week").encode(),
        "Line 3: date “next week” is not a date",
        id="a date that is none",
    ),
    pytest.param(
        GOOD.replace("---\n\n", "\n").encode(), "the header never ends", id="a header without end"
    ),
    pytest.param(
        GOOD.replace("Slow", "Café").encode("cp1252"),
        "Line 6: holds bytes that are no UTF-8 text",
        id="bytes of an old Windows",
    ),
]


@pytest.mark.parametrize(("raw", "sentence"), BROKEN)
def test_what_is_wrong_is_said_with_its_line_and_mended_there(
    desk, folder, broken, client, raw, sentence
):
    file = broken(raw)

    page, fields = open_(desk)
    answer = mend(desk, fields, text=GOOD.replace("Slow", "Café").replace("\n", "\r\n"))

    assert sentence in page.text
    assert answer.status_code == 303
    assert answer.location == "/desk/posts/first-mile/"
    assert file.read_text() == GOOD.replace("Slow", "Café")
    assert "Café" in client.get("/posts/first-mile/").text


def test_the_form_leads_there_where_a_header_cannot_be_read(desk, broken):
    broken('---\ntitle: "First\n---\n')

    answer = desk.client.get("/desk/posts/first-mile/write/")

    assert answer.location == "/desk/mend/posts/first-mile.md/"


def test_the_list_of_posts_leads_there(desk, broken):
    broken("---\ntitle: New\n---\n", "posts/new.md")
    broken("---\ntitle: {}\n---\n")

    listed = desk.client.get("/desk/posts/").text

    assert listed.count('href="/desk/mend/posts/new.md/"') == 1
    assert listed.count('href="/desk/mend/posts/first-mile.md/"') == 1


def test_a_header_that_can_be_changed_in_no_part_leads_there(desk, broken):
    broken("---\n{title: First mile, date: 2011-01-01}\n---\n\nWords.\n")
    desk.open("/desk/posts/first-mile/write/")

    page = desk.press("publish", title="Even")

    assert page.status_code == 422
    assert page.text.count('href="/desk/mend/posts/first-mile.md/"') == 2


def test_what_still_cannot_be_used_is_said_and_not_written(desk, broken):
    file = broken('---\ntitle: "First\n---\n')
    _, fields = open_(desk)

    page = mend(desk, fields, text="---\ntitle: First\n---\n\nPrecious.\n")

    assert page.status_code == 422
    assert "a post needs its date" in page.text
    assert "Precious." in page.text
    assert file.read_text() == '---\ntitle: "First\n---\n'


def test_a_file_changed_meanwhile_is_not_written_over(desk, folder, broken):
    broken('---\ntitle: "First\n---\n')
    _, fields = open_(desk)
    file = folder.write("posts/first-mile.md", GOOD.replace("Slow", "By hand"))

    page = mend(desk, fields, text=GOOD.replace("Slow", "At the desk"))

    assert page.status_code == 409
    assert "By hand." in page.text
    assert "At the desk." in page.text
    assert "By hand." in file.read_text()
    over = re.search(r'name="over" value="([^"]*)"', page.text)[1]
    assert mend(desk, fields, text=GOOD, over=over).status_code == 303
    assert file.read_text() == GOOD


def test_what_it_said_before_is_kept_and_taken_up_again(desk, broken):
    odd = '---\ntitle: "First\n---\n\nOdd.\n'
    broken(odd)
    _, fields = open_(desk)
    mend(desk, fields, text=GOOD)

    listed = desk.client.get("/desk/posts/first-mile/history/").text
    oldest = re.findall(r'href="(/desk/posts/first-mile/history/\d+/)"', listed)[-1]
    answer = send(desk.client, f"{oldest}restore/", {"csrf_token": fields["csrf_token"]})
    page = desk.client.get(answer.location)

    assert answer.status_code == 303
    assert "Odd." in page.text
    assert "close the quotes" in page.text


def test_line_ends_and_the_mark_of_a_file_stay(desk, folder, broken):
    file = broken(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    _, fields = open_(desk)

    mend(desk, fields, text=fields["text"].replace("Slow.", "Quick."))

    assert (
        file.read_bytes()
        == b"\xef\xbb\xbf" + GOOD.replace("Slow", "Quick").replace("\n", "\r\n").encode()
    )


def test_another_file_of_the_same_address_is_named(desk, broken):
    broken(GOOD, "posts/2012-01-01-first-mile.md")

    page, _ = open_(desk, "posts/2012-01-01-first-mile.md")

    assert "has the same address as posts/first-mile.md" in page.text


@pytest.mark.parametrize("path", ["site.toml", "authors/glenn.md", "posts/none.md", "../x"])
def test_nothing_else_is_opened(desk, path):
    assert desk.client.get(f"/desk/mend/{path}/").status_code == 404


def test_a_file_nobody_signed_is_its_owners(blog, broken):
    broken("---\ntitle: New\n---\n", "posts/new.md")
    glenn = Desk(blog, "glenn")

    assert glenn.client.get("/desk/mend/posts/new.md/").status_code == 403
    assert "posts/new.md" not in glenn.client.get("/desk/posts/").text
