"""The words behind a number that may be its unit."""

from __future__ import annotations

import re

_WORD = re.compile(
    r"(?:(\s|-|\s-\s)|)((?:[°º]\s?[CFcf]?\b|[A-Za-zÀ-ÖØ-öø-ÿµμčł元]+(?:\.[a-z]\.[a-z]\.?)?[²³2-3]?(?:/[a-zµμ]+[²³23]?)?|[%€£$¥₽₴₹¢°\"″'′”℃℉])(?![A-Za-z]|(?<=[²³23])\d))"
)
_SPACED_PERCENT = re.compile(r"\s?(%-points?\b|%)")
_OF_A_POINT = re.compile(r"\sof (?:a|one) percentage point\b", re.I)
# "half a percent", "a quarter of an hour"
_A_UNIT = re.compile(r"\s(?:of\s)?an?\s([a-z]+(?:[ -][a-z]+)?)\b(?!['’])", re.I)


def unit_words(
    text: str, position: int, limit: int, *, fraction: bool, vague: bool = False
) -> list[tuple[str, int, bool]]:
    """The three, two and one words behind a number, longest first: (words, end, glued).

    Behind a ``vague`` number "of" may lead to them: "billions of dollars".
    """
    if vague and text.startswith(" of ", position):
        position += 3
    if match := _SPACED_PERCENT.match(text, position):
        return [(match[1], match.end(), True)]
    words: list[tuple[str, int]] = []
    glued = False
    if match := _OF_A_POINT.match(text, position):
        return [("percentage point", match.end(), False)]
    if fraction and (match := _A_UNIT.match(text, position)):
        words_of = match[1].replace("-", " ")
        first = words_of.partition(" ")[0]
        told = [(words_of, match.end(), False)] if first != words_of else []
        return [*told, (first, match.start(1) + len(first), False)]
    for _ in range(3):
        match = _WORD.match(text, position)
        if not match or (words and not match[1]) or match.end() > limit:
            break
        glued = glued or (not words and not match[1])
        words.append((match[2], match.end()))
        position = match.end()
    return [(" ".join(w for w, _ in words[:n]), words[n - 1][1], glued) for n in range(len(words), 0, -1)]


def is_quoted(text: str, end: int, sign: str) -> bool:
    """Whether a mark that could be inches or feet closes a quotation."""
    last = text.rfind(sign, 0, end - 1)
    if sign == "”":
        return text.rfind("“", 0, end - 1) > last
    return last == 0 or (last > 0 and text[last - 1] in " ([—–")
