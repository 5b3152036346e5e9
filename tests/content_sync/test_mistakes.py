"""What an author is told of a mistake: the file, the line and the mend; once.

The mistakes stand in `mistakes.txt`: a name, then files (`|` begins each of their lines, brackets
say what is unusual about their bytes), then what is said of them (`>`).
"""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from blog.content_sync import check
from makers import sync

SITE = 'title = "Laps"\nurl = "https://laps.example"\n'


def picture(kind):
    made = BytesIO()
    Image.new("RGB", (9, 9)).save(made, kind)
    return made.getvalue()


BYTES = {
    "": str.encode,
    "cut off": lambda text: text.rstrip("\n").encode(),
    "empty": lambda _: b"",
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "utf-8-sig": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "cp1252": lambda text: text.encode("cp1252"),
    "JPEG": lambda _: picture("JPEG"),
    "PNG": lambda _: picture("PNG"),
    "absent": lambda _: None,
}


def read(text):
    """Read one mistake: its files and what is said of them."""
    path, files, said = "", {}, []
    for line in text.split("\n"):
        if line.startswith("  > "):
            said.append(line[4:])
        elif line.startswith("  |"):
            files[path][1].append(line[4:] + "\n")
        else:
            path, _, how = line.strip().partition(" (")
            files[path] = (BYTES[how.rstrip(")")], [])
    return {path: encode("".join(lines)) for path, (encode, lines) in files.items()}, said


def mistakes():
    text = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8")
    for part in text.strip().split("\n\n"):
        name, _, rest = part.partition("\n")
        yield pytest.param(*read(rest), id=name)


MISTAKES = list(mistakes())


def write(folder, files):
    """Make the author's folder hold these files and nothing else."""
    shutil.rmtree(folder.content)
    for path, raw in {"site.toml": SITE, **files}.items():
        if raw is not None:
            folder.write(path, raw)


@pytest.mark.parametrize(("files", "said"), MISTAKES)
def test_a_mistake_is_named_once_with_its_line_and_the_mend(folder, workshop, files, said):
    write(folder, files)

    problems = check.check(folder.content, workshop=workshop)

    assert [str(problem) for problem in problems] == said


@pytest.mark.slow
def test_a_sync_says_of_a_mistake_what_a_check_says_and_says_it_again(folder, app, workshop):
    told, checked = {}, {}
    for case in MISTAKES:
        files, _ = case.values
        if None in files.values():
            continue  # without site.toml a sync waits for the disk to come back
        write(folder, files)
        problems = check.check(folder.content, workshop=workshop)
        first, again = sync(app, workshop), sync(app, workshop)
        write(folder, {})
        sync(app, workshop, accept_removals=True)
        checked[case.id] = [[str(problem) for problem in problems]] * 2
        told[case.id] = [[str(problem) for problem in one.problems] for one in (first, again)]

    assert told == checked
