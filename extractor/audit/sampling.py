"""How sure a share is, and how many more must be checked to be surer."""

from __future__ import annotations

import math
from typing import NamedTuple

_Z = 1.959963984540054
MARGIN = 0.03


class Interval(NamedTuple):
    """A share with its 95% confidence interval; null when nothing was counted."""

    share: float | None
    low: float
    high: float
    right: int
    of: int


def wilson(right: int, of: int) -> Interval:
    """The Wilson score interval of a share, at 95% (Wilson 1927).

    >>> [round(bound, 3) for bound in wilson(95, 100)[:3]]
    [0.95, 0.888, 0.978]
    """
    if of == 0:
        return Interval(None, 0.0, 1.0, 0, 0)
    share = right / of
    squared = _Z * _Z
    centre = (share + squared / (2 * of)) / (1 + squared / of)
    reach = _Z / (1 + squared / of) * math.sqrt(share * (1 - share) / of + squared / (4 * of * of))
    return Interval(share, max(0.0, centre - reach), min(1.0, centre + reach), right, of)


def needed(share: float | None, population: int, margin: float = MARGIN) -> int:
    """How many of a population must be drawn to know a share to ± ``margin``, at 95%.

    With no share known yet the worst, one half, is assumed; a known one is moved a little towards
    it, as a small sample may flatter. Drawing without putting back is taken into account.

    >>> needed(None, 100_000), needed(0.95, 100_000), needed(None, 500)
    (1056, 303, 341)
    """
    if population == 0:
        return 0
    likely = 0.5 if share is None else min(max(share, 0.07), 0.93) if share > 0.5 else max(min(share, 0.93), 0.07)
    drawn = _Z * _Z * likely * (1 - likely) / (margin * margin)
    return min(population, math.ceil(drawn / (1 + (drawn - 1) / population)))
