"""Posts and pages that have another name: followed where it can be told, asked after elsewhere."""

import pytest

from makers import EVERYWHERE, front, sync

pytestmark = EVERYWHERE


def status(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


def sentences(report):
    return [str(problem) for problem in report.problems]


def page(folder, name, title="About", body="Who I am.", **header):
    folder.write(f"pages/{name}.md", front({"title": title, **header}) + body)


def rename(folder, old, new, **page_):
    folder.remove(f"pages/{old}.md")
    page(folder, new, **page_)


OFFER = (
    "pages/who.md:2: /about/ leads here now, because this page was called “about”; "
    "to keep this in the file, add the line “aliases: /about/”"
)


@pytest.mark.parametrize(
    "as_it_is",
    [
        pytest.param({"title": "Who"}, id="the same text under another title"),
        pytest.param({"body": "Somebody."}, id="the same title over another text"),
    ],
)
def test_a_renamed_page_leads_on_and_the_author_is_told(folder, app, client, workshop, as_it_is):
    page(folder, "about")
    sync(app, workshop)
    rename(folder, "about", "who", **as_it_is)

    report = sync(app, workshop)

    assert status(client, "/about/") == (301, "/who/")
    assert sentences(report) == [OFFER]
    assert sentences(sync(app, workshop)) == []


def test_a_page_renamed_twice_leads_on_with_one_step(folder, app, client, workshop):
    page(folder, "about")
    sync(app, workshop)
    for old, new in (("about", "who"), ("who", "me")):
        rename(folder, old, new)
        sync(app, workshop)

    assert status(client, "/about/") == (301, "/me/")


def test_a_renamed_page_that_goes_says_so_under_every_name_it_had(folder, app, client, workshop):
    page(folder, "about")
    sync(app, workshop)
    rename(folder, "about", "who")
    sync(app, workshop)
    folder.remove("pages/who.md")
    sync(app, workshop)

    assert [status(client, path)[0] for path in ("/about/", "/who/")] == [410, 410]


def test_an_alias_in_a_renamed_page_is_not_offered_again(folder, app, workshop):
    page(folder, "about")
    sync(app, workshop)
    rename(folder, "about", "who", aliases="/about/")

    assert sentences(sync(app, workshop)) == []


def test_two_pages_alike_are_not_taken_for_one(folder, app, client, workshop):
    page(folder, "about")
    sync(app, workshop)
    page(folder, "me")
    rename(folder, "about", "who")
    sync(app, workshop)

    assert status(client, "/about/")[0] == 410


HINT = (
    "posts/new.md:2: if “new” is the old “old” under a new name, add the line “formerly: old”: "
    "then its address and its comments follow"
)


def test_one_that_went_as_another_came_is_asked_after_once(folder, app, workshop):
    folder.post("old", "Words.")
    sync(app, workshop)
    folder.remove("posts/old.md")
    folder.post("new", "Other words.", date="2012-01-01")

    report = sync(app, workshop)

    assert (report.removed, sentences(report), report.refused) == (("posts/old",), [HINT], False)
    assert sentences(sync(app, workshop)) == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(lambda folder: folder.post("third", "Third."), id="two came"),
        pytest.param(lambda folder: folder.remove("posts/two.md"), id="two went"),
    ],
)
def test_many_that_come_and_go_are_not_asked_after(folder, app, workshop, more):
    folder.post("old", "Words.")
    folder.post("two", "Second.")
    sync(app, workshop)
    folder.remove("posts/old.md")
    folder.post("new", "Other words.", date="2012-01-01")
    more(folder)

    assert sentences(sync(app, workshop)) == []


def test_the_line_that_was_offered_brings_address_and_comments(folder, app, client, workshop):
    folder.post("old", "Words.")
    sync(app, workshop)
    client.post(
        "/posts/old/comments/",
        data={"body": "Well run!", "name": "Mia"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    folder.remove("posts/old.md")
    folder.post("new", "Other words.", date="2012-01-01")
    sync(app, workshop)
    folder.post("new", "Other words.", date="2012-01-01", formerly="old")
    sync(app, workshop)

    assert status(client, "/posts/old/") == (301, "/posts/new/")
    assert "Well run!" in client.get("/posts/new/").text


def test_a_former_name_takes_no_comments_from_who_bears_it(folder, app, client, workshop):
    folder.post("old", "Words.")
    sync(app, workshop)
    client.post(
        "/posts/old/comments/",
        data={"body": "Well run!", "name": "Mia"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    folder.post("new", "Other words.", formerly="old")
    sync(app, workshop)

    assert "Well run!" in client.get("/posts/old/").text
