"""Making texts that each had a page of their own fit on one page together."""

from __future__ import annotations

import re

# A tag as the last wall writes it: every value in double quotes, which no value contains.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[^\s"=>/]+(?:="[^"]*")?)*)\s*/?>')
_NAMES = re.compile(r'(\s(?:id|for|name)=")([^"]+)"|(\shref="#)([^"]+)"')
_LISTS = re.compile(r'(\s(?:aria-labelledby|aria-describedby|headers)=")([^"]+)"')
_HEADING = re.compile(r"h([1-6])")


def fitted(html: str, *, name: str) -> str:
    """Give every place in a text a name no other text has, and its headings one level less."""
    return _TAG.sub(lambda tag: _fitted(tag, name), html)


def _fitted(tag: re.Match[str], name: str) -> str:
    closing, element, attributes = tag.groups()
    if heading := _HEADING.fullmatch(element):
        element = f"h{min(int(heading[1]) + 1, 6)}"
    attributes = _NAMES.sub(lambda one: _renamed(one, name), attributes)
    attributes = _LISTS.sub(
        lambda one: f'{one[1]}{" ".join(f"{name}-{part}" for part in one[2].split())}"', attributes
    )
    # "Table 1" is a landmark on its own page; here there would be one in every part.
    attributes = attributes.replace(' role="region"', ' role="group"')
    return f"<{closing}{element}{attributes}>"


def _renamed(match: re.Match[str], name: str) -> str:
    before, place = (match[1], match[2]) if match[1] else (match[3], match[4])
    return f'{before}{name}-{place}"'
