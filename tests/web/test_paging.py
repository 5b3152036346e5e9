import pytest

LISTS = ["/", "/archive/", "/authors/sarah/", "/tags/swimming/"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "number",
    ["0", "-1", "abc", "", "1.0", "99", "1000000", "9" * 5000, "٢", "²", "+1", " 1", "1e1", "%00"],
)
def test_a_page_the_list_does_not_have_is_not_found(reader, path, number):
    assert reader.get(f"{path}?page={number}").status_code == 404


@pytest.mark.parametrize("path", LISTS)
def test_the_first_page_has_one_address(see, path):
    assert see(f"{path}?page=1").one("link[rel=canonical]")["href"] == f"https://laps.example{path}"


def test_the_first_of_two_answers_counts(reader):
    assert reader.get("/?page=2&page=9").status_code == 200


def test_pages_lead_to_each_other(see):
    first, second = see("/").one("nav.paging"), see("/?page=2").one("nav.paging")

    assert first.text == "Page 1 of 2 Older posts"
    assert first.one("a[rel=next]")["href"] == "/?page=2"
    assert first.all("a[rel=prev]") == []
    assert second.text == "Newer postsPage 2 of 2"
    assert second.one("a[rel=prev]")["href"] == "/"
    assert second.all("a[rel=next]") == []


def test_a_later_page_says_so_in_title_and_address(see):
    page = see("/?page=2")

    assert page.one("title").children == ["Laps & more · Page 2 of 2"]
    assert page.one("link[rel=canonical]")["href"] == "https://laps.example/?page=2"
    assert page.all("section.now") == []


def test_a_list_of_one_page_has_no_paging(see):
    assert see("/tags/swimming/").all("nav.paging") == []
