"""How sure a claim is: a small logistic model over the evidence of its rules."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from extractor.records import Claim
from extractor.rules import RuleSet


class Confidence:
    """Scores a claim between 0 and 1 with the weights of ``claims_confidence.toml``.

    A feature is a rule that fired, an inherited slot, or a missing one; its weight is in log-odds,
    so that each says on its own how much it speaks for or against the claim being wholly right.
    The weights are fitted on the development corpus by ``scripts/fit_confidence``.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.bias: float = rules.table("claims_confidence", "bias")
        self.weights: Mapping[str, float] = rules.table("claims_confidence", "weight")

    def __call__(self, claim: Claim) -> float:
        """The probability that every core slot of the claim is right, to three places."""
        weight_of, total = self.weights.get, 0.0
        for feature in features(claim):
            total += weight_of(feature, 0.0)
        return round(1 / (1 + math.exp(-self.bias - total)), 3)


def features(claim: Claim) -> Iterator[str]:
    """The evidence of a claim as feature names, each once, in a fixed order."""
    quantity = claim.quantity
    yield f"kind:{quantity.kind}"
    yield f"modifier:{quantity.modifier}"
    if quantity.unit is None:
        yield "no_unit"
    if claim.event is None:
        yield "no_event"
    yield "time" if claim.time is not None else "no_time"
    yield "source" if claim.attribution is not None else "no_source"
    if claim.area is None:
        yield "no_area"
    if claim.legal:
        yield "legal"
    if claim.inherited:
        for slot in sorted({item.slot for item in claim.inherited}):
            yield f"inherited:{slot}"
    for rule in claim.rules:
        yield f"rule:{rule}"
