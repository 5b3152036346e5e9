import os
import threading
from datetime import UTC, datetime

import pytest

from blog.content_sync import service
from blog.database.engine import db
from blog.posts import queries
from blog.sources import ledger
from makers import EVERYWHERE, SITE, front, sync

pytestmark = EVERYWHERE

NOW = datetime(2020, 1, 1, tzinfo=UTC)


def titles(app):
    with app.app_context():
        return [post.title for post in queries.listed(now=NOW, limit=100)]


def sentences(report):
    return [str(problem) for problem in report.problems]


def test_a_file_becomes_a_post(folder, app, workshop):
    folder.post("one-mile", "One *mile*.")

    report = sync(app, workshop)

    assert report.added == ("authors/sarah.md", "posts/one-mile.md")
    with app.app_context():
        post = queries.by_slug("one-mile", now=NOW)
    assert (post.title, post.path, post.html.strip()) == (
        "One mile",
        "/posts/one-mile/",
        "<p>One <em>mile</em>.</p>",
    )


def test_the_date_in_a_file_name_is_no_part_of_the_slug(folder, app, workshop):
    folder.write("posts/2011-10-14-one-mile.md", front({"title": "x", "date": "2011-10-14"}))

    sync(app, workshop)

    with app.app_context():
        assert queries.by_slug("one-mile", now=NOW)


def test_a_folder_with_an_index_is_a_post(folder, app, workshop):
    folder.write("posts/canal/index.md", front({"title": "x", "date": "2011-10-14"}) + "Words.")

    sync(app, workshop)

    with app.app_context():
        assert queries.by_slug("canal", now=NOW)


def test_nothing_is_worked_on_twice(folder, app, workshop):
    folder.post("one-mile")
    sync(app, workshop)

    class Idle:
        def map(self, function, jobs, on_done=None, **_):
            assert list(jobs) == []
            return iter(())

    assert not sync(app, Idle()).did_something


def test_what_was_left_aside_is_remembered_and_no_new_work(folder, app, workshop):
    folder.write("posts/notes.txt", "Hm.\n")
    sync(app, workshop)
    with app.app_context():
        before = ledger.last()

    sync(app, workshop)

    with app.app_context():
        assert [one.path for one in ledger.problems()] == ["posts/notes.txt"]
        assert ledger.last().number == before.number


def test_only_the_changed_file_is_worked_on(folder, app, workshop):
    folder.post("one")
    folder.post("two")
    sync(app, workshop)
    folder.post("two", "Other words.")

    report = sync(app, workshop)

    assert (report.added, report.changed) == ((), ("posts/two.md",))


def test_a_touched_file_with_the_same_text_is_not_rendered_again(folder, app, workshop):
    folder.post("one")
    sync(app, workshop)
    folder.post("one")

    assert not sync(app, workshop).did_something


def test_a_file_changed_twice_within_an_instant_is_seen_both_times(folder, app, workshop):
    path = folder.post("one", "First.")
    os.utime(path)
    about = path.stat()
    sync(app, workshop)
    path.write_text(path.read_text().replace("First.", "Other."))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))

    assert sync(app, workshop).changed == ("posts/one.md",)


def test_a_broken_header_keeps_the_last_good_version_and_hurts_nothing_else(folder, app, workshop):
    folder.post("one", "First.")
    sync(app, workshop)
    folder.post("one", "Second.", date="2011-02-30")
    folder.post("two")

    report = sync(app, workshop)

    assert titles(app) == ["Two", "One"]
    assert report.refused
    assert sentences(report)[0].startswith("posts/one.md:3: date")


def test_a_problem_is_named_until_it_is_mended(folder, app, workshop):
    folder.write("posts/one.md", "---\ntitle: One\n---\nNo date.")
    first = sync(app, workshop)
    again = sync(app, workshop)
    folder.post("one")

    assert sentences(first) == sentences(again)
    assert "needs its date" in sentences(first)[0]
    assert sentences(sync(app, workshop)) == []


def test_a_draft_is_in_the_index_and_not_public(folder, app, workshop):
    folder.post("secret", draft="yes", date=None)

    sync(app, workshop)

    assert titles(app) == []


def test_a_removed_file_takes_its_post_down(folder, app, workshop):
    folder.post("one")
    folder.post("two")
    sync(app, workshop)
    folder.remove("posts/two.md")

    report = sync(app, workshop)

    assert report.removed == ("posts/two",)
    assert titles(app) == ["One"]
    with app.app_context():
        assert queries.moved("/posts/two/", now=NOW).path is None


def test_what_comes_back_is_shown_again(folder, app, workshop):
    folder.post("one")
    folder.post("two")
    sync(app, workshop)
    folder.remove("posts/two.md")
    sync(app, workshop)
    folder.post("two")

    sync(app, workshop)

    assert titles(app) == ["Two", "One"]
    with app.app_context():
        assert queries.moved("/posts/two/", now=NOW) is None


@pytest.mark.parametrize(
    "again",
    [
        pytest.param({"body": "The very same words."}, id="the same text under another title"),
        pytest.param({"body": "Rewritten."}, id="the same title and date over another text"),
    ],
)
def test_a_renamed_file_leads_on_from_its_old_address(folder, app, workshop, again):
    folder.post("old", "The very same words.", title="Canal")
    sync(app, workshop)
    folder.remove("posts/old.md")
    title = "Canal" if again["body"] == "Rewritten." else "Another"
    folder.post("new", again["body"], title=title)

    report = sync(app, workshop)

    assert report.renamed == {"old": "new"}
    assert any("formerly: old" in line for line in report.sentences())
    with app.app_context():
        assert queries.moved("/posts/old/", now=NOW).path == "/posts/new/"


def test_a_post_renamed_twice_is_found_under_both_old_names(folder, app, workshop):
    for name, before in (("one", None), ("two", "one"), ("three", "two")):
        if before:
            folder.remove(f"posts/{before}.md")
        folder.post(name, title="Canal")
        sync(app, workshop)

    with app.app_context():
        found = [queries.moved(f"/posts/{old}/", now=NOW).path for old in ("one", "two")]
    assert found == ["/posts/three/"] * 2


def test_a_changed_slug_in_the_header_is_a_rename(folder, app, workshop):
    folder.post("one", "Words.")
    sync(app, workshop)
    folder.post("one", "Words.", slug="uno")

    assert sync(app, workshop).renamed == {"one": "uno"}


def test_another_permalink_leads_on_from_every_old_address(folder, app, workshop):
    folder.post("one")
    sync(app, workshop)
    folder.write("site.toml", SITE + 'permalink = "/{year}/{slug}/"\n')

    sync(app, workshop)

    with app.app_context():
        assert queries.moved("/posts/one/", now=NOW).path == "/2011/one/"


def test_an_alias_in_a_header_leads_to_the_post(folder, app, workshop):
    folder.post("one", aliases="[/2011/10/one/]")
    folder.post("two", aliases="[https://old.example/2011/two]")

    sync(app, workshop)

    with app.app_context():
        assert queries.moved("/2011/10/one", now=NOW).path == "/posts/one/"
        assert queries.moved("/2011/two/", now=NOW).path == "/posts/two/"


def test_an_alias_taken_out_of_a_header_leads_nowhere(folder, app, workshop):
    folder.post("one", aliases="[/old/]")
    sync(app, workshop)
    folder.post("one")
    sync(app, workshop)

    with app.app_context():
        assert queries.moved("/old/", now=NOW) is None


@pytest.mark.parametrize(
    ("posts", "lost", "held"),
    [
        pytest.param(10, 2, False, id="two of ten go"),
        pytest.param(10, 3, True, id="three of ten stay"),
        pytest.param(20, 4, False, id="a fifth goes"),
        pytest.param(3, 3, True, id="an empty folder takes nothing down"),
        pytest.param(2, 2, False, id="both of two go"),
    ],
)
def test_removals_are_guarded(folder, app, workshop, posts, lost, held):
    for number in range(posts):
        folder.post(f"post-{number}", f"Number {number}.")
    sync(app, workshop)
    for number in range(lost):
        folder.remove(f"posts/post-{number}.md")

    report = sync(app, workshop)

    assert bool(report.held_back) is held
    assert len(titles(app)) == (posts if held else posts - lost)


def test_the_author_may_insist_on_removals(folder, app, workshop):
    for number in range(5):
        folder.post(f"post-{number}", f"Number {number}.")
    sync(app, workshop)
    for number in range(4):
        folder.remove(f"posts/post-{number}.md")
    sync(app, workshop)

    sync(app, workshop, accept_removals=True)

    assert titles(app) == ["Post 4"]


def test_a_folder_without_site_toml_takes_nothing_away(folder, app, workshop):
    folder.post("one")
    sync(app, workshop)
    folder.remove("posts/one.md")
    folder.remove("site.toml")

    report = sync(app, workshop)

    assert report.site_missing
    assert report.refused
    assert titles(app) == ["One"]


def test_of_two_files_with_one_name_the_first_to_have_it_keeps_it(folder, app, workshop):
    folder.post("zebra", slug="canal")
    sync(app, workshop)
    folder.post("apple", slug="canal")

    report = sync(app, workshop)

    assert titles(app) == ["Zebra"]
    assert "same address as posts/zebra.md" in sentences(report)[0]


def test_a_file_may_move_into_a_folder_of_its_own(folder, app, workshop):
    folder.post("one", "Words.")
    folder.post("two", "Others.")
    folder.post("three", "More.")
    sync(app, workshop)
    text = (folder.content / "posts/one.md").read_text()
    folder.remove("posts/one.md")
    folder.write("posts/one/index.md", text)

    report = sync(app, workshop)

    assert (report.removed, report.renamed, len(titles(app))) == ((), {}, 3)


def test_a_future_post_is_public_from_its_second_on(folder, app, workshop):
    folder.post("tomorrow", date="2030-01-01 07:30:15")
    sync(app, workshop)

    with app.app_context():
        before = queries.listed(now=datetime(2030, 1, 1, 7, 30, 14, tzinfo=UTC), limit=1)
        after = queries.listed(now=datetime(2030, 1, 1, 7, 30, 15, tzinfo=UTC), limit=1)

    assert (len(before), len(after)) == (0, 1)


def test_dates_are_meant_in_the_zone_of_the_site(folder, app, workshop):
    folder.write("site.toml", SITE + 'timezone = "America/Chicago"\n')
    folder.post("late", date="2011-10-14 23:30")

    sync(app, workshop)

    with app.app_context():
        post = queries.by_slug("late", now=NOW)
    assert post.published_at == datetime(2011, 10, 15, 4, 30, tzinfo=UTC)


def test_two_syncs_at_once_keep_everything_once(folder, app, workshop):
    for number in range(8):
        folder.post(f"post-{number}", f"Number {number}.")
    together = threading.Barrier(2)
    reports = []

    def publish():
        together.wait()
        reports.append(sync(app, workshop))

    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(titles(app)) == 8
    assert sorted(len(report.added) for report in reports) == [0, 9]


def test_a_sync_that_fails_keeps_nothing(folder, app, workshop, monkeypatch):
    folder.post("one")
    monkeypatch.setattr(service.keeping, "_store_site", lambda work: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        sync(app, workshop)

    monkeypatch.undo()
    assert titles(app) == []
    assert "posts/one.md" in sync(app, workshop).added


def test_a_rebuild_renders_everything(folder, app, workshop):
    folder.post("one")
    sync(app, workshop)

    assert sync(app, workshop, rebuild=True).changed == ("authors/sarah.md", "posts/one.md")


def test_the_index_can_be_thrown_away(folder, app, workshop):
    folder.post("one", tags="[knee]", aliases="[/old/]")
    sync(app, workshop)
    with app.app_context():
        for table in ("sources", "post_tags", "posts", "syncs", "site", "addresses"):
            db.session.execute(db.text(f"DELETE FROM {table}"))
        db.session.commit()

    sync(app, workshop)

    assert titles(app) == ["One"]
