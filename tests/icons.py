"""Drawing the icons of the desk: the cut strip, coming in from the edge of the paper.

Run as a program it writes them into `static/img/`.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

SIZES = (192, 512)
PAPER, TAPE, THREAD = "#fbfcfc", "#1583c4", "#369acf"
FOLDER = Path(__file__).parents[1] / "static" / "img"
# Drawn larger and then reduced, so that the cut has no steps.
_FINER = 4


def draw(size: int) -> Image.Image:
    """Draw the icon; what matters lies where no launcher cuts."""
    side = size * _FINER
    image = Image.new("RGB", (side, side), PAPER)
    pen = ImageDraw.Draw(image)
    top, bottom, end = side * 0.38, side * 0.62, side * 0.78
    cut = (bottom - top) * 0.45
    pen.rounded_rectangle((-cut, top, end, bottom), cut, fill=TAPE)
    threads = 16
    for number in range(1, threads):
        x = number * side / threads
        if x < end - cut:
            pen.line((x, top, x, bottom), fill=THREAD, width=max(1, side // 128))
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Write the icons."""
    for size in SIZES:
        draw(size).quantize(64).save(FOLDER / f"desk-{size}.png", optimize=True)


if __name__ == "__main__":
    main()
