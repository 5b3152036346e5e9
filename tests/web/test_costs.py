"""What a page costs: as many queries as are written here, whatever there is to show."""

import pytest

import laps
from blog.database.engine import db
from counting import counting

# One of them asks when the next post will appear: until then the page may be kept.
QUERIES = {
    "/": 10,
    "/?page=2": 8,
    "/posts/knee-3/": 9,
    "/posts/knee-2/": 9,
    "/posts/chapters/": 9,
    "/tags/": 4,
    "/tags/knee/": 7,
    "/tags/knee/story/": 5,
    "/tags/knee/feed.atom": 6,
    "/tags/shoulder/": 8,
    "/tags/swimming/": 10,
    "/authors/sarah/": 9,
    "/archive/": 9,
    "/about/": 4,
    "/feed.atom": 5,
    "/sitemap.xml": 7,
    "/robots.txt": 2,
    "/nowhere/": 9,
}


@pytest.mark.parametrize(("path", "queries"), QUERIES.items())
def test_a_page_costs_as_many_queries_as_are_written_here(reader, path, queries):
    reader.application.wsgi_app.forget()
    with counting() as cost:
        reader.get(path)

    assert len(cost.statements) == queries, "\n".join(cost.statements)


@pytest.mark.parametrize("path", laps.KINDS)
def test_no_query_runs_in_a_template_and_no_entity_is_loaded(reader, path):
    reader.application.wsgi_app.forget()
    with counting() as cost:
        reader.get(path)

    assert cost.templates == [laps.KINDS[path]]
    assert cost.in_templates == []
    assert cost.entities == []


def test_many_posts_parts_and_tags_cost_no_more_than_a_few(folder, publish):
    folder.write("tags/knee.md", "---\ntitle: Knee\nseries: {started: 2011-01-01}\n---\n")
    folder.write("tags/hip.md", "---\ntitle: Hip\nseries: {started: 2011-01-01}\n---\n")
    folder.post("one", tags="knee, other")
    before = costs(publish())
    for number in range(25):
        folder.post(f"more-{number}", tags=f"knee, hip, tag {number}, other", date="2011-10-15")

    assert costs(publish()) == before


def costs(client):
    found = {}
    for path in ("/", "/posts/one/", "/tags/", "/tags/knee/", "/tags/other/", "/archive/"):
        with counting() as cost:
            assert client.get(path).status_code == 200
        found[path] = len(cost.statements)
    return found


def test_the_connection_is_given_back_after_every_answer(laps, reader):
    for path in ("/", "/nowhere/", "/feed.atom"):
        reader.get(path)

    with laps.app_context():
        assert db.engine.pool.checkedout() == 0
