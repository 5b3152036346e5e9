"""A photo on its way into the author's folder: upright, of a sensible size, telling nothing."""

from __future__ import annotations

from blog.images import encoding, kinds, reencode
from blog.images.measures import MOST_BYTES
from blog.images.privacy import Telling
from blog.images.reencode import BadPicture

# Enough to be printed over a page, and to be served to any screen.
LONGEST = 2560


def clean(raw: bytes) -> tuple[bytes, str]:
    """Make a photo fit to be kept; give its bytes and the ending of its name.

    What it was called is of no account: phones send a JPEG by the name of the HEIC it was.
    Raise BadPicture for what is none.
    """
    if len(raw) > MOST_BYTES:
        raise BadPicture(f"is larger than {MOST_BYTES // 2**20} MB")
    if problem := kinds.objection(raw, name=""):
        raise BadPicture(problem)
    painted = reencode.painted(raw, within=(LONGEST, LONGEST))
    try:
        return encoding.alone(painted)
    except Telling as left:
        raise BadPicture(f"is not kept: what was made of it still held “{left}”") from None
