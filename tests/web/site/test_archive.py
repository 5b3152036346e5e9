from laps import look


def test_every_post_stands_in_its_year(see):
    years = {year.one("h2").text: year for year in see("/archive/").all("section.year")}

    assert list(years) == ["2026", "2025", "2024"]
    assert [line.text for line in years["2025"].all("li")] == [
        "Aug 1 Shoulder 2",
        "Jun 1 Shoulder 1",
        "Jan 5 Silence",
    ]
    # At half past eleven in Chicago it was already the next year elsewhere.
    assert years["2024"].all("li")[0].text == "Dec 31 Chapters"


def test_a_very_long_archive_goes_over_several_pages(folder, publish):
    for number in range(201):
        folder.post(f"post-{number:03}")
    client = publish()

    first, second = look(client, "/archive/"), look(client, "/archive/?page=2")

    assert len(first.all("li.h-entry")) == 200
    assert len(second.all("li.h-entry")) == 1
    assert first.links()["Older posts"] == "/archive/?page=2"


def test_an_empty_archive_says_so(client):
    assert "Nothing here yet." in look(client, "/archive/").text


def test_whoever_cuts_off_a_post_s_name_comes_here(reader):
    answer = reader.get("/posts/")

    assert (answer.status_code, answer.location) == (301, "/archive/")
