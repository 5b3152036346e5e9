"""An author writes, and every word is kept, shown as it will be, and published when told."""

import re
from datetime import UTC, datetime

import pytest

from authoring import Desk, send
from blog import clock, current
from blog.database.transaction import transaction
from blog.manuscripts import service
from makers import EVERYWHERE, Folder, sync

pytestmark = EVERYWHERE

NOW = datetime(2026, 11, 1, tzinfo=UTC)
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


def test_a_field_of_ones_own_is_no_fault_but_a_slip_is(desk, folder):
    desk.open("/desk/posts/first-mile/write/")
    own = desk.press("publish", body="Slower.").text
    path = folder.content / "posts/first-mile.md"
    path.write_text(path.read_text().replace("mood: odd", "tgas: odd"))
    desk.press("discard")
    desk.open("/desk/posts/first-mile/write/")

    slip = desk.press("publish", body="Slower.").text

    assert "there is no field" not in own
    assert "did you mean “tags”?" in slip


def test_a_post_that_would_take_the_address_of_a_page_says_so(desk, blog, folder, workshop):
    folder.write("pages/about.md", "---\ntitle: Who I am\n---\n\nSarah.\n")
    site = 'title = "Laps"\nauthor = "sarah"\npermalink = "/{slug}/"\n'
    folder.write("site.toml", site)
    sync(blog, workshop)
    desk.open("/desk/write/")

    taken = desk.press("publish", title="About", body=TEXT).text
    free = desk.press("publish", title="About me", body=TEXT).text

    assert "/about/ is the address of the page “Who I am”." in taken
    assert "is the address of the page" not in free


def test_tags_to_choose_are_called_what_readers_call_them(desk, blog, folder, workshop):
    folder.write("tags/it-band.md", "---\ntitle: The IT band story\n---\n")
    sync(blog, workshop)

    page = desk.open("/desk/write/").text

    assert 'value="it-band" dir="auto">The IT band story</button>' in page


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
        ({"title": "", "body": "x"}, "It needs a title."),
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


def test_a_post_in_a_folder_keeps_its_name_to_itself(desk, folder):
    day = f"{clock.now():%Y-%m-%d}"
    front = "---\ntitle: Lake\ndate: 2011-01-01\n---\n\nCold.\n"
    folder.write(f"posts/{day}-lake/index.md", front)
    sync(desk.client.application, desk.client.application.extensions[current.WORKSHOP])
    desk.open("/desk/write/")

    page = desk.press("publish", title="Lake", body="Warm.\n")

    assert "/posts/lake-2/" in page.text
    desk.read(page)
    assert "/posts/lake-2/" in desk.press("publish now").location
    assert posts(folder) == [f"{day}-lake", f"{day}-lake-2.md", "first-mile.md"]


def test_a_post_dated_back_is_named_by_its_day_and_its_address_is_told_before(desk, folder):
    for body in ("One.\n", "Two.\n"):
        desk.open("/desk/write/")
        page = desk.press("publish", title="Rest", body=body, date="2011-02-03")
        desk.read(page)
        address = re.search(r"/posts/(rest[\w-]*)/", page.text)[1]
        assert f"/desk/posts/{address}/" in desk.press("publish now").location

    assert posts(folder) == ["2011-02-03-rest-2.md", "2011-02-03-rest.md", "first-mile.md"]


@pytest.mark.parametrize("more", ["", "Then tea.\n"])
def test_back_to_the_form_after_publishing_goes_on_with_that_post(desk, folder, more):
    desk.open("/desk/write/")
    kept = dict(desk.fields), desk.address
    desk.publish(title="Laps", body="Three.\n")
    desk.fields, desk.address = kept

    answer = desk.publish(title="Laps", body=f"Three.\n{more}")

    assert answer.status_code == 303
    new = [name for name in posts(folder) if "laps" in name]
    assert len(new) == 1
    assert file(folder, new[0]).endswith(f"Three.\n{more}")


def test_a_form_from_before_publishing_is_not_written_over_what_was_changed_since(desk, folder):
    desk.open("/desk/write/")
    kept = dict(desk.fields), desk.address
    desk.publish(title="Laps", body="Three.\n")
    new = next(name for name in posts(folder) if "laps" in name)
    path = folder.content / "posts" / new
    path.write_text(f"{path.read_text()}By hand.\n")
    desk.fields, desk.address = kept

    page = desk.press("publish now", title="Laps", body="Three, four.\n")

    assert page.status_code == 409
    assert "By hand." in page.text
    assert path.read_text().endswith("By hand.\n")


MOVES = {
    "renamed": lambda old: old.rename(old.with_name("second-mile.md")),
    "dated": lambda old: old.rename(old.with_name("2011-10-14-first-mile.md")),
    "in a folder": lambda old: (
        old.with_suffix("").mkdir(),
        old.rename(old.with_suffix("") / "index.md"),
    ),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_file_that_moved_meanwhile_is_written_where_it_is_now(
    desk, folder, blog, workshop, move, client
):
    desk.open("/desk/posts/first-mile/write/")
    desk.press("save", body="Slow, then not.\n")
    move(folder.content / "posts" / "first-mile.md")
    sync(blog, workshop)
    slug = "second-mile" if (folder.content / "posts/second-mile.md").exists() else "first-mile"

    assert "changes not published" in desk.client.get("/desk/posts/").text
    assert "Slow, then not." in desk.client.get(f"/desk/posts/{slug}/write/").text
    assert desk.save_by_script(body="Slow, then quick.\n").status_code == 200
    assert desk.publish().status_code == 303

    assert "Slow, then quick." in client.get(f"/posts/{slug}/").text
    assert len(posts(folder)) == 1


def test_words_over_a_file_that_went_become_a_new_post(desk, folder, blog, workshop, client):
    desk.open("/desk/posts/first-mile/write/")
    desk.press("save", body="Precious.\n")
    (folder.content / "posts" / "first-mile.md").unlink()
    sync(blog, workshop)

    assert desk.save_by_script(body="Precious, still.\n").status_code == 200
    listed = desk.client.get("/desk/posts/").text
    assert "Being written" in listed
    page = desk.open(re.search(r'href="(/desk/write/[\w-]{10,}/)"', listed)[1])
    assert "posts/first-mile.md is no longer there" in page.text
    assert desk.publish().status_code == 303

    assert posts(folder) == ["2011-10-14-first-mile.md"]
    assert "Precious, still." in client.get("/posts/first-mile/").text


def test_words_are_kept_also_where_their_file_cannot_be_written(desk, folder):
    desk.open("/desk/posts/first-mile/write/")
    path = folder.content / "posts" / "first-mile.md"
    path.unlink()
    path.mkdir()

    assert desk.save_by_script(body="Precious.\n").status_code == 200
    assert desk.press("publish").status_code == 422


def test_a_former_text_is_not_taken_up_over_words_in_progress(desk):
    for body in ("Slow.\nThen fast.", "Fast."):
        desk.open("/desk/posts/first-mile/write/")
        desk.publish(body=body)
    desk.open("/desk/posts/first-mile/write/")
    desk.press("save", body="Precious.\n")
    listed = desk.client.get("/desk/posts/first-mile/history/").text
    oldest = re.findall(r'href="(/desk/posts/first-mile/history/\d+/)"', listed)[-1]

    page = send(desk.client, f"{oldest}restore/", {"csrf_token": desk.fields["csrf_token"]})

    assert page.status_code == 409
    assert "Precious." in page.text
    assert "Precious." in desk.client.get("/desk/posts/first-mile/write/").text


def test_a_former_text_whose_header_cannot_be_read_is_taken_up_as_a_whole(
    desk, folder, blog, workshop
):
    odd = "---\ntitle: First mile\ndate: 2011-10-14\ntags: {a: b}\n---\n\nOdd.\n"
    with blog.app_context(), transaction():
        service.published("posts/first-mile.md", odd, before="", id="m", author="sarah", now=NOW)
    desk.open("/desk/posts/first-mile/write/")
    listed = desk.client.get("/desk/posts/first-mile/history/").text
    address = re.findall(r'href="(/desk/posts/first-mile/history/\d+/)"', listed)[0]

    page = send(desk.client, f"{address}restore/", {"csrf_token": desk.fields["csrf_token"]})

    assert page.status_code == 303
    assert "tags: {a: b}" in desk.client.get(page.location).text


def test_nobody_adds_a_photo_to_what_somebody_else_is_writing(blog, folder):
    sarah, glenn = Desk(blog), Desk(blog, "glenn")
    sarah.open("/desk/write/")
    sarah.press("save", title="Mine", body="Words.\n")
    glenn.open("/desk/write/")

    answer = send(glenn.client, f"{sarah.address}photos/", glenn.fields)

    assert answer.status_code == 403


def test_the_back_button_after_publishing_finds_pages_that_are_still_there(desk):
    desk.open("/desk/write/")
    written, published = desk.address, desk.publish(title="Laps", body=TEXT).location

    asked = desk.client.get(f"{written}publish/")
    form = desk.client.get(written)

    assert asked.status_code == form.status_code == 303
    assert asked.location == published.partition("?")[0]
    assert form.location == "/desk/posts/laps/write/"


def test_a_page_to_publish_nothing_is_not_there(desk):
    assert desk.client.get("/desk/write/abcdefghijkl/publish/").status_code == 404


def test_leaving_it_at_what_another_window_saved_keeps_that(desk, blog):
    desk.open("/desk/write/")
    desk.save_by_script(title="Mine", body="Words.")
    other = Desk(blog)
    other.open(desk.address)
    other.save_by_script(body="Words from the phone.")
    page = desk.read(desk.press("save", body="Words from the laptop."))

    assert 'value="leave"' in page.text
    answer = desk.press("leave")

    assert answer.location == desk.address
    assert "Words from the phone." in desk.open(desk.address).text


def test_a_page_to_publish_that_is_older_than_the_words_publishes_nothing(desk, blog, folder):
    desk.open("/desk/write/")
    desk.read(desk.press("publish", title="Mine", body="Words."))
    other = Desk(blog)
    other.open(desk.address)
    other.save_by_script(body="Words, and more.")

    page = desk.press("publish now")

    assert page.status_code == 409
    assert "Words, and more." in page.text
    assert posts(folder) == ["first-mile.md"]
    assert "Words, and more." in desk.open(desk.address).text


def test_an_empty_sheet_leads_to_the_one_that_was_left(desk, blog):
    desk.open("/desk/write/")
    assert "Not finished yet" not in desk.client.get("/desk/write/").text
    desk.save_by_script(title="In the tunnel", body="Dark.")

    page = desk.client.get("/desk/write/").text

    assert "In the tunnel" in page
    assert f'href="{desk.address}"' in page


HEADERS = {
    "draft: no": ("", "draft: no"),
    "draft: true": ("yes", "draft: true"),
    "comments: Closed": ("closed", "comments: Closed"),
}


@pytest.mark.parametrize("line", HEADERS)
def test_what_is_chosen_and_not_typed_is_shown_as_meant_and_left_as_written(
    desk, folder, blog, workshop, line
):
    shown, written = HEADERS[line]
    field = line.partition(":")[0]
    text = f"---\ntitle: First mile\ndate: 2011-10-14\n{line}\n---\n\nSlow.\n"
    folder.write("posts/first-mile.md", text)
    sync(blog, workshop)

    page = desk.open("/desk/posts/first-mile/write/")
    checked = 'name="draft" value="yes" checked' in page.text
    chosen = re.search(r'<option value="(\w*)" selected', page.text)[1]
    desk.publish(body="Quick.\n", draft="yes" if checked else "", comments=chosen)

    assert {"draft": "yes" if checked else "", "comments": chosen}[field] == shown
    assert written in file(folder)
    assert file(folder).endswith("Quick.\n")


def test_a_choice_nobody_knows_is_not_dropped_unseen(desk, folder, blog, workshop):
    folder.write("posts/odd.md", "---\ntitle: Odd\ndate: 2011-10-14\n---\n")
    sync(blog, workshop)
    folder.write("posts/odd.md", "---\ntitle: Odd\ndate: 2011-10-14\ncomments: maybe\n---\n")

    assert "<option selected>maybe</option>" in desk.open("/desk/posts/odd/write/").text


def test_a_post_of_the_future_says_when_it_appears_and_does(desk, client, folder, monkeypatch):
    folder.write("site.toml", 'title = "Laps"\nauthor = "sarah"\ntimezone = "America/Chicago"\n')
    sync(desk.client.application, desk.client.application.extensions[current.WORKSHOP])
    desk.open("/desk/write/")
    page = desk.press("publish", title="Race day", body=TEXT, date="2099-01-01 18:30")
    desk.read(page)

    told = desk.client.get(desk.press("publish now").location).text

    assert "on Jan 1, 2099, 18:30 (America/Chicago)" in page.text
    assert "Publish on that day" in page.text
    assert "It appears by itself on Jan 1, 2099, 18:30 (America/Chicago)." in told
    assert "appears Jan 1, 2099, 18:30" in desk.client.get("/desk/posts/").text
    assert client.get("/posts/race-day/").status_code == 404
    monkeypatch.setattr(clock, "now", lambda: datetime(2099, 1, 2, 0, 31, tzinfo=UTC))
    assert client.get("/posts/race-day/").status_code == 200


def test_a_public_post_becomes_a_draft_and_public_again(desk, client, folder):
    desk.open("/desk/posts/first-mile/write/")
    page = desk.press("publish", draft="yes")
    assert "readers find nothing at its address" in page.text
    desk.read(page)
    told = desk.client.get(desk.press("publish now").location).text

    assert "It is a draft" in told
    assert client.get("/posts/first-mile/").status_code in {404, 410}
    assert "draft: yes" in file(folder)
    desk.open("/desk/posts/first-mile/write/")
    desk.publish(draft="")
    assert client.get("/posts/first-mile/").status_code == 200
    assert "draft" not in file(folder)


def test_a_draft_begun_at_the_desk_needs_no_day(desk, client, folder):
    desk.open("/desk/write/")
    desk.publish(title="Not yet", body=TEXT, draft="yes")

    assert client.get("/posts/not-yet/").status_code == 404
    (name,) = [name for name in posts(folder) if "not-yet" in name]
    assert "date" not in file(folder, name)
    desk.open("/desk/posts/not-yet/write/")
    desk.publish(draft="")
    assert client.get("/posts/not-yet/").status_code == 200


def test_a_file_broken_meanwhile_is_shown_beside_ones_words(desk, folder):
    desk.open("/desk/posts/first-mile/write/")
    desk.press("save", body="At the desk.")
    folder.write("posts/first-mile.md", b'---\ntitle: "First\n---\n\nBy hand.\n')

    page = desk.press("publish")

    assert page.status_code == 422
    assert "At the desk." in page.text
    assert 'href="/desk/mend/posts/first-mile.md/"' in page.text


def test_a_zero_byte_is_no_text_and_takes_no_word_with_it(desk):
    desk.open("/desk/write/")
    desk.fields |= {"window": "w\0", "over": "\0"}

    assert desk.save_by_script(title="A\0", body="Words\0, all of them.").status_code == 200

    assert desk.open(desk.address).status_code == 200
    assert desk.fields["body"] == "Words, all of them."
