"""An author tells who they are, with a picture, and nothing of it gets lost."""

from io import BytesIO

import pytest

import darkroom
from authoring import at_desk
from blog import current
from blog.manuscripts import queries
from filling import Filling
from makers import sync

ADDRESS = "/desk/authors/sarah/"
FILE = "---\n# me\nname: Sarah\nmood: odd\n---\n\nSarah runs.\n"


@pytest.fixture
def blog(app, folder, workshop):
    folder.write("authors/sarah.md", FILE)
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    folder.post("first-mile", "Slow.\n")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def form(blog):
    return Filling(at_desk(blog), ADDRESS)


def file(folder, name="sarah.md"):
    return (folder.content / "authors" / name).read_text()


def test_a_bio_is_seen_with_the_next_request(form, folder, client):
    answer = form.save(tagline="Three sports", body="Sarah runs, and swims.", links="a.example/s")

    assert answer.status_code == 303
    page = client.get("/authors/sarah/").text
    assert "Sarah runs, and swims." in page
    assert 'href="https://a.example/s"' in page
    assert "runs, and swims." in client.get("/posts/first-mile/").text
    assert file(folder) == (
        "---\n# me\nname: Sarah\nmood: odd\ntagline: Three sports\n"
        'links:\n  a.example: "https://a.example/s"\n---\n\nSarah runs, and swims.\n'
    )


def test_the_bio_of_who_asks_is_found_without_knowing_its_address(blog):
    page = at_desk(blog, "glenn").get("/desk/bio/").text

    assert 'action="/desk/authors/glenn/"' in page
    assert "The other authors" not in page


def test_a_picture_comes_without_the_place_it_was_taken_at(form, folder, client):
    photo = darkroom.spied_on()
    assert any(secret in photo for secret in darkroom.SECRETS)

    form.save(photo=(BytesIO(photo), "IMG 0042.JPG"))

    raw = (folder.content / "authors" / "sarah.jpg").read_bytes()
    assert [secret for secret in darkroom.SECRETS if secret in raw] == []
    assert "picture: sarah.jpg" in file(folder)
    assert "/media/" in client.get("/authors/sarah/").text
    assert "/media/" in form.client.get(ADDRESS).text


def test_another_picture_takes_its_place_and_none_takes_it_away(form, folder):
    form.save(photo=(BytesIO(darkroom.heic(darkroom.upright(), 6)), "a.heic"))
    again = Filling(form.client, ADDRESS)
    again.save(photo=(BytesIO(darkroom.written(darkroom.photo(40, 30), "JPEG")), "b.jpg"))

    assert "picture: sarah-2.jpg" in file(folder)
    Filling(form.client, ADDRESS).save({"no-photo": "yes"})
    assert "picture" not in file(folder)


def test_what_is_no_picture_is_refused_and_the_words_stay(form, folder):
    page = form.save(body="New words.", photo=(BytesIO(b"%PDF-1.7"), "me.pdf"))

    assert page.status_code == 422
    assert "me.pdf is" in page.text
    assert form.fields["body"] == "New words."
    assert file(folder) == FILE


@pytest.mark.parametrize("name", ["../posts/x.jpg", "glenn.md", "none.jpg", ".", "javascript:1"])
def test_a_picture_that_is_none_is_not_named(form, folder, name):
    page = form.save(picture=name, tagline="Wet")

    assert page.status_code == 422
    assert "There is no picture" in page.text
    assert form.fields["picture"] == ""
    assert file(folder) == FILE


def test_a_picture_that_came_before_a_refusal_is_kept(form, folder):
    photo = darkroom.written(darkroom.photo(40, 30), "JPEG")

    assert form.save(name="", photo=(BytesIO(photo), "me.jpg")).status_code == 422
    assert form.save(name="Sarah").status_code == 303

    assert "picture: sarah.jpg" in file(folder)


def test_a_bio_whose_file_is_gone_is_made_anew_when_its_author_says_so(form, folder):
    (folder.content / "authors" / "sarah.md").unlink()

    assert "is not there any more" in form.save(tagline="Wet").text
    assert form.save().status_code == 303

    assert file(folder) == "---\nname: Sarah\ntagline: Wet\n---\n\nSarah runs.\n"


def test_a_bio_changed_in_the_file_meanwhile_is_never_overwritten(form, folder):
    folder.write("authors/sarah.md", FILE.replace("runs", "walks"))

    page = form.save(body="Sarah swims.", tagline="Wet")

    assert page.status_code == 409
    assert "Sarah swims." in page.text
    assert "Sarah walks." in page.text
    assert "Sarah walks." in file(folder)
    assert form.save(body="Sarah walks and swims.").status_code == 303
    assert file(folder).endswith("tagline: Wet\n---\n\nSarah walks and swims.\n")


def test_two_windows_that_change_different_fields_both_win(blog, form, folder):
    other = Filling(at_desk(blog), ADDRESS)

    assert form.save(tagline="Three sports").status_code == 303
    assert other.save(body="Sarah swims.").status_code == 303

    assert "tagline: Three sports\n---\n\nSarah swims.\n" in file(folder)


def test_every_text_the_file_had_is_kept(blog, form):
    form.save(body="Sarah swims.")

    with blog.app_context():
        kept = queries.revisions("authors/sarah.md")
        texts = [queries.revision(one.id).text for one in kept]
    assert [one.author for one in kept] == ["sarah", ""]
    assert texts[1] == FILE


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("links", "nothing", "is no link"),
        ("name", "x" * 81, "80 are the most"),
        ("name", "", "An author needs a name."),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(form, folder, name, typed, says):
    page = form.save({name: typed}, body="New words.")

    assert page.status_code == 422
    assert page.text.index(says) < page.text.index(f'name="{name}"')
    assert form.fields["body"] == "New words."
    assert file(folder) == FILE


def test_a_header_that_cannot_be_read_is_left_alone(form, folder):
    folder.write("authors/sarah.md", "---\nname: [Sarah\n---\n")

    page = form.client.get(ADDRESS)
    answer = form.save(body="New words.")

    assert (page.status_code, answer.status_code) == (409, 422)
    assert "Mend it in the file itself" in page.text
    assert form.fields["body"] == "New words."


def test_the_owner_may_write_about_everybody(form, folder, client):
    assert "Glenn" in form.client.get(ADDRESS).text

    glenn = Filling(form.client, "/desk/authors/glenn/")
    glenn.save(body="Glenn times us.")

    assert "Glenn times us." in client.get("/authors/glenn/").text
