"""Ellipsis: which earlier figure lends its noun and its event to one that stands alone.

*Ukrainian courts received 2,355*, *as well as 31 for faking illness*, *compared to only nine*,
*Out of these, 17,721 had …*: the number has no noun of its own; the reader takes the nearest
earlier noun that was counted in the same construction.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, is_subject, verb_of
from extractor.claims.grammar import subject as subject_of
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token


class EllipsisResolver:
    """Gives every figure without a noun its donor."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims", "discourse")
        self.comparison = frozenset(rules.table("claims", "event")["comparison"])
        self.sentences_back: int = table["sentences_back"]
        self.transparent = frozenset(table["transparent"])
        opening = rules.has("claims.relation.part_sentence")
        self.parts_opening = rules.get("claims.relation.part_sentence").regex() if opening else None
        self.parts = rules.get("claims.relation.part").regex() if rules.has("claims.relation.part") else None
        self.on = {rule.id for rule in rules.layer("claims.unit")}

    def __call__(self, context: Context) -> None:
        """Set ``donor`` of elliptical figures, and their unit and counted noun where missing."""
        for draft in context.drafts:
            draft.compares = self._compares(draft)
            if draft.counted is not None and any(i.slot == "counted" for i in draft.inherited):
                continue
            if draft.reading.kind == "count" and (draft.number.counted_inherited or draft.counted is None):
                self._resolve(draft, context)
            elif draft.compares:
                draft.donor = self._same_kind(draft, context)

    def _compares(self, draft: Draft) -> bool:
        """Whether it is the second term of a comparison; the end of *from A to B* is none."""
        if draft.compared is not None and "claims.relation.endpoints" not in draft.rules:
            return draft.compared.sentence is draft.sentence and draft.compared.start < draft.start
        return draft.anchor is not None and any(
            node.lower_ in self.comparison for node in list(ancestors(draft.anchor))[1:4]
        )

    def _resolve(self, draft: Draft, context: Context) -> None:
        first = draft.compared
        if first is not None and first.counted is not None and first.reading.kind == "count":
            rule = "claims.unit.sentence" if first.sentence is draft.sentence else "claims.unit.discourse"
            if rule in self.on:
                self._fill(draft, first, first.counted, first.reading.unit, rule)
                return
        if draft.number.counted_inherited and draft.counted is not None and "claims.unit.sentence" in self.on:
            donor = self._by_noun(draft, context) or (self._counted_before(draft, context) if draft.compares else None)
            if donor is not None and donor.counted is not None:
                self._fill(draft, donor, donor.counted, donor.reading.unit, "claims.unit.sentence")
            else:
                self._fill(
                    draft, self._same_kind(draft, context), draft.counted, draft.reading.unit, "claims.unit.sentence"
                )
            return
        donor, rule = self._earlier(draft, context)
        if donor is not None and donor.counted is not None and rule in self.on:
            self._fill(draft, donor, donor.counted, donor.reading.unit, rule)

    def _fill(self, draft: Draft, donor: Draft | None, counted: Span, unit: str | None, rule: str) -> None:
        draft.donor, draft.counted = donor, counted
        draft.elliptical = True
        draft.reading = dataclasses.replace(draft.reading, unit=unit)
        draft.inherit("counted", counted)
        draft.fired(rule)

    def _by_noun(self, draft: Draft, context: Context) -> Draft | None:
        """The figure of the sentence that counts the noun which this one shares."""
        noun = draft.counted
        for earlier in context.before(draft):
            if earlier.sentence is not draft.sentence:
                break
            if noun is not None and earlier.counted is not None and earlier.counted.start == noun.start:
                return earlier
        return None

    def _counted_before(self, draft: Draft, context: Context) -> Draft | None:
        """The nearest figure of the sentence that counts a noun of its own."""
        for earlier in context.before(draft):
            if earlier.sentence is not draft.sentence:
                return None
            if earlier.reading.kind == "count" and earlier.counted is not None and not earlier.elliptical:
                return earlier
        return None

    def _same_kind(self, draft: Draft, context: Context) -> Draft | None:
        for earlier in context.before(draft):
            if earlier.sentence is not draft.sentence:
                return None
            if earlier.reading.kind == draft.reading.kind and earlier.reading.unit == draft.reading.unit:
                return earlier
        return None

    def _earlier(self, draft: Draft, context: Context) -> tuple[Draft | None, str]:
        """The nearest earlier counted figure that the construction points back to."""
        verb = verb_of(draft.anchor)
        topical = draft.anchor is not None and is_subject(draft.anchor)
        lead = draft.sentence.plain[: draft.start - draft.sentence.start]
        for earlier in context.before(draft):
            distance = draft.sentence.index - earlier.sentence.index
            if distance > self.sentences_back:
                break
            apart = earlier.sentence.paragraph_index != draft.sentence.paragraph_index
            if apart and not (self.parts_opening and self.parts_opening.search(lead)):
                break
            if earlier.reading.kind != "count" or earlier.counted is None or self._is_part(earlier):
                continue
            if distance == 0:
                return earlier, "claims.unit.sentence"
            other = verb_of(earlier.anchor)
            parallel = verb is not None and other is not None and lemma(verb) == lemma(other)
            if topical or verb is None or parallel or self._anaphoric(verb):
                return earlier, "claims.unit.discourse"
        return None, ""

    def _anaphoric(self, verb: Token) -> bool:
        """*The previous year the figure was 84*: the subject stands for what was counted before."""
        holder = subject_of(verb)
        return holder is not None and (lemma(holder) in self.transparent or holder.tag_ in ("PRP", "DT"))

    def _is_part(self, draft: Draft) -> bool:
        """*Among them 122 minors*: a part of what is talked about, which goes on after it."""
        lead = draft.sentence.plain[: draft.start - draft.sentence.start]
        return self.parts is not None and bool(self.parts.search(lead))
