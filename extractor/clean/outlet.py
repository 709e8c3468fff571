"""Which of the names that a page gives its outlet is one: a handle, a host or a section is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from extractor.records import MetadataValue

_HOST = re.compile(r"(?:https?://)?[a-z\d-]+(?:\.[a-z\d-]+)*/?$")
_LETTERS = re.compile(r"[\W_]+")
_SECOND = ("co", "com", "org", "net", "gov", "ac", "edu")  # second level of a country's own domain
_BAR = re.compile(r"\s+[|•·]\s+")
_LONG = 40  # letters of a host's label or a handle
_SHORT = 5  # letters: a name so short that is not the host's is the name of a section


def choose(names: Sequence[MetadataValue], address: str, source: str) -> MetadataValue | None:
    """The first of the names that is written as one, else what the page's text calls its site.

    A name that only spells a host in small letters, or a short one that has nothing of the
    host, gives way to another that goes with the host.

    >>> given = [MetadataValue("riverpost", "html", "a"), MetadataValue("River Post", "html", "b")]
    >>> choose(given, "https://www.riverpost.example/dam", "").value
    'River Post'
    """
    if not names:
        return None
    site = _site(address)
    label = site.split(".")[0] or _squashed(names[0].value.lstrip("@"))
    first = names[0]
    bare = _BAR.split(first.value)[0].lstrip("@")
    if _is_name(first.value) and (len(_squashed(bare)) > _SHORT or _goes(bare, label)):
        return _as(first, bare)
    for other in names[1:]:
        if _is_name(other.value) and _goes(other.value, label):
            return _as(other, _spelled(_BAR.split(other.value)[0], label))
    if _is_name(first.value):
        return _as(first, bare)
    return _as(first, _written(site, source) or bare)


def _is_name(text: str) -> bool:
    return not (text.startswith("@") or _HOST.match(text))


def _goes(name: str, label: str) -> bool:
    """Whether a name goes with the host's label: it spells it, a part of it, or has its initials."""
    squashed = _squashed(name)
    initials = "".join(word[0] for word in name.split()).lower()
    return bool(squashed) and (squashed in label or label in squashed or initials == label)


def _spelled(name: str, label: str) -> str:
    """The first words of a name, as many as spell the label; the whole name where they do not."""
    words = name.split()
    for count in range(1, len(words) + 1):
        if _squashed(" ".join(words[:count])) == label:
            return " ".join(words[:count])
    return name


def _written(site: str, source: str) -> str:
    """The site's domain as the text writes it, with capitals where it does."""
    if not site:
        return ""
    found = re.findall(rf"(?<![\w.@/]){re.escape(site)}(?!\w)", source, re.I)
    return next((form for form in found if not form.islower()), site)


def written(handle: str, source: str) -> str:
    """A handle or a host's label as a text writes it, in words with capitals; nothing where it does not.

    >>> written("riverpost", "The River Post, 1 Port Road")
    'River Post'
    """
    if not _SHORT < len(handle) <= _LONG:
        return ""
    letters = r"[\s&’'-]{0,3}".join(map(re.escape, handle))
    found = re.findall(rf"(?<![\w.@/]){letters}(?![\w.@])", source, re.I)
    return next((" ".join(form.split()) for form in found if form[0].isupper() and not form.isupper()), "")


def _site(address: str) -> str:
    labels = (urlsplit(address).hostname or "").split(".") if "://" in address else []
    if len(labels) < 2:
        return ""
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) == 2 else labels[-2:])


def _squashed(text: str) -> str:
    return _LETTERS.sub("", text.lower().removeprefix("the "))


def _as(value: MetadataValue, name: str) -> MetadataValue:
    return MetadataValue(name, value.origin, value.rule)
