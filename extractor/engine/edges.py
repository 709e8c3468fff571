"""How far what is below each token reaches, and where sentences begin, as spaCy finds them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

_MOST_ROUNDS = 12


def edges(heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """The outermost tokens of each token's subtree, left and right.

    In spaCy's way, which matters where arcs cross: pass by pass, until no head lies outside its
    sentence.
    """
    left, right = list(range(len(heads))), list(range(len(heads)))
    for _ in range(_MOST_ROUNDS):
        _widen(heads, left, right, range(len(heads)))
        _widen(heads, left, right, range(len(heads) - 1, -1, -1))
        if _heads_within(heads, sentence_starts(heads, left)):
            break
    return left, right


def sentence_starts(heads: Sequence[int], left: Sequence[int]) -> list[int]:
    """Where sentences begin: at the left edges of roots."""
    return sorted({left[i] for i, head in enumerate(heads) if head == i})


def _widen(heads: Sequence[int], left: list[int], right: list[int], order: range) -> None:
    for child in order:
        head = heads[child]
        if (found := left[child]) < left[head]:
            left[head] = found
        if (found := right[child]) > right[head]:
            right[head] = found


def _heads_within(heads: Sequence[int], starts: Sequence[int]) -> bool:
    if not starts or starts[-1] == 0:  # one sentence
        return True
    bounds = [0, *(start for start in starts if start > 0), len(heads) - 1]
    for start, end in itertools.pairwise(bounds):
        for child in range(start, end):
            if not start <= heads[child] <= end:
                return False
    return True
