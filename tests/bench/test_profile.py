import time

import pytest

from bench import profile, results
from bench.profile import Part, Watch
from bench.sites import Site


def _work(seconds):
    begun = time.thread_time()
    while time.thread_time() - begun < seconds:
        pass


def test_a_part_within_another_one_counts_for_itself():
    watch = Watch()
    inner = watch.timed("inner", lambda: _work(0.02))

    watch.timed("outer", lambda: (inner(), _work(0.01)))()

    assert watch.times["inner"] >= 0.02
    assert 0.01 <= watch.times["outer"] < watch.times["inner"]


def test_what_a_page_and_a_comment_cost_is_told_part_by_part(tmp_path):
    site = Site(tmp_path / "blog").write(9).publish().discuss(here=2)

    found = profile.measure(site, times=3)

    page, comment = ({part.name for part in parts} for parts in found.values())
    assert {"statements", "template", "the discussion", "packing (brotli 5)"} <= page
    assert {"statements", "the rules", "marks made HTML, and cleaned", "commit"} <= comment
    assert all(part.milliseconds >= 0 for parts in found.values() for part in parts)


def test_what_was_not_answered_is_not_measured(tmp_path):
    site = Site(tmp_path / "blog").write(9).publish()
    (site.folder / "instance" / "blog.sqlite3").write_bytes(b"no database")

    with pytest.raises(RuntimeError, match="503"):
        profile.measure(site, times=1)


def test_what_is_dearest_stands_first_and_nothing_where_all_is_reached():
    told = results.told(
        {"A page": [Part(name="a", milliseconds=1), Part(name="b", milliseconds=2)]}
    )

    assert told.index("| b | 2.00 |") < told.index("| a | 1.00 |")
    assert results.told({}) == ""
