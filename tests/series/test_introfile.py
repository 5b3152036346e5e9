from datetime import date

import pytest

from blog.errors import BadFile
from blog.series import introfile
from blog.series.introfile import Status
from makers import front


def parse(name="it-band", **fields):
    return introfile.parse(front(fields) + "Words.", path=f"tags/{name}.md", name=name)


def test_every_field_is_understood():
    intro, advice = parse(
        title="IT band",
        summary="From pain to start.",
        image="knee.jpg",
        series="{started: 2013-05-01, status: healing, ended: 2013-09-01, "
        "goal: {name: Half, date: 2013-10-05}, outcome: It healed., tape: lime, log: no}",
    )

    assert advice == ()
    assert (intro.slug, intro.title, intro.summary) == ("it-band", "IT band", "From pain to start.")
    assert (intro.image, intro.image_line) == ("knee.jpg", 4)
    facts = intro.series
    assert (facts.started, facts.ended) == (date(2013, 5, 1), date(2013, 9, 1))
    assert (facts.status, facts.tape, facts.outcome) == (Status.HEALING, "lime", "It healed.")
    assert facts.has_log is False
    assert (facts.goal_name, facts.goal_date) == ("Half", date(2013, 10, 5))


def test_a_tag_needs_nothing_but_a_name():
    intro, _ = introfile.parse("Just words.", path="tags/Knee.md", name="Knee")

    assert (intro.slug, intro.title, intro.series, intro.body) == (
        "knee",
        "Knee",
        None,
        "Just words.",
    )


def test_an_ended_story_without_a_status_has_returned():
    assert parse(series="{ended: 2013-09-01}")[0].series.status is Status.RETURNED


def test_a_colour_nobody_chose_stays_the_same():
    assert {parse(series="{started: 2013-05-01}")[0].series.tape for _ in range(3)} == {
        parse(series="{status: injured}")[0].series.tape
    }


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ("{started: yesterday}", "series.started"),
        ("{status: fine}", "series.status is one of injured, healing, returned"),
        ("{started: 2013-05-01, ended: 2013-04-01}", "series.ended: the story ends before"),
        ("{tape: pink}", "series.tape is one of"),
        ("{goal: {date: soon}}", "series.goal.date"),
        ("yes", "series has fields of its own"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_line(series, said):
    with pytest.raises(BadFile) as caught:
        parse(title="x", series=series)

    assert str(caught.value).startswith(f"tags/it-band.md:3: {said}")


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ("{started: 2030-01-01}", "series.started: 2030-01-01 is still to come"),
        ("{ended: 2030-01-01}", "series.ended: 2030-01-01 is still to come"),
        ("{started: 0001-01-01}", "series.started: 0001-01-01 is long ago"),
    ],
)
def test_of_a_day_that_makes_no_sense_its_author_is_told(series, said):
    text = front({"title": "x", "series": series})

    _, (advice,) = introfile.parse(text, path="tags/knee.md", name="knee", today=date(2026, 6, 1))

    assert str(advice).startswith(f"tags/knee.md:3: {said}")
    assert not advice.refused


def test_a_slip_is_advised_on():
    _, (advice,) = parse(series="{begun: 2013-05-01}")

    assert (advice.line, advice.refused) == (2, False)
