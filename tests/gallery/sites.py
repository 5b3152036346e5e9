"""The folders of the gallery: a journal in full swing; blogs that are silent, new or foreign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gallery import words
from makers import Folder, front

ROOT = Path(__file__).parents[2]
_PICTURES = ROOT / "content" / "posts"
_LAKE = _PICTURES / "2026-05-17-seventh-of-nine" / "lake.jpg"
_KNEE = _PICTURES / "2025-09-12-glenn-finds-the-spot" / "taped-knee.jpg"
_PORTRAIT = ROOT / "content" / "authors" / "sarah.jpg"

# The day of each part of the story that is over, and what was run and felt on it.
_OVER = (
    (0, 5, 3),
    (15, 2, 6),
    (40, 0, 4),
    (47, 1, 0),
    (51, 3, 1),
    (70, 4, 0),
    (90, 6, 0),
)
_OVER_TITLES = (
    "Something on the outside of the knee",
    "The physio with the thumbs",
    "Two weeks of not running",
    "One mile along the canal",
    "Three miles and a very smug dog",
    "A hill, politely",
    "Thirteen point one",
)


def day(ago: int) -> datetime:
    """Tell the day so many days ago."""
    return datetime.now(UTC) - timedelta(days=ago)


def site(**fields: str) -> str:
    """Write a site.toml."""
    usual = {
        "title": "Swim Bike Mom Run",
        "tagline": "Three sports, three kids, one bathroom.",
        "author": "sarah",
        "language": "en-US",
    }
    return "".join(f'{name} = "{value}"\n' for name, value in {**usual, **fields}.items())


def journal(path: Path) -> Folder:
    """Write a blog in full swing: stories of every kind, and posts that are hard to show."""
    folder = new(path, menu=("knee", "swim", "about"))
    _stories(folder)
    _over(folder)
    _under_way(folder)
    _of_twenty(folder)
    for write in _DIFFICULT:
        write(folder)
    for number in range(3):
        post(
            folder,
            f"ordinary-{number}",
            150 + 40 * number,
            f"A plan with room in it, {number}",
        )
    return folder


def silent(path: Path) -> Folder:
    """Write a blog whose author has not said how it went on."""
    folder = new(path)
    series(folder, "hip", "The hip story", 160, status="injured", tape="violet")
    for number, ago in enumerate((160, 140, 113), 1):
        post(folder, f"hip-{number}", ago, f"A hip, part {number}", tags="hip")
    return folder


def empty(path: Path) -> Folder:
    """Write a blog of which nobody has written anything."""
    folder = Folder(path)
    folder.write("site.toml", site())
    return folder


def foreign(path: Path, *, language: str, title: str) -> Folder:
    """Write a small blog in another language, whose words are longer or go the other way."""
    folder = new(path, title=title, language=language)
    series(
        folder,
        "knee",
        words.ARABIC_TITLE if language == "ar" else "Die Kniegeschichte",
        30,
    )
    said = "\n\n".join(words.ARABIC) if language == "ar" else words.text(150)
    for number, ago in enumerate((30, 20, 4), 1):
        title = words.ARABIC_TITLE if language == "ar" else f"Läuferknie, Teil {number}"
        post(folder, f"knee-{number}", ago, title, said, tags="knee")
    return folder


def new(path: Path, *, menu: tuple[str, ...] = ("about",), **fields: str) -> Folder:
    folder = Folder(path)
    shown = ", ".join(f'"{entry}"' for entry in menu)
    folder.write("site.toml", f"{site(**fields)}menu = [{shown}]\n")
    bio = "Mom of three. Triathlete. Writes here between the school run and the other kind.\n"
    folder.write("authors/sarah.jpg", _PORTRAIT.read_bytes())
    folder.write("authors/sarah.md", front({"name": "Sarah", "picture": "sarah.jpg"}) + bio)
    about = front({"title": "About"}) + words.text(120)
    folder.write("pages/about.md", about)
    return folder


def post(folder: Folder, slug: str, ago: int, title: str, body: str = "", **header: object) -> None:
    moment = f"{day(ago):%Y-%m-%d} 07:30"
    folder.post(
        slug,
        body or words.text(60, start=sum(map(ord, slug))),
        title=f'"{title}"',
        date=moment,
        **header,
    )


def series(
    folder: Folder,
    slug: str,
    title: str,
    ago: int,
    *,
    until: int | None = None,
    **series: str,
) -> None:
    fields = {"started": f"{day(ago):%Y-%m-%d}", **series}
    if until is not None:
        fields["ended"] = f"{day(until):%Y-%m-%d}"
    told = ", ".join(f"{name}: {value}" for name, value in fields.items())
    text = front({"title": f'"{title}"', "series": f"{{{told}}}"}) + words.text(40)
    folder.write(f"tags/{slug}.md", text)


def _stories(folder: Folder) -> None:
    outcome = "I ran the half on the coldest Sunday of the year, with pain 0."
    goal = f"{{name: Half marathon, date: {day(-93):%Y-%m-%d}}}"
    over = {"status": "returned", "outcome": f'"{outcome}"', "tape": "magenta"}
    series(folder, "knee", "The IT band story", 400, until=310, **over)
    series(
        folder,
        "swim",
        "The shoulder story",
        48,
        status="healing",
        tape="lime",
        goal=goal,
    )
    series(folder, "year", "The year of the bicycle", 900, status="returned", tape="orange")
    folder.write(
        "tags/family.md",
        front({"title": "Family", "summary": "The people who find my goggles."}) + words.text(30),
    )


def _over(folder: Folder) -> None:
    for number, (after, miles, pain) in enumerate(_OVER, 1):
        sport = f"[{{sport: run, distance: {miles} mi, pain: {pain}}}]" if miles else None
        post(
            folder,
            f"knee-{number}",
            400 - after,
            _OVER_TITLES[number - 1],
            words.text(650) if number == 4 else words.text(200, heading_every=3),
            tags="[knee, family]",
            training=sport,
            tried="{massage: helped, tape: a little, foam roller: unsure, hills: worse}"
            if number in {2, 4}
            else None,
        )


def _under_way(folder: Folder) -> None:
    for number, ago in enumerate((48, 41, 33, 16, 9, 2), 1):
        run = f"[{{sport: swim, distance: {number * 200} yd, pain: {max(0, 4 - number)}}}]"
        post(
            folder,
            f"swim-{number}",
            ago,
            (
                "A granola bar",
                "Kick",
                "The sling",
                "Four hundred yards",
                "Ten",
                "Lane four",
            )[number - 1],
            tags="swim",
            training=run,
        )


def _of_twenty(folder: Folder) -> None:
    for number in range(1, 21):
        post(
            folder,
            f"year-{number}",
            900 - 20 * number,
            f"The year, week {number}",
            tags="year",
        )


def _three_words(folder: Folder) -> None:
    post(folder, "three-words", 5, "I ran", "It didn’t hurt.\n")


def _long(folder: Folder) -> None:
    body = words.text(5000, heading_every=14)
    post(folder, "five-thousand-words", 7, "Everything I know about waiting", body)


def _other_way(folder: Folder) -> None:
    post(folder, "arabic", 11, words.ARABIC_TITLE, "\n\n".join(words.ARABIC), tags="ركض")


def _everything(folder: Folder) -> None:
    title = f"A title of the length that only happens late at night, and {words.UNBROKEN}"
    for name, file in (("lake.jpg", _LAKE), ("knee.jpg", _KNEE)):
        folder.write(f"posts/everything/{name}", file.read_bytes())
    header = front(
        {
            "title": f'"{title}"',
            "date": f"{day(13):%Y-%m-%d} 07:30",
            "updated": f"{day(12):%Y-%m-%d} 07:30",
            "tags": f"[{words.UNBROKEN[:50].lower()}, family, shoes]",
            "author": "maximiliane",
        }
    )
    folder.write("posts/everything/index.md", header + words.EVERYTHING)
    folder.write("authors/maximiliane.md", front({"name": words.LONG_NAME}) + words.text(40))


def _two_stories(folder: Folder) -> None:
    post(
        folder,
        "two-stories",
        1,
        "The knee and the shoulder, together",
        tags="[swim, year]",
    )


def weighed() -> list[str]:
    """Give as many paragraphs as 650 words take."""
    taken: list[str] = []
    for paragraph in words.paragraphs():
        if sum(len(one.split()) for one in taken) >= 650:
            break
        taken.append(paragraph)
    return taken


def _talked_about(folder: Folder) -> None:
    for slug, title in TALKED.items():
        post(folder, slug, 100 + len(slug), title)
    post(folder, "weighed", 312, "A long letter", "\n\n".join(weighed()), tags="knee")
    post(folder, "taken-down", 98, "Taken down")


# Posts that are there for what is said about them.
TALKED = {
    "nobody": "What nobody has said a word about",
    "one": "One thought",
    "forty": "Forty thoughts",
    "nested": "Nine levels down",
    "closed": "A discussion that is closed",
    "receipt": "A comment that is here",
    "waiting": "A comment that waits",
    "two-of-mine": "Two comments of one reader",
}
_DIFFICULT: tuple[Callable[[Folder], None], ...] = (
    _three_words,
    _long,
    _other_way,
    _everything,
    _two_stories,
    _talked_about,
)
