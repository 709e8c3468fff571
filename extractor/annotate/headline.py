"""Headlines that capitalise every word, in the case of a sentence, so that the parser reads them as one."""

from __future__ import annotations

import re

_WORD = re.compile(r"(?<![\w’'-])[A-Z][a-z]{1,}(?:-[A-Z]?[a-z]+)*(?![\w-])")
_DAYS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
)
_LONG = 4
_FEWEST = 3
_NAMED = re.compile(r"[a-z0-9,;:’'\"”)] ")  # what stands before a capital that begins no sentence


def sentence_case(title: str, body: str) -> str:
    """Lower the words of a headline that are no names; as long as it was, character for character.

    A word is a name when the body writes it with a capital inside a sentence and nowhere without
    one. A headline in which fewer than two thirds of the longer words have capitals stays as it is.

    >>> sentence_case("Courts Convict 40 Soldiers in Orleburg", "In May courts in Orleburg tried men.")
    'Courts convict 40 soldiers in Orleburg'
    """
    words = re.findall(rf"[^\W\d_]{{{_LONG},}}", title)
    if len(words) < _FEWEST or 3 * sum(word[0].isupper() for word in words) < 2 * len(words) or title.isupper():
        return title
    first = re.search(r"[^\W\d_]", title)
    begin = first.start() if first else 0

    def cased(match: re.Match[str]) -> str:
        word = match[0]
        if match.start() <= begin or word in _DAYS or _is_name(word, body):
            return word
        return word.lower()

    return _WORD.sub(cased, title)


def _is_name(word: str, body: str) -> bool:
    lower = word.lower()
    if re.search(rf"(?<![\w-]){re.escape(lower)}(?![\w-])", body):
        return False
    places = (at.start() for at in re.finditer(rf"\b{re.escape(word)}\b", body))
    return any(_NAMED.fullmatch(body, max(0, place - 2), place) for place in places)
