from datetime import UTC, datetime

import pytest

from blog.errors import BadFile
from blog.posts import postfile
from blog.preferences.sitefile import Preferences
from makers import front

SITE = Preferences(timezone="America/Chicago", author="sarah")


def parse(name="one", preferences=SITE, **fields):
    header = {"title": "One", "date": "2013-05-12"} | fields
    post, fields = postfile.read(
        front(header) + "Words.", path=f"posts/{name}.md", name=name, preferences=preferences
    )
    return post, fields.advice()


def test_every_field_is_understood():
    post, advice = parse(
        title="'IT band: day 4'",
        date="2013-05-12 7:30",
        updated="2013-06-01",
        author="Coach Lupe",
        tags="knee, IT band",
        summary="Short.",
        image="a.jpg",
        draft="no",
        slug="day-4",
        comments="off",
        aliases="[/2013/05/x/, https://old.example/?p=7]".replace("?p=7", "y"),
        formerly="[old-one, older]",
        training="[{sport: run, date: 2013-05-11, distance: 1 mi, pain: 0}]",
        tried="{massage: helped, tape: a little, hills: WORSE}",
    )

    assert advice == ()
    assert (post.title, post.slug, post.path) == ("IT band: day 4", "day-4", "/posts/day-4/")
    assert post.published_at == datetime(2013, 5, 12, 12, 30, tzinfo=UTC)
    assert post.updated_at == datetime(2013, 6, 1, 5, tzinfo=UTC)
    assert (post.author, post.summary, post.image, post.comments) == (
        "coach-lupe",
        "Short.",
        "a.jpg",
        "off",
    )
    assert [(tag.slug, tag.name) for tag in post.tags] == [("knee", "knee"), ("it-band", "IT band")]
    assert post.old_addresses == ("/2013/05/x/", "/y")
    assert post.formerly == ("old-one", "older")
    assert (post.body, post.body_line) == ("Words.", 17)


@pytest.mark.parametrize("title", ["Yes", "2013", "IT band: day 4", "null", "1.0", "~"])
def test_a_title_is_what_is_written(title):
    assert parse(title=title)[0].title == title


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("2013-05-12-canal", "canal"),
        ("2013-05-12 Canal run", "canal-run"),
        ("Canal", "canal"),
        ("2013-05-12", "2013-05-12"),
        ("пробежка", "пробежка"),
        ("../../etc", "etc"),
    ],
)
def test_the_file_s_name_gives_the_slug(name, slug):
    assert parse(name)[0].slug == slug


def test_who_does_not_say_writes_as_the_author_of_the_site():
    assert parse()[0].author == "sarah"


def test_a_draft_needs_no_date():
    post, _ = parse(draft="yes", date=None)

    assert (post.draft, post.published_at, post.path) == (True, None, "/posts/one/")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": None}, "title is missing"),
        ({"title": "a" * 201}, "title "),
        ({"date": None}, "date: a post needs its date; add a line “date: 2026-05-14”, or"),
        ({"date": "12.5.2013"}, "date “12.5.2013” is not a date"),
        ({"draft": "maybe"}, "draft is yes or no"),
        ({"comments": "shut"}, "comments is one of open, closed, off"),
        ({"slug": "IT Band"}, "slug: “IT Band” can't be part of an address; write “slug: it-band”"),
        ({"slug": "!"}, "slug: “!” can't be part of an address"),
        ({"tags": "[" + ", ".join(f"t{n}" for n in range(21)) + "]"}, "tags has 21 entries"),
        ({"tags": "a" * 51}, "tags "),
        ({"tags": "desk"}, "tags: “desk” is an address of the program"),
        ({"aliases": "/static/x.js"}, "aliases: “/static/x.js” can't be an old address"),
        ({"aliases": "/a/../b"}, "aliases: “/a/../b” can't be"),
        ({"aliases": "'/a?b=c'"}, "aliases: “/a?b=c” can't be"),
        ({"formerly": "Old One"}, "formerly: “Old One” can't be the name of a post"),
        ({"date": ""}, "date: a post needs its date"),
    ],
)
def test_what_has_no_meaning_is_refused_with_the_mend(fields, said):
    with pytest.raises(BadFile) as caught:
        parse(**fields)

    assert any(problem.sentence.startswith(said) for problem in caught.value.problems)


def test_everything_wrong_is_named_at_once():
    with pytest.raises(BadFile) as caught:
        parse(title=None, date="no", draft="maybe")

    assert len(caught.value.problems) == 3


def test_a_permalink_without_its_own_folder_does_not_take_the_program_s_addresses():
    with pytest.raises(BadFile, match="belongs to the program"):
        parse("archive", Preferences(permalink="/{slug}/"))


def test_a_slip_is_advised_on():
    _, (advice,) = parse(tag="knee")

    assert (advice.line, advice.refused, "tags" in advice.sentence) == (4, False, True)


def test_what_others_have_to_answer_for_has_its_line():
    post, _ = parse(author="Coach Lupe", aliases="\n  - /a\n  - /b/", formerly="old, older")

    assert post.lines == {
        ("author", "coach-lupe"): 4,
        ("aliases", "/a"): 6,
        ("aliases", "/b/"): 7,
        ("formerly", "old"): 8,
        ("formerly", "older"): 8,
        ("formerly", "old, older"): 8,
    }


def test_a_slug_that_leads_out_is_named_once():
    with pytest.raises(BadFile) as caught:
        parse(slug="../../etc")

    assert [problem.sentence for problem in caught.value.problems] == [
        "slug: “../../etc” can't be part of an address; write “slug: etc”"
    ]


def test_semicolons_make_one_tag_and_that_is_said():
    _, (advice,) = parse(tags="knee; tape")

    assert advice.sentence == "tags: “knee; tape” is one tag; put commas between tags"
