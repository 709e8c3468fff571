"""Relations that rest on the figures' units: terms of a sum, restatement, revision."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun
from extractor.claims.screen import may, patterns_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.annotate.analysis import Sentence

_ROUNDED = 0.1
_WINDOW = 80


class RelationFinder:
    """Links each figure to the ones that it adds up to, says again, or revises."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.relation")}
        self.patterns = patterns_of(rules, "claims.relation")

    def __call__(self, context: Context) -> None:
        """Append to ``relations``: the later figure points to the earlier one."""
        self._summed(context)
        self._restated(context)
        self._said_again(context)
        self._of_both(context)
        self._revised(context)

    def _summed(self, context: Context) -> None:
        """Parts of one whole that add up to it, two at least, are its terms as well."""
        if "claims.relation.sums" not in self.on:
            return
        parts_of: dict[int, list[Draft]] = {}
        for draft in context.drafts:
            if draft.whole is not None and draft.reading.kind == draft.whole.reading.kind:
                parts_of.setdefault(draft.whole.order, []).append(draft)
        for order, parts in parts_of.items():
            whole = context.drafts[order]
            for terms in _rows(parts):
                if sum(d.reading.value or 0 for d in terms) == whole.reading.value:
                    for part in terms:
                        part.relations.append(("sums_to", whole))
                        part.fired("claims.relation.sums")
                    break

    def _restated(self, context: Context) -> None:
        """The headline's figure said again in the body: same unit, compatible value."""
        if "claims.relation.restates" not in self.on:
            return
        titles = [draft for draft in context.drafts if draft.sentence.paragraph.role == "title"]
        for draft in context.drafts if titles else ():
            if draft.sentence.paragraph.role == "title":
                continue
            for earlier in titles:
                if same_figure(earlier, draft):
                    draft.relations.append(("restates", earlier))
                    draft.fired("claims.relation.restates")
                    break

    def _said_again(self, context: Context) -> None:
        """*848 verdicts … of the 848 verdicts*: a definite figure equal to one before."""
        pattern = self.patterns.get("claims.relation.restates_definite")
        if pattern is None:
            return
        for draft in context.drafts:
            if draft.reading.value is None or draft.compares or not pattern.search(context.lead(draft)):
                continue
            for earlier in context.before(draft):
                same = earlier.reading.value == draft.reading.value and earlier.reading.kind == draft.reading.kind
                if same and earlier.reading.unit == draft.reading.unit:
                    draft.relations.append(("restates", earlier))
                    draft.fired("claims.relation.restates_definite")
                    break

    def _of_both(self, context: Context) -> None:
        """*The court tried 84 men … Of the 84, 12 were acquitted*: of the figure that its whole says again, too."""
        for draft in context.drafts:
            whole = draft.whole
            first = next((d for kind, d in whole.relations if kind == "restates"), None) if whole is not None else None
            if first is not None and first is not draft and first.sentence.paragraph.role != "title":
                draft.relations.append(("part_of", first))

    def _revised(self, context: Context) -> None:
        """*Revised from 2.4% to 1.9%*, *57, up from an initial 41*: the new figure revises the old."""
        for rule in ("claims.relation.revised", "claims.relation.revised_earlier"):
            pattern = self.patterns.get(rule)
            for old in context.drafts:
                if pattern is None or not may(pattern, old.sentence.plain):
                    continue
                begin = max(old.sentence.start, old.start - _WINDOW)
                lead = old.sentence.plain[begin - old.sentence.start : old.start - old.sentence.start]
                new = _new(old, context) if pattern.search(lead) else None
                if new is not None and ("revises", old) not in new.relations:
                    new.relations.append(("revises", old))
                    new.fired(rule)


def _rows(parts: list[Draft]) -> Iterator[list[Draft]]:
    """All the parts of a whole, else those that one sentence, or one paragraph, tells of; two at least, all known."""
    for key in (lambda _: 0, lambda d: d.sentence.index, lambda d: d.sentence.paragraph_index):
        for _, group in itertools.groupby(parts, key):
            terms = list(group)
            if len(terms) > 1 and all(d.reading.value is not None for d in terms):
                yield terms


def _new(old: Draft, context: Context) -> Draft | None:
    """The figure that takes the place of an earlier estimate: its end point, or its first term."""
    after = context.following(old)
    if after is not None and ("compared_with", old) in after.relations:
        return after
    if old.compared is not None:
        return old.compared
    if after is not None and _same_kind(old, after):
        return after
    before = context.before(old)
    return next((d for d in before if old.sentence.index - d.sentence.index < 2 and _same_kind(d, old)), None)


def _same_kind(one: Draft, other: Draft) -> bool:
    same_unit = one.reading.unit == other.reading.unit or other.bare or other.reading.unit is None
    return one.reading.kind == other.reading.kind and same_unit


def same_figure(title: Draft, body: Draft) -> bool:
    """Whether a figure of the body says a headline's again, exactly or as the headline rounds it."""
    if title.reading.kind != body.reading.kind or title.reading.unit != body.reading.unit:
        return False
    if title.reading.change != body.reading.change:
        return False
    first = title.reading.value if title.reading.value is not None else title.reading.low
    second = body.reading.value if body.reading.value is not None else body.reading.low
    if not first or not second:
        return False
    if title.reading.unit == "%":
        return first == second and bool(_nouns(title.sentence) & _nouns(body.sentence))
    return _rounds(title, first, second)


def _rounds(title: Draft, first: float, second: float) -> bool:
    """Whether a headline's number is the body's, or the body's rounded the way the headline says."""
    modifier = title.reading.modifier
    if modifier in ("more_than", "at_least"):
        return first <= second <= first * (1 + _ROUNDED)
    if modifier in ("nearly", "less_than", "at_most"):
        return first * (1 - _ROUNDED) <= second <= first
    if first == second:
        return True
    digits = len(str(int(abs(first))).rstrip("0")) if first == int(first) else 3
    places = max(digits, 1) - 1 - math.floor(math.log10(abs(second)))
    close = abs(first - second) <= _ROUNDED / 2 * abs(first)
    return close and (modifier == "approx" or math.isclose(round(second, places), first))


def _nouns(sentence: Sentence) -> set[str]:
    return {token.lower_ for token in sentence.span if is_noun(token) and len(token) > 3}
