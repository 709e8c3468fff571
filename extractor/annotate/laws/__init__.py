"""The ``laws`` layer: pinpoint references to provisions of acts, codes and treaties."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

from extractor.annotate.analysis import Analysis
from extractor.annotate.laws.accept import Judge
from extractor.annotate.laws.cite import CitationReader
from extractor.annotate.laws.draft import Draft, Resolved
from extractor.annotate.laws.instruments import InstrumentFinder
from extractor.annotate.laws.offences import OffenceFinder
from extractor.annotate.laws.pointing import StepFinder
from extractor.annotate.laws.resolve import Resolver
from extractor.annotate.places import PlaceAnnotator, dominant_country
from extractor.annotate.screen import presence
from extractor.records import LegalReference, PlaceMention, Provision
from extractor.rules import RuleSet

__all__ = ["LawAnnotator"]


class LawAnnotator:
    """Finds the provisions that an article cites, one record for each, with instrument and country.

    ``Articles 332 and 337 of the Russian Criminal Code`` gives two records of the same span. ``places`` finds the
    places of an article whose analysis has none yet.
    """

    def __init__(self, rules: RuleSet, places: PlaceAnnotator | None = None) -> None:
        words = rules.tables["laws_words"]
        self._triggered = presence(words["trigger"]["pattern"], re.I)
        finder = InstrumentFinder(rules)
        self._read = CitationReader(rules, finder)
        self._places = places or PlaceAnnotator(rules)
        self._resolve = Resolver(rules, finder, self._places.gazetteer)
        self._accept = Judge(rules)
        self._offence = OffenceFinder(rules)
        self._steps_of = StepFinder(rules)
        self._eid = rules.table("laws_units", "eid")
        self._parts = frozenset(rules.table("laws_units", "jurisdictions_with_parts")["codes"])
        self._steps = rules.table("laws_units", "steps")
        self._steps_of_codes = rules.table("laws_units", "steps_of_codes")

    def __call__(self, analysis: Analysis) -> list[LegalReference]:
        """The references of an article, sorted by place."""
        drafts = [d for s in analysis.sentences if self._triggered(s.plain) for d in self._read(s)]
        if not drafts:
            return []
        places = cache(lambda: list(analysis.places or self._places(analysis)))
        resolved = self._resolve(analysis, drafts, cache(lambda: self._country(places(), analysis)), places)
        found: list[LegalReference] = []
        accepted = None
        for draft, how in zip(drafts, resolved, strict=True):
            joined = accepted is not None and accepted.sentence is draft.sentence
            if self._accept(draft, how, joined):
                accepted = draft
                found.extend(self._records(draft, how or Resolved(None, None, "none")))
        found.sort(key=lambda r: (r.start, r.end))
        steps = [
            dataclasses.replace(step, eid=self._identifier(step.unit, step.number, step.path))
            for step in self._steps_of(analysis.sentences, found)
        ]
        return sorted((*found, *steps), key=lambda r: (r.start, r.end)) if steps else found

    def _country(self, places: list[PlaceMention], analysis: Analysis) -> str | None:
        dominant = dominant_country(places, analysis)
        return dominant[0] if dominant else None

    def _records(self, draft: Draft, how: Resolved) -> list[LegalReference]:
        sentence = draft.sentence
        offence = self._offence(draft)
        rules = tuple(dict.fromkeys([*draft.rules, *how.rules, *((offence[1],) if offence else ())]))
        span = sentence.slice(draft.start, draft.end)
        glossed = draft.provisions[-1][0] if offence and offence[1] == "laws.offence.gloss" else None
        found = []
        for (number, steps), bracketed in zip(draft.provisions, draft.bracketed, strict=True):
            path = tuple(
                Provision(unit, value) for unit, value in self._path(draft, steps, bracketed, how.jurisdiction)
            )
            found.append(
                LegalReference(
                    span.start,
                    span.end,
                    span.text,
                    draft.unit,
                    number,
                    path,
                    how.instrument,
                    how.jurisdiction,
                    how.resolution,
                    self._identifier(draft.unit, number, path),
                    offence[0] if offence and glossed in (None, number) else None,
                    rules,
                )
            )
        return found

    def _path(
        self, draft: Draft, steps: tuple[tuple[str, str], ...], bracketed: bool, jurisdiction: str | None
    ) -> tuple[tuple[str, str], ...]:
        """Name the bracketed steps as the country's codes do: 174(2) is part 2 in Kazakhstan."""
        names = self._steps_of_codes.get(draft.unit)
        if not bracketed or jurisdiction not in self._parts or names is None:
            return steps
        usual = self._steps[draft.unit]
        return tuple((names[usual.index(unit)] if unit in usual else unit, value) for unit, value in steps)

    def _identifier(self, unit: str, number: str, path: tuple[Provision, ...]) -> str:
        """Akoma Ntoso style: Part 3 of Article 207.3 is ``art_207.3__para_3``."""
        steps = [f"{self._eid.get(unit, unit)}_{number}"]
        for step in path:
            name = "paragraph" if unit == "article" and step.unit == "part" else step.unit
            steps.append(f"{self._eid.get(name, name)}_{step.value}")
        return "__".join(steps).replace(" ", "-").replace("/", "-")
