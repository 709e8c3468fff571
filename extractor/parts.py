"""Extractors of rule sets that differ by one rule: what never asks for that rule is built once."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.annotate.attributions import AttributionAnnotator
from extractor.annotate.dates import DateAnnotator
from extractor.annotate.entities import EntityAnnotator
from extractor.annotate.laws import LawAnnotator
from extractor.annotate.numbers import NumberAnnotator
from extractor.annotate.places import PlaceAnnotator
from extractor.claims import ClaimAssembler
from extractor.clean import Cleaner
from extractor.pipeline import Extractor
from extractor.rules import Rule, RuleSet
from extractor.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

_LAYERS: dict[str, Callable[[RuleSet], Any]] = {
    "dates": DateAnnotator,
    "laws": LawAnnotator,
    "entities": EntityAnnotator,
    "places": PlaceAnnotator,
    "attributions": AttributionAnnotator,
    "numbers": NumberAnnotator,
}


class Watched(RuleSet):
    """A rule set that notes which rules are asked for, whether it has them or not."""

    asked: set[str]

    def __init__(self, rules: RuleSet) -> None:
        for name, value in {"asked": set(), "_of": rules, "tables": rules.tables, "digest": rules.digest}.items():
            object.__setattr__(self, name, value)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules: whoever reads them asks for each."""
        return self._noted(self._of.rules)

    def layer(self, prefix: str) -> tuple[Rule, ...]:
        """As of every set."""
        return self._noted(self._of.layer(prefix))

    def get(self, rule_id: str) -> Rule:
        """As of every set."""
        self.asked.add(rule_id)
        return self._of.get(rule_id)

    def has(self, rule_id: str) -> bool:
        """As of every set."""
        self.asked.add(rule_id)
        return self._of.has(rule_id)

    def _noted(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        self.asked.update(rule.id for rule in rules)
        return rules

    _of: RuleSet


class SharedParts:
    """Makes extractors that lack one rule of a set, at the price of the parts that ask for it.

    A part that never asked for a rule does what it would do in a set without it, so it may be shared;
    one that asks only while it works is noticed when :meth:`asked` is put after the work.
    """

    def __init__(self, model: Language, rules: RuleSet, settings: Settings) -> None:
        self.whole = Extractor(model, rules, settings)
        self._rules = rules
        self._makers: dict[str, Callable[[RuleSet], Any]] = {
            **{f"annotators.{name}": maker for name, maker in _LAYERS.items()},
            "assemble": ClaimAssembler,
            "clean": lambda rules: Cleaner(rules, Path(settings.repeats) if settings.repeats else None),
        }
        self._watched = {name: Watched(rules) for name in self._makers}
        _put(self.whole, {name: self._makers[name](self._watched[name]) for name in self._makers})

    def without(self, rule_id: str) -> Extractor:
        """An extractor whose parts lack a rule, as far as they ever asked for it."""
        less = self._rules.without(rule_id)
        return _put(_twin(self.whole), {name: self._makers[name](less) for name in self.asked(rule_id)})

    def asked(self, rule_id: str) -> Iterator[str]:
        """The parts of the whole that have asked for a rule so far."""
        return (name for name, rules in self._watched.items() if rule_id in rules.asked)


def _twin(extractor: Extractor) -> Extractor:
    twin = copy.copy(extractor)
    twin.annotators = copy.copy(extractor.annotators)
    return twin


def _put(extractor: Extractor, parts: dict[str, Any]) -> Extractor:
    for name, part in parts.items():
        owner, _, field = name.rpartition(".")
        setattr(extractor.annotators if owner else extractor, field, part)
    return extractor
