"""How sure a claim is: a small logistic model over the evidence of its rules."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from extractor.claims.draft import Draft
from extractor.rules import RuleSet


class Confidence:
    """Scores a draft between 0 and 1 with the weights of ``claims_confidence.toml``.

    A feature is a rule that fired, an inherited slot, or a missing one; its weight is in log-odds,
    so that each says on its own how much it speaks for or against the claim being wholly right.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.bias: float = rules.table("claims_confidence", "bias")
        self.weights: Mapping[str, float] = rules.table("claims_confidence", "weight")

    def __call__(self, draft: Draft) -> float:
        """The probability that every core slot of the claim is right, to three places."""
        total = self.bias + sum(self.weights.get(feature, 0.0) for feature in features(draft))
        return round(1 / (1 + math.exp(-total)), 3)


def features(draft: Draft) -> Iterable[str]:
    """The evidence of a draft as feature names, each once, in a fixed order."""
    reading = draft.reading
    yield f"kind:{reading.kind}"
    yield f"modifier:{reading.modifier}"
    if reading.unit is None:
        yield "no_unit"
    if draft.event is None:
        yield "no_event"
    yield "time" if draft.time is not None else "no_time"
    yield "source" if draft.attribution is not None else "no_source"
    if draft.legal:
        yield "legal"
    for slot in sorted({item.slot for item in draft.inherited}):
        yield f"inherited:{slot}"
    for rule in draft.rules:
        if rule.startswith("claims."):
            yield f"rule:{rule}"
