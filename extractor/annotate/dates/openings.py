"""With which characters the matches of a regular expression may begin, found in its parse."""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from extractor.clean.letters import REPEATS, ops, parser

_DIGITS = frozenset(string.digits)


@lru_cache(maxsize=1024)
def openings(pattern: str, flags: int) -> frozenset[str] | None:
    """The ASCII characters, in lower case, with which a match may begin; null when any may.

    >>> sorted(openings(r"(?:the )?(?:May|June)", 2)), openings(r"\\w+ ago", 2)
    (['j', 'm', 't'], None)
    """
    found, empty = _sequence([*iter(parser.parse(pattern, flags))])
    return None if empty or found is None else frozenset(found)


def _sequence(items: Sequence[Any]) -> tuple[set[str] | None, bool]:
    """The characters that may come first, and whether there may be none."""
    found: set[str] = set()
    for op, value in items:
        first, empty = _item(op, value)
        if first is None:
            return None, empty
        found |= first
        if not empty:
            return found, False
    return found, True


def _item(op: Any, value: Any) -> tuple[set[str] | None, bool]:
    if op is ops.LITERAL:
        return {chr(value).lower()}, False
    if op is ops.IN:
        return _class(value), False
    if op is ops.BRANCH:
        parts = [_sequence([*part]) for part in value[1]]
        empty = any(may for _, may in parts)
        return (
            None if any(first is None for first, _ in parts) else {c for first, _ in parts for c in first or ()}
        ), empty
    if op is ops.SUBPATTERN:
        return _sequence([*value[3]])
    if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return set(), True
    if op in REPEATS:
        first, empty = _sequence([*value[2]])
        return first, empty or value[0] == 0
    return None, False


def _class(members: Sequence[Any]) -> set[str] | None:
    found: set[str] = set()
    for op, value in members:
        if op is ops.LITERAL:
            found.add(chr(value).lower())
        elif op is ops.RANGE:
            found.update(chr(code).lower() for code in range(value[0], min(value[1], 127) + 1))
        elif (op, value) == (ops.CATEGORY, ops.CATEGORY_DIGIT):
            found |= _DIGITS
        else:
            return None
    return found
