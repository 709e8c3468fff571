"""Relations between the figures of an article: comparison, part and whole, restatement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

_PARTICIPLE = re.compile(r"\s*of those (\w+(?:ed|en|d))\b", re.IGNORECASE)
_FAR = 4
_PARTS = frozenset({"count", "percent", "fraction", "ratio", "money", "measure"})
_WHOLES = frozenset({"count", "money", "measure"})


class RelationFinder:
    """Links each figure to the ones it is compared with, is part of, or says again."""

    def __init__(self, rules: RuleSet) -> None:
        self.patterns: dict[str, re.Pattern[str]] = {
            rule.id: rule.regex() for rule in rules.layer("claims.relation") if isinstance(rule.pattern, str)
        }
        self.on = {rule.id for rule in rules.layer("claims.relation")}

    def __call__(self, context: Context) -> None:
        """Append to ``relations``: the later figure points to the earlier one."""
        for draft in context.drafts:
            self._part(draft, context)
        self._summed(context)
        self._restated(context)

    def _lead(self, draft: Draft, earlier: Draft | None) -> str:
        begin = draft.sentence.start
        if earlier is not None and earlier.sentence is draft.sentence:
            begin = max(begin, earlier.end)
        return draft.sentence.plain[begin - draft.sentence.start : draft.start - draft.sentence.start]

    def _part(self, draft: Draft, context: Context) -> None:
        if draft.reading.kind not in _PARTS:
            return
        if draft.donor is not None and not draft.compares and "claims.relation.part_shared" in self.on:
            for kind, whole in draft.donor.relations:
                shared = draft.donor.sentence is draft.sentence and draft.elliptical
                if kind == "part_of" and shared and whole is not draft:
                    draft.relations.append(("part_of", whole))
                    draft.fired("claims.relation.part_shared")
                    return
        for rule, earlier in self._wholes(draft, context):
            if rule in self.on:
                draft.relations.append(("part_of", earlier))
                draft.fired(rule)
                return

    def _wholes(self, draft: Draft, context: Context) -> Iterator[tuple[str, Draft]]:
        """The wholes that a figure may be part of, each with the rule that says so."""
        follow = draft.sentence.plain[draft.end - draft.sentence.start :]
        later = context.drafts[draft.order + 1] if draft.order + 1 < len(context.drafts) else None
        later = later if later is not None and later.sentence is draft.sentence else None
        if later is not None and later.reading.kind in _WHOLES:
            gap = draft.sentence.plain[draft.end - draft.sentence.start : later.start - draft.sentence.start]
            if self._matches("claims.relation.part_of_number", gap):
                yield "claims.relation.part_of_number", later
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > 1:
                return
            if earlier.reading.kind not in _WHOLES or ("part_of", earlier) in draft.relations:
                continue
            if _is_part(earlier) and earlier.sentence is draft.sentence:
                continue
            if self._matches("claims.relation.part_pronoun", follow):
                yield "claims.relation.part_pronoun", _named_by(follow, earlier, context, draft)
            same = earlier.sentence is draft.sentence
            if same and draft.elliptical and self._matches("claims.relation.part_colon", self._lead(draft, earlier)):
                yield "claims.relation.part_colon", _summed(earlier, draft, context)
            if same and self._matches("claims.relation.part_opening", self._lead(earlier, None)):
                yield "claims.relation.part_opening", earlier
            rule = "claims.relation.part" if same else "claims.relation.part_sentence"
            if self._matches(rule, self._lead(draft, earlier)):
                yield rule, earlier

    def _matches(self, rule: str, text: str) -> bool:
        pattern = self.patterns.get(rule)
        return pattern is not None and bool(pattern.search(text))

    def _summed(self, context: Context) -> None:
        """Parts of one whole that add up to it, two at least, are its terms as well."""
        if "claims.relation.sums" not in self.on:
            return
        parts_of: dict[int, list[Draft]] = {}
        for draft in context.drafts:
            for kind, whole in draft.relations:
                if kind == "part_of" and draft.reading.kind == whole.reading.kind:
                    parts_of.setdefault(whole.order, []).append(draft)
        for order, parts in parts_of.items():
            whole = context.drafts[order]
            values = [d.reading.value for d in parts if d.reading.value is not None]
            if len(values) == len(parts) >= 2 and whole.reading.value and sum(values) == whole.reading.value:
                for part in parts:
                    part.relations.append(("sums_to", whole))
                    part.fired("claims.relation.sums")

    def _restated(self, context: Context) -> None:
        """The headline's figure said again in the body: same unit, compatible value."""
        if "claims.relation.restates" not in self.on:
            return
        titles = [draft for draft in context.drafts if draft.sentence.paragraph.role == "title"]
        for draft in context.drafts:
            if draft.sentence.paragraph.role == "title":
                continue
            for earlier in titles:
                if _same_figure(earlier, draft):
                    draft.relations.append(("restates", earlier))
                    draft.fired("claims.relation.restates")
                    break


def _same_figure(title: Draft, body: Draft) -> bool:
    if title.reading.kind != body.reading.kind or title.reading.unit != body.reading.unit:
        return False
    first = title.reading.value if title.reading.value is not None else title.reading.low
    second = body.reading.value if body.reading.value is not None else body.reading.low
    if not first or not second:
        return False
    if title.reading.unit == "%":
        return first == second and bool(_nouns(title.sentence) & _nouns(body.sentence))
    return abs(first - second) <= 0.05 * abs(first)


def _named_by(follow: str, nearest: Draft, context: Context, draft: Draft) -> Draft:
    """Of *those convicted*: the figure of the event that the participle names, else the nearest."""
    match = _PARTICIPLE.match(follow)
    if match is None:
        return nearest
    for earlier in context.before(draft):
        if draft.sentence.index - earlier.sentence.index > _FAR:
            break
        if earlier.reading.kind not in _WHOLES:
            continue
        if earlier.event is not None and match[1].lower().startswith(earlier.event.lemma[:-1]):
            return earlier
    return nearest


def _summed(nearest: Draft, draft: Draft, context: Context) -> Draft:
    """Before a colon, the figure that the elliptical ones after it add up to, else the nearest."""
    here = context.beside(draft)
    parts = sum(d.reading.value or 0 for d in here if d.elliptical and d.start >= draft.start)
    return next((d for d in here if d.end <= nearest.end and d.reading.value == parts), nearest)


def _is_part(draft: Draft) -> bool:
    """Whether a figure is itself part of another in its sentence: a part of a part is rarely meant."""
    return any(kind == "part_of" and other.sentence is draft.sentence for kind, other in draft.relations)


def _nouns(sentence: Sentence) -> set[str]:
    return {token.lower_ for token in sentence.span if is_noun(token) and len(token) > 3}
