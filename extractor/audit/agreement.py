"""How far two reviewers agree, slot by slot, on the claims that both have judged."""

from __future__ import annotations

import collections
import itertools
import sqlite3
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from extractor.audit.decisions import ADJUDICATED
from extractor.audit.facets import judged

MOST = 1_000
_CLASSES = ("modifier", "kind", "unit", "statistic", "change", "negated", "modality", "area")
_PHRASES = (
    "text",
    "value",
    "low",
    "high",
    "per",
    "counted",
    "event",
    "actor",
    "topic",
    "from",
    "to",
    "legal",
    "source",
)


class Agreement(NamedTuple):
    """Two reviewers on one slot: share alike, and Cohen's kappa (classes) or F1 (phrases, values)."""

    slot: str
    of: int
    alike: float
    measure: str
    score: float | None


class Pair(NamedTuple):
    """Two reviewers and their agreement on each slot; ``shared`` claims were judged by both."""

    one: str
    other: str
    shared: int
    slots: tuple[Agreement, ...]


def agreements(connection: sqlite3.Connection, run: int) -> list[Pair]:
    """Every pair of reviewers with claims of a run in common, over the last ``MOST`` claims judged twice."""
    by_claim: dict[int, dict[str, tuple[str, Mapping[str, Any]]]] = collections.defaultdict(dict)
    rows = connection.execute(
        "SELECT claim.id, claim.record, state.owner, state.data FROM state JOIN claim ON claim.subject = state.subject"
        " WHERE claim.run = ? AND claim.origin != 'gone' AND owner != ? AND state.subject IN"
        " (SELECT subject FROM state WHERE owner != ? GROUP BY subject HAVING count(*) > 1"
        " ORDER BY max(seq) DESC LIMIT ?)",
        (run, ADJUDICATED, ADJUDICATED, MOST),
    )
    for row in rows:
        data = orjson.loads(row["data"])
        if data.get("verdict", "open") != "open":
            final = orjson.loads(row["record"]) | (data.get("edits") or {})
            by_claim[row["id"]][row["owner"]] = (data["verdict"], final)
    shared: dict[tuple[str, str], list[tuple[Any, Any]]] = collections.defaultdict(list)
    for held in by_claim.values():
        for one, other in itertools.combinations(sorted(held), 2):
            shared[one, other].append((held[one], held[other]))
    return [Pair(*names, len(both), tuple(_slots(both))) for names, both in sorted(shared.items())]


def _slots(both: Sequence[tuple[Any, Any]]) -> Iterator[Agreement]:
    verdicts = [(one[0], other[0]) for one, other in both]
    yield _kappa_row("verdict", verdicts)
    accepted = [(judged(one[1]), judged(other[1])) for one, other in both if one[0] == other[0] == "accepted"]
    if not accepted:
        return
    for slot in _CLASSES:
        yield _kappa_row(slot, [(one[slot], other[slot]) for one, other in accepted])
    for slot in _PHRASES:
        yield _f1_row(slot, [(_key(one[slot]), _key(other[slot])) for one, other in accepted])


def _key(value: Any) -> Hashable:
    return orjson.dumps(value) if isinstance(value, (list, dict)) and value else value or None


def _kappa_row(slot: str, pairs: Sequence[tuple[Any, Any]]) -> Agreement:
    alike = sum(one == other for one, other in pairs) / len(pairs)
    return Agreement(slot, len(pairs), alike, "κ", kappa(pairs))


def _f1_row(slot: str, pairs: Sequence[tuple[Any, Any]]) -> Agreement:
    alike = sum(one == other for one, other in pairs) / len(pairs)
    return Agreement(slot, len(pairs), alike, "F1", f1(pairs))


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa: agreement beyond chance (Cohen 1960); null when only one class was used.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    total = len(pairs)
    left = collections.Counter(one for one, _ in pairs)
    right = collections.Counter(other for _, other in pairs)
    chance = sum(left[name] * right[name] for name in left) / (total * total)
    if chance == 1:
        return None
    return (sum(one == other for one, other in pairs) / total - chance) / (1 - chance)


def f1(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """F1 of one annotator against the other: slots filled alike among slots filled; null when none is.

    >>> f1([("men", "men"), ("men", None), (None, None)])
    0.6666666666666666
    """
    filled = sum((one is not None) + (other is not None) for one, other in pairs)
    both = sum(one is not None and one == other for one, other in pairs)
    return 2 * both / filled if filled else None
