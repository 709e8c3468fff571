"""Comparison by whole clauses: what the same count was at an earlier time, for others, or was expected to be.

*A year earlier it was 90*, *in 2021 the union signed 90*, *whereas Hungary took in 210*, *the previous
record was 90*: no word of comparison stands before the second term; its clause is built like the
first term's, or points back to it, and tells of another time.
"""

from __future__ import annotations

import re

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside
from extractor.claims.retold import Retold
from extractor.claims.screen import fires, patterns_of, screened
from extractor.claims.standing import raising
from extractor.claims.steps import RULE as BACK
from extractor.claims.steps import back_in_time
from extractor.claims.terms import AND, SHARES, Terms, kin, same_subject, same_verb, second_term, subjects
from extractor.claims.then import END, EarlierTimes, before
from extractor.rules import RuleSet

_THEN = re.compile(r"before|earlier|ago\b|previous|preceding|prior|same|comparison|contrast", re.IGNORECASE)
_NOW = re.compile(r"\b(?:now|today|nowadays|since|previously|before|until|once|past|used to|then)\b", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:was|were|been|stood)\b", re.IGNORECASE)
_MOVED = "claims.relation.moved"
_TURNS = ("claims.relation.now", "claims.relation.once", _MOVED)


class ParallelFinder:
    """Finds the first term of a figure whose clause tells of another time or place."""

    def __init__(self, rules: RuleSet, terms: Terms, retold: Retold) -> None:
        self.terms, self.retold = terms, retold
        layer = rules.layer("claims.relation")
        self.patterns = patterns_of(rules, "claims.relation")
        self.then, self.level, self.now = screened(_THEN), screened(_LEVEL), screened(_NOW)
        self.on = {rule.id for rule in layer}
        self.earlier_times = EarlierTimes(rules, terms, self.retold)
        self.named_by: dict[str, list[str]] = rules.table("claims_relations", "part")["named_by"]
        discourse: dict[str, list[str]] = rules.table("claims", "discourse")
        self.changes = frozenset(discourse["level_verbs"]) | frozenset(discourse["change_verbs"])

    def __call__(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """The first term and the rule that says so, null without one."""
        return (
            (self._earlier_period(draft, context, lead) if self._then(draft, context, lead) else None)
            or (self._contrast(draft, context, lead) if "wh" in lead or "Wh" in lead or "but " in lead else None)
            or self._back(draft, context, lead)
            or (self._now(draft, context, lead) if " to " in lead[-_NEAR:] or self.now.search(lead) else None)
            or self._sentence(draft, context, lead)
            or self._record(draft, context, lead)
            or self._after(draft, context, lead)
            or self.earlier_times(draft, context, lead, self._told)
        )

    def _then(self, draft: Draft, context: Context, lead: str) -> bool:
        """Whether a word of an earlier time stands beside the figure."""
        return self.then.search(lead) is not None or self.then.search(context.follow(draft)) is not None

    def _earlier_period(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*620 in June, and 540 the month before*; *a year earlier it performed 540*."""
        rule = "claims.relation.year_before"
        after = self.patterns.get(rule)
        opened = fires(self.patterns, "claims.relation.compared_sentence", lead)
        if after is None or not (opened or after.match(context.follow(draft))):
            return None
        options = [d for d in self.terms.candidates(draft, context) if d.sentence is draft.sentence]
        options.sort(key=lambda d: self.terms.partitive(d, context))
        first = next((d for d in options if draft.bare or same_verb(d, draft)), None)
        if first is not None and opened and self.terms.points_back(draft):
            first = (
                self.terms.paired(draft, context, [d for d in context.beside(draft) if d.start < draft.start]) or first
            )
        return (first, rule) if first is not None else None

    def _contrast(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*Poland took in 4,000 families, whereas Hungary took in just 210*."""
        rule = "claims.relation.contrast"
        if not fires(self.patterns, rule, f"{lead}{draft.number.text}"):
            return None
        first = next((d for d in self.terms.candidates(draft, context) if d.sentence is draft.sentence), None)
        if first is None or not (draft.bare or same_verb(first, draft)):
            return None
        if _OF_ALL.match(draft.sentence.plain):
            return None  # "Of the 84, twelve were freed, whereas in nine cases …": what became of others
        if "but " in lead and not (draft.reading.kind in SHARES and _BESIDE.match(context.follow(draft))):
            return None  # "it heard 84 cases but only 12 led to prison"
        return first, rule

    def _back(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        first = back_in_time(draft, context, lead) if BACK in self.on and " in " in lead else None
        return (first, BACK) if first is not None else None

    def _now(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*Ten years ago it treated 90. Now it treats 40*; *it has since slid to 40*: what it was is told before."""
        rule = next((name for name in _TURNS if fires(self.patterns, name, lead)), None)
        if rule is None:
            return None
        here = [d for d in self.terms.candidates(draft, context) if d.sentence is draft.sentence]
        if rule == _MOVED:
            if not raising(draft, self.changes) or _START.match(context.follow(draft)):
                return None  # "It had spoken to 33", "the share has sunk to 29 percent from 44"
            here = [d for d in here if _in_subject(d, draft)]
        options = here or (self.terms.before(draft, context) if context.preceding(draft) is None else [])
        loose = options or self.terms.before(draft, context, loose=True)
        for first in loose if draft.bare else options:
            if rule == _MOVED:
                told = bool(here) or (self.terms.points_back(draft) and _mere(draft))
            else:
                told = same_verb(first, draft) or self.terms.points_back(draft)
            if told and not self.terms.adjunct(first) and first.reading.change is None:
                return first, rule
        return None

    def _sentence(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*The previous year the figure was 84*; *in 2021 it was 84*: after a figure of the sentence before."""
        first_here = context.preceding(draft) is None
        opened = first_here and fires(self.patterns, "claims.relation.compared_sentence", lead)
        rule = "claims.relation.level_then"
        level = (
            not opened
            and self.terms.points_back(draft)
            and self.level.search(lead) is not None
            and fires(self.patterns, rule, f"{lead}\0{context.follow(draft)}")
        )
        if not (opened or level) or " alone" in lead:
            return None
        options = self.terms.before(draft, context) if first_here else []
        options = self._told(draft, context) or options or (self._named(draft, context) if opened else [])
        if opened and first_here and not options and (again := self.retold(draft, context)) is not None:
            return again, "claims.relation.compared_sentence"
        if not options:
            return None
        if not self._same_noun(draft, options[0]):
            return None
        date = self.earlier_times.date(draft, context, draft.start - len(lead))
        if level and not (
            before(date, options[0], context) if date is not None else not self._there(draft, options[0], context)
        ):
            return None
        if "contrast" in lead and not draft.bare:
            # "Retailers, by contrast, offered 40 jobs": what is set against it is of the same kind.
            options = [d for d in options if same_verb(d, draft) or d.reading.unit == draft.reading.unit]
            if not options:
                return None
        if opened and not any(same_verb(d, draft) for d in options) and not self._only_tells(draft):
            again = self.retold(draft, context)
            options = [again] if again is not None else options
        if not draft.bare and (options[0].bare or self.terms.partitive(options[0], context)):
            again = self.retold(draft, context, sure=True)
            options = [again] if again is not None else options
        core = [d for d in options if not self.terms.adjunct(d)]
        core.sort(key=lambda d: not kin(d, draft))
        paired = self.terms.paired(draft, context, sorted(options, key=lambda d: d.start)) if first_here else None
        first = paired or same_subject(core, draft) or next((d for d in core if same_verb(d, draft)), None)
        first = first or (core[0] if core and (level or not kin(options[0], draft)) else options[0])
        return first, "claims.relation.compared_sentence" if opened else rule

    def _only_tells(self, draft: Draft) -> bool:
        """Whether a figure's verb only says how many there were: *it was 84*; not *it treated 84*."""
        return draft.verb is None or lemma(draft.verb) in self.earlier_times.telling

    def _same_noun(self, draft: Draft, first: Draft) -> bool:
        """Whether a figure with a noun of its own counts what another does, or what that is the sum of."""
        unit, other = draft.reading.unit, first.reading.unit
        if draft.bare or draft.reading.kind != "count" or unit == other or (first.bare and other is None):
            return True
        if {unit, other} <= self.retold.kin.counted or not first.bare:
            return True
        return other in self.named_by.get(unit or "", ()) or unit in self.named_by.get(other or "", ())

    def _there(self, draft: Draft, first: Draft, context: Context) -> bool:
        """*In Lima there were 40*, *in Cusco the number was 12*: what there is in a place, and nothing of a time."""
        verb = draft.verb
        if draft.reading.kind == "count" and first.reading.kind != "count":
            return False  # "Rents in Lima rose to 2,400 euros. In Cusco they were 1,800": it has its unit from there
        fronted = [of for of in verb.lefts if of.dep_ == "prep"] if verb is not None else []
        there = verb is not None and any(child.dep_ == "expl" for child in verb.lefts)
        placed = any(place.start < draft.start for place in context.places(draft.sentence))
        named = any(c.tag_ == "NNP" and c.ent_type_ != "DATE" for of in fronted if of.lower_ == "in" for c in of.rights)
        return named or (placed and bool(fronted or there))

    def _told(self, draft: Draft, context: Context) -> list[Draft]:
        """*A day earlier the toll was 13*: the figures of what the subject is the sum of."""
        events = {word for name in map(lemma, subjects(draft)) for word in self.named_by.get(name, ())}
        loose = self.terms.before(draft, context, loose=True) if events else []
        found = [d for d in loose if d.reading.unit in events or _hangs_on(d, events)]
        far = (d for d in context.before(draft) if draft.sentence.index - d.sentence.index <= _FAR) if events else ()
        told = (d for d in far if _hangs_on(d, events) and kin(d, draft) and not second_term(d))
        return found or [d for d in told if not self.terms.partitive(d, context)][:1]

    def _named(self, draft: Draft, context: Context) -> list[Draft]:
        """*It convicted 84 men. A year earlier there were 60 such verdicts*: the figures of what the noun names."""
        events = set(self.named_by.get(draft.reading.unit or "", ())) if not draft.bare else set()
        loose = self.terms.before(draft, context, loose=True) if events else []
        return [d for d in loose if _hangs_on(d, events)]

    def _after(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*Prices rose 4% in May after 3% in April*: the same figure of the time before, each with its date."""
        rule, before = "claims.relation.after", context.preceding(draft)
        if before is None or not fires(self.patterns, rule, lead):
            return None
        gap = END.search(context.follow(draft))
        stop = draft.end + (gap.start() if gap is not None else len(context.follow(draft)))
        dates = context.dates(draft.sentence)
        # "Following a 3% rise in April": a change that the noun names has a time of its own.
        dated = any(draft.end <= d.start < stop for d in dates) and (
            _CHANGED.match(context.follow(draft)) is not None or any(before.end <= d.start < draft.start for d in dates)
        )
        alike = kin(before, draft) and (draft.bare or before.reading.unit == draft.reading.unit)
        return (before, rule) if dated and alike and not second_term(before) else None

    def _record(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*The previous record was 90*; *economists had expected 90*: what it was before, or was to be."""
        for rule in ("claims.relation.record", "claims.relation.expected", "claims.relation.norm"):
            if not fires(self.patterns, rule, lead):
                continue
            here = [d for d in self.terms.candidates(draft, context) if d.sentence is draft.sentence]
            before = context.preceding(draft)
            earlier = [before.compared] if before is not None and before.compared is not None else []
            options = here or (self.terms.before(draft, context) if before is None else earlier)
            first = next((d for d in options if not self.terms.adjunct(d)), options[0] if options else None)
            if first is not None and (draft.bare or kin(first, draft)):
                return first, rule
        return None

    def also(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*In 2023 it lost 180 men and 12 trucks*: the next member of a list whose first is compared."""
        rule, before = "claims.relation.parallel_further", context.preceding(draft)
        first = before.compared if before is not None else None
        if rule not in self.on or before is None or first is None or first.sentence is draft.sentence:
            return None
        if self.terms.partitive(draft, context):
            return None
        later = [d for d in context.beside(first) if d.start > first.start and kin(d, draft)]
        if draft.bare and draft.verb is not None and not same_verb(before, draft):
            # "It had heard 90 cases and dropped 12": what it dropped this time.
            near = (d for d in context.before(before) if abs(d.sentence.index - first.sentence.index) <= 1)
            again = next((d for d in near if d is not before and kin(d, draft) and same_verb(d, draft)), None)
            return (again, rule) if again is not None and not second_term(again) else None
        if draft.bare:
            joined = (
                AND.fullmatch(lead) is not None and self.terms.paired(before, context, _of(first, context)) is first
            )
            return (later[0], rule) if joined and later else None
        alike = [d for d in later if d.reading.unit == draft.reading.unit]
        return (alike[0], rule) if alike and _linked(before, lead) else None


def _of(draft: Draft, context: Context) -> list[Draft]:
    """The figures of its sentence, in order, that can be first terms."""
    return [d for d in context.beside(draft) if not second_term(d)]


def _hangs_on(draft: Draft, events: set[str]) -> bool:
    verb = draft.verb
    return verb is not None and lemma(verb) in events


def _in_subject(first: Draft, draft: Draft) -> bool:
    """*The average crowd, 2,300 in 2017, had risen to 6,800*: said beside the subject of what moved."""
    doer = next(iter(subjects(draft)), None)
    return doer is not None and first.anchor is not None and first.anchor != doer and inside(first.anchor, doer)


def _mere(draft: Draft) -> bool:
    """*The share*, *it*; not *mortgage rates*, of which nothing was told before."""
    return all(child.dep_ == "det" for noun in subjects(draft) for child in noun.children)


def _linked(before: Draft, lead: str) -> bool:
    """Whether a figure is the next member of a list, its noun or a few words of the one before leapt over."""
    gap = lead[max(0, before.reach - before.end) :]
    return AND.fullmatch(gap) is not None or (AND.search(gap) is not None and gap.count(" ") <= _FEW)


_FEW, _FAR, _NEAR = 6, 4, 24
_OF_ALL = re.compile(r"[\s“\"]*(?:out of|of|among) (?:the|these|those|its|all)\b", re.IGNORECASE)
_BESIDE = re.compile(r"\s+(?:in|among|for|of|at|on)\b")
_START = re.compile(r"\s+from\b", re.IGNORECASE)
_CHANGED = re.compile(r"\s+(?:rise|increase|gain|growth|jump|fall|drop|decline|decrease|dip|slide)\b", re.IGNORECASE)
