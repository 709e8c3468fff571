"""Which rare characters a regular expression cannot match without, found in its parse."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser
else:
    import sre_constants as ops
    import sre_parse as parser

__all__ = ["REPEATS", "letters", "ops", "parser"]

REPEATS = tuple(getattr(ops, name) for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") if hasattr(ops, name))
_MUCH = 50
_OFTEN = {**dict.fromkeys("—–:()“”", 9), "-": 40, **dict.fromkeys(" \t\n,.'’\"", 99)}


def letters(items: Iterable[Any]) -> frozenset[str] | None:
    """Rare characters that are no letters of ASCII, one of which every match of a parsed pattern holds; null for none.

    >>> sorted(letters(iter(parser.parse(r"(?:photo|image): \\w+|[@#]\\w+", 0))))
    ['#', ':', '@']
    """
    found = [one for op, value in items if (one := _letters_of(op, value)) and _weight(one)[0] < _MUCH]
    return min(found, key=_weight, default=None)


def is_rare(letters: frozenset[str]) -> bool:
    """Whether there are such characters, and none of them is to be met in ordinary prose."""
    return bool(letters) and letters.isdisjoint(_OFTEN)


def _weight(letters: frozenset[str]) -> tuple[int, list[str]]:
    return sum(_OFTEN.get(letter, 1) for letter in letters), sorted(letters)


def _letters_of(op: Any, value: Any) -> frozenset[str] | None:
    if op is ops.LITERAL:
        return _cases(value)
    if op is ops.IN:
        parts = [_cases(code) if kind is ops.LITERAL else None for kind, code in value]
        return frozenset().union(*(part for part in parts if part)) if all(parts) else None
    if op is ops.BRANCH:
        parts = [letters(part) for part in value[1]]
        return frozenset().union(*(part for part in parts if part)) if all(parts) else None
    if op is ops.SUBPATTERN:
        return letters(value[3])
    if op in REPEATS:
        return letters(value[2]) if value[0] else None
    return letters(value[1]) if op is ops.ASSERT and value[0] > 0 else None


def _cases(code: int) -> frozenset[str] | None:
    """A rare character in both its cases, as ``re.I`` takes them for one."""
    letter = chr(code)
    if letter.isascii() and letter.isalnum():
        return None
    return frozenset(form for form in (letter, letter.lower(), letter.upper()) if len(form) == 1)
