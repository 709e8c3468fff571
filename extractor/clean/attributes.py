"""What the attributes of an element say: that no reader sees it, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping

_OFF = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CLIPPED = re.compile(
    r"clip\s*:\s*rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}\s*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:left|right|top|text-indent)\s*:\s*-\d{4,}(?:px|em|rem)",
    re.I,
)
_POPPING = re.compile(r"(?:tool-?tip|pop-?over|hover-?card|rollover)[\w-]*?(?:text|content|inner|body|block)\b", re.I)
_SPOKEN = re.compile(
    r"(?:\b|_)(?:sr-?only|visually-?hidden|visibility-?hidden|hidden-?visually|(?:for-)?screen-?readers?(?:-?(?:text|only))?"
    r"|(?:a11y|accessib(?:ly|ility))-?(?:hidden|text|only)|assistive-?text|off-?screen)(?:\b|_)",
    re.I,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STAMPS = ("data-published", "data-published-at", "data-publish-date", "data-pubdate")
_ANY_DAY = ("datetime", "data-datetime", "data-date", "data-time", "data-timestamp", "content", "title")
STAMPED = frozenset((*_STAMPS, *_ANY_DAY))
_DATING = re.compile(r"\b(?:date|time|stamp|timestamp|publi\w*|posted)\b")
_OTHER_DAY = re.compile(r"calendar|clock|comment|countdown|event|deadline|expir")
_NAMING = ("class", "id", "role", "itemprop", "data-component", "data-testid", "data-type", "property")


def is_hidden(attrs: Mapping[str, str], *, inline: bool) -> bool:
    """Whether an element's attributes keep it from sight.

    A class for screen readers counts on an element inside a line alone: a block of that name has its
    own removal.

    >>> is_hidden({"class": "visually-hidden"}, inline=True), is_hidden({"style": "color: red"}, inline=True)
    (True, False)
    """
    if "hidden" in attrs:
        return attrs["hidden"] != "until-found"
    style = attrs.get("style")
    if style and (_OFF.search(style) or _CLIPPED.search(style)):
        return True
    name = attrs.get("class")
    return bool(name and (_POPPING.search(name) or (inline and _SPOKEN.search(name))))


def words(attrs: Mapping[str, str]) -> str:
    """The words of an element's names, in small letters and parted by hyphens and blanks."""
    found = [value for name in _NAMING if (value := attrs.get(name))]
    return _CAMEL.sub("-", " ".join(found)).replace("_", "-").lower() if found else ""


def stamp(tag: str, attrs: Mapping[str, str]) -> tuple[str, str] | None:
    """What an element's attributes say of a day, with its tag and the words of its names.

    >>> stamp("span", {"itemprop": "datePublished", "content": "2025-07-08"})
    ('2025-07-08', 'span date-published')
    """
    if attrs.keys().isdisjoint(STAMPED):
        return None
    named = words(attrs)
    if _OTHER_DAY.search(named):
        return None  # of an event, a comment or a clock
    dating = tag in ("time", "abbr") or (_DATING.search(named) and "author" not in named)
    names = (*_STAMPS, *_ANY_DAY) if dating else _STAMPS
    value = next((found for name in names if (found := attrs.get(name))), None)
    return (value, f"{tag} {named}") if value else None
