"""The figures of a run, in a form that adds up over shards."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

_SAMPLES = 5
_FULL = 6
_SLOTS = ("counted", "event", "actor", "topic", "area", "time", "attribution")
_COUNTERS = ("removed", "numbers", "claims", "failures")


@dataclasses.dataclass
class Summary:
    """What came of a run: the figures that are shown at its end, and a few of its claims.

    ``duplicates``, ``new``, ``reused``, ``skipped`` and ``near`` are of the run alone: rows passed over,
    articles that it did, those that an earlier run had done, those that the selection left out by reason, and
    those that say nearly what another says. ``finished`` is false when the run was asked to stop before its end.
    """

    articles: int = 0
    duplicates: int = 0
    new: int = 0
    reused: int = 0
    near: int = 0
    finished: bool = True
    skipped: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    removed: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    numbers: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    claims: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    failures: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    samples: list[tuple[float, dict[str, Any]]] = dataclasses.field(default_factory=list)

    def add(self, article: Mapping[str, Any], claims: Sequence[dict[str, Any]]) -> None:
        """Count an article that was written."""
        self.articles += 1
        for block in article["blocks"]:
            if block["removed"] is not None:
                self.removed[block["removed"]["reason"]] += block["source_end"] - block["source_start"]
        self.numbers.update(number["disposition"] for number in article["numbers"])
        self.claims.update(claim["quantity"]["kind"] for claim in claims)
        if claims:
            best = max(claims, key=_worth_showing)
            self._keep_samples([(_worth_showing(best), best)])

    def merge(self, other: Summary) -> None:
        """Add the figures of another part of the run; the order of the parts changes nothing."""
        self.articles += other.articles
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))
        self._keep_samples(other.samples)

    def as_json(self) -> dict[str, Any]:
        """What a manifest keeps of it."""
        return {
            "articles": self.articles,
            **{name: dict(sorted(getattr(self, name).items())) for name in _COUNTERS},
            "samples": [[score, claim] for score, claim in self.samples],
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Summary:
        """The inverse of :meth:`as_json`."""
        found = cls(articles=row["articles"])
        for name in _COUNTERS:
            getattr(found, name).update(row[name])
        found.samples = [(float(score), claim) for score, claim in row["samples"]]
        return found

    def _keep_samples(self, samples: Sequence[tuple[float, dict[str, Any]]]) -> None:
        self.samples = sorted([*self.samples, *samples], key=lambda sample: (-sample[0], sample[1]["id"]))[:_SAMPLES]


def _worth_showing(claim: Mapping[str, Any]) -> float:
    """How well a claim shows what claims are: one that is sure, and full enough; counts and laws before others."""
    filled = sum(bool(claim[slot]) for slot in _SLOTS) + bool(claim["legal"])
    telling = int(claim["quantity"]["kind"] == "count") + bool(claim["legal"])
    return float(claim["confidence"]) + 0.1 * min(filled, _FULL) + 0.2 * telling
