"""Tell in one pass over a text which of many regular expressions can match it at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from extractor.clean.literals import EDGE, Clause, Requirements, odd

_FEW = 12
_Also = tuple[tuple[str, ...], ...]


class Prefilter:
    """Names the patterns that a text may match: never too few, and few where the text is ordinary.

    >>> may = Prefilter([re.compile("our news(?:room|paper)", re.I), re.compile("[0-9]+")])
    >>> may("The dam was finished."), may("Our newsroom closed.")
    ([1], [0, 1])
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]], plain: Iterable[str] = ()) -> None:
        required = Requirements(frozenset(plain))
        self._all = list(range(len(patterns)))
        self._always: list[int] = []
        self._targets: list[list[tuple[bool, bool, int, _Also]]] = []
        numbers: dict[str, int] = {}
        for index, pattern in enumerate(patterns):
            alternatives = required(pattern.pattern, pattern.flags & ~re.UNICODE)
            if not all(alternatives):
                self._always.append(index)
                continue
            for first, *rest in alternatives:
                others = [
                    tuple(sorted(piece.strip(EDGE) for piece in clause)) for clause in rest if len(clause) <= _FEW
                ]
                self._watch(first, index, tuple(sorted(others, key=len)), numbers)
        self._find = AhoCorasick(list(numbers), implementation=Implementation.DFA, store_patterns=False)

    def _watch(self, clause: Clause, index: int, also: _Also, numbers: dict[str, int]) -> None:
        for piece in sorted(clause):
            bare = piece.strip(EDGE)
            number = numbers.setdefault(bare, len(numbers))
            if number == len(self._targets):
                self._targets.append([])
            self._targets[number].append((piece.startswith(EDGE), piece.endswith(EDGE), index, also))

    def __call__(self, text: str) -> list[int]:
        """The patterns that may match, in their order."""
        if odd(text):
            return self._all
        lowered = text.lower()
        hits = self._find.find_matches_as_indexes(lowered, overlapping=True)
        if not hits:
            return self._always
        called = set(self._always)
        for number, start, end in hits:
            for opens, closes, index, also in self._targets[number]:
                if (
                    index not in called
                    and not (opens and start and _in_word(lowered[start - 1]))
                    and not (closes and end < len(lowered) and _in_word(lowered[end]))
                    and (not also or _holds(lowered, also))
                ):
                    called.add(index)
        return sorted(called)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _holds(text: str, clauses: _Also) -> bool:
    for clause in clauses:
        for piece in clause:  # plain loops: a third of a generator's time
            if piece in text:
                break
        else:
            return False
    return True
