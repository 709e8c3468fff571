"""Tell in one pass over a text which of many regular expressions can match where."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from extractor.clean.literals import EDGE, Clause, Requirements, needs_digit, odd

_FEW = 12
_DIGIT = re.compile(r"\d")
_Piece = tuple[str, bool, bool]  # lower-case text; whether a word begins there, or ends
_Also = tuple[tuple[_Piece, ...], ...]


@lru_cache(maxsize=4096)
def _required(pattern: str, flags: int, plain: frozenset[str], frequent: frozenset[str]) -> list[list[Clause]]:
    """What a pattern requires, read once however often rules are loaded."""
    return Requirements(plain, frequent)(pattern, flags)


class Prefilter:
    """Names the patterns that a text may match: never too few, and few where the text is ordinary.

    ``plain`` and ``frequent`` words are passed over where a pattern also needs rarer ones.

    >>> may = Prefilter([re.compile("our news(?:room|paper)", re.I), re.compile("[0-9]+")])
    >>> may("The dam was finished."), may("Our newsroom closed.")
    ([1], [0, 1])
    """

    def __init__(
        self, patterns: Sequence[re.Pattern[str]], plain: Iterable[str] = (), frequent: Iterable[str] = ()
    ) -> None:
        words = frozenset(plain), frozenset(frequent)
        self._all = list(range(len(patterns)))
        self._always: list[int] = []
        self._numbered: list[int] = []  # asked wherever there is a digit
        self._targets: list[list[tuple[bool, bool, int, _Also]]] = []
        numbers: dict[str, int] = {}
        for index, pattern in enumerate(patterns):
            alternatives = _required(pattern.pattern, pattern.flags & ~re.UNICODE, *words)
            if not all(alternatives):
                numbered = needs_digit(pattern.pattern, pattern.flags & ~re.UNICODE)
                (self._numbered if numbered else self._always).append(index)
                continue
            for first, *rest in alternatives:
                others = [tuple(map(_piece, sorted(clause))) for clause in rest if len(clause) <= _FEW]
                self._watch(first, index, tuple(sorted(others, key=len)), numbers)
        self._find = AhoCorasick(list(numbers), implementation=Implementation.DFA, store_patterns=False)

    def _watch(self, clause: Clause, index: int, also: _Also, numbers: dict[str, int]) -> None:
        for bare, opens, closes in map(_piece, sorted(clause)):
            number = numbers.setdefault(bare, len(numbers))
            if number == len(self._targets):
                self._targets.append([])
            self._targets[number].append((opens, closes, index, also))

    def __call__(self, text: str) -> list[int]:
        """The patterns that may match, in their order."""
        return self._all if odd(text) else self._named(lowered := text.lower(), self._hits(lowered), 0, len(text))

    def scan(self, source: str) -> Scan | None:
        """Look through a long text once; null when its letters do not let it be cut afterwards."""
        if odd(source):
            return None
        lowered = source.lower()
        return Scan(self, lowered, self._hits(lowered)) if len(lowered) == len(source) else None

    def _hits(self, lowered: str) -> list[tuple[int, int, int]]:
        return self._find.find_matches_as_indexes(lowered, overlapping=True)

    def _named(self, lowered: str, hits: Iterable[tuple[int, int, int]], first: int, last: int) -> list[int]:
        """The patterns that may match ``lowered[first:last]``, given the pieces that stand in it."""
        called = set(self._always)
        if self._numbered and _DIGIT.search(lowered, first, last):
            called.update(self._numbered)
        known: dict[int, bool] = {}  # asked once a text, however often the first piece stands in it
        text = ""
        for number, start, end in hits:
            for opens, closes, index, also in self._targets[number]:
                if (
                    index in called
                    or (opens and start > first and _in_word(lowered[start - 1]))
                    or (closes and end < last and _in_word(lowered[end]))
                ):
                    continue
                if also and id(also) not in known:
                    text = text or lowered[first:last]
                    known[id(also)] = all(_holds(text, clause) for clause in also)
                if not also or known[id(also)]:
                    called.add(index)
        return sorted(called) if called else []


class Scan:
    """Where the pieces stand in a text."""

    __slots__ = ("_ends", "_hits", "_lowered", "_prefilter")

    def __init__(self, prefilter: Prefilter, lowered: str, hits: list[tuple[int, int, int]]) -> None:
        self._prefilter = prefilter
        self._lowered = lowered
        self._hits = hits
        self._ends = [end for _, _, end in hits]

    def __call__(self, first: int, last: int) -> list[int]:
        """The patterns that may match ``text[first:last]``, in their order."""
        low = bisect.bisect_right(self._ends, first)
        high = bisect.bisect_right(self._ends, last, low)
        hits = [hit for hit in self._hits[low:high] if hit[1] >= first]
        return self._prefilter._named(self._lowered, hits, first, last)


def _piece(piece: str) -> _Piece:
    return piece.strip(EDGE), piece.startswith(EDGE), piece.endswith(EDGE)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _holds(text: str, clause: tuple[_Piece, ...]) -> bool:
    """Whether a text holds one of the pieces."""
    for piece, opens, closes in clause:
        start = text.find(piece)
        while start >= 0:
            end = start + len(piece)
            inside = (opens and start and _in_word(text[start - 1])) or (
                closes and end < len(text) and _in_word(text[end])
            )
            if not inside:
                return True
            start = text.find(piece, start + 1)
    return False
