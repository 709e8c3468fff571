"""Comparison: which figure is the second term of another one.

*43 in 2023 compared to 27*, *up from 12*, *from 400 to 650*, *a year earlier it was 90*: the words
before the second term say that it is one, and the first term is the nearest figure before it that
can be measured with it, one in the clause itself before one inside an adjunct. It runs before
ellipsis, for the second term borrows the noun of the first.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Any

from extractor.annotate.lemma import lemma
from extractor.claims.adverse import Adversaries
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, is_finite, is_subject
from extractor.claims.parallel import ParallelFinder
from extractor.claims.retold import Retold
from extractor.claims.screen import fires, patterns_of, screened
from extractor.claims.standing import TO, beside, bracketed, opens_change, owned, raising, reached
from extractor.claims.steps import goes_on
from extractor.claims.terms import AND, LATEST, Terms, comparable, is_norm, kin
from extractor.rules import RuleSet

_NEAR = 60


class ComparisonFinder:
    """Relates each second term of a comparison to its first term."""

    def __init__(self, rules: RuleSet) -> None:
        layer = rules.layer("claims.relation")
        self.patterns = patterns_of(rules, "claims.relation")
        self.on = {rule.id for rule in layer}
        table: dict[str, Any] = rules.table("claims_relations", "comparison")
        discourse = rules.table("claims", "discourse")
        self.changes = frozenset(discourse["level_verbs"]) | frozenset(discourse["change_verbs"])
        self.changing = screened(re.compile(table["changing"], re.IGNORECASE))
        self.ranging = frozenset(table["ranging"])
        self.words = frozenset(rules.table("claims", "event")["comparison"])
        self.adversary = Adversaries(rules)
        self.terms = Terms(rules)
        self.retold = Retold(rules, self.terms)
        self.parallel = ParallelFinder(rules, self.terms, self.retold)

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
        if draft.compared is not None and LATEST.isdisjoint(draft.rules):
            return draft.compared.sentence is draft.sentence and draft.compared.start < draft.start
        above = itertools.islice(ancestors(draft.anchor), 1, 4) if draft.anchor is not None else ()
        words = [node for node in above if node.lower_ in self.words and not self.adversary(node, draft)]
        # "Emerging from 840 judgments": not where a change started.
        return any(node.lower_ != "from" for node in words) or (bool(words) and self._changed(draft))

    def _first_term(self, draft: Draft, context: Context) -> tuple[Draft, str] | None:
        if " than" in context.follow(draft) and self.terms.differs(draft, context):
            return None
        lead = _lead(draft, context)
        return (
            (self._endpoint(draft, context) if " to " in lead else None)
            or self._term(draft, context, lead)
            or self.parallel.also(draft, context, lead)
            or self._further(draft, context, lead)
            or self.parallel(draft, context, lead)
        )

    def _endpoint(self, draft: Draft, context: Context) -> tuple[Draft, str] | None:
        """*Rose from A to B*: B is compared with A."""
        for first in self.terms.candidates(draft, context):
            if first.sentence is not draft.sentence or draft.start - first.end > _NEAR:
                return None
            between = draft.sentence.plain[first.end - draft.sentence.start : draft.start - draft.sentence.start]
            pattern = self.patterns.get("claims.relation.endpoints")
            if pattern is None or not pattern.fullmatch(between):
                continue
            verb = draft.verb
            if verb is not None and lemma(verb) in self.ranging:
                continue
            raised = owned(first, context) and raising(first, self.changes)
            if opens_change(first, context) or (raised and kin(first, draft)):
                return first, "claims.relation.endpoints"
        return None

    def _term(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """The words right before the figure compare it: *compared with*, *up from*, *than the*, *twice the*."""
        for rule in _CUES:
            match = self.patterns[rule].search(lead) if rule in self.patterns else None
            if match is None or not self._reaches(draft, draft.start - len(lead) + match.start("opening")):
                continue
            word = draft.sentence.token_at(draft.start - len(lead) + match.start("opening") - 1)
            if word is not None and self.adversary(word, draft):
                continue
            if rule in _MULTIPLES and not _after_multiple(draft, context):
                continue
            if rule == _START and not self._licensed(draft, context):
                continue
            first = self.terms.paired(draft, context, _earlier(draft, context)) or self._nearest(draft, context, rule)
            if first is not None and rule == _MULTIPLES[1] and not self.retold.tells(first, draft):
                continue
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
        return not (opens_change(draft, context) and self._ends(draft, context)) and self._changed(draft)

    def _changed(self, draft: Draft) -> bool:
        """Whether words of change stand before a figure, or its verb is one."""
        sentence = draft.sentence.plain[: draft.start - draft.sentence.start]
        if self.changing.search(sentence[-140:]):
            return True
        verb = draft.verb
        return verb is not None and lemma(verb) in self.changes

    def _ends(self, draft: Draft, context: Context) -> bool:
        """Whether *from A* is followed by its *to B*."""
        after = context.following(draft)
        if after is None or _BY.search(context.lead(draft)) is not None:
            return False
        pattern = self.patterns.get("claims.relation.endpoints")
        gap = draft.sentence.plain[draft.end - draft.sentence.start : after.start - draft.sentence.start]
        return pattern is not None and pattern.fullmatch(gap) is not None

    def _nearest(self, draft: Draft, context: Context, rule: str) -> Draft | None:
        if rule == _START and (end := reached(draft, context) or self._level(draft, context)) is not None:
            return end
        options = [d for d in self.terms.candidates(draft, context) if d.sentence is draft.sentence]
        if rule in _WHENS and not options and (again := self.retold(draft, context, sure=True)) is not None:
            return again
        if rule == _WHEN and all(_mean(d) and not _mean(draft) for d in options):
            # *That is an average of six a day, and fewer than in 2024, when there were 90*: not what the average is of.
            options = [d for d in self.terms.before(draft, context) if kin(d, draft)] or options
        if not options and rule in _PLAIN and not _AGAINST.search(context.lead(draft)):
            loose = self.terms.candidates(draft, context, loose=True)
            options = [d for d in loose if d.sentence is draft.sentence and not self.terms.adjunct(d)]
        if rule == _START:
            options = [d for d in options if d.reading.change is None] or options
            if not draft.bare and draft.reading.kind == "count" and _AWAY.search(context.lead(draft)) is None:
                # "Of the 90 cases, 12 came from 40 towns": things of another kind are no start.
                options = [d for d in options if not kin(d, draft) or d.reading.unit in (None, draft.reading.unit)]
        if rule == "claims.relation.compared" and (next_to := beside(draft, options, context)):
            return next_to
        options.sort(key=bracketed)
        alike = [d for d in options if kin(d, draft)]
        each = [d for d in alike if draft.reading.per is None or d.reading.per == draft.reading.per]
        options = each or alike or options
        if options:
            core = next((d for d in options if not self.terms.adjunct(d)), None)
            nearest = options[0]
            return core if core is not None and draft.bare else nearest
        away = rule != _START or _AWAY.search(context.lead(draft)) is not None
        level = rule == _START and context.preceding(draft) is None and _IS_AWAY.search(context.lead(draft)) is not None
        if not (away and self.terms.points_back(draft)) and not level:
            return None
        return next(iter(self.terms.before(draft, context)), None)

    def _level(self, draft: Draft, context: Context) -> Draft | None:
        """*Cost 87.30 euros, down 7.5% from 94.40*; *53%, up nine points from 44*: the start is of the level's kind."""
        change = context.preceding(draft)
        if change is None or change.reading.change is None or not draft.bare or not draft.number.text[-1:].isdigit():
            return None
        if change.reading.kind not in ("percent", "percentage_points") or not _NEXT.fullmatch(context.lead(draft)):
            return None
        level = context.preceding(change)
        if level is None or level.reading.change is not None or level.reading.kind not in _LEVELS or level.compares:
            return None
        if change.reading.kind == "percentage_points" and level.reading.kind != "percent":
            return None
        if draft.reading.kind == change.reading.kind != level.reading.kind:
            draft.reading = dataclasses.replace(draft.reading, kind=level.reading.kind, unit=level.reading.unit)
        return level if kin(level, draft) or comparable(level, draft) else None

    def _further(self, draft: Draft, context: Context, lead: str) -> tuple[Draft, str] | None:
        """*Compared with 70 in 2022 and 55 in 2021*: the next term after one that is compared."""
        before = context.preceding(draft)
        if before is None or "claims.relation.compared_further" not in self.on or not draft.bare:
            return None
        if self.terms.partitive(draft, context):
            return None
        if draft.anchor is not None and is_subject(draft.anchor):
            return None
        first = next((d for kind, d in before.relations if kind == "compared_with"), None)
        if first is None or first.start > before.start or TO.search(lead):
            return None
        after = context.following(first)
        if AND.fullmatch(lead) and after is not None and after is not before and AND.search(context.lead(after)):
            # "1.6 times, or 455 euros, against 1.3 times and 398": each with the one in its own place.
            step = self.terms.paired(before, context, _earlier(before, context)) is first
            if step and not kin(after, first) and not after.compares:
                return after, "claims.relation.compared_further"
        if not kin(before, draft) and not comparable(before, draft):
            return None
        if _OR.fullmatch(lead) is not None:
            near = context.beside(draft) if first.sentence is draft.sentence else context.in_sentence(first.sentence)
            again = (d for d in near if d.start < before.start and comparable(d, draft) and d is not first)
            same = [d for d in again if draft.reading.per in (None, d.reading.per)]
            return (same[-1] if same else first), "claims.relation.compared_further"
        if "claims.relation.endpoints" in before.rules:
            # "From 120 in 2021 to 180 in 2022 and 260 in 2023": each step is measured with the one before.
            return (before, "claims.relation.compared_further") if goes_on(lead) else None
        if not fires(self.patterns, "claims.relation.compared_further", lead) or not _of_one_verb(before, draft):
            return None
        if AND.fullmatch(lead) is not None and self.terms.paired(before, context, _earlier(before, context)) is first:
            later = (d for d in context.beside(draft) if first.start < d.start < before.start and kin(d, draft))
            first = next((d for d in later if not self.terms.whole(d, context)), first)
        return first, "claims.relation.compared_further"

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


_LEVELS = frozenset({"count", "money", "measure", "duration", "percent"})
_NEXT = re.compile(
    r"(?:\s+(?:points?|percentage points?))?,?\s+from\s+(?:(?:just|only|about|some|around)\s+)?", re.IGNORECASE
)
_START = "claims.relation.from"
_WHEN = "claims.relation.compared_when"
_MULTIPLES = ("claims.relation.multiple_of", "claims.relation.multiple_when")
_WHENS = (_WHEN, _MULTIPLES[1])
_CUES = (
    "claims.relation.compared", _WHEN, "claims.relation.capacity", "claims.relation.having",
    "claims.relation.threshold", *_MULTIPLES, _START,
)  # fmt: skip
_PLAIN = ("claims.relation.compared", _MULTIPLES[0])
_AGAINST = re.compile(r"\b(?:against|instead|rather)\b", re.IGNORECASE)
_AWAY = re.compile(r"\b(?:up|down)\b[^.;]{0,20}\bfrom\b", re.IGNORECASE)
_OR = re.compile(r"[^,;.]{0,24},?\s*or\s+(?:just |only |about )?", re.IGNORECASE)
_IS_AWAY = re.compile(
    r"\b(?:is|are|was|were|['’]s)\s+(?:now |still |already )?(?:up|down)\b[^.;]{0,20}\bfrom\b", re.IGNORECASE
)
_BY = re.compile(r"\bby\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)


def _of_one_verb(before: Draft, draft: Draft) -> bool:
    """Whether no finite verb of its own stands before a figure: not *it heard 90 and dropped 12*."""
    verb, figure = draft.verb, before.sentence.head(before.start, before.end)
    return verb is None or figure is None or verb.i < figure.i or not is_finite(verb)


def _mean(draft: Draft) -> bool:
    return draft.reading.statistic in ("average", "median")


def _after_multiple(draft: Draft, context: Context) -> bool:
    """*Twice the 300*, *less than half the 300*: the figure right before is a multiple or a part."""
    before = context.preceding(draft)
    return before is not None and before.reading.kind in ("multiple", "fraction")


def _earlier(draft: Draft, context: Context) -> list[Draft]:
    """The figures of the same sentence before one, in order."""
    return [d for d in context.beside(draft) if d.start < draft.start]


def _lead(draft: Draft, context: Context) -> str:
    """The words before a figure; a length of time in a norm is no figure there: *the five-year average of*."""
    lead, before = context.lead(draft), context.preceding(draft)
    if before is not None and is_norm(before, context):
        return f"{context.lead(before)}{before.number.text}{lead}"
    return lead
