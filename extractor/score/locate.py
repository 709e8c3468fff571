"""Find a snippet of a gold file in an article, whatever became of its white space."""

from __future__ import annotations

import re
from typing import Any

_INVISIBLE = frozenset("\u200b\u200c\u200d\ufeff\u00ad")
_BRACKETS = re.compile(r"\[\[|\]\]")
_NOT_WORDS = re.compile(r"[^\w%+]+")


class SearchableText:
    """A text with white space collapsed and invisible characters dropped, offsets kept."""

    def __init__(self, text: str) -> None:
        characters: list[str] = []
        self._offsets: list[int] = []
        for offset, character in enumerate(text):
            if character in _INVISIBLE:
                continue
            blank = character.isspace()
            if blank and (not characters or characters[-1] == " "):
                continue
            characters.append(" " if blank else character)
            self._offsets.append(offset)
        self.flat = "".join(characters)

    def __contains__(self, snippet: str) -> bool:
        return collapse(snippet) in self.flat

    def find(self, at: str, occurrence: int = 1) -> tuple[int, int] | None:
        """Offsets of the bracketed part of a snippet, null when the text does not hold it.

        >>> SearchableText("some\\u00a0 12 men").find("some [[12]] men")
        (6, 8)
        """
        before, marked, after = _BRACKETS.split(at) if "[[" in at else ("", at, "")
        snippet = collapse(before + marked + after)
        position = -1
        for _ in range(occurrence):
            position = self.flat.find(snippet, position + 1)
            if position < 0:
                return None
        first = position + len(re.sub(r"\s+", " ", before.lstrip()))
        last = first + len(collapse(marked)) - 1
        return self._offsets[first], self._offsets[last] + 1


def collapse(text: str) -> str:
    """A text with each run of white space made one blank, and none at its ends."""
    return SearchableText(text).flat.strip() if not text.isascii() else " ".join(text.split())


def normal(value: Any) -> str:
    """A value in lower case with everything but words, ``%`` and ``+`` made a blank."""
    return _NOT_WORDS.sub(" ", str(value).lower()).strip()


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two half-open stretches share a character."""
    return one[0] < other[1] and one[1] > other[0]
