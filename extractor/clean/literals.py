"""What a regular expression cannot match without: words that a text must hold, found in its parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from extractor.clean.folded import beyond_ascii, fold_piece, is_odd
from extractor.clean.letters import REPEATS, letters, ops, parser
from extractor.clean.pieces import (
    ANYTHING,
    EDGE,
    NOTHING,
    Shape,
    Shapes,
    exactly,
    finished,
    in_word,
    joined_words,
    of_class,
    shortened,
)

Clause = frozenset[str]
"""Folded pieces of text, one of which must stand in a folded text that matches."""

_MOST = 128  # shapes of a pattern that are told apart
_PARTS = (slice(None), slice(0, 1), slice(1, 2), slice(2, 3))
_WIDEST = 300  # pieces of a clause
_LONGEST = 60
_ALTERNATIVES = 150
_DEEPEST = 3
_RARE = 0.05  # in a thousand characters
_PREFIX = 6  # items of a pattern among which its alternatives are looked for
_FEW = 4  # repetitions that are counted out
_NEVER = 1e9
_COMMON = 40.0  # a clause that is met more often than this says nothing
_ATOMIC = getattr(ops, "ATOMIC_GROUP", None)


class Need(NamedTuple):
    """What the matches of one alternative hold: a piece of each clause, the rarest first, and one of the letters.

    ``rate`` says how often the pieces of the first clause are met.
    """

    clauses: list[Clause]
    letters: frozenset[str]
    rate: float = 0.0


_Info = tuple[Shapes, list[Clause]]


class Requirements:
    """Reads from a pattern's parse what its matches must hold; ``rate`` says how often a piece is met.

    >>> [need.clauses for need in Requirements(lambda piece: 1 / len(piece))(r"our news|paper[0-9]?", 2)]
    [[frozenset({'our news'})], [frozenset({'paper'})]]
    """

    def __init__(self, rate: Callable[[str], float]) -> None:
        self._rate = rate
        self._branches: dict[str, _Info] = {}
        self._read: dict[tuple[Any, int], tuple[Any, _Info]] = {}
        self._known: dict[str, tuple[float, str]] = {"": (_NEVER, "")}

    def __call__(self, pattern: str, flags: int) -> list[Need]:
        """For each of the pattern's alternatives what every match holds.

        A match holds, for one of the alternatives, a piece of each of its clauses, when the text is
        folded and nothing in it is odd (see ``folded``), and one of its letters, when it has any. What
        the parse does not show to be needed is left out, so that no match is excluded; of a pattern with
        an odd letter nothing is shown. Alternatives are told apart where they have too little in common.
        """
        self._read.clear()
        if is_odd(beyond_ascii(pattern)):
            return [Need([], frozenset())]
        return self._needs([*iter(parser.parse(pattern, flags))], _DEEPEST)

    def _needs(self, items: list[Any], deeper: int) -> list[Need]:
        clauses = self._clauses(items)
        rate = sum(map(self._rate, sorted(clauses[0]))) if clauses else 0.0
        need = Need(clauses, letters(items) or frozenset(), rate)
        if clauses and (deeper < _DEEPEST or self._cost(clauses[0]) <= _RARE):
            return [need]
        parts = list(_spread(items)) if deeper else []
        if len(parts) < 2 or len(parts) > _ALTERNATIVES:
            return [need]
        return [one for part in parts for one in self._needs(part, deeper - 1)]

    def _clauses(self, items: Sequence[Any]) -> list[Clause]:
        shapes, clauses = self._sequence(items)
        rated = [
            (cost, sorted(clause), clause)
            for clause in {*clauses, *(one for part in _PARTS for one in self._clause(shapes, part))}
            if (cost := self._cost(clause)) < _COMMON
        ]
        return [clause for _, _, clause in sorted(rated)]

    def _sequence(self, items: Iterable[Any]) -> _Info:
        shapes, clauses = NOTHING, []
        for op, value in joined_words(items):
            one, more = self._item(op, value)
            clauses += more
            if len(shapes) * len(one) > _MOST:
                clauses += [*self._clause(shapes), *self._clause(one)]
                if len(one) > len(shapes):
                    one = frozenset(Shape(shape.begins[:8], "") for shape in one)
                shapes = shortened(shapes, _MOST // len(one))
            shapes = self._joined(shapes, one)
        return shapes, clauses

    def _item(self, op: Any, value: Any) -> _Info:
        if op is ops.LITERAL:
            return exactly([fold_piece(value)]), []
        found = self._read.get((op, id(value)))
        if found is None:  # the alternatives of a pattern share most of their items
            found = self._read[op, id(value)] = value, self._group(op, value)
        shapes, clauses = found[1]
        return shapes, list(clauses)

    def _group(self, op: Any, value: Any) -> _Info:
        if op is ops.IN:
            return of_class(value), []
        if op is ops.BRANCH:
            key = repr(value[1])
            if key not in self._branches:  # patterns share their fragments
                self._branches[key] = self._branch([self._sequence(part) for part in value[1]])
            return self._branches[key]
        if op is ops.SUBPATTERN:
            return self._sequence(value[3])
        if op is _ATOMIC:
            return self._sequence(value)
        if op is ops.AT:
            return (NOTHING if value is ops.AT_NON_BOUNDARY else exactly([EDGE])), []
        if op is ops.ASSERT and value[0] > 0:
            shapes, clauses = self._sequence(value[1])
            return NOTHING, [*clauses, *self._clause(shapes)]
        if op in (ops.ASSERT, ops.ASSERT_NOT):
            return NOTHING, []
        if op in REPEATS:
            return self._repeat(*value)
        return ANYTHING, []

    def _repeat(self, least: int, most: int, item: Any) -> _Info:
        shapes, clauses = self._sequence(item)
        if not least:
            clauses = []
        if len(shapes) == 1 and (only := next(iter(shapes))).whole:
            if most <= _FEW:
                return exactly(only.begins * count for count in range(least, most + 1)), clauses
            some: Shapes = frozenset([Shape(only.begins * max(least, 1), only.begins * max(least, 1))])
        elif most == 1:
            some = shapes
        elif len(shapes) ** 2 <= _MOST:
            some = self._joined(self._joined(shapes, ANYTHING), shapes) | shapes
        else:
            clauses = [*clauses, *self._clause(shapes)] if least else []
            some = ANYTHING
        return (some if least else some | NOTHING), clauses

    def _branch(self, parts: Sequence[_Info]) -> _Info:
        """One of several: the shapes of all; a part with a telling clause counts by that clause's pieces."""
        united: set[Shape] = set()
        for shapes, clauses in parts:
            own = self._clause(shapes)
            best = min([*own, *clauses], key=lambda clause: (self._cost(clause), sorted(clause)), default=None)
            if best is not None and best not in own:
                united.update(Shape("", "", holds=piece) for piece in best)
            else:
                united.update(shapes)
        return (frozenset(united), []) if len(united) <= _MOST else (ANYTHING, self._clause(frozenset(united)))

    def _joined(self, before: Shapes, after: Shapes) -> Shapes:
        if after is NOTHING:
            return before
        if after is ANYTHING:
            return frozenset(Shape(a.begins, "", holds=self._rarer(a)) for a in before)
        edged = any(b.begins[:1] == EDGE for b in after) or any(a.ends[-1:] == EDGE for a in before)
        found = (self._join(a, b) for a in before for b in after if not (edged and in_word(a, b)))
        return frozenset(found) or ANYTHING

    def _join(self, a: Shape, b: Shape) -> Shape:
        if a.whole:
            begins = a.begins + b.begins
            if b.whole and len(begins) <= _LONGEST:
                return Shape(begins, begins, True)
            return Shape(begins[:_LONGEST], (begins if b.whole else b.ends)[-_LONGEST:], holds=b.holds)
        if b.whole:
            return Shape(a.begins, (a.ends + b.begins)[-_LONGEST:], holds=a.holds)
        return Shape(a.begins, b.ends, holds=min((a.holds, b.holds, a.ends + b.begins), key=self._rated))

    def _rarer(self, shape: Shape) -> str:
        return shape.holds if shape.whole else min((shape.holds, shape.ends), key=self._rated)

    def _clause(self, shapes: Shapes, part: slice = slice(None)) -> list[Clause]:
        """The clause that shapes make together: the rarest piece of each, or of a ``part`` of its pieces."""
        if len(shapes) > _WIDEST:
            return []
        found = {min((s.begins, s.ends, s.holds or s.begins)[part], key=self._rated) for s in shapes}
        pieces = sorted({finished(piece) for piece in found}, key=lambda piece: (len(piece), piece))
        if any(not piece.strip() for piece in pieces):
            return []
        kept: list[str] = []
        for piece in pieces:
            if not any(shorter in piece for shorter in kept):
                kept.append(piece)
        return [frozenset(kept)]

    def _rated(self, piece: str) -> tuple[float, str]:
        found = self._known.get(piece)
        if found is None:
            done = finished(piece)
            found = self._known[piece] = (self._rate(done) if done.strip() else _NEVER), piece
        return found

    def _cost(self, clause: Clause) -> float:
        return sum(map(self._rate, clause))


def _spread(items: list[Any]) -> Iterator[list[Any]]:
    """A pattern's alternatives, each a sequence of its own; branches further in are left alone."""
    at = next((index for index, (op, _) in enumerate(items[:_PREFIX]) if op is ops.BRANCH), None)
    if at is None:
        return
    for part in items[at][1][1]:
        yield [*items[:at], *part, *items[at + 1 :]]
