"""The desk in the gallery: every page an author meets there, as it came.

Nobody gets to them without a badge, so they are asked for here and kept.
"""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from werkzeug.test import TestResponse

from authoring import Desk, at_desk, send
from blog import current
from blog.workshop import Workshop
from entering import enter, link
from gallery import sites, words
from gallery.talks import Visitor
from makers import Folder, sync
from scriptless import Browser

_SPAM = "Best prices for knees, today only: https://knees.example/{} and https://knees.example/top"
_LINKS = "https://a.example/stretch https://b.example/roller"


def site(path) -> Folder:
    """Write a blog whose author has everything before them at once."""
    folder = sites.new(path)
    sites.series(folder, "knee", "The IT band story", 48, status="healing", tape="magenta")
    sites.series(folder, "hip", "The hip story", 400, status="injured", tape="violet")
    sites.post(folder, "hip-1", 390, "A hip, part 1", tags="hip")
    for number, ago in enumerate((48, 30, 4), 1):
        sites.post(folder, f"knee-{number}", ago, f"A knee, part {number}", tags="knee")
    sites.post(folder, "gone", 200, "What is taken down")
    sites.post(folder, "dead-end", 100, "A link too far", "See [that](/posts/nowhere/).\n")
    sites.post(folder, "soon", -12, "What I will say in two weeks")
    sites.post(folder, "hidden", 3, f"A draft with {words.UNBROKEN}", draft="yes")
    then = sites.day(0)
    folder.post("a-year-ago", title="The first mile", date=f"{_a_year_before(then):%Y-%m-%d}")
    return folder


def desk(app: Flask, folder: Folder, workshop: Workshop) -> dict[str, str]:
    """Sit down at the desk and keep every page of it, by its name."""
    app.extensions[current.WORKSHOP] = workshop
    _hear(app)
    folder.remove("posts/gone.md")
    folder.post("broken", date="next Tuesday")
    sync(app, workshop)
    at_it = Desk(app)
    held = {**_at_the_door(app), **_writing(at_it, app), **_comments(at_it)}
    held |= {name: _kept(at_it.client.get(path)) for name, path in _PLAIN.items()}
    at_desk = {f"desk-{name}": page for name, page in held.items()}
    return {**at_desk, "post-for-its-author": _kept(at_it.client.get("/posts/knee-3/"))}


def elsewhere(apps: dict[str, Flask]) -> dict[str, str]:
    """Look at the desk of blogs that are empty or in another language."""
    held = {}
    for name in ("empty", "german", "arabic"):
        client = at_desk(apps[name])
        held[f"desk-home-{name}"] = _kept(client.get("/desk/"))
        if name != "empty":
            held[f"desk-check-in-{name}"] = _kept(client.get("/desk/check-in/"))
    return held


_PLAIN = {
    "home": "/desk/",
    "problems": "/desk/problems/",
    "posts": "/desk/posts/",
    "devices": "/desk/devices/",
    "check-in": "/desk/check-in/",
    "bio": "/desk/bio/",
    "tags": "/desk/tags/",
    "tag": "/desk/tags/hip/",
    "settings": "/desk/settings/",
    "discussions": "/desk/discussions/",
    "mend": "/desk/mend/posts/broken.md/",
    "done": "/desk/posts/knee-3/",
    "done-scheduled": "/desk/posts/soon/",
}


_SHELVES = {
    "searched": "/desk/comments/?q=nothing+of+it",
    "recent": "/desk/comments/?show=recent",
    "folded": "/desk/comments/?show=folded",
    "deleted": "/desk/comments/?show=deleted",
    "repeats": "/desk/comments/{}/repeats/",
}


def _a_year_before(day: datetime) -> datetime:
    is_leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap else day.day)


def _hear(app: Flask) -> None:
    """Let readers say what waits, much of it alike, and what is there at once."""
    visitor = Visitor(app.test_client())
    for number in range(6):
        visitor.send("knee-2", _SPAM.format(number), name=f"Bargain {number}")
    visitor.send("knee-1", f"{words.sentences(3)} {_LINKS}", name="Ruth")
    visitor.send("knee-3", f"{words.HEBREW} {_LINKS}", name=words.LONG_NAME)
    visitor.send("knee-3", words.sentences(2), name="Jo")
    visitor.send("gone", words.sentences(1), name="Mia")


def _at_the_door(app: Flask) -> dict[str, str]:
    stranger = app.test_client()
    return {
        "sign-in": _kept(stranger.get("/desk/sign-in/")),
        "sign-in-refused": _kept(enter(stranger, password="none of mine")),
        "sign-in-to-send": _kept(send(stranger, "/desk/write/x/", {"body": words.sentences(2)})),
        "invited": _kept(stranger.get(link(app))),
        "over": _kept(stranger.get("/desk/invited/none/")),
    }


def _writing(desk: Desk, app: Flask) -> dict[str, str]:
    held = {"write": _kept(desk.open("/desk/write/"))}
    body = words.text(200)
    desk.press("save", title="Half a thought, and the rest of it", body=body, tags="knee")
    address = desk.address
    held["write-full"] = _kept(desk.open(address))
    held["write-refused"] = _kept(desk.press("publish", date="next Tuesday"))
    held["publish"] = _kept(desk.press("publish", date="", body=f"![](no.jpg)\n\n{body}"))
    other = Desk(app)
    other.open(address)
    other.press("save", body=f"{body}\n\nFrom the other one.")
    held["both"] = _kept(desk.press("save", body=f"{body}\n\nFrom this one.", number="1"))
    saves = desk.open(address) and f"{address}saves/"
    held |= {"saves": _kept(desk.client.get(saves)), "save": _kept(desk.client.get(f"{saves}1/"))}
    held["again"] = _kept(send(desk.client, address, {"body": words.sentences(3)}))
    return held | _what_it_said_before(app)


def _what_it_said_before(app: Flask) -> dict[str, str]:
    desk = Desk(app)
    desk.open("/desk/posts/knee-1/write/")
    desk.publish(body=desk.fields["body"].replace(".", "; ", 2))
    past = "/desk/posts/knee-1/history/"
    return {
        "history": _kept(desk.client.get(past)),
        "revision": _kept(desk.client.get(f"{past}1/")),
    }


def _comments(desk: Desk) -> dict[str, str]:
    at_queue = Browser(desk.client).open("/desk/comments/")
    number = at_queue.page.all("article.waits")[-1]["id"].rpartition("-")[2]
    held = {"comments": at_queue.html, "comments-decided": at_queue.press("Spam").html}
    held["comments-spam"] = _kept(desk.client.get("/desk/comments/?show=spam"))
    at_queue.press("Undo")
    for name, path in _SHELVES.items():
        held[f"comments-{name}"] = _kept(desk.client.get(path.format(number)))
    return held


def _kept(answer: TestResponse) -> str:
    """Keep a page, but none of one that tripped."""
    assert answer.status_code not in {303, 404, 500}, answer.text
    return answer.text


DESK = tuple(
    f"desk-{name}"
    for name in (
        *_PLAIN,
        *("sign-in", "sign-in-refused", "sign-in-to-send", "invited", "over"),
        *("write", "write-full", "write-refused", "publish", "both", "again"),
        *("saves", "save", "history", "revision"),
        *(
            "comments",
            "comments-decided",
            "comments-spam",
            *(f"comments-{name}" for name in _SHELVES),
        ),
        *("home-empty", "home-german", "home-arabic", "check-in-german", "check-in-arabic"),
    )
)
ON_THE_SITE = ("post-for-its-author",)
