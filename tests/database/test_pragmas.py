import pytest

from blog.database import pragmas
from blog.database.engine import db


@pytest.mark.parametrize(
    ("library", "journal", "synchronous"),
    [
        pytest.param((3, 40, 1), "TRUNCATE", "EXTRA", id="Debian 12"),
        pytest.param((3, 51, 2), "TRUNCATE", "EXTRA", id="the last with the fault"),
        pytest.param((3, 51, 3), "WAL", "FULL", id="the first without it"),
        pytest.param((3, 53, 0), "WAL", "FULL", id="our own"),
    ],
)
def test_the_journal_is_one_the_library_keeps_safely(library, journal, synchronous):
    chosen = pragmas.chosen(library)

    assert f"journal_mode = {journal}" in chosen
    assert f"synchronous = {synchronous}" in chosen


def test_every_connection_is_kept_safe(app):
    names = ("foreign_keys", "busy_timeout", "mmap_size", "synchronous")
    careful = pragmas.version() < (3, 51, 3)
    with app.app_context(), db.engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert found == [1, 5000, 0, 3 if careful else 2]
