"""Patterns that end where a text ends, tried only on texts whose last characters a match may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from extractor.clean.letters import REPEATS, ops, parser

_LENGTH = 3
_MANY = 16  # characters of a class that are told apart
_MOST = 4_000
_FLAGS = re.IGNORECASE | re.UNICODE
_ANCHORS = (ops.AT_END, ops.AT_END_STRING)
_DIGITS = "0123456789"
_TWOFOLD = frozenset("\u017f\u0130\u0131\u212a")  # which, case ignored, match letters of ASCII
# The end of a match as far as it is known, and whether what stands before it in the pattern is known too.
_States = set[tuple[str, bool]]
_MOST_TAILS = 5_000
_T = TypeVar("_T")


class Ending:
    """Stands for a pattern that is anchored at its end, and finds what it finds.

    The words before a figure are asked for dozens of phrases; few of these could end as the words do.

    >>> before = Ending(re.compile(r"\\b(?:up|down)(?: by)?\\s\\Z", re.I))
    >>> before.search("prices went Up by ")[0], before.search("prices fell by half to ")
    ('Up by ', None)
    """

    __slots__ = ("_known", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self._known: dict[str, bool] = {}

    def search(self, text: str) -> re.Match[str] | None:
        """As of the pattern."""
        tail = text[-_LENGTH:]
        may = self._known.get(tail)
        if may is None:
            may = _remember(self._known, tail, self.may_end(tail))
        return self.pattern.search(text) if may else None

    def may_end(self, tail: str) -> bool:
        """Whether a match may end with the last three characters of a text."""
        if not (tail.isascii() and tail.isprintable()):
            return True
        ends, tail = _ends(self.pattern), tail.lower()
        return tail in ends or tail[-2:] in ends or tail[-1:] in ends or "" in ends


class Endings(Generic[_T]):
    """Several such patterns, each with what it stands for: of a text, those that its last characters allow.

    >>> before = Endings([("rise", re.compile(r"\\bup \\Z")), ("fall", re.compile(r"\\bdown \\Z"))])
    >>> [name for name, _ in before("prices went down ")]
    ['fall']
    """

    __slots__ = ("_all", "_known")

    def __init__(self, patterns: Iterable[tuple[_T, re.Pattern[str]]]) -> None:
        self._all = [(stands_for, Ending(pattern)) for stands_for, pattern in patterns]
        self._known: dict[str, tuple[tuple[_T, re.Pattern[str]], ...]] = {}

    def __call__(self, text: str) -> tuple[tuple[_T, re.Pattern[str]], ...]:
        """The patterns that may be found in a text, in their order."""
        tail = text[-_LENGTH:]
        found = self._known.get(tail)
        if found is None:
            fit = tuple((stands_for, ending.pattern) for stands_for, ending in self._all if ending.may_end(tail))
            found = _remember(self._known, tail, fit)
        return found


def _remember(known: dict[str, _T], tail: str, found: _T) -> _T:
    if len(known) < _MOST_TAILS:
        known[tail] = found
    return found


@lru_cache(maxsize=2048)
def _ends(pattern: re.Pattern[str]) -> frozenset[str]:
    """The last characters of a pattern's matches; an empty string among them where they may be any."""
    known = None if pattern.flags & ~_FLAGS else last_characters(pattern.pattern, pattern.flags & ~re.UNICODE)
    return frozenset([""]) if known is None else known


def last_characters(pattern: str, flags: int = 0) -> frozenset[str] | None:
    """What a match may end with, in small letters, three characters or fewer; null when that is not known.

    A text of printable ASCII characters that ends with none of these has no match. A blank stands for
    all white space.

    >>> sorted(last_characters(r"(?:up|(?:no|any) more)\\s\\Z"))
    ['re ', 'up ']
    """
    items = [*iter(parser.parse(pattern, flags))]
    if not _anchored(items):
        return None
    found = _before(items, {("", True)})
    ends = frozenset(end for end, _ in found)
    return None if "" in ends or len(ends) > _MOST else ends


def _anchored(items: Sequence[Any]) -> bool:
    """Whether every match ends where the text does."""
    if not items:
        return False
    op, value = items[-1]
    if op is ops.AT:
        return value in _ANCHORS
    if op is ops.SUBPATTERN:
        return not value[1] and not value[2] and _anchored([*value[3]])
    return op is ops.BRANCH and all(_anchored([*part]) for part in value[1])


def _before(items: Sequence[Any], states: _States) -> _States:
    """The ends that are known when some items of a pattern stand before what is known already."""
    for op, value in reversed(items):
        if not any(known for _, known in states):
            break
        states = _item(op, value, states)
        if len(states) > _MOST:
            return {("", False)}
    return states


def _item(op: Any, value: Any, states: _States) -> _States:
    if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return states
    if op is ops.LITERAL:
        return _added([chr(value)], states)
    if op is ops.IN:
        return _added(_class(value), states)
    if op is ops.SUBPATTERN:
        return _before([*value[3]], states)
    if op is ops.BRANCH:
        return {state for part in value[1] for state in _before([*part], states)}
    if op in REPEATS:
        return _repeated(value[0], value[1], [*value[2]], states)
    return _closed(states)


def _repeated(least: int, most: int, items: Sequence[Any], states: _States) -> _States:
    found = set(states) if least == 0 else set()
    for count in range(1, min(int(most), _LENGTH) + 1):
        states = _before(items, states)
        if count >= least or count == _LENGTH:
            found |= states
    return found if int(most) <= _LENGTH else found | _closed(states)


def _added(characters: Iterable[str] | None, states: _States) -> _States:
    """The ends with one more character before them, null for any.

    One beyond ASCII leaves nothing: a text that has it among its last is not asked.
    """
    if characters is None:
        return _closed(states)
    told = set(characters)
    if not told.isdisjoint(_TWOFOLD):
        return _closed(states)
    small = {" " if character.isspace() else character.lower() for character in told if character.isascii()}
    return {
        state
        for end, known in states
        for state in ([(c + end, len(end) + 1 < _LENGTH) for c in small] if known else [(end, known)])
    }


def _closed(states: _States) -> _States:
    return {(end, False) for end, _ in states}


def _class(members: Sequence[Any]) -> set[str] | None:
    """The characters of a class, null when they are too many to tell apart."""
    found: set[str] = set()
    for op, value in members:
        if op is ops.LITERAL:
            found.add(chr(value))
        elif op is ops.RANGE and value[1] - value[0] < _MANY:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif op is ops.CATEGORY and value is ops.CATEGORY_SPACE:
            found.add(" ")
        elif op is ops.CATEGORY and value is ops.CATEGORY_DIGIT:
            found.update(_DIGITS)
        else:
            return None
    return found if len(found) <= _MANY else None
