"""A cheap test that spares a layer its patterns where no word stands that they cannot match without."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from extractor.clean.folded import beyond_ascii, fold, is_odd
from extractor.clean.literals import Clause
from extractor.clean.parts import alternatives
from extractor.clean.prefilter import Prefilter, Rates, Source, required

_WORDS = "a an and as at by for from had has have in is it its of on or that the this to was were which with"
_FREQUENT = frozenset(_WORDS.split())


def screen(patterns: Iterable[re.Pattern[str]]) -> Callable[[str], bool]:
    """Whether one of some patterns may be found in a text; always, where one needs no words.

    >>> may = screen([re.compile(r"\\baccording to\\b", re.I)])
    >>> may("According to Lee, prices rose."), may("Prices rose.")
    (True, False)
    """
    pieces = pieces_of(patterns)
    if pieces is None:
        return bool
    find = BytesAhoCorasick([piece.encode() for piece in sorted(pieces)], implementation=Implementation.DFA)
    found = find.find_matches_as_indexes

    def may(text: str) -> bool:
        words = folded(text)
        return words is None or bool(found(words))

    return may


def presence(pattern: str, flags: int = 0) -> Callable[[str], bool]:
    """Whether a pattern is found in a text; of its alternatives only those are tried that may be.

    >>> found = presence(r"§|\\bart(?:icle)?s?\\.? \\d", re.I)
    >>> found("Under Article 12"), found("§ 4"), found("in part")
    (True, True, False)
    """
    parts = [re.compile(part, flags) for part in alternatives(pattern)]
    may = Prefilter(parts, often=math.inf)

    def found(text: str) -> bool:
        return any(parts[index].search(text) for index in may(text, folded(text)))

    return found


@lru_cache(maxsize=256)
def folded(text: str) -> bytes | None:
    """The folded text, which many screens ask for; null where the fold says nothing."""
    return None if not text.isascii() and is_odd(beyond_ascii(text)) else fold(text)


@lru_cache(maxsize=1)
def rates() -> Rates:
    """How often folded pieces of text are to be met in a thousand characters: a guess."""
    return Rates((), _FREQUENT)


def pieces_of(patterns: Iterable[re.Pattern[str] | Source]) -> Clause | None:
    """The pieces of text of which every match of a pattern holds one, null where one holds none."""
    asked = ((pattern.pattern, pattern.flags & ~re.UNICODE) for pattern in patterns)
    needs = [need for words in asked for need in required(*words, frozenset(), _FREQUENT)]
    if not all(need.clauses for need in needs):
        return None
    return frozenset(piece for need in needs for piece in need.clauses[0])
