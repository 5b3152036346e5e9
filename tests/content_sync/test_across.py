"""What no file shows alone is named by every sync, until it is mended, wherever that is."""

import pytest

from counting import counting
from makers import EVERYWHERE, SITE, sync

pytestmark = EVERYWHERE

DEAD = "posts/one.md:5: the link to /posts/two/ leads nowhere: no file has that address"


def sentences(report):
    return [str(problem) for problem in report.problems]


def test_a_link_is_dead_as_long_as_its_target_is_away(folder, app, workshop):
    folder.post("one", "[x](/posts/two/)")
    folder.post("two")
    before = sentences(sync(app, workshop))
    folder.remove("posts/two.md")
    gone = [sentences(sync(app, workshop)) for _ in range(2)]
    folder.post("two")

    assert (before, gone, sentences(sync(app, workshop))) == ([], [[DEAD], [DEAD]], [])


def test_an_author_s_file_that_goes_is_missed_where_its_name_stands(folder, app, workshop):
    folder.write("authors/eve.md", "---\nname: Eve\n---\n")
    folder.post("one", author="Eve")
    folder.post("two")
    sync(app, workshop)
    folder.remove("authors/eve.md")

    (said,) = sentences(sync(app, workshop))

    assert said == "posts/one.md:4: author: there is no file authors/eve.md that tells who that is"


def test_who_signs_by_default_is_missed_once(folder, app, workshop):
    folder.post("one")
    folder.post("two")
    folder.remove("authors/sarah.md")

    (said,) = sentences(sync(app, workshop))

    assert said.startswith("site.toml:3: author: there is no file authors/sarah.md")


def test_a_collision_ends_when_either_side_gives_way(folder, app, workshop):
    folder.post("one")
    folder.post("two", aliases="/posts/one/")
    before = sentences(sync(app, workshop))
    folder.remove("posts/one.md")

    assert before == ["posts/two.md:4: aliases: /posts/one/ is the address of posts/one.md"]
    assert sentences(sync(app, workshop)) == []


def test_a_draft_is_no_target_until_it_is_published(folder, app, workshop):
    folder.post("one", "[x](/posts/two/)")
    folder.post("two", draft="yes")
    before = sentences(sync(app, workshop))
    folder.post("two")

    assert before == [
        "posts/one.md:5: the link to /posts/two/ leads to a draft, which readers can't see"
    ]
    assert sentences(sync(app, workshop)) == []


@pytest.mark.parametrize("known", [True, False], ids=["with a last good version", "without"])
def test_what_counts_on_a_broken_file_is_not_wrong_on_top_of_that(folder, app, workshop, known):
    folder.post("one", "[x](/posts/two/)")
    folder.post("two") if known else None
    sync(app, workshop)
    folder.post("two", date="soon")

    (said,) = sentences(sync(app, workshop))

    assert said.startswith("posts/two.md:3: date “soon”")


def test_links_to_posts_that_are_held_back_lead_there(folder, app, workshop):
    for number in range(4):
        folder.post(f"p{number}")
    folder.post("one", "[x](/posts/p0/)")
    sync(app, workshop)
    for number in range(4):
        folder.remove(f"posts/p{number}.md")

    report = sync(app, workshop)

    assert (len(report.held_back), sentences(report)) == (4, [])


def test_another_address_of_the_site_makes_no_link_dead(folder, app, workshop):
    folder.post("one", "[x](/posts/two/)")
    folder.post("two")
    sync(app, workshop)
    folder.write("site.toml", SITE.replace("laps.example", "other.example"))

    assert sentences(sync(app, workshop)) == []


@pytest.mark.parametrize("changed", [True, False], ids=["one changed", "none changed"])
def test_many_posts_cost_as_many_statements_as_few(folder, app, workshop, changed):
    costs = []
    for many in (range(3), range(3, 30)):
        for number in many:
            folder.post(f"p{number}", f"{number} [x](/posts/p0/)", author="sarah")
        sync(app, workshop)
        if changed:
            folder.post("p1", f"Other words. [x](/no/{len(many)}/)")
        with app.app_context(), counting() as cost:
            sync(app, workshop)
        costs.append(len(cost.statements))

    assert costs[0] == costs[1]


def test_among_many_files_a_small_change_is_weighed_as_if_all_were_new(folder, app, workshop):
    nowhere = "posts/two.md:%s: the link to /nowhere/ leads nowhere: no file has that address"
    hidden = "posts/one.md:7: the link to /posts/lap-1/ leads to a draft, which readers can't see"
    for number in range(100):
        folder.post(f"lap-{number}")
    folder.post("one", "[x](/posts/lap-1/)")
    folder.post("two", "[x](/nowhere/)")

    def said(slug, body, **header):
        folder.post(slug, body, **header)
        return sentences(sync(app, workshop))

    assert sentences(sync(app, workshop)) == [nowhere % 5]
    assert said("one", "New words.\n\n[x](/posts/lap-1/)") == [nowhere % 5]
    assert said("two", "New words.\n\n[x](/nowhere/)") == [nowhere % 7]
    assert said("lap-1", "", draft="true") == [hidden, nowhere % 7]
    assert said("one", "Other words.") == [nowhere % 7]
    assert said("two", "Other words.") == []


def test_new_words_in_one_of_many_files_leave_the_ties_of_all_others_alone(folder, app, workshop):
    for number in range(100):
        folder.post(f"lap-{number}")
    sync(app, workshop)
    folder.post("lap-1", "New words.")

    with app.app_context(), counting() as cost:
        sync(app, workshop)

    (asked,) = (one for one in cost.statements if "FROM ties" in one)
    assert "WHERE ties.path IN" in asked
