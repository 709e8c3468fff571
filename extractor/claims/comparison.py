"""Comparison: which figure is the second term of another one.

*43 in 2023 compared to 27*, *up from 12*, *from 400 to 650*, *a year earlier it was 90*: the words
before the second term say that it is one, and the first term is the nearest figure before it that
can be measured with it, one in the clause itself before one inside an adjunct. It runs before
ellipsis, for the second term borrows the noun of the first.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, is_finite, is_subject, verb_of
from extractor.rules import RuleSet

_NEAR = 60
_SHARES = frozenset({"percent", "fraction", "ratio"})
_LIST = 4


class ComparisonFinder:
    """Relates each second term of a comparison to its first term."""

    def __init__(self, rules: RuleSet) -> None:
        layer = rules.layer("claims.relation")
        self.patterns = {rule.id: rule.regex() for rule in layer if isinstance(rule.pattern, str)}
        self.on = {rule.id for rule in layer}
        table: dict[str, Any] = rules.table("claims_relations", "comparison")
        discourse = rules.table("claims", "discourse")
        self.changes = frozenset(discourse["level_verbs"]) | frozenset(discourse["change_verbs"])
        self.changing = re.compile(table["changing"], re.IGNORECASE)
        self.differential = re.compile(table["differential"], re.IGNORECASE)
        self.words = frozenset(rules.table("claims", "event")["comparison"])
        self.adjuncts = frozenset(table["adjuncts"])
        self.anaphoric = frozenset(table["anaphoric"])

    def __call__(self, context: Context) -> None:
        """Append ``compared_with`` to the later term's relations, or to the fronted term's."""
        for draft in context.drafts:
            found = self._first_term(draft, context)
            if found is not None:
                first, rule = found
                draft.relations.append(("compared_with", first))
                draft.fired(rule)
            draft.compares = self._compares(draft)

    def _compares(self, draft: Draft) -> bool:
        """Whether it is the second term of a comparison in its sentence; the end of *from A to B* is none."""
        if draft.compared is not None and "claims.relation.endpoints" not in draft.rules:
            return draft.compared.sentence is draft.sentence and draft.compared.start < draft.start
        return draft.anchor is not None and any(
            node.lower_ in self.words for node in itertools.islice(ancestors(draft.anchor), 1, 4)
        )

    def _first_term(self, draft: Draft, context: Context) -> tuple[Draft, str] | None:
        lead = context.lead(draft)
        return (
            (self._endpoint(draft, context) if " to " in lead else None)
            or self._term(draft, context, lead)
            or self._further(draft, context, lead)
            or (self._earlier_period(draft, context, lead) if _THEN.search(lead + context.follow(draft)) else None)
            or (self._contrast(draft, context, lead) if "while" in lead or "hereas" in lead else None)
            or self._sentence(draft, context, lead)
        )

    def _fires(self, rule: str, text: str) -> bool:
        pattern = self.patterns.get(rule)
        return pattern is not None and pattern.search(text) is not None

    def _endpoint(self, draft: Draft, context: Context) -> tuple[Draft, str] | None:
        """*Rose from A to B*: B is compared with A."""
        for first in self._candidates(draft, context):
            if first.sentence is not draft.sentence or draft.start - first.end > _NEAR:
                return None
            between = draft.sentence.plain[first.end - draft.sentence.start : draft.start - draft.sentence.start]
            pattern = self.patterns.get("claims.relation.endpoints")
            if pattern is not None and _opens_change(first, context) and pattern.fullmatch(between):
                return first, "claims.relation.endpoints"
        return None

    def _term(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """The words right before the figure compare it: *compared with*, *up from*, *than the*, *twice the*."""
        for rule in _CUES:
            match = self.patterns[rule].search(lead) if rule in self.patterns else None
            if match is None or not self._reaches(draft, draft.start - len(lead) + match.start("opening")):
                continue
            if rule == _MULTIPLE and not _after_multiple(draft, context):
                continue
            if rule == _START and not self._licensed(draft, context):
                continue
            first = self._paired(draft, context) or self._nearest(draft, context, rule)
            if first is not None:
                return first, rule
            if "claims.relation.fronted" in self.on and not lead[: match.start()].strip(" “\"'") and rule != _START:
                following = self._following(draft, context)
                return (following, "claims.relation.fronted") if following is not None else None
        return None

    def _reaches(self, draft: Draft, start: int) -> bool:
        """Whether no verb of its own stands between the words of comparison and the figure."""
        return not any(is_finite(token) for token in draft.sentence.tokens(start + 1, draft.start - 1)[:12])

    def _licensed(self, draft: Draft, context: Context) -> bool:
        """Whether *from* names what a change started at, not a source; its own end may follow it."""
        if _opens_change(draft, context) and self._ends(draft, context):
            return False
        sentence = draft.sentence.plain[: draft.start - draft.sentence.start]
        if self.changing.search(sentence[-140:]):
            return True
        verb = verb_of(draft.anchor)
        return verb is not None and lemma(verb) in self.changes

    def _ends(self, draft: Draft, context: Context) -> bool:
        """Whether *from A* is followed by its *to B*."""
        after = context.following(draft)
        if after is None or _by(draft, context):
            return False
        pattern = self.patterns.get("claims.relation.endpoints")
        gap = draft.sentence.plain[draft.end - draft.sentence.start : after.start - draft.sentence.start]
        return pattern is not None and pattern.fullmatch(gap) is not None

    def _nearest(self, draft: Draft, context: Context, rule: str) -> Draft | None:
        options = [d for d in self._candidates(draft, context) if d.sentence is draft.sentence]
        if rule == _START:
            options = [d for d in options if d.reading.change is None] or options
        alike = [d for d in options if _kin(d, draft)]
        options = alike or options
        if options:
            core = next((d for d in options if not self._adjunct(d)), None)
            nearest = options[0]
            return core if core is not None and draft.bare else nearest
        if not self._points_back(draft) or (rule == _START and not _AWAY.search(context.lead(draft))):
            return None
        return next(iter(d for d in self._candidates(draft, context) if d.sentence is not draft.sentence), None)

    def _candidates(self, draft: Draft, context: Context) -> Iterator[Draft]:
        """The figures before that can be its first term, the nearest first."""
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > 1:
                return
            if not comparable(earlier, draft) or self._differs(earlier, context) or self._whole(earlier, context):
                continue
            yield earlier

    def _differs(self, draft: Draft, context: Context) -> bool:
        """*12 more than*: a difference, which is not what is compared."""
        return self.differential.match(context.follow(draft)) is not None

    def _whole(self, draft: Draft, context: Context) -> bool:
        """*16 of the 63 seats*: only of how many another figure is."""
        part = context.preceding(draft)
        return part is not None and self._fires("claims.relation.part_of_number", context.lead(draft))

    def _adjunct(self, draft: Draft) -> bool:
        """Whether a figure stands in an adjunct of place or time: *in 12 towns*."""
        anchor = draft.anchor
        return anchor is not None and anchor.dep_ == "pobj" and anchor.head.lower_ in self.adjuncts

    def _paired(self, draft: Draft, context: Context) -> Draft | None:
        """*40 tanks and 12 jets, compared with 30 and nine*: each with the one in its own place."""
        terms = [draft]
        while len(terms) < _LIST and (after := context.following(terms[-1])) is not None:
            if not after.bare or _AND.fullmatch(context.lead(after)) is None:
                break
            terms.append(after)
        firsts = [d for d in context.beside(draft) if d.start < draft.start and not self._whole(d, context)]
        firsts = [d for d in firsts if _kin(d, draft) and not self._differs(d, context)][-len(terms) :]
        if len(terms) < 2 or len(firsts) != len(terms) or any(d.compares or d.compared for d in firsts):
            return None
        return firsts[0]

    def _further(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*Compared with 70 in 2022 and 55 in 2021*: the next term after one that is compared."""
        before = context.preceding(draft)
        if before is None or "claims.relation.compared_further" not in self.on or not draft.bare:
            return None
        if draft.anchor is not None and is_subject(draft.anchor):
            return None
        first = next((d for kind, d in before.relations if kind == "compared_with"), None)
        if first is None or first.start > before.start or not _kin(before, draft):
            return None
        if "claims.relation.endpoints" in before.rules or not self._fires("claims.relation.compared_further", lead):
            return None
        if _AND.fullmatch(lead) is not None and self._paired(before, context) is first:
            later = (d for d in context.beside(draft) if first.start < d.start < before.start and _kin(d, draft))
            first = next((d for d in later if not self._whole(d, context)), first)
        return first, "claims.relation.compared_further"

    def _earlier_period(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*620 in June, and 540 the month before*; *a year earlier it performed 540*."""
        rule = "claims.relation.year_before"
        after = self.patterns.get(rule)
        opened = self._fires("claims.relation.compared_sentence", lead)
        if after is None or not (opened or after.match(context.follow(draft))):
            return None
        options = (d for d in self._candidates(draft, context) if d.sentence is draft.sentence)
        first = next((d for d in options if draft.bare or _same_verb(d, draft)), None)
        return (first, rule) if first is not None else None

    def _contrast(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*Poland took in 4,000 families, whereas Hungary took in just 210*."""
        rule = "claims.relation.contrast"
        if not self._fires(rule, f"{lead}{draft.number.text}"):
            return None
        first = next((d for d in self._candidates(draft, context) if d.sentence is draft.sentence), None)
        if first is None or not (draft.bare or _same_verb(first, draft)):
            return None
        return first, rule

    def _sentence(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*The previous year the figure was 84*; *in 2021 it was 84*: after a figure of the sentence before."""
        first_here = context.preceding(draft) is None
        opened = first_here and self._fires("claims.relation.compared_sentence", lead)
        rule = "claims.relation.level_then"
        level = not opened and _LEVEL.search(lead) and self._fires(rule, f"{lead}\0{context.follow(draft)}")
        if not opened and not (level and self._points_back(draft)):
            return None
        options = [d for d in self._candidates(draft, context) if d.sentence is not draft.sentence]
        if not options:
            return None
        first = next((d for d in options if not self._adjunct(d) and _same_verb(d, draft)), options[0])
        return first, "claims.relation.compared_sentence" if opened else rule

    def _points_back(self, draft: Draft) -> bool:
        """Whether the subject only points to what the sentence before counted: *it*, *the figure*."""
        verb = verb_of(draft.anchor)
        for child in verb.children if verb is not None else ():
            if child.dep_ in ("nsubj", "nsubjpass", "expl"):
                return lemma(child) in self.anaphoric
        return False

    def _following(self, draft: Draft, context: Context) -> Draft | None:
        """The figure after a fronted second term: *compared with 84 in April, 130 in May*."""
        node = context.following(draft)
        while node is not None and not comparable(node, draft):
            node = context.following(node)
        if (
            node is None
            or "," not in draft.sentence.plain[draft.end - draft.sentence.start : node.start - draft.sentence.start]
        ):
            return None
        return node


_START = "claims.relation.from"
_MULTIPLE = "claims.relation.multiple_of"
_CUES = ("claims.relation.compared", "claims.relation.compared_when", "claims.relation.threshold", _MULTIPLE, _START)
_FROM = re.compile(r"\bfrom\s*(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_AWAY = re.compile(r"\b(?:up|down)\b[^.;]{0,20}\bfrom\b", re.IGNORECASE)
_THEN = re.compile(r"before|earlier|ago\b|previous|preceding|prior|same|comparison|contrast", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:was|were|been|stood)\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|,?\s*and|or)\s+(?:just |only |some |about )?", re.IGNORECASE)


def _opens_change(draft: Draft, context: Context) -> bool:
    return _FROM.search(context.lead(draft)) is not None


def _by(draft: Draft, context: Context) -> bool:
    return _BY.search(context.lead(draft)) is not None


def _after_multiple(draft: Draft, context: Context) -> bool:
    """*Twice the 300*, *less than half the 300*: the figure right before is a multiple or a part."""
    before = context.preceding(draft)
    return before is not None and before.reading.kind in ("multiple", "fraction")


def comparable(earlier: Draft, later: Draft) -> bool:
    """Whether two figures can be measured with each other."""
    one, other = earlier.reading, later.reading
    if one.kind in _SHARES and other.kind in _SHARES:
        return True
    if one.kind != other.kind:
        bare = later.bare and other.kind == "count" and (later.elliptical or other.unit in (None, one.unit))
        return bare and one.change is None and one.kind in ("duration", "age", "percent", "money", "measure")
    if one.kind in ("measure", "percent"):
        return True
    if one.kind == "money":
        return one.unit == other.unit or None in (one.unit, other.unit)
    return one.unit == other.unit or later.bare or earlier.bare or None in (one.unit, other.unit)


def _kin(one: Draft, other: Draft) -> bool:
    return one.reading.kind == other.reading.kind


def _same_verb(one: Draft, other: Draft) -> bool:
    first, second = verb_of(one.anchor), verb_of(other.anchor)
    return first is not None and second is not None and lemma(first) == lemma(second)
