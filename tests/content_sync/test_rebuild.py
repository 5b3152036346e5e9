"""However the folder came to be what it is, the index says what a fresh one would say."""

import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from blog import settings as blog_settings
from blog.authors.models import Author
from blog.database.engine import db
from blog.factory import create_app
from blog.markup import post as markup
from blog.posts.models import Address, Page, Post, PostTag
from blog.preferences.models import Site
from blog.series.models import Introduction
from blog.sources.models import Ties
from blog.training.models import Chart, Session, Tried
from blog.workshop import Outcome
from makers import SITE, Folder, front, ready, sync

BROKEN = "---\ntitle: [\n---\n"
TABLES = (Post, PostTag, Page, Author, Introduction, Site, Address, Ties, Session, Tried, Chart)
SLUGS = st.sampled_from(["a", "b", "c"])
HEADERS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Canal", "Mile", "Knee"]),
        "date": st.sampled_from(["2011-10-14", "2012-01-01", "2999-01-01"]),
    },
    optional={
        "tags": st.sampled_from(["[knee]", "[it-band, knee]"]),
        "draft": st.sampled_from(["yes", "no"]),
        "aliases": st.sampled_from(["/old/", "/posts/b/", "[/old/, /about/]"]),
        "formerly": SLUGS,
        "training": st.sampled_from(
            ["[{sport: run, date: 2011-10-01, distance: 1 mi, pain: 3}]", "[{sport: rest}]"]
        ),
        "tried": st.sampled_from(["{tape: helped}", "{tape: no, ice: worse}"]),
    },
)
STEPS = st.one_of(
    st.tuples(st.just("post"), SLUGS, HEADERS, st.sampled_from(["Words.", "Others.", ""])),
    st.tuples(st.just("remove"), SLUGS),
    st.tuples(st.just("rename"), SLUGS, SLUGS),
    st.tuples(st.just("page"), st.sampled_from(["yes", "no"])),
    st.tuples(st.just("tag"), st.booleans()),
    st.tuples(st.just("site"), st.sampled_from(["/posts/{slug}/", "/{year}/{slug}/", "/{slug}/"])),
    st.tuples(st.just("write"), st.just("posts/a.md"), st.just(BROKEN)),
    st.just(("sync",)),
)


class Here:
    """Renders in this process: hundreds of small texts need no protection."""

    def map(self, function, jobs, on_done=None, **_):
        return (Outcome(value=function(job)) for job in jobs)


def take(folder, step):
    match step:
        case "post", slug, header, body:
            folder.post(slug, body, **header)
        case "write", path, text:
            folder.write(path, text)
        case "remove", slug:
            (folder.content / f"posts/{slug}.md").unlink(missing_ok=True)
        case "rename", old, new:
            path = folder.content / f"posts/{old}.md"
            if path.exists():
                path.rename(folder.content / f"posts/{new}.md")
        case _:
            take_other(folder, step)


def take_other(folder, step):
    match step:
        case "page", draft:
            folder.write("pages/about.md", front({"title": "About", "draft": draft}))
        case "tag", is_series:
            more = {"series": "{started: 2011-10-01}"} if is_series else {}
            folder.write("tags/knee.md", front({"title": "Knee", **more}))
        case "site", permalink:
            folder.write(
                "site.toml", f'{SITE}permalink = "{permalink}"\nmenu = ["about", "knee"]\n'
            )


def said(app):
    """Read everything the index says, but for what no file says any more."""
    found = {}
    with app.app_context():
        for model in TABLES:
            query = db.select(*model.__table__.columns)
            if model is Address:
                query = query.where(~Address.lasting)
            found[model.__tablename__] = sorted(map(repr, db.session.execute(query)))
    return found


def fresh(folder, place):
    variables = {"BLOG_INSTANCE": str(place)}
    with ready(create_app(blog_settings.read(variables, at=folder.path))) as app:
        sync(app, Here())
        return said(app)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=2, max_size=14))
def test_the_index_says_what_a_fresh_one_would_say(steps):
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place) / "blog")
        with ready(create_app(blog_settings.read({}, at=folder.path))) as app:
            for step in steps:
                if step == ("sync",):
                    sync(app, Here(), accept_removals=True)
                else:
                    take(folder, step)
            for slug in "abc":
                # What is broken keeps its last good version, which a fresh index has not.
                path = folder.content / f"posts/{slug}.md"
                if path.exists() and path.read_text() == BROKEN:
                    folder.post(slug)
            sync(app, Here(), accept_removals=True)

            assert said(app) == fresh(folder, Path(place) / "fresh")


def test_rendering_here_is_rendering_as_ever():
    (outcome,) = Here().map(markup.render, ["Words."])

    assert outcome.value.html.strip() == "<p>Words.</p>"
