"""What the figures and dates of one sentence lend each other: the clause above, the list, the label before a colon."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.contrast import meant, standing
from extractor.claims.dating import usable
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, above, is_verb
from extractor.claims.leads import aside
from extractor.claims.screen import screened
from extractor.claims.tense import tense
from extractor.records import DateMention

_LEAD = 160
_PRONOUNS = frozenset({"he", "it", "she", "they"})
_VERSUS = re.compile(r",? (?:as )?(?:compared|against|versus|up|down|from)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"(?: [a-z]+){0,2} of (?:them|whom|which|these|those)\b")
_THAN = re.compile(r"\bthan\b[^,;:.]{0,40}\Z", re.IGNORECASE)
_NEXT = re.compile(r";|,? (?:and|but|while|whereas) ")
_COLON = re.compile(r" ?: (?:[a-z]+ ){0,2}")


class SentenceLender:
    """The times that the sentence of a figure lends it, each with the rule that says so."""

    def __init__(self, table: dict[str, Any], on: set[str]) -> None:
        self.superlative = screened(re.compile(table["superlative"] + r"\s*$", re.IGNORECASE))
        self.origins = frozenset(table["origins"])
        self.restating = frozenset(table["restating"])
        self.on = on

    def first(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The date of the contrast that the figure opens, and those of the clauses above it."""
        return itertools.chain(
            self._contrasted(draft, context),
            self._governing(draft, context),
            self.goes_on(draft, context),
            self._parallel(draft, context),
        )

    def _parallel(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The figure of the clause before, in the same tense, for a bare one: *Homiel held 188; Brest held 90*."""
        before = context.preceding(draft)
        if before is None or before.time is None or before.compares or draft.compares or aside(before):
            return
        one, other = before.predicate, draft.predicate
        if one is None or other is None or one == other or tense(one) != tense(other):
            return
        shares = draft.whole is not None and draft.whole is before.whole
        if not (draft.bare or shares):
            return
        if before.reading.kind == draft.reading.kind and (shares or _NEXT.search(context.lead(draft))):
            yield "claims.period.list", before.time

    def goes_on(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The figure before in a clause whose subject a pronoun takes up: *Two trials were held; they took 12 days*."""
        verb = draft.predicate
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None) if verb is not None else None
        if verb is None or subject is None or subject.lower_ not in _PRONOUNS or tense(verb) != "past":
            return
        others = [d for d in context.beside(draft) if d.start < draft.start and d.predicate != verb]
        earlier = others[-1] if others else None
        if earlier is None or earlier.time is None or earlier.compares or aside(earlier):
            return
        if earlier.tense == "past" and earlier.end <= draft.sentence.offset(subject):
            yield "claims.period.clause", earlier.time

    def taken(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The figure before of the same verb in the past, for a term: *Nine of the men got more than ten years*."""
        before = context.preceding(draft)
        if before is None or before.time is None or before.compares or draft.compares or aside(before):
            return
        verb, term = draft.predicate, draft.anchor
        if verb is None or term is None or before.predicate != verb or term.dep_ != "dobj":
            return
        if tense(verb) == "past":
            yield "claims.period.list", before.time

    def label(self, draft: Draft, context: Context) -> None:
        """Give a figure the date that closes the words which a colon parts from it: *the most since May: 84 men*."""
        base = draft.sentence.start
        for date in context.dates(draft.sentence):
            between = draft.sentence.plain[date.end - base : draft.start - base] if date.end <= draft.start else ""
            if not _COLON.fullmatch(between) or not usable(date) or (date.from_ is None and date.to is None):
                continue
            before = draft.sentence.plain[max(0, date.start - base - _LEAD) : date.start - base]
            if not self.superlative.search(before) and not _THAN.search(before):
                draft.time = date
                draft.fired("claims.period.label")

    def beside(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The figure of the same sentence that shares the verb, or whose list a verbless one goes on."""
        verb = draft.predicate
        part = _OF_THEM.match(draft.sentence.plain[draft.end - draft.sentence.start :]) is not None
        for earlier in reversed([d for d in context.beside(draft) if d.start < draft.start]):
            if earlier.time is None or earlier.compares or draft.compares or aside(earlier):
                continue
            if part and "claims.period.part_pronoun" in self.on:
                yield "claims.period.part_pronoun", earlier.time
                return
            if verb is None or not is_verb(verb) or verb == earlier.predicate:
                yield "claims.period.list", earlier.time
                return

    def _contrasted(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The date right before a second term with a date of its own, wherever the parse hangs it."""
        term = next((d for d in context.beside(draft) if d.start > draft.start), None)
        if term is None or not term.compares or term.time is None or term.time.start < term.start:
            return
        for date in context.dates(draft.sentence):
            between = draft.sentence.plain[date.end - draft.sentence.start : term.start - draft.sentence.start]
            if self.superlative.search(draft.sentence.plain[: date.start - draft.sentence.start][-_LEAD:]):
                continue
            if draft.end <= date.start and date.end <= term.start and usable(date) and _VERSUS.match(between):
                yield "claims.period.contrast", date

    def _governing(self, draft: Draft, context: Context) -> Iterator[tuple[str, DateMention]]:
        """The figure of the same sentence whose predicate stands above, with its period."""
        for earlier in context.beside(draft):
            if earlier is draft or earlier.time is None or aside(earlier):
                continue
            if self._governs(earlier, draft):
                yield "claims.period.clause", earlier.time

    def _governs(self, earlier: Draft, draft: Draft) -> bool:
        """Whether the other figure's predicate stands above this one's in the same sentence."""
        if earlier.predicate is None or draft.predicate is None:
            return False
        if (
            earlier.start > draft.end
            and ";" in draft.sentence.plain[draft.end - draft.sentence.start : earlier.start - draft.sentence.start]
        ):
            return False
        if not above(earlier.predicate, draft.predicate) or meant(draft.predicate, self.origins):
            return False
        return lemma(draft.predicate) in self.restating or not standing(draft, earlier.predicate)
