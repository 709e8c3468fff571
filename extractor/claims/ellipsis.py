"""Ellipsis: which earlier figure lends its noun and its event to one that stands alone.

*Ukrainian courts received 2,355*, *as well as 31 for faking illness*, *compared to only nine*,
*Out of these, 17,721 had …*: the number has no noun of its own; the reader takes the nearest
earlier noun that was counted in the same construction.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma, lemma_of
from extractor.annotate.numbers.choosing import Choosing
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_subject, noun_phrase
from extractor.claims.grammar import subject as subject_of
from extractor.claims.noun import NounFinder
from extractor.claims.screen import pattern_of, patterns_of
from extractor.claims.spoken import SpokenNoun
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE_OF = re.compile(r"\s+of\s+(?:whom|which)\b")
_NEXT = 4
_BEFORE = 3  # sentences that may speak of something else that acts
_HAVING = frozenset({"have", "had", "has"})
_PAST = frozenset({"VBD", "VBN"})
_COUNTING = frozenset({"count", "fraction", "ratio"})


class EllipsisResolver:
    """Gives every figure without a noun its donor."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims", "discourse")
        self.sentences_back: int = table["sentences_back"]
        self.transparent = frozenset(table["transparent"])
        self.parts_opening = pattern_of(rules, "claims.relation.part_sentence")
        self.parts = patterns_of(rules, "claims.relation").get("claims.relation.part")
        self.on = {rule.id for rule in rules.layer("claims.unit")}
        persons: dict[str, Any] = rules.table("numbers_slots", "persons")
        self.people, self.willing = frozenset(persons["nouns"]), frozenset(persons["willing"])
        self.movers = frozenset(persons["bodies"] + persons["movers"])
        self.sharing = frozenset(table["sharing"])
        self.antecedent = NounFinder(rules)
        self.choosing = Choosing(rules)
        self.spoken = SpokenNoun(rules, self.choosing)

    def __call__(self, context: Context) -> None:
        """Set ``donor`` of elliptical figures, and their unit and counted noun where missing."""
        for draft in context.drafts:
            if draft.counted is not None and any(i.slot == "counted" for i in draft.inherited):
                continue
            if draft.reading.kind == "count" and self.antecedent(draft, context):
                continue
            if draft.bare and self._from_whole(draft, context):
                continue
            if draft.reading.kind == "count" and (draft.number.counted_inherited or draft.counted is None):
                self._resolve(draft, context)
            elif draft.compares:
                draft.donor = self._same_kind(draft, context)
        for draft in context.drafts:
            if draft.reading.unit is None and draft.reading.kind == "count" and draft.whole is not None:
                self._from_later(draft, draft.whole)
            lent = draft.number.counted
            if lent is not None and draft.counted is None and all(i.slot != "unit" for i in draft.inherited):
                draft.inherit("unit", lent)

    def _from_whole(self, draft: Draft, context: Context) -> bool:
        """*1,905 of them*, *nine in ten of them*: a part counts what its whole counts."""
        whole = draft.whole
        if whole is None or whole.counted is None or whole.reading.kind != "count" or whole.start > draft.start:
            return False
        if draft.reading.kind not in _COUNTING or draft.number.text[-1:] == "%" or "claims.unit.part" not in self.on:
            return False
        if self.sharing.isdisjoint(draft.rules):
            return False
        if whole.sentence is not draft.sentence and self._has_antecedent(draft, context):
            return False
        self._fill(draft, whole, whole.counted, whole.reading.unit, "claims.unit.part")
        return True

    def _from_later(self, draft: Draft, whole: Draft) -> None:
        """*Dropped 12 of the 90*: a part in front of its whole counts what this was found to count."""
        if whole.reading.kind == "count" and whole.counted is not None and "claims.unit.part" in self.on:
            self._fill(draft, whole, whole.counted, whole.reading.unit, "claims.unit.part")

    def _has_antecedent(self, draft: Draft, context: Context) -> bool:
        """Whether its own sentence names what it counts; a noun that holds the figure itself is no antecedent."""
        own = draft.counted
        if own is None or draft.anchor is None or own.start < draft.sentence.start:
            return False
        if _RELATIVE_OF.match(context.follow(draft)):
            return True
        noun = draft.sentence.head(own.start, own.end)
        return noun is not None and not inside(draft.anchor, noun)

    def _resolve(self, draft: Draft, context: Context) -> None:
        first = draft.compared
        if first is not None and first.counted is not None and first.reading.kind == "count":
            rule = "claims.unit.sentence" if first.sentence is draft.sentence else "claims.unit.discourse"
            if rule in self.on:
                self._fill(draft, first, first.counted, first.reading.unit, rule)
                return
        if first is not None and self._lends_kind(draft, first):
            draft.donor = first
            draft.reading = dataclasses.replace(draft.reading, kind=first.reading.kind, unit=first.reading.unit)
            draft.inherit("unit", Span(first.start, first.end, first.number.text))
            draft.fired("claims.unit.sentence")
            return
        if draft.number.counted_inherited and draft.counted is not None and "claims.unit.sentence" in self.on:
            donor = self._by_noun(draft, context) or (self._counted_before(draft, context) if draft.compares else None)
            if donor is not None and self._beside(draft, donor):
                donor = donor.whole
            if donor is not None and donor.counted is not None:
                unit = donor.reading.unit if donor.reading.kind == "count" else draft.reading.unit
                self._fill(draft, donor, donor.counted, unit, "claims.unit.sentence")
            else:
                self._fill(
                    draft, self._same_kind(draft, context), draft.counted, draft.reading.unit, "claims.unit.sentence"
                )
            return
        donor, rule = self._earlier(draft, context)
        if donor is not None and donor.counted is not None and rule in self.on:
            self._fill(draft, donor, donor.counted, donor.reading.unit, rule)
        elif draft.reading.unit is None and "claims.unit.topic" in self.on:
            self._from_topic(draft, context)
        elif "claims.unit.previous" in self.on:
            self._show(draft, context)

    def _lends_kind(self, draft: Draft, first: Draft) -> bool:
        """Whether a bare number is one more sum, share or length; no length of another sentence is lent."""
        near = first.sentence is draft.sentence or first.reading.kind not in ("duration", "age")
        return near and first.reading.kind != "count" and bool(first.reading.unit) and draft.reading.unit is None

    def _show(self, draft: Draft, context: Context) -> None:
        """Name the noun of the sentence before whose unit the figure was read with."""
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > 1:
                return
            if earlier.counted is not None and earlier.reading.unit == draft.reading.unit:
                self._fill(draft, None, earlier.counted, draft.reading.unit, "claims.unit.previous")
                return

    def _from_topic(self, draft: Draft, context: Context) -> None:
        """*Sales fared worse. Only 418 were completed*: the plural that the sentence before is about."""
        found = self.spoken(draft, context)
        if found is None:
            if "claims.unit.doer" in self.on and self._acts(draft) and not self._others_act(draft, context):
                draft.reading = dataclasses.replace(draft.reading, unit="person")
                draft.fired("claims.unit.doer")
            return
        sentence, noun = found
        draft.counted = noun_phrase(sentence, noun, complements=())
        draft.elliptical = True
        draft.reading = dataclasses.replace(draft.reading, unit=lemma(noun))
        draft.inherit("counted", draft.counted)
        draft.fired("claims.unit.topic")

    def _others_act(self, draft: Draft, context: Context) -> bool:
        """*Ferries were cancelled. Only 14 ran*, *it wrote to banks. By Friday 40 replied*: they may be what acts."""
        told = draft.sentence.tokens(draft.sentence.start, draft.start)
        for sentence in context.previous(draft.sentence, _BEFORE):
            told = [*told, *sentence.span]
        for token in told:
            if token.tag_ != "NNS":
                continue
            noun = lemma(token)
            if noun in self.movers:
                return True
            if token.dep_ == "nsubj" and noun not in self.people and lemma(token.head) in self.willing:
                return True
        return False

    def _acts(self, draft: Draft) -> bool:
        """*Nearly 9,400 finished*, *two refused*: a number, without a noun anywhere, that does what persons do."""
        anchor = draft.anchor
        if anchor is None or anchor.tag_ != "CD" or draft.reading.per is not None or draft.reading.change is not None:
            return False
        if draft.sentence.plain.endswith(" of the ", 0, draft.start - draft.sentence.start):
            return False  # "six of the 15 lost theirs"
        after = draft.sentence.after(draft.end, _NEXT)
        while after and (after[0].tag_ in ("RB", "MD") or after[0].lower_ in _HAVING):
            after = after[1:]
        if not after:
            return False
        doing, behind = after[0], after[1].lower_ if len(after) > 1 else ""
        form = doing.tag_ if doing.tag_ in _PAST else "VBP"
        if doing.tag_ in ("VBG", "VBZ", "NNP") or behind == "by":
            return False
        return lemma_of(doing.vocab, doing.lower_, form) in self.willing

    def _fill(self, draft: Draft, donor: Draft | None, counted: Span, unit: str | None, rule: str) -> None:
        draft.donor = donor
        draft.elliptical = True
        if "numbers.count.person" in draft.rules and unit not in self.people:
            return  # "412 cases were opened. Of those charged, 96 pleaded guilty": no cases
        draft.counted = counted
        draft.reading = dataclasses.replace(draft.reading, unit=unit)
        draft.inherit("counted", counted)
        draft.fired(rule)

    def _beside(self, draft: Draft, donor: Draft) -> bool:
        """*Among them 12 minors; a further 40 were acquitted*: of the whole's kind, not of the part's."""
        return (
            donor.whole is not None
            and not donor.bare
            and draft.whole is None
            and draft.anchor is not None
            and (is_subject(draft.anchor))
        )

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
        verb = draft.verb
        topical = draft.anchor is not None and (is_subject(draft.anchor) or _existential(draft.anchor))
        lead = draft.sentence.plain[: draft.start - draft.sentence.start]
        found: list[Draft] = []
        for earlier in context.before(draft):
            distance = draft.sentence.index - earlier.sentence.index
            if distance > self.sentences_back or (found and found[0].sentence is not earlier.sentence):
                break
            apart = earlier.sentence.paragraph_index != draft.sentence.paragraph_index
            if apart and not (self.parts_opening and self.parts_opening.search(lead)):
                break
            if earlier.reading.kind != "count" or earlier.counted is None or self._is_part(earlier):
                continue
            if earlier.elliptical and "claims.unit.previous" in earlier.rules:
                continue
            if "numbers.count.person" in draft.rules and earlier.reading.unit not in self.people:
                continue  # "raided 40 shops; 12 were jailed"
            other = earlier.verb
            parallel = verb is not None and other is not None and lemma(verb) == lemma(other)
            if distance == 0 or topical or verb is None or parallel or self._anaphoric(verb):
                found.append(earlier)
        near = bool(found) and found[0].sentence is draft.sentence
        ordered = found[::-1] if near else found
        chosen = self.choosing.best(
            draft.anchor, ordered, lambda d: d.anchor, lambda d: d.reading.unit or "", draft.rules
        )
        return chosen, "claims.unit.sentence" if near else "claims.unit.discourse"

    def _anaphoric(self, verb: Token) -> bool:
        """*The previous year the figure was 84*: the subject stands for what was counted before."""
        holder = subject_of(verb)
        return holder is not None and (lemma(holder) in self.transparent or holder.tag_ in ("PRP", "DT"))

    def _is_part(self, draft: Draft) -> bool:
        """*Among them 122 minors*: a part of what is talked about, which goes on after it."""
        lead = draft.sentence.plain[: draft.start - draft.sentence.start]
        return self.parts is not None and bool(self.parts.search(lead))


def _existential(token: Token) -> bool:
    """*There were 32*: the complement of an existential verb."""
    return token.dep_ == "attr" and any(child.dep_ == "expl" for child in token.head.children)
