"""The owner changes the site's settings, here and in the file, and neither change is lost."""

import threading
from io import BytesIO

import pytest

import darkroom
from authoring import at_desk
from blog import current
from blog.sources import files
from filling import Filling
from makers import sync

ADDRESS = "/desk/settings/"
SITE = """\
# My blog.
title = "Laps"   # for now
author = "sarah"
mood = "odd"

[comments]
# since the spring
default = "open"
"""


@pytest.fixture
def blog(app, folder, workshop):
    folder.write("site.toml", SITE)
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    folder.write("pages/about.md", "---\ntitle: About\n---\nHello.\n")
    folder.post("first-mile", tags="knee")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def form(blog):
    return Filling(at_desk(blog), ADDRESS)


def site(folder):
    return (folder.content / "site.toml").read_text()


def test_a_setting_is_seen_with_the_next_request(form, client):
    assert "<title>Laps</title>" in client.get("/").text

    answer = form.save(title="Miles", menu="about, knee", footer="Typed at night.")

    assert answer.status_code == 303
    page = client.get("/").text
    assert "<title>Miles</title>" in page
    assert "Typed at night." in page
    assert 'href="/about/"' in page
    assert "Saved." in form.client.get(answer.location).text


def test_the_file_keeps_what_its_author_wrote_by_hand(form, folder):
    form.save({"comments.default": "closed"}, title="Miles", units="km")

    assert site(folder) == SITE.replace('"Laps"', '"Miles"').replace(
        'mood = "odd"\n', 'mood = "odd"\nunits = "km"\n'
    ).replace('default = "open"', 'default = "closed"')


def test_saving_what_stands_there_changes_no_letter(form, folder):
    form.save()

    assert site(folder) == SITE


def test_a_change_here_and_one_in_the_file_are_both_kept(form, folder, client):
    folder.write("site.toml", SITE.replace('mood = "odd"', 'mood = "fine"\nfooter = "By hand."'))

    answer = form.save(title="Miles")

    assert answer.status_code == 303
    assert 'mood = "fine"\nfooter = "By hand."' in site(folder)
    page = client.get("/").text
    assert "By hand." in page
    assert "<title>Miles</title>" in page


def test_of_one_setting_changed_in_both_places_both_are_shown(form, folder, client):
    folder.write("site.toml", SITE.replace("Laps", "Lanes"))

    page = form.save(title="Miles", tagline="Slowly.")

    assert page.status_code == 409
    assert 'value="Miles"' in page.text
    assert "Lanes" in page.text
    assert "Miles" not in site(folder)
    assert form.save().status_code == 303
    assert 'title = "Miles"   # for now' in site(folder)
    assert "Slowly." in client.get("/").text


def test_two_windows_and_an_editor_at_once_lose_nothing(blog, form, folder, monkeypatch):
    other = Filling(at_desk(blog), ADDRESS)
    write = files.write

    def meanwhile(*args, **over):
        """Let an editor and another window save between the reading and the writing."""
        monkeypatch.setattr(files, "write", write)
        folder.write("site.toml", site(folder) + "louder = true\n")
        # In a thread of its own: two requests in one would share what Flask remembers.
        window = threading.Thread(target=lambda: other.save(footer="Typed."))
        window.start()
        window.join()
        write(*args, **over)

    monkeypatch.setattr(files, "write", meanwhile)
    assert form.save(title="Miles").status_code == 303

    for kept in ('title = "Miles"', 'footer = "Typed."', "louder = true", "# since the spring"):
        assert kept in site(folder)


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("title", "", "A blog needs a title"),
        ("url", "laps", "like https://"),
        ("timezone", "Houston", "by its city"),
        ("menu", "about, nowhere", "no page or tag “nowhere”"),
        ("author", "nobody", "who has a file"),
        ("comments.close_after_days", "soon", "whole number of days"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(form, folder, name, typed, says):
    page = form.save({name: typed}, tagline="Slowly.")

    assert page.status_code == 422
    assert page.text.index(says) < page.text.index(f'name="{name}"')
    assert 'aria-invalid="true"' in page.text
    assert form.fields["tagline"] == "Slowly."
    assert form.fields[name] == typed
    assert site(folder) == SITE


def test_an_entry_of_the_menu_may_be_called_as_readers_see_it(blog, workshop, form, folder):
    folder.write("tags/knee.md", "---\ntitle: The knee story\n---\n")
    sync(blog, workshop)

    answer = form.save(menu="about, the Knee Story, About, nowhere")

    assert answer.status_code == 422
    assert "no page or tag “nowhere”" in answer.text
    assert form.fields["menu"] == "about, knee, nowhere"
    assert form.save(menu="about, the Knee Story, About").status_code == 303
    assert 'menu = ["about", "knee"]' in site(folder)


def test_the_address_is_said_by_the_file_or_by_nobody(form, folder):
    assert form.fields["url"] == ""

    assert form.save(url="https://laps.example").status_code == 303
    assert 'url = "https://laps.example"' in site(folder)
    form.read(form.client.get(ADDRESS))
    page = form.save(url="")

    assert page.status_code == 303
    assert site(folder) == SITE
    assert "http://127.0.0.1:8000" in form.client.get(ADDRESS).text


def test_everything_that_makes_no_sense_is_named_at_once(form):
    page = form.save(title="", menu="nowhere", photo=(BytesIO(b"%PDF-1.7"), "me.pdf"))

    for says in ("A blog needs a title", "no page or tag “nowhere”", "me.pdf is"):
        assert says in page.text


def test_a_picture_comes_clean(form, folder, client):
    photo = darkroom.spied_on()
    assert any(secret in photo for secret in darkroom.SECRETS)

    assert form.save(photo=(BytesIO(photo), "IMG 1.JPG")).status_code == 303

    raw = (folder.content / "site.jpg").read_bytes()
    assert [secret for secret in darkroom.SECRETS if secret in raw] == []
    assert 'picture = "site.jpg"' in site(folder)
    assert 'property="og:image"' in client.get("/about/").text


def test_a_file_that_cannot_be_read_is_left_alone(blog, form, folder):
    folder.write("site.toml", "title = Laps\n")

    page = form.client.get(ADDRESS)
    answer = form.save(title="Miles")

    assert page.status_code == 409
    assert "site.toml can’t be read here, in line 1" in page.text
    assert answer.status_code == 422
    assert form.fields["title"] == "Miles"
    assert site(folder) == "title = Laps\n"


def test_a_file_an_editor_is_about_to_write_is_left_alone(form, folder):
    folder.write("site.toml", "")

    answer = form.save(title="Miles")

    assert answer.status_code == 422
    assert "site.toml is empty at this moment" in answer.text
    assert form.fields["title"] == "Miles"
    assert site(folder) == ""


def test_a_site_without_its_file_is_not_given_one_of_defaults(form, folder):
    (folder.content / "site.toml").unlink()

    page = form.client.get(ADDRESS)
    answer = form.save(title="Miles")

    assert page.status_code == 409
    assert "site.toml is not there" in page.text
    assert answer.status_code == 422
    assert "author = &#34;sarah&#34;" in answer.text
    assert form.fields["title"] == "Miles"
    assert not (folder.content / "site.toml").exists()


def test_a_form_over_an_empty_file_is_not_opened(form, folder):
    folder.write("site.toml", "")

    page = form.client.get(ADDRESS)

    assert page.status_code == 409
    assert "site.toml is empty at this moment. Try again." in page.text


def test_a_site_is_given_away_only_after_a_question(form, folder):
    page = form.save(author="glenn", title="Miles")

    assert page.status_code == 422
    assert "This page will be Glenn’s alone" in page.text
    assert form.fields["author"] == "glenn"
    assert site(folder) == SITE

    answer = form.save(give="yes")

    assert answer.status_code == 303
    page = form.client.get(answer.location)
    assert page.status_code == 200
    assert "From now on this site is Glenn’s." in page.text
    assert 'author = "glenn"' in site(folder)
    assert form.client.get(ADDRESS).status_code == 403


def test_what_was_not_taken_leads_to_its_field_also_where_it_is_folded_away(form):
    page = form.save({"url": "laps", "comments.close_after_days": "soon"}).text

    assert "<title>Not saved: " in page
    alert = page.partition('role="alert"')[2].partition("</div>")[0]
    assert alert.index('href="#comments-close_after_days"') < alert.index('href="#url"')
    assert "<details open>" in page


def test_whoever_does_not_own_the_site_changes_nothing(blog, folder):
    glenn = at_desk(blog, "glenn")

    assert glenn.get(ADDRESS).status_code == 403
    assert ADDRESS not in glenn.get("/desk/").text
