"""Renames, removals and addresses: what once led somewhere goes on leading there."""

from datetime import UTC, datetime

import pytest

from blog.posts import queries
from makers import EVERYWHERE, SITE, front, sync

pytestmark = EVERYWHERE

NOW = datetime(2020, 1, 1, tzinfo=UTC)


def moved(app, path):
    with app.app_context():
        return queries.moved(path, now=NOW)


def leads_to(app, path):
    found = moved(app, path)
    return found and found.path


def rename(folder, old, new, **header):
    folder.remove(f"posts/{old}.md")
    folder.post(new, title="Canal", **header)


def status(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


def test_a_chain_of_renames_leads_to_the_last_name_with_one_step(folder, app, client, workshop):
    folder.post("one", title="Canal")
    sync(app, workshop)
    for old, new in (("one", "two"), ("two", "three")):
        rename(folder, old, new)
        sync(app, workshop)

    assert status(client, "/posts/one/") == (301, "/posts/three/")


def test_a_post_renamed_back_stands_where_it_stood(folder, app, client, workshop):
    folder.post("one", title="Canal")
    sync(app, workshop)
    for old, new in (("one", "two"), ("two", "one")):
        rename(folder, old, new)
        sync(app, workshop)

    assert status(client, "/posts/one/")[0] == 200
    assert status(client, "/posts/two/") == (301, "/posts/one/")


def test_writing_the_offered_line_and_taking_it_out_again_loses_nothing(folder, app, workshop):
    folder.post("one", title="Canal")
    sync(app, workshop)
    rename(folder, "one", "two")
    sync(app, workshop)
    folder.post("two", title="Canal", formerly="one")
    report = sync(app, workshop)
    folder.post("two", title="Canal")
    sync(app, workshop)

    assert not report.renamed
    assert leads_to(app, "/posts/one/") == "/posts/two/"


def test_a_rename_the_file_tells_of_is_not_offered_again(folder, app, workshop):
    folder.post("one", "Words.")
    sync(app, workshop)
    folder.remove("posts/one.md")
    folder.post("two", "Other words.", date="2012-01-01", formerly="one")

    report = sync(app, workshop)

    assert report.renamed == {"one": "two"}
    assert not any("add the line" in line for line in report.sentences())


@pytest.mark.parametrize("at_once", [True, False], ids=["in one sync", "in two"])
def test_a_post_taken_up_by_another_leads_there(folder, app, workshop, at_once):
    folder.post("part-one", "First half.")
    folder.post("whole", "Second half.")
    sync(app, workshop)
    folder.post("whole", "Both halves.", formerly="part-one")
    if not at_once:
        sync(app, workshop)
    folder.remove("posts/part-one.md")

    report = sync(app, workshop)

    assert report.renamed == {"part-one": "whole"}
    assert leads_to(app, "/posts/part-one/") == "/posts/whole/"


def test_formerly_does_not_take_the_name_of_a_living_post(folder, app, client, workshop):
    folder.post("one", "First.")
    folder.post("two", "Second.", formerly="one")

    sync(app, workshop)

    assert status(client, "/posts/one/")[0] == 200


@pytest.mark.parametrize("permalink", ["/posts/{slug}/", "/{year}/{slug}/"])
def test_an_alias_does_not_take_the_address_of_something_living(
    folder, app, client, workshop, permalink
):
    folder.write("site.toml", SITE + f'permalink = "{permalink}"\n')
    folder.post("one", "First.")
    folder.write("pages/about.md", "---\ntitle: About\n---\n")
    folder.post("two", "Second.", aliases=f"[{permalink.format(slug='one', year=2011)}, /about/]")

    sync(app, workshop)

    assert status(client, permalink.format(slug="one", year=2011))[0] == 200
    assert status(client, "/about/")[0] == 200


def test_an_alias_waits_until_the_living_has_gone(folder, app, client, workshop):
    folder.post("one", "First.")
    folder.post("two", "Second.", aliases="/posts/one/")
    sync(app, workshop)
    folder.remove("posts/one.md")
    sync(app, workshop)

    assert status(client, "/posts/one/") == (301, "/posts/two/")


@pytest.mark.parametrize("first", ["a", "b"])
def test_of_two_aliases_the_same_counts_however_they_came(folder, app, workshop, first):
    second = {"a": "b", "b": "a"}[first]
    for slug in (first, second):
        folder.post(slug, slug, aliases="/old/")
        sync(app, workshop)

    assert leads_to(app, "/old/") == "/posts/a/"


def test_an_alias_another_post_gives_up_goes_on_leading_here(folder, app, workshop):
    folder.post("a", "First.", aliases="/old/")
    folder.post("b", "Second.", aliases="/old/")
    sync(app, workshop)
    folder.post("a", "First.")
    sync(app, workshop)

    assert leads_to(app, "/old/") == "/posts/b/"


def test_the_alias_of_a_draft_leads_nowhere_until_it_is_published(folder, app, client, workshop):
    folder.post("one", draft="yes", aliases="/old/")
    sync(app, workshop)
    before = status(client, "/old/")[0]
    folder.post("one", aliases="/old/")
    sync(app, workshop)

    assert (before, status(client, "/old/")) == (404, (301, "/posts/one/"))


def test_an_alias_of_a_post_to_come_does_not_tell_of_it(folder, app, client, workshop):
    folder.post("one", date="2999-01-01", aliases="/old/")
    sync(app, workshop)

    assert status(client, "/old/")[0] == 404


@pytest.mark.parametrize(
    ("alias", "asked"),
    [
        ("/Old/Path.HTML", "/Old/Path.HTML"),
        ("/2011/10/café/", "/2011/10/caf%C3%A9/"),
        ("https://old.example/2011/%C3%A9t%C3%A9/", "/2011/été/"),
        ("/без-слэша", "/без-слэша/"),
        ("/index.php/2011/x", "/index.php/2011/x"),
    ],
)
def test_old_addresses_are_found_as_readers_kept_them(folder, app, client, workshop, alias, asked):
    folder.post("one", aliases=f'["{alias}"]')
    sync(app, workshop)

    assert status(client, asked) == (301, "/posts/one/")


def test_a_slug_may_be_written_in_any_script(folder, app, client, workshop):
    folder.post("первая-миля", title="Миля")

    sync(app, workshop)

    assert status(client, "/posts/первая-миля/")[0] == 200


def test_a_draft_that_is_renamed_leaves_no_trace(folder, app, workshop):
    folder.post("one", "Words.", draft="yes")
    sync(app, workshop)
    folder.remove("posts/one.md")
    folder.post("two", "Words.")
    sync(app, workshop)

    assert moved(app, "/posts/one/") is None


def test_a_page_that_is_gone_says_so_and_comes_back(folder, app, client, workshop):
    folder.write("pages/about.md", "---\ntitle: About\n---\n")
    sync(app, workshop)
    folder.remove("pages/about.md")
    sync(app, workshop)
    gone = status(client, "/about/")[0]
    folder.write("pages/about.md", "---\ntitle: About\n---\n")
    sync(app, workshop)

    assert (gone, status(client, "/about/")[0]) == (410, 200)


def test_a_removed_post_does_not_take_down_the_aliases_of_a_page_with_its_name(
    folder, app, client, workshop
):
    folder.write("pages/about.md", "---\ntitle: About\naliases: /who/\n---\n")
    folder.post("about")
    folder.post("other")
    sync(app, workshop)
    folder.remove("posts/about.md")
    sync(app, workshop)

    assert status(client, "/who/") == (301, "/about/")


def test_another_permalink_and_another_name_at_once(folder, app, client, workshop):
    folder.write("site.toml", SITE + 'permalink = "/{year}/{month}/{slug}/"\n')
    folder.post("one", title="Canal")
    sync(app, workshop)
    folder.write("site.toml", SITE + 'permalink = "/{slug}/"\n')
    rename(folder, "one", "two")
    sync(app, workshop)

    found = [status(client, path) for path in ("/2011/10/one/", "/posts/one/", "/posts/two/")]
    assert found == [(301, "/two/")] * 3


def test_another_day_moves_a_dated_address(folder, app, client, workshop):
    folder.write("site.toml", SITE + 'permalink = "/{year}/{month}/{day}/{slug}/"\n')
    folder.post("one")
    sync(app, workshop)
    folder.post("one", date="2011-11-01")
    sync(app, workshop)

    assert status(client, "/2011/10/14/one/") == (301, "/2011/11/01/one/")


def test_posts_may_exchange_addresses(folder, app, workshop):
    folder.write("site.toml", SITE + 'permalink = "/x{slug}/"\n')
    folder.post("xb", "First.")
    folder.post("b", "Second.")
    sync(app, workshop)
    folder.write("site.toml", SITE + 'permalink = "/{slug}/"\n')

    sync(app, workshop)

    with app.app_context():
        found = [queries.by_path(path, now=NOW).slug for path in ("/xb/", "/b/")]
    assert found == ["xb", "b"]


@pytest.mark.parametrize("by", ["slugs", "files"])
def test_two_posts_that_exchange_names_both_stay(folder, app, workshop, by):
    folder.post("a", "First.", title="First")
    folder.post("b", "Second.", title="Second")
    sync(app, workshop)
    if by == "slugs":
        folder.post("a", "First.", title="First", slug="b")
        folder.post("b", "Second.", title="Second", slug="a")
    else:
        folder.post("a", "Second.", title="Second")
        folder.post("b", "First.", title="First")

    report = sync(app, workshop)

    with app.app_context():
        found = [queries.by_slug(slug, now=NOW).title for slug in ("a", "b")]
    assert (found, report.removed, report.problems) == (["Second", "First"], (), ())


def test_a_rename_is_followed_while_removals_are_held_back(folder, app, client, workshop):
    for number in range(5):
        folder.post(f"post-{number}", f"Number {number}.")
    folder.post("one", title="Canal")
    sync(app, workshop)
    for number in range(4):
        folder.remove(f"posts/post-{number}.md")
    text = (folder.content / "posts/one.md").read_text()
    rename(folder, "one", "two")

    report = sync(app, workshop)
    folder.write("posts/one.md", text)
    sync(app, workshop)

    assert (len(report.held_back), report.renamed) == (4, {"one": "two"})
    assert status(client, "/posts/post-0/")[0] == 200
    assert status(client, "/posts/one/")[0] == 200


def test_files_held_back_that_return_are_as_they_were(folder, app, workshop):
    for number in range(4):
        folder.post(f"post-{number}", f"Number {number}.")
    sync(app, workshop)
    (folder.content / "posts").rename(folder.path / "away")
    held = sync(app, workshop)
    (folder.path / "away").rename(folder.content / "posts")

    report = sync(app, workshop)

    assert (len(held.held_back), report.held_back, report.did_something) == (4, (), False)


def test_a_removed_post_says_so_under_every_name_it_had(folder, app, client, workshop):
    folder.post("one", title="Canal")
    folder.post("other")
    sync(app, workshop)
    rename(folder, "one", "two")
    sync(app, workshop)
    folder.remove("posts/two.md")
    sync(app, workshop)

    assert [status(client, f"/posts/{slug}/")[0] for slug in ("one", "two")] == [410, 410]


def test_tags_taken_out_of_a_header_are_gone(folder, app, workshop):
    folder.post("one", tags="[knee, IT band]")
    sync(app, workshop)
    folder.post("one", tags="[IT band]")
    sync(app, workshop)

    with app.app_context():
        assert [tag.slug for tag in queries.by_slug("one", now=NOW).tags] == ["it-band"]


def test_a_page_may_become_a_draft(folder, app, client, workshop):
    folder.write("pages/about.md", "---\ntitle: About\n---\n")
    sync(app, workshop)
    folder.write("pages/about.md", front({"title": "About", "draft": "yes"}))
    sync(app, workshop)

    assert status(client, "/about/")[0] == 404
