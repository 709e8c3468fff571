"""The article's total: a count told at the start, whose parts are told of many sentences later.

*Courts convicted 1,312 officers*, says the lead; paragraphs later *Captains made up 204*, *Only 12 got
suspended terms*, *Eleven were women*. Each is told in words that tell of some of a set, and no other set
of the kind was named between.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.alike import Kin
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, is_subject
from extractor.claims.screen import fires, patterns_of
from extractor.claims.terms import SHARES, second_term
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_KINDS = ("claims.relation.part_account", "claims.relation.part_ranked", "claims.relation.part_article_kind")
_OUTCOME, _CASES = "claims.relation.part_article_outcome", "claims.relation.part_article_cases"
_GROUP = "claims.relation.part_article_group"
_SENTENCES, _LEAST, _MOST = 3, 20, 24
_SMALL = ("city", "region")
_NEXT = re.compile(
    r"\)?(?:\s+[\w-]+)?(?:,|\s+and|\s+followed by|\s+ahead of|,?\s+while)(?:\s+[\w’'-]+){1,5}"
    r"(?:\s+(?:with|for|at|by|on)\s+|\s*\(\s*)(?:just |only |about )?",
    re.IGNORECASE,
)

Fits = Callable[[Draft, Draft], bool]


class Totals:
    """Finds the article's total for a figure that is told as some of a set."""

    def __init__(self, rules: RuleSet, fits: Fits) -> None:
        self.patterns = patterns_of(rules, "claims.relation")
        part: dict[str, Any] = rules.table("claims_relations", "part")
        self.tried, self.punished = frozenset(part["tried"]), frozenset(part["punished"])
        self.people = frozenset(rules.table("numbers_slots", "persons")["nouns"])
        self.kin, self.fits = Kin(rules), fits

    def __call__(self, context: Context) -> None:
        """Append ``part_of`` to the figures that are parts of a total far before them."""
        totals = self._totals(context)
        for draft in context.drafts[totals[0].order + 1 :] if totals else ():
            rule = self._rule(draft, context)
            if rule is None:
                rule, whole = self._beside(draft, context)
            else:
                whole = self._whole(draft, totals, context, rule)
            if rule is not None and whole is not None:
                draft.relations.append(("part_of", whole))
                draft.fired(rule)

    def _totals(self, context: Context) -> list[Draft]:
        """The first count of people and the first of cases that open the article."""
        body = [d for d in context.drafts[:_MOST] if d.sentence.paragraph.role not in ("table_row", "title")]
        found: list[Draft] = []
        for draft in body:
            reading = draft.reading
            if draft.sentence.index - body[0].sentence.index >= _SENTENCES:
                break
            least = reading.value if reading.low is None else reading.low
            level = reading.kind == "count" and reading.change is None and reading.statistic is None and not reading.per
            if not level or (least or 0) < _LEAST or draft.bare or draft.whole or draft.compares or second_term(draft):
                continue
            cases = reading.unit in self.kin.cases
            taken = any((d.reading.unit in self.kin.cases) == cases for d in found)
            if (cases or reading.unit in self.people) and not taken:
                found.append(draft)
        return found

    def _rule(self, draft: Draft, context: Context) -> str | None:
        """The rule by whose words a figure without a whole is some of a set."""
        reading = draft.reading
        share = reading.kind in SHARES
        if (reading.kind != "count" and not share) or reading.change is not None or reading.per is not None:
            return None
        if draft.whole is not None or draft.compared is not None or draft.compares:
            return None
        if draft.sentence.paragraph.role in ("table_row", "title") or reading.statistic is not None:
            return None
        lead, follow = context.lead(draft), context.follow(draft)
        text = f"{lead}\0{follow}"
        named = draft.bare or reading.unit in self.kin.counted
        if not named:
            return None
        if fires(self.patterns, _OUTCOME, text):
            return _OUTCOME
        if self._group(draft):
            return _GROUP if fires(self.patterns, _GROUP, text) else None
        if share and not draft.bare:
            return None
        if reading.unit in self.kin.cases and fires(self.patterns, _CASES, text):
            return _CASES
        counted = draft.bare or reading.unit in self.kin.cases
        for rule in _KINDS[: 1 if share else None] if counted else ():
            if fires(self.patterns, rule, text if rule == _KINDS[2] else lead):
                return rule
        return None

    def _beside(self, draft: Draft, context: Context) -> tuple[str | None, Draft | None]:
        """*Captains made up 204 and majors 96*; *Lima led with 204, followed by Cusco with 96*: of the same total."""
        before = context.preceding(draft)
        if before is None or before.whole is None or before.sentence is before.whole.sentence:
            return None, None
        rule = next((name for name in _KINDS if name in before.rules), None)
        level = draft.bare and draft.reading.kind == "count" and not draft.relations and draft.reading.change is None
        if rule is None or not level or _NEXT.fullmatch(context.lead(draft)) is None:
            return None, None
        return rule, before.whole if self.fits(draft, before.whole) else None

    def _group(self, draft: Draft) -> bool:
        """*Eleven were women*; *17% of the defendants were aged under 30*: what some of the people are."""
        anchor, verb = draft.anchor, draft.verb
        if anchor is None or verb is None or not is_subject(anchor) or lemma(verb) != "be":
            return False
        told = next((c for c in verb.rights if c.dep_ in ("attr", "acomp", "prep", "nummod", "npadvmod")), None)
        return told is not None and (lemma(told) in self.people or told.lower_ in ("aged", "under", "over", "between"))

    def _whole(self, draft: Draft, totals: list[Draft], context: Context, rule: str) -> Draft | None:
        """The total that a figure is of, where nothing between or beside it tells of another set."""
        alike = sorted(
            (d for d in totals if d.order < draft.order and d.sentence is not draft.sentence),
            key=lambda d: draft.bare or d.reading.unit != draft.reading.unit,
        )
        whole = next((d for d in alike if self.fits(draft, d)), None)
        if whole is None or (rule == _OUTCOME and not self._tried(whole, draft)):
            return None
        if self._set_apart(draft, whole, context):
            return None
        between = context.drafts[whole.order + 1 : draft.order]
        return None if any(self._other(d, draft, whole) for d in between) else whole

    def _tried(self, whole: Draft, draft: Draft) -> bool:
        """Whether a total is of cases or of people that were brought to court, none of whom was freed already."""
        words = {whole.reading.unit or "", *_deeds(whole)}
        if words.isdisjoint(self.tried | self.punished):
            return False
        told = {token.lower_ for token in draft.sentence.tokens(draft.start, draft.end + 60)[:10]}
        told |= {lemma(draft.verb)} if draft.verb is not None else set()
        return words.isdisjoint(self.punished) or told.isdisjoint({"acquit", "acquitted", "acquittal", "acquittals"})

    def _set_apart(self, draft: Draft, whole: Draft, context: Context) -> bool:
        """Whether the sentence of a figure has a time or a country that the one of the total has not."""
        times = {(d.from_, d.to) for d in context.dates(whole.sentence)}
        if any(d.type != "DURATION" and (d.from_, d.to) not in times for d in context.dates(draft.sentence)):
            return True
        names = {p.text for p in context.places(whole.sentence)}
        return any(p.kind not in _SMALL and p.text not in names for p in context.places(draft.sentence))

    def _other(self, between: Draft, draft: Draft, whole: Draft) -> bool:
        """Whether a figure between may be the whole as well: it is no part of the total, and could hold the figure."""
        if between.whole is not None or between.compares or between.reading.kind != "count":
            return False
        if between.sentence is whole.sentence or between.reading.statistic is not None:
            return False
        return self.kin(between, whole) and self.fits(draft, between)


def _deeds(draft: Draft) -> set[str]:
    """The verbs that a total hangs on, its own and those above and below it."""
    anchor = draft.anchor
    if anchor is None:
        return set()
    verb: Token | None = draft.verb
    found = {lemma(node) for node in list(ancestors(anchor))[:4]} | {lemma(c) for c in anchor.rights if c.dep_ == "acl"}
    return found | {lemma(c) for c in verb.rights} if verb is not None else found
