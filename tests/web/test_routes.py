"""Every address × everybody who may ask × everything they may ask for.

A new address has to be written down here, with what each of them is answered: nobody (a reader),
the author it is about, another author, and the owner of the site.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from blog import clock, current
from blog.accounts import service
from blog.accounts.passkeys import Made
from blog.comments import undoing
from blog.database.engine import Model, db
from blog.database.transaction import transaction
from entering import OURS, come_in, link, token
from makers import sync

WHO = ("nobody", "author", "another", "owner")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
WRITING = METHODS[1:]


PUBLIC = (200, 200, 200, 200)
LEADS_ON = (301, 301, 301, 301)
# Behind the door: whoever is nobody is asked who it is.
DESK = (303, 200, 200, 200)
# Something of one author's, which the owner may see and change as well, or not even the owner.
OF_AUTHOR = (303, 200, 403, 200)
PRIVATE = (303, 200, 404, 404)
DONE = (401, 303, 303, 303)
DONE_BY_AUTHOR = (401, 303, 403, 303)
OF_OWNER = (303, 403, 403, 200)
DONE_BY_OWNER = (401, 403, 403, 303)

ANSWERS = {
    "GET /": PUBLIC,
    "GET /<path:address>": PUBLIC,
    "GET /archive/": PUBLIC,
    "GET /archive/<int(fixed_digits=4):year>/": PUBLIC,
    "GET /authors/<slug>/": PUBLIC,
    "GET /favicon.ico": (302, 302, 302, 302),
    "GET /feed.atom": PUBLIC,
    "GET /feed/": LEADS_ON,
    "GET /healthz": PUBLIC,
    "GET /kept/": PUBLIC,
    "GET /media/<path:name>": (404, 404, 404, 404),
    "GET /posts/": LEADS_ON,
    "GET /readyz": PUBLIC,
    "GET /robots.txt": PUBLIC,
    "GET /sitemap.xml": PUBLIC,
    "GET /static/<path:name>": PUBLIC,
    "GET /tags/": PUBLIC,
    "GET /tags/<slug>/": PUBLIC,
    "GET /tags/<slug>/feed.atom": PUBLIC,
    "GET /tags/<slug>/log.csv": PUBLIC,
    "GET /tags/<slug>/story/": PUBLIC,
    # Readers write here, and prove themselves by where they come from; see test_comments.
    "GET /posts/<slug>/comments/": (302, 302, 302, 302),
    "POST /posts/<slug>/comments/": (303, 303, 303, 303),
    "GET /posts/<slug>/comments/<int:comment_id>/": (302, 302, 302, 302),
    "GET /posts/<slug>/comments/<int:comment_id>/edit/": (302, 302, 302, 302),
    "POST /posts/<slug>/comments/<int:comment_id>/edit/": (403, 403, 403, 403),
    "GET /posts/<slug>/comments/<int:comment_id>/reply/": PUBLIC,
    "GET /posts/<slug>/comments/<int:comment_id>/withdraw/": (302, 302, 302, 302),
    "POST /posts/<slug>/comments/<int:comment_id>/withdraw/": (403, 403, 403, 403),
    # Beside the desk's door.
    "GET /desk/comments.atom": (404, 404, 404, 404),
    "GET /desk/manifest.webmanifest": PUBLIC,
    "GET /desk/sign-in/": (200, 303, 303, 303),
    "POST /desk/sign-in/": (422, 422, 422, 422),
    "GET /desk/invited/<secret>/": PUBLIC,
    "POST /desk/invited/<secret>/": (422, 422, 422, 422),
    # Behind it. What is not there for who asks is left alone, and said to be done.
    "GET /desk/": DESK,
    "GET /desk/authors/<slug>/": OF_AUTHOR,
    "POST /desk/authors/<slug>/": DONE_BY_AUTHOR,
    "GET /desk/bio/": DESK,
    "GET /desk/check-in/": DESK,
    # Nothing said, nothing done.
    "POST /desk/check-in/<id>/": (401, 422, 403, 403),
    "GET /desk/comments/": DESK,
    # A button that says nothing.
    "POST /desk/comments/": (401, 400, 400, 400),
    "POST /desk/comments/<int:comment_id>/reply/": DONE_BY_AUTHOR,
    "GET /desk/comments/<int:comment_id>/repeats/": OF_AUTHOR,
    "POST /desk/comments/seen/": DONE,
    "GET /desk/devices/": DESK,
    "POST /desk/devices/<int:device_id>/sign-out/": DONE,
    "POST /desk/passkeys/<int:passkey_id>/remove/": DONE,
    "POST /desk/sign-out/": DONE,
    "GET /desk/discussions/": DESK,
    # None is named.
    "POST /desk/discussions/close/": DONE,
    "GET /desk/mend/<path:file>/": OF_AUTHOR,
    # No text came along.
    "POST /desk/mend/<path:file>/": (401, 422, 403, 422),
    # An address that was made up.
    "GET /desk/photos/<path:name>": (303, 404, 404, 404),
    "GET /desk/posts/": DESK,
    "GET /desk/problems/": DESK,
    "GET /desk/posts/<slug>/": OF_AUTHOR,
    # No button was pressed.
    "POST /desk/posts/<slug>/discussion/": (401, 400, 403, 400),
    "GET /desk/posts/<slug>/history/": OF_AUTHOR,
    "GET /desk/posts/<slug>/history/<int:id>/": OF_AUTHOR,
    "POST /desk/posts/<slug>/history/<int:id>/restore/": DONE_BY_AUTHOR,
    "GET /desk/posts/<slug>/write/": OF_AUTHOR,
    "POST /desk/rulings/<int:ruling_id>/undo/": DONE_BY_AUTHOR,
    "GET /desk/settings/": OF_OWNER,
    "POST /desk/settings/": DONE_BY_OWNER,
    "GET /desk/tags/": DESK,
    "GET /desk/tags/<slug>/": OF_AUTHOR,
    "POST /desk/tags/<slug>/": DONE_BY_AUTHOR,
    "GET /desk/write/": DESK,
    "GET /desk/write/<id>/": PRIVATE,
    "GET /desk/write/<id>/publish/": PRIVATE,
    "POST /desk/write/<id>/": (401, 303, 403, 403),
    "GET /desk/write/<id>/saves/": PRIVATE,
    "GET /desk/write/<id>/saves/<int:number>/": PRIVATE,
    "POST /desk/write/<id>/saves/<int:number>/restore/": (401, 303, 404, 404),
    # No photo came along.
    "POST /desk/write/<id>/photos/": (401, 422, 403, 403),
}
SHEET = "a-sheet-of-bens"
FIELDS = {"title": "Day 52", "body": "Slowly.\n", "name": "Jo"}


@pytest.fixture
def blog(folder, app, workshop):
    """A blog of Sarah, to whom the site belongs, of Ben, whom all of this is about, and Cara."""
    for slug in ("ben", "cara"):
        folder.write(f"authors/{slug}.md", f"---\nname: {slug.capitalize()}\n---\n")
    folder.write("tags/knee.md", "---\ntitle: The knee\nseries: {started: 2011-10-01}\n---\n")
    run = "[{sport: run, date: 2011-10-14, distance: 1 mi}]"
    app.extensions[current.WORKSHOP] = workshop
    folder.post(
        "bens", author="ben", tags="knee, ankle", training=run, date=f"{clock.now():%Y-%m-%d}"
    )
    folder.post("old", date="2011-10-14", tags="knee")
    sync(app, workshop)
    app.test_client().post("/posts/bens/comments/", data=FIELDS, headers=OURS)
    return app


@pytest.fixture
def people(blog):
    """The browsers of all who may ask, and what is Ben's in them."""
    slugs = {"author": "ben", "another": "cara", "owner": "sarah"}
    made = {who: come_in(blog, slug) for who, slug in slugs.items()}
    ben = made["author"]
    fields = {**FIELDS, "csrf_token": token(ben)}
    assert ben.post(f"/desk/write/{SHEET}/", data=fields, headers=OURS).status_code == 303
    with blog.app_context(), transaction():
        key = Made(credential="abc", public_key="def", sign_count=0)
        service.keep_passkey("ben", key, name="Phone", now=clock.now())
        undoing.reopen(["bens"], by="ben", now=clock.now(), name="Ben")
    _remember(blog, ben)
    return {"nobody": blog.test_client(), **made}


def _remember(blog, client):
    """Let the post have a former text."""
    from blog.manuscripts.models import Revision

    with blog.app_context(), transaction():
        text = "---\ntitle: Bens\ndate: 2011-10-14\nauthor: ben\n---\nOlder.\n"
        db.session.add(
            Revision(
                path="posts/bens.md",
                text=text,
                author_slug="ben",
                manuscript_id="x",
                written_at=clock.now(),
            )
        )


def routes(app):
    rules = [rule for rule in app.url_map.iter_rules()]
    return {
        f"{method} {rule.rule}": rule for rule in rules for method in rule.methods & set(METHODS)
    }


def an_address(app, rule):
    """Fill an address in with what is Ben's."""
    if "secret" in rule.arguments:
        return link(app, "ben")
    slugs = {"/tags/": "knee", "/desk/tags/": "ankle", "/authors/": "ben", "/desk/authors/": "ben"}
    slug = next((slugs[start] for start in slugs if rule.rule.startswith(start)), "bens")
    values = {
        "address": "posts/bens/",
        "slug": slug,
        "file": "posts/bens.md",
        "id": 1 if "history" in rule.rule else SHEET,
        "name": "site.css",
        "number": 1,
        "year": 2011,
        "comment_id": 1,
        "ruling_id": 1,
        "device_id": 1,
        "passkey_id": 1,
    }
    return rule.build({name: values[name] for name in rule.arguments})[1]


def ask(client, method, address, *, headers=OURS, given=""):
    fields = {**FIELDS, "csrf_token": given} if method != "GET" else None
    return client.open(address, method=method, data=fields, headers=headers)


def everything(app):
    """Everything the database and the author's folder hold that lasts."""
    seen = {"stamps", "arrivals", "hands", "attempts"}
    with app.app_context():
        tables = [table for name, table in Model.metadata.tables.items() if name not in seen]
        kept = {table.name: sorted(map(str, db.session.execute(select(table)))) for table in tables}
    content = app.extensions["second_wind"].content
    files = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    return kept, files


def test_every_address_has_an_answer_here_and_none_has_one_that_is_gone(app):
    assert set(routes(app)) == set(ANSWERS)


@pytest.mark.parametrize("what", ANSWERS)
def test_everybody_is_answered_as_is_written_here(blog, people, what):
    method, _ = what.split(" ", 1)
    address = an_address(blog, routes(blog)[what])
    given = {who: token(client) if who != "nobody" else "" for who, client in people.items()}

    # Whose it is comes last: what they do may end it.
    answers = {
        who: ask(people[who], method, address, given=given[who])
        for who in ("nobody", "another", "owner", "author")
    }

    assert {who: answers[who].status_code for who in WHO} == dict(
        zip(WHO, ANSWERS[what], strict=True)
    )
    for who in WHO[1:]:
        if not address.startswith(("/static/", "/favicon")):
            assert answers[who].headers["Cache-Control"] == "private, no-store", who


READING = [what for what in ANSWERS if what.startswith("GET")]
BEHIND_THE_DOOR = [
    what
    for what in ANSWERS
    if what.startswith("POST /desk/")
    and not what.startswith(("POST /desk/sign-in/", "POST /desk/invited/"))
]


def test_reading_writes_nothing(blog, people):
    addresses = [an_address(blog, routes(blog)[what]) for what in READING]
    before = everything(blog)

    for client in people.values():
        for address in addresses:
            client.get(address)

    assert everything(blog) == before


@pytest.mark.parametrize("what", BEHIND_THE_DOOR)
def test_nothing_is_written_without_a_token_or_by_another_site(blog, people, what):
    address = an_address(blog, routes(blog)[what])
    given = {who: token(people[who]) for who in WHO[1:]}
    before = everything(blog)

    for who in WHO[1:]:
        client = people[who]
        others = {"Sec-Fetch-Site": "cross-site"}
        assert ask(client, "POST", address).status_code == 400
        assert ask(client, "POST", address, given="noise").status_code == 400
        assert ask(client, "POST", address, headers={}).status_code == 400
        assert ask(client, "POST", address, headers=others, given=given[who]).status_code == 403
    assert ask(people["nobody"], "POST", address, given=given["owner"]).status_code == 401

    assert everything(blog) == before


def test_whatever_else_is_asked_for_is_refused(blog, people):
    there = routes(blog)
    rules = {rule.rule: rule for rule in there.values()}
    for rule in rules.values():
        address = an_address(blog, rule)
        for method in (one for one in METHODS[1:] if f"{one} {rule.rule}" not in there):
            for who, client in people.items():
                answer = ask(client, method, address)
                assert answer.status_code == 405, f"{who}: {method} {rule.rule}"
