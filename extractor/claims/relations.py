"""Relations between the figures of an article: comparison, part and whole, restatement."""

from __future__ import annotations

import re

from extractor.claims.draft import Context, Draft
from extractor.rules import RuleSet


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
            self._compared(draft, context)
            self._part(draft, context)
        self._restated(context)

    def _lead(self, draft: Draft, earlier: Draft | None) -> str:
        begin = draft.sentence.start
        if earlier is not None and earlier.sentence is draft.sentence:
            begin = max(begin, earlier.end)
        return draft.sentence.plain[begin - draft.sentence.start : draft.start - draft.sentence.start]

    def _compared(self, draft: Draft, context: Context) -> None:
        earlier = next((d for d in context.before(draft) if _comparable(d, draft)), None)
        if earlier is None or draft.sentence.index - earlier.sentence.index > 1:
            return
        lead = self._lead(draft, earlier)
        same = earlier.sentence is draft.sentence
        for rule, pattern in self.patterns.items():
            if rule.startswith("claims.relation.compared") and pattern.search(lead):
                if rule.endswith("sentence") == same:
                    continue
                draft.relations.append(("compared_with", earlier))
                draft.fired(rule)
                return

    def _part(self, draft: Draft, context: Context) -> None:
        for earlier in context.before(draft):
            if draft.sentence.index - earlier.sentence.index > 1:
                return
            if earlier.reading.kind != "count" or draft.reading.kind not in ("count", "percent", "fraction"):
                continue
            pattern = self.patterns.get(
                "claims.relation.part" if earlier.sentence is draft.sentence else "claims.relation.part_sentence"
            )
            if pattern is not None and pattern.search(self._lead(draft, earlier)):
                draft.relations.append(("part_of", earlier))
                draft.fired("claims.relation.part")
                return

    def _restated(self, context: Context) -> None:
        """The headline's figure said again in the body: same unit, compatible value."""
        if "claims.relation.restates" not in self.on:
            return
        for draft in context.drafts:
            if draft.sentence.paragraph.role == "title":
                continue
            for earlier in context.drafts[: draft.order]:
                if earlier.sentence.paragraph.role == "title" and _same_figure(earlier, draft):
                    draft.relations.append(("restates", earlier))
                    draft.fired("claims.relation.restates")
                    break


def _comparable(earlier: Draft, later: Draft) -> bool:
    return earlier.reading.kind == later.reading.kind and (
        earlier.reading.unit == later.reading.unit or later.elliptical or later.reading.unit is None
    )


def _same_figure(title: Draft, body: Draft) -> bool:
    if title.reading.kind != body.reading.kind or title.reading.unit != body.reading.unit:
        return False
    first = title.reading.value if title.reading.value is not None else title.reading.low
    second = body.reading.value if body.reading.value is not None else body.reading.low
    if not first or not second:
        return False
    return abs(first - second) <= 0.05 * abs(first)
