"""Stories as their readers meet them: ten that differ, and what is true of all of them."""

import csv
import os
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

import clocks
import telling
from blog import settings
from blog.factory import create_app
from blog.training import measures
from blog.training.log import Sport
from blog.workshop import Outcome
from laps import look
from makers import Folder, ready, sync
from training_logs import SESSIONS

KEPT = Path(__file__).parent / "stories"


@pytest.fixture(scope="module")
def told(tmp_path_factory, workshop):
    """The app of the ten stories. Tests read it and change nothing."""
    folder = Folder(tmp_path_factory.mktemp("told") / "blog")
    telling.write(folder)
    with ready(create_app(settings.read({}, at=folder.path))) as app:
        with pytest.MonkeyPatch.context() as patch:
            clocks.tell(patch, lambda: telling.NOON)
            report = sync(app, workshop)
        assert report.problems == ()
        yield app


@pytest.fixture
def reader(told, monkeypatch):
    clocks.tell(monkeypatch, lambda: telling.NOON)
    return told.test_client()


def parts_of(reader, name):
    story = look(reader, f"/tags/{name}/")
    return [part.one("h3").one("a")["href"] for part in story.one("ol.parts").all("li")
            if part.all("h3")]  # fmt: skip


@pytest.mark.parametrize("name", telling.NAMES)
def test_a_story_is_told_as_it_was_agreed(reader, name):
    pages = [look(reader, f"/tags/{name}/").one("article.story")]
    paths = parts_of(reader, name)
    for path in dict.fromkeys((paths[0], paths[-1])):
        page = look(reader, path)
        pages += [*page.all("nav.series"), *page.all("section.sessions"), *page.all("nav.turn")]
    found = "\n".join(map(telling.outline, pages))

    kept = KEPT / f"{name}.txt"
    if os.environ.get("WRITE_OUTLINES"):
        kept.write_text(found)
    assert found == kept.read_text()


@pytest.mark.parametrize("name", telling.NAMES)
def test_day_and_part_numbers_agree_everywhere(reader, name):
    story = look(reader, f"/tags/{name}/")
    whole = look(reader, f"/tags/{name}/story/")
    parts = [part for part in story.one("ol.parts").all("li") if part.all("h3")]
    chapters = whole.all("section.chapter")

    assert len(parts) == len(chapters)
    for number, (part, chapter) in enumerate(zip(parts, chapters, strict=True), 1):
        day = re.search(r"day (\d+)", part.text)[1]
        assert f"Part {number} · " in part.text
        assert f"Part {number} · " in chapter.text
        assert f"day {day}" in chapter.one("p.small").text
        page = look(reader, part.one("h3").one("a")["href"])
        (box,) = (one for one in page.all("nav.series") if story.one("h1").text in one.text)
        assert f"Part {number} of {len(parts)}" in box.text
        assert re.search(rf"day {day}\b", box.text)
        if page.all("nav.series")[0] is box:
            assert page.one("b.count").text == day


@pytest.mark.parametrize("name", telling.NAMES)
def test_the_same_number_reads_the_same_in_chart_table_and_sheet(reader, name):
    agree(reader, name)


def agree(reader, name):
    story = look(reader, f"/tags/{name}/")
    sheet = rows(reader.get(f"/tags/{name}/log.csv"))
    if not sheet:
        assert story.all("figure.chart") == story.all("details.numbers") == []
        return
    table = story.one("details.numbers")
    entries = [row for row in table.all("tr") if row.all("td") and "sum" not in row.classes]

    assert len(entries) == len(sheet)
    for row, line in zip(entries, sheet, strict=True):
        _, far, time, pain, part, _ = (cell.text for cell in row.all("td"))
        assert row.one("th[scope=row]").one("time")["datetime"] == line["date"]
        assert (number(far), time, pain) == (
            line["distance_mi"], line["time"], line["pain"],
        )  # fmt: skip
        assert part == line["part"]
    weeks = [row for row in table.all("tr.sum") if row.one("th").text.startswith("Week")]
    slack = Decimal("0.005") * (len(weeks) + 1)
    sums = [Decimal(number(week.all("td")[0].text) or 0) for week in weeks]
    total = [row for row in table.all("tr.sum") if row.one("th").text == "In all"]
    assert abs(sum(sums) - Decimal(number(total[0].all("td")[0].text) or 0)) <= slack
    if any(sums):
        drawn = [svg.one("desc").text for svg in story.all("svg[role=img]")][-1]
        assert f"{max(sums):,} mi (" in drawn
    if pains := [int(line["pain"]) for line in sheet if line["pain"]]:
        assert f"{max(pains)} at worst" in story.one("figure.chart").text


def number(text):
    """Give the number of "1,609.34 mi (2,590 km)"."""
    return text.partition(" ")[0].replace(",", "")


def rows(answer):
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(StringIO(answer.text)))


def test_every_distance_says_the_other_unit_to_hands_and_ears(reader):
    far = look(reader, "/tags/one-part/").one("dl.facts").one("span[title]")

    assert far["title"] == "4.83 km"
    assert far.text == "3 mi (4.83 km)"


def test_the_whole_story_is_told_from_the_first_part(reader):
    page = look(reader, "/tags/goal-reached/story/")

    assert [one.one("h2").text for one in page.all("section.chapter")] == [
        f"Goal reached {number}" for number in range(1, 5)
    ]
    assert page.one("nav.small").links()["1 · Goal reached 1"] == "#part-1"
    assert page.one("p.outcome").links()["How it ended"] == "#part-4"
    assert "Words of part 4." in page.text


def test_texts_that_name_places_alike_stand_on_one_page_together(folder, publish):
    folder.write("tags/knee.md", "---\ntitle: Knee\nseries: {started: 2011-01-01}\n---\n")
    body = "## How it went\n\nAs ever.[^1] [Again](#how-it-went)\n\n[^1]: A note.\n"
    for number in (1, 2):
        folder.post(f"part-{number}", body, tags="knee", date=f"2011-01-0{number}")

    page = look(publish(), "/tags/knee/story/")

    places = {one["id"] for one in page.every() if "id" in one.attributes}
    inside = {one["href"][1:] for one in page.all("a[href]") if one["href"].startswith("#")}
    assert inside <= places
    assert {"part-1-how-it-went", "part-2-how-it-went"} <= places
    assert [one.text for one in page.all("h3")] == ["How it went", "How it went"]


@pytest.mark.parametrize("address", ["story/", "log.csv", "feed.atom"])
def test_what_is_no_story_has_none_of_its_pages(client, address):
    assert client.get(f"/tags/nothing/{address}").status_code == 404


def test_a_story_without_a_part_has_no_page_for_all_of_them(folder, publish):
    folder.write("tags/knee.md", "---\ntitle: Knee\nseries: {started: 2011-01-01}\n---\n")

    assert publish().get("/tags/knee/story/").status_code == 404


def test_those_who_cheered_are_named_once_when_it_is_over(folder, publish):
    folder.write("tags/knee.md", "---\ntitle: K\nseries: {ended: 2011-12-01}\n---\n")
    folder.post("one", tags="knee")
    client = publish()
    assert look(client, "/tags/knee/").all("p.credits") == []
    for name, body in [("Mia", "On."), ("mia ", "Still."), ("Jo", "Two."), ("", "A."), ("", "B.")]:
        answer = client.post(
            "/posts/one/comments/",
            data={"name": name, "body": body},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert answer.status_code == 303

    story = look(client, "/tags/knee/")

    assert story.one("p.credits").text == "Mia, Jo, and 2 who left no name."


def test_a_story_that_goes_on_thanks_nobody_yet(reader):
    assert look(reader, "/tags/relapsed/").all("p.credits") == []


def test_a_story_of_somebody_else_s_tells_nothing_of_the_author_s_training(folder, publish):
    folder.write("tags/wrist.md", "---\ntitle: W\nseries: {started: 2026-04-01, log: no}\n---\n")
    run = "[{sport: run, distance: 1 mi, pain: 3}]"
    folder.post("one", tags="wrist", date="2026-04-09", training=run, tried="{tape: helped}")
    client = publish()

    story = look(client, "/tags/wrist/")

    for which in ("figure.chart", "dl.facts", "details.numbers", "table.tried", "dl.milestones"):
        assert story.all(which) == []
    assert rows(client.get("/tags/wrist/log.csv")) == []
    assert look(client, "/").all("dl.facts") == []
    post = look(client, "/posts/one/")
    assert "What helped" not in post.one("nav.series").text
    assert "1 mi" in post.one("section.sessions").text


def test_what_helped_is_one_tap_from_every_part(reader):
    for path in parts_of(reader, "goal-reached"):
        outcome = look(reader, path).one("p.outcome")
        assert outcome.links()["What helped"] == "/tags/goal-reached/#tried"
    tried = look(reader, "/tags/goal-reached/").one("table.tried")
    assert tried.text.startswith("What Whether it helped Parts massage helped parts 1 2 3 4")
    assert "What helped" not in look(reader, "/posts/no-log-1/").one("p.outcome").text


def test_a_part_that_is_to_come_tells_nothing_yet(folder, publish, now):
    folder.write("tags/knee.md", "---\ntitle: K\nseries: {started: 2026-04-01}\n---\n")
    runs = "[{sport: run, distance: 9 mi, pain: 8}]"
    folder.post("one", tags="knee", date="2026-04-01", training="[{sport: run, distance: 1 mi}]")
    folder.post("two", tags="knee", date="2026-04-20", training=runs, tried="{tape: helped}")
    client = publish()
    before = [client.get(path).text for path in ("/tags/knee/", "/tags/knee/log.csv")]

    now(datetime(2026, 4, 21, tzinfo=UTC))
    story = look(client, "/tags/knee/")

    assert not any("9 mi" in page or "2026-04-20" in page for page in before)
    assert "8 at worst" in story.one("figure.chart").text
    assert "10 mi" in story.one("dl.facts").text
    assert story.one("table.tried").text.count("helped") >= 1


def test_a_chart_forgets_what_its_posts_no_longer_tell(folder, publish):
    folder.write("tags/knee.md", "---\ntitle: K\nseries: {started: 2011-10-01}\n---\n")
    folder.post("one", tags="knee", training="[{sport: run, distance: 9 mi}]")
    folder.post("two", tags="knee", training="[{sport: run, distance: 4 mi}]")
    assert "13 mi (20.92 km) at most" in look(publish(), "/tags/knee/").one("figure.chart").text

    folder.remove("posts/one.md")
    assert "4 mi (6.44 km) at most" in look(publish(), "/tags/knee/").one("figure.chart").text

    folder.post("two", tags="other", training="[{sport: run, distance: 4 mi}]")
    assert look(publish(), "/tags/knee/").all("figure.chart") == []


def test_a_week_begins_as_the_site_says(folder, publish):
    site = (folder.content / "site.toml").read_text()
    folder.write("tags/knee.md", "---\ntitle: K\nseries: {started: 2011-10-01}\n---\n")
    runs = "[{sport: run, date: 2011-10-09}, {sport: run, date: 2011-10-10}]"
    folder.post("one", tags="knee", training=runs)
    assert len(weeks(look(publish(), "/tags/knee/"))) == 2

    folder.write("site.toml", site + 'week_starts = "sunday"\nunits = "km"\n')
    assert weeks(look(publish(), "/tags/knee/")) == ["Week of Oct 9, 2011"]


def weeks(story):
    heads = (row.one("th").text for row in story.one("details.numbers").all("tr.sum"))
    return [head for head in heads if head.startswith("Week")]


def test_three_hundred_sessions_are_drawn_in_one_line_and_one_row_of_bars(folder, publish):
    folder.write("tags/knee.md", "---\ntitle: K\nseries: {started: 2010-01-01}\n---\n")
    first = datetime(2010, 1, 1, tzinfo=UTC)
    for post in range(3):
        days = (first + timedelta(days=2 * (100 * post + number)) for number in range(100))
        entries = "".join(
            f"\n  - {{sport: run, date: {day:%Y-%m-%d}, distance: 5 km, pain: {day.day % 5}}}"
            for day in days
        )
        folder.post(f"part-{post}", tags="knee", date="2011-12-01", training=entries)

    story = look(publish(), "/tags/knee/")
    chart = story.one("figure.chart")

    assert chart.one("path.dots")["d"].count("h0") == 300
    assert len(chart.all("path")) == 3
    assert "dense" in chart.classes
    assert len(story.one("details.numbers").all("tr")) == 1 + 300 + 87 + 1


def test_a_year_is_summed_up_by_week_and_sport(reader):
    page = look(reader, "/archive/2012/")

    assert page.one("h1").text == "Training in 2012"
    heads = [head.text for head in page.one("thead").all("th")]
    assert heads[:2] == ["Week of", "Run"]
    *of_weeks, in_all = (row.all("td")[0].text for row in page.all("tr")[1:])
    assert sum(Decimal(number(one) or 0) for one in of_weeks) == Decimal(number(in_all))
    assert look(reader, "/archive/").links()["Training in 2012, week by week"] == "/archive/2012/"


@pytest.mark.parametrize("year", ["2009", "0000", "9999", "12", "20120"])
def test_a_year_without_training_has_no_page(reader, year):
    assert reader.get(f"/archive/{year}/").status_code == 404


class Here:
    """Renders in this process: small texts need no protection."""

    def map(self, function, jobs, on_done=None, **_):
        return (Outcome(value=function(job)) for job in jobs)


@pytest.mark.slow
@hypothesis.settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=st.lists(st.lists(SESSIONS, max_size=1), min_size=1, max_size=5))
def test_whatever_is_told_days_parts_and_numbers_agree(told):
    with TemporaryDirectory() as place:
        folder = Folder(Path(place) / "blog")
        folder.write("tags/knee.md", "---\ntitle: K\nseries: {started: 2011-01-01}\n---\n")
        for number, sessions in enumerate(told):
            entries = "".join(map(entry, sessions[0] if sessions else []))
            date = f"2014-01-0{number + 1}"
            folder.post(f"part-{number}", tags="knee", date=date, training=entries or None)
        with ready(create_app(settings.read({}, at=folder.path))) as app:
            assert sync(app, Here()).problems == ()
            reader = app.test_client()
            test_day_and_part_numbers_agree_everywhere(reader, "knee")
            agree(reader, "knee")


def entry(session):
    values = {
        "sport": session.sport.value,
        "date": session.day,
        "pain": session.pain,
        "distance": session.millimetres and f"{Decimal(session.millimetres) / 1000} m",
        "time": session.seconds and measures.clock(session.seconds),
    }
    if session.sport is Sport.REST or quick(session):
        del values["time"]
    if session.sport is Sport.REST:
        del values["distance"]
    said = ", ".join(f'{name}: "{value}"' for name, value in values.items() if value is not None)
    return f"\n  - {{{said}}}"


def quick(session):
    """Tell whether nobody is as quick as this."""
    far, long = session.millimetres or 0, session.seconds or 1
    return far / long > 3000
