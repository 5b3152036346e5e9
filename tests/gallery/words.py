"""What the gallery's author and readers write: ordinary words, and words that are difficult."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

# Several lengths, so that paragraphs of them end anywhere.
_SENTENCES = (
    (
        "The path along the bayou was still dark when I set out, and a man with two dogs wished me "
        "a good morning as if he meant it."
    ),
    "Nothing hurt.",
    "I counted lampposts up to the bridge, and from the bridge I counted them back again.",
    "Somebody had left one small red mitten on a fence post, thumb up.",
    (
        "My watch says nine minutes and forty seconds, which is slower than last year and faster "
        "than last month, and I have decided to read only the second half of that sentence."
    ),
    "Then the knee said something, quietly, and I walked.",
    "At home there was toast.",
    "It is a strange kind of patience, to wait for a part of yourself.",
    "I did the exercises on the kitchen floor while the pasta boiled over.",
    (
        "The physio presses with two thumbs on the one place that I would rather she left alone, "
        "asks about my week, and does not seem to need the answer."
    ),
    "Two miles, on grass.",
    "The boys timed me to the mailbox and were not impressed.",
)

UNBROKEN = "Kniegelenksseitenbandentzündungsnachsorgesprechstundenterminvergabe"
ADDRESS = "https://long.example/a/way/" + "that-goes-on-and-on-" * 6
# Eighty letters: as long as a name of a reader may be.
LONG_NAME = "Maximiliane Wilhelmine Hohenstaufen-Kratzbaumgartner von und zu Obergurgl am See"
UNBROKEN_NAME = "Wo" + "o" * 77 + "t"

ARABIC_TITLE = "ميل واحد على ضفة النهر"
ARABIC = (
    "ركضت اليوم ميلاً واحداً على ضفة النهر، ولم تؤلمني ركبتي. كان الصباح بارداً وهادئاً.",
    "قالت المعالجة: ببطء! سأركض غداً ميلين (2 mi) إن شاء الله، ثم أستريح يوماً كاملاً.",
)
HEBREW = "כל הכבוד! גם לי כאבה הברך בשנה שעברה, ורק אחרי חודשיים חזרתי לרוץ. לאט לאט."
CHINESE = "今天跑了一英里，膝盖不疼了。慢慢来，路还很长。"


def sentences(count: int, *, start: int = 0) -> str:
    """Give so many sentences, beginning anywhere."""
    return " ".join(islice(cycle(_SENTENCES), start, start + count))


def text(words: int, *, heading_every: int = 0, start: int = 0) -> str:
    """Write a text of at least so many words, with a heading every few paragraphs."""
    paragraphs: list[str] = []
    written = chapter = 0
    while written < words:
        number = start + len(paragraphs)
        if heading_every and len(paragraphs) % heading_every == 0:
            chapter += 1
            paragraphs.append(f"## Week {chapter}: {sentences(1, start=2 * chapter).rstrip('.')}")
        said = sentences(min(4 + number % 3, 1 + (words - written) // 8), start=5 * number)
        paragraphs.append(said)
        written += len(said.split())
    return "\n\n".join(paragraphs) + "\n"


def paragraphs() -> list[str]:
    """Give what the author of the sample wrote: of made-up words a packer makes too little."""
    posts = sorted((Path(__file__).parents[2] / "content" / "posts").rglob("*.md"))
    written = [post.read_text().split("\n---\n", 1)[1] for post in posts]
    every = [" ".join(part.split()) for text in written for part in text.split("\n\n")]
    return [part for part in every if part[:1].isalpha() and "](" not in part]


EVERYTHING = f"""
A paragraph with **strong**, *gentle* and `typed` words, a [link](/about/), a
footnote[^1], and a word that nothing can break: {UNBROKEN}. Its address is
<{ADDRESS}>, and one may press <kbd>Ctrl</kbd> + <kbd>C</kbd>.

> “Does the stripe make you faster,” asked the man at number nine, “or just easier to find?”
>
> > “Both.”

## What I did this week

1. Swimming, with a buoy between the knees
   - four lengths
   - a rest, and a conversation about {UNBROKEN}
2. Nothing
3. Nothing, with more conviction

- [x] Foam roller
- [ ] Stairs, down

### The sheet

| exercise | sets | how it went, in as many words as a table should never have to hold | pain |
|:---------|:----:|--------------------------------------------------------------------|-----:|
| bridges  |  3   | dull | 0 |
| clams    |  3   | {sentences(1)} | 1 |
| hops     |  1   | {UNBROKEN} | 4 |

![A lake in the morning, with nobody in it](lake.jpg "The lake, before the swimmers.")

![A knee with three strips of tape](knee.jpg)
![The same lake](lake.jpg)

```python
def tomorrow(distance: float, pain: int) -> float:
    \"\"\"A mile more, if nothing hurt; one line of this is longer than any phone is wide.\"\"\"
    return distance + 1 if pain == 0 else 0  # {"x" * 60}
```

---

#### A fourth heading

Term after term, and then the end.

[^1]: Which says little, at some length: {sentences(2, start=3)}
"""
