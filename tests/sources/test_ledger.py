from blog.database.transaction import transaction
from blog.errors import Problem
from blog.sources import ledger
from blog.sources.ledger import Seen
from makers import EVERYWHERE

pytestmark = EVERYWHERE

ONE = Seen(
    path="posts/one.md",
    kind="post",
    slug="one",
    signature="1-2-3",
    checksum="abc",
    problems=(Problem("posts/one.md", 3, "date: “x” is none", refused=False),),
)


def write(*seen, ties=None, forget=()):
    with transaction():
        ledger.write(seen, ties=ties or {}, forget=forget)


def test_what_was_seen_is_remembered_with_its_problems(app):
    with app.app_context():
        write(ONE, ONE._replace(path="posts/two.md", slug=None, problems=()))

        seen = ledger.last().seen

    assert seen["posts/one.md"] == ONE
    assert seen["posts/two.md"].problems == ()


def test_what_is_seen_again_replaces_what_was_seen(app):
    later = ONE._replace(signature="4-5-6", problems=())
    with app.app_context():
        write(ONE)
        write(later)

        assert ledger.last().seen == {"posts/one.md": later}


def test_a_thousand_files_are_forgotten_as_well_as_one(app):
    many = [ONE._replace(path=f"posts/{number}.md") for number in range(1_200)]
    with app.app_context():
        write(*many, ONE)
        write(forget=[one.path for one in many])

        assert list(ledger.last().seen) == ["posts/one.md"]


def test_of_two_syncs_after_the_same_one_only_the_first_goes_on(app):
    with app.app_context():
        with transaction():
            first = ledger.claim(0, rendered_with="a")
        with transaction():
            second = ledger.claim(0, rendered_with="a")
        number = ledger.last().number

    assert (first, second, number) == (True, False, 1)


def test_ties_last_as_long_as_their_file_can_be_used(app):
    two = ONE._replace(path="posts/two.md", slug="two")
    with app.app_context():
        write(ONE, two, ties={one.path: {"path": one.path} for one in (ONE, two)})
        write(two._replace(slug=None))
        one_left = ledger.ties()
        write(forget=[ONE.path])

        assert (one_left, ledger.ties()) == ([{"path": "posts/one.md"}], [])


def test_what_no_file_shows_alone_is_remembered(app):
    with app.app_context():
        before = ledger.last().across
        with transaction():
            ledger.claim(0, rendered_with="a")
            ledger.note(ONE.problems)

        assert (before, ledger.last().across) == ((), ONE.problems)
