"""An author writes, and every word is kept, shown as it will be, and published when told."""

import re

import pytest

from authoring import Desk
from blog import clock, current
from makers import EVERYWHERE, Folder, sync

pytestmark = EVERYWHERE

TEXT = "Three laps.\n\nThen **home**.\n"


@pytest.fixture
def blog(app, folder, workshop):
    """A blog of two authors and one post, and the process that renders."""
    folder.write("site.toml", 'title = "Laps"\nauthor = "sarah"\n')
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    folder.write(
        "posts/first-mile.md",
        "---\n# hers\ntitle: First mile\nmood: odd\ndate: 2011-10-14\n---\n\nSlow.\n",
    )
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    return Desk(blog)


def posts(folder: Folder):
    return sorted(path.name for path in (folder.content / "posts").iterdir())


def file(folder: Folder, name="first-mile.md"):
    return (folder.content / "posts" / name).read_text()


def test_a_new_post_is_online_when_publishing_has_answered(desk, folder, client):
    desk.open("/desk/write/")

    answer = desk.publish(title="Day 4: better", body=TEXT, tags="knee")

    assert answer.status_code == 303
    assert "/posts/day-4-better/" in desk.client.get(answer.location).text
    page = client.get("/posts/day-4-better/")
    assert "<strong>home</strong>" in page.text
    today = f"{clock.now():%Y-%m-%d}"
    assert posts(folder) == [f"{today}-day-4-better.md", "first-mile.md"]


def test_a_changed_post_keeps_what_its_author_wrote_by_hand(desk, folder, client):
    desk.open("/desk/posts/first-mile/write/")

    desk.publish(body="Slow, then not.\n")

    assert file(folder) == (
        "---\n# hers\ntitle: First mile\nmood: odd\ndate: 2011-10-14\n---\n\nSlow, then not.\n"
    )
    assert "Slow, then not." in client.get("/posts/first-mile/").text


def test_publishing_twice_makes_one_post(desk, folder):
    desk.open("/desk/write/")
    desk.read(desk.press("publish", title="Twice", body=TEXT))

    first, again = desk.press("publish now"), desk.press("publish now")

    assert first.location == again.location
    assert len(posts(folder)) == 2


def test_another_post_of_the_same_day_and_title_takes_no_place(desk, folder):
    for body in ("One.\n", "Two.\n"):
        desk.open("/desk/write/")
        desk.publish(title="Rest", body=body)

    names = [name for name in posts(folder) if "rest" in name]
    assert [name.partition("rest")[2] for name in names] == ["-2.md", ".md"]
    assert {file(folder, name).rsplit("\n\n")[-1] for name in names} == {"One.\n", "Two.\n"}


def test_what_is_typed_is_kept_and_found_on_another_device(desk, blog, folder):
    desk.open("/desk/write/")
    desk.save_by_script(title="Half", body="Half a sen")
    desk.save_by_script(body="Half a sentence")

    other = Desk(blog)
    listed = other.client.get("/desk/posts/").text
    other.open(re.search(r'href="(/desk/write/[\w-]+/)">Half', listed)[1])

    assert other.fields["body"] == "Half a sentence"
    assert posts(folder) == ["first-mile.md"]


def test_two_windows_never_write_over_each_other(desk, blog):
    desk.open("/desk/write/")
    desk.save_by_script(title="Mine", body="Words.")
    other = Desk(blog)
    other.open(desk.address)
    other.save_by_script(body="Words from the phone.")

    assert desk.save_by_script(body="Words from the laptop.").status_code == 409
    page = desk.press("save")

    assert page.status_code == 409
    assert "Words from the laptop." in page.text
    assert "Words from the phone." in page.text
    desk.read(page)
    desk.press("save", body="Words from both.")
    assert Desk(blog).open(desk.address).text.count("Words from both.") == 1


def test_a_file_changed_meanwhile_is_not_written_over(desk, folder):
    desk.open("/desk/posts/first-mile/write/")
    folder.post("first-mile", body="By hand.\n")

    page = desk.press("publish now", body="At the desk.")

    assert page.status_code == 409
    assert "By hand." in page.text
    assert "At the desk." in page.text
    assert "By hand." in file(folder)
    desk.read(page)
    desk.press("save")
    assert desk.publish().status_code == 303
    assert "At the desk." in file(folder)


def test_leaving_it_at_the_other_text_gives_up_ones_own(desk, folder):
    desk.open("/desk/posts/first-mile/write/")
    desk.save_by_script(body="At the desk.")

    desk.press("discard")

    assert "At the desk." not in desk.open("/desk/posts/first-mile/write/").text


def test_the_preview_is_the_published_page_but_for_one_line(desk, client, monkeypatch):
    noon = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: noon)
    desk.open("/desk/write/")
    desk.read(desk.press("publish", title="As it is", body=f"{TEXT}\n## Four\n", tags="knee, hip"))

    preview = desk.press("preview").text.splitlines()
    desk.press("publish now")
    published = client.get("/posts/as-it-is/").text.splitlines()

    line = '<p class="small" role="status">This is not yet public.</p>'
    assert [one for one in preview if one != line] == published
    assert preview.count(line) == 1


def test_a_preview_publishes_nothing(desk, folder, client):
    desk.open("/desk/posts/first-mile/write/")

    assert "Never sent." in desk.press("preview", body="Never sent.").text

    assert "Never sent." not in client.get("/posts/first-mile/").text
    assert "Never sent." not in file(folder)


def test_a_post_of_the_future_is_previewed_as_of_its_day(desk, client):
    desk.open("/desk/write/")

    page = desk.press("preview", title="Race day", body=TEXT, date="2099-01-01")

    assert "January 1, 2099" in page.text
    assert client.get("/posts/race-day/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "", "body": "x"}, "letter or digit"),
        ({"title": "A", "date": "soon"}, "is not a date"),
        ({"title": "A", "tried": "tape: nice"}, "none of helped"),
    ],
)
def test_what_cannot_be_published_is_said_and_kept(desk, folder, typed, sentence):
    desk.open("/desk/write/")

    page = desk.press("publish", **{"body": TEXT, **typed})

    assert page.status_code == 422
    assert sentence in page.text
    assert "Nothing is lost" in page.text.replace("nothing is lost", "Nothing is lost")
    assert typed.get("body", "Three laps.") in page.text
    assert posts(folder) == ["first-mile.md"]


def test_publishing_names_what_could_be_better(desk):
    desk.open("/desk/write/")

    page = desk.press("publish", title="A", body="![](lake.jpg)\n")

    assert page.status_code == 200
    assert "lake.jpg" in page.text.partition("Could be better")[2]


def test_an_author_writes_only_in_what_is_theirs(blog, folder):
    glenn = Desk(blog, "glenn")

    assert glenn.client.get("/desk/posts/first-mile/write/").status_code == 403
    assert glenn.client.get("/desk/posts/first-mile/history/").status_code == 403
    assert "First mile" not in glenn.client.get("/desk/posts/").text
    glenn.open("/desk/write/")
    glenn.fields["file"] = "posts/first-mile.md"
    assert glenn.press("publish now", title="Mine", body="Mine.").status_code == 403
    assert "Slow." in file(folder)


def test_a_post_of_another_author_says_so_in_its_file(blog, folder, client):
    glenn = Desk(blog, "glenn")
    glenn.open("/desk/write/")

    glenn.publish(title="Spot", body="Found it.\n")

    assert "Glenn" in client.get("/posts/spot/").text
    assert glenn.client.get("/desk/posts/spot/write/").status_code == 200


@pytest.mark.parametrize("path", ["site.toml", "../x.md", "posts/none.md", "authors/sarah.md"])
def test_only_files_of_posts_are_written_to(desk, path):
    desk.open("/desk/write/")
    desk.fields["file"] = path

    assert desk.press("publish now", title="A", body="B").status_code == 404


def test_a_save_that_says_what_the_file_says_leaves_nothing_behind(desk):
    desk.open("/desk/posts/first-mile/write/")

    assert desk.save_by_script().json == {"number": 0}

    assert "changes not published" not in desk.client.get("/desk/posts/").text


def test_every_text_a_file_had_can_be_read_and_taken_up_again(desk, folder):
    for body in ("Slow.\nThen fast.", "Fast."):
        desk.open("/desk/posts/first-mile/write/")
        desk.publish(body=body)

    listed = desk.client.get("/desk/posts/first-mile/history/").text
    addresses = re.findall(r'href="(/desk/posts/first-mile/history/\d+/)"', listed)
    assert len(addresses) == 3
    page = desk.client.get(addresses[1])
    assert "<del>− Slow.</del>" in page.text.replace("+ Slow.", "− Slow.").replace("ins>", "del>")
    restored = desk.client.post(
        f"{addresses[-1]}restore/",
        data={"csrf_token": desk.fields["csrf_token"]},
        headers={"Sec-Fetch-Site": "same-origin"},
        follow_redirects=True,
    )
    desk.read(restored)
    desk.publish()

    assert file(folder).endswith("\n\nSlow.\n")


def test_a_header_the_desk_cannot_change_is_left_alone(desk, folder, blog, workshop):
    folder.write("posts/odd.md", "---\n{title: Odd, date: 2011-01-01}\n---\n\nWords.\n")
    sync(blog, workshop)

    desk.open("/desk/posts/odd/write/")
    page = desk.press("publish", title="Even")

    assert page.status_code == 422
    assert "{title: Odd" in file(folder, "odd.md")
