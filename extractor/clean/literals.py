"""What a regular expression cannot match without: words that a text must hold, found in its parse."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser
else:
    import sre_constants as ops
    import sre_parse as parser

Clause = frozenset[str]
"""Pieces of lower-case text, one of which must stand in a text that matches."""

EDGE = "\b"  # marks the edge of a word in a piece
_MOST = 96  # strings a clause may have
_CHOICES = 12  # characters of a class that are spelled out
_COMMON = 8.0  # a clause that costs more says nothing
_ODD = "\u0130\u0131\u017f\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88\u1e9b\u212a\ufb05\ufb06"
_STOPS = frozenset(".,;:!?'\"’“”()-–")
_REPEATS = tuple(getattr(ops, name) for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") if hasattr(ops, name))
_Exact = set[str] | None
_Info = tuple[_Exact, list[Clause]]


def odd(text: str) -> bool:
    """Whether a text holds a letter that ``re.I`` takes for another, but ``str.lower`` does not."""
    return not text.isascii() and any(letter in text for letter in _ODD)


class Requirements:
    """Reads from a pattern's parse what its matches must hold; ``frequent`` words help nothing, ``plain`` ones little.

    >>> Requirements([], ["our"])(r"our news|paper", 2)
    [[frozenset({'our news'})], [frozenset({'paper'})]]
    """

    def __init__(self, plain: Iterable[str], frequent: Iterable[str]) -> None:
        self._plain = frozenset(plain)
        self._frequent = frozenset(frequent)

    def __call__(self, pattern: str, flags: int) -> list[list[Clause]]:
        """For each of the pattern's alternatives the clauses of every match, the rarest first.

        A match holds, for one of the alternatives, a piece of each of its clauses. A piece is
        lower-case; an ``EDGE`` at one of its ends says that a word begins or ends there. What the
        parse does not show to be needed is left out, so that the clauses never exclude a match (but
        for letters whose lower case is another letter's too; see ``odd``).
        """
        items: list[Any] = list(iter(parser.parse(pattern, flags)))
        at = next((index for index, (op, _) in enumerate(items) if op is ops.BRANCH), None)
        if at is None:
            return [self._clauses(items)]
        return [self._clauses([*items[:at], *part, *items[at + 1 :]]) for part in items[at][1][1]]

    def _clauses(self, items: Sequence[Any]) -> list[Clause]:
        exact, clauses = self._sequence(items)
        found = [_pruned(clause) for clause in [*clauses, *_clause(exact)]]
        return sorted(
            (clause for clause in found if self._cost(clause) < _COMMON),
            key=lambda clause: (self._cost(clause), sorted(clause)),
        )

    def _sequence(self, items: Iterable[Any]) -> _Info:
        """The strings that a sequence matches, when they can be listed, and the clauses that it needs."""
        exact: _Exact = {""}
        whole = True
        clauses: list[Clause] = []
        for op, value in items:
            one, more = self._item(op, value)
            clauses.extend(more)
            if exact is not None and one is not None and len(exact) * len(one) <= _MOST:
                exact = {_glue(a, b) for a in exact for b in one}
                continue
            clauses.extend(_clause(exact))
            whole = False
            exact = one if one is not None else {""}
        if whole:
            return exact, clauses
        return None, [*clauses, *_clause(exact)]

    def _item(self, op: Any, value: Any) -> _Info:
        if op is ops.LITERAL:
            return {chr(value).lower()}, []
        if op is ops.IN:
            return _class(value), []
        if op is ops.BRANCH:
            return self._branch([self._sequence(part) for part in value[1]])
        if op is ops.SUBPATTERN:
            return self._sequence(value[3])
        if op is ops.AT:
            return ({EDGE} if value is ops.AT_BOUNDARY else {""}), []
        if op is ops.ASSERT and value[0] > 0:
            exact, clauses = self._sequence(value[1])
            return {""}, [*clauses, *_clause(exact)]
        if op in (ops.ASSERT, ops.ASSERT_NOT):
            return {""}, []
        if op in _REPEATS:
            return self._repeat(*value)
        return None, []

    def _repeat(self, least: int, most: int, item: Any) -> _Info:
        exact, clauses = self._sequence(item)
        if least == 0:
            return ({"", *exact} if exact is not None and most == 1 and not clauses else None), []
        if least == most == 1:
            return exact, clauses
        if exact is not None and len(exact) <= _CHOICES:
            exact = {piece * least for piece in exact}
        return None, [*clauses, *_clause(exact)]

    def _branch(self, parts: Sequence[_Info]) -> _Info:
        """One of several: the strings of all, or a clause that holds the best clause of each."""
        if all(exact is not None and not clauses for exact, clauses in parts):
            united = {piece for exact, _ in parts for piece in exact or ()}
            if len(united) <= _MOST:
                return united, []
        each = [[*clauses, *_clause(exact)] for exact, clauses in parts]
        if not all(each):
            return None, []
        best = [min(clauses, key=lambda clause: (self._cost(clause), sorted(clause))) for clauses in each]
        return None, [frozenset(piece for clause in best for piece in clause)]

    def _cost(self, clause: Clause) -> float:
        """How often the pieces of a clause are to be met: a guess from their length, more for plain words."""
        return sum(self._piece_cost(piece) for piece in clause)

    def _piece_cost(self, piece: str) -> float:
        words = piece.replace(EDGE, " ").split()
        if not any(map(str.isalnum, piece)):
            return (4.0 if words[0] in _STOPS else 0.3) if words else 2 * _COMMON
        if len(words) == 1 and (words[0] in self._frequent or len(words[0]) < 2):
            return 2 * _COMMON
        if all(word in self._plain or word in self._frequent for word in words):
            return 1.0 / len(words) ** 2
        return float(0.4 ** max(0, len(piece) - 2))


def needs_digit(pattern: str, flags: int) -> bool:
    """Whether every match of a pattern holds a digit, as its parse shows.

    >>> needs_digit(r"in (?:May|June) \\d+", 0), needs_digit(r"[a-z]+|\\d", 0)
    (True, False)
    """
    items: Iterable[Any] = iter(parser.parse(pattern, flags))
    return _holds_digit(items)


def _holds_digit(items: Iterable[Any]) -> bool:
    return any(_is_digit(op, value) for op, value in items)


def _is_digit(op: Any, value: Any) -> bool:
    if op is ops.IN:
        return all(member == (ops.CATEGORY, ops.CATEGORY_DIGIT) for member in value)
    if op is ops.BRANCH:
        return all(map(_holds_digit, value[1]))
    if op is ops.SUBPATTERN:
        return _holds_digit(value[3])
    if op in _REPEATS:
        return value[0] > 0 and _holds_digit(value[2])
    return op is ops.ASSERT and value[0] > 0 and _holds_digit(value[1])


def _class(members: Sequence[Any]) -> _Exact:
    if all(op is ops.LITERAL for op, _ in members) and len(members) <= _CHOICES:
        return {chr(value).lower() for _, value in members}
    return None


def _glue(before: str, after: str) -> str:
    """Two pieces in a row; an edge in their midst is dropped."""
    if before.endswith(EDGE) and len(before) > 1:
        before = before[:-1]
    if after.startswith(EDGE) and before:
        after = after[1:] or (EDGE if before[-1:].isalnum() else "")
    return before + after


def _clause(exact: _Exact) -> list[Clause]:
    return [frozenset(exact)] if exact and all(piece.strip(EDGE) for piece in exact) else []


def _pruned(clause: Clause) -> Clause:
    """A clause less the pieces that hold another of its pieces, and less edges that begin no word."""
    kept: list[str] = []
    for piece in sorted(map(_edged, clause), key=lambda piece: (len(piece), piece)):
        if not any(shorter in piece for shorter in kept):
            kept.append(piece)
    return frozenset(kept)


def _edged(piece: str) -> str:
    bare = piece.strip(EDGE)
    opens = EDGE if piece.startswith(EDGE) and _in_word(bare[0]) else ""
    return opens + bare + (EDGE if piece.endswith(EDGE) and _in_word(bare[-1]) else "")


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
