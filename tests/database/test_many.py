from sqlalchemy import select

from blog.database import many
from blog.database.engine import db
from blog.posts.models import Address, LeadsTo
from blog.sources.models import Source
from makers import EVERYWHERE

pytestmark = EVERYWHERE


def row(path, **other):
    usual = {"path": path, "kind": "post", "slug": None, "signature": "", "checksum": ""}
    return usual | {"problems": []} | other


def checksums():
    return dict(db.session.execute(select(Source.path, Source.checksum)).all())


def test_rows_are_written_whether_new_or_known(app):
    with app.app_context():
        many.upsert(Source, [row("a"), row("b")])
        many.upsert(Source, [row("b", checksum="new"), row("c")])

        assert checksums() == {"a": "", "b": "new", "c": ""}


def test_rows_that_are_all_key_may_be_written_twice(app):
    address = {"path": "/a/", "lasting": True, "leads_to": LeadsTo.POST, "slug": "a"}
    with app.app_context():
        many.upsert(Address, [address])
        many.upsert(Address, [address])

        assert len(db.session.execute(select(Address.path)).all()) == 1


def test_nothing_to_write_is_nothing_to_do(app):
    with app.app_context():
        many.upsert(Source, [])
        many.drop(Source.path, [])

        assert checksums() == {}


def test_more_rows_go_than_fit_into_one_statement(app):
    with app.app_context():
        many.upsert(Source, [row(str(number)) for number in range(1_201)])
        many.drop(Source.path, [str(number) for number in range(1, 1_201)])

        assert checksums() == {"0": ""}


def test_only_rows_of_the_kind_that_is_meant_go(app):
    with app.app_context():
        many.upsert(Source, [row("a", kind="page"), row("b")])
        many.drop(Source.path, ["a", "b"], Source.kind == "post")

        assert list(checksums()) == ["a"]


def test_a_row_is_added_only_where_there_is_none_like_it(app):
    with app.app_context():
        assert many.add(Source, **row("a"))
        assert not many.add(Source, **row("a", checksum="new"))

        assert checksums() == {"a": ""}
