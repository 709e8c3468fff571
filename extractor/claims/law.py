"""The provisions that a figure falls under."""

from __future__ import annotations

from typing import Any

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside
from extractor.records import LegalReference
from extractor.rules import RuleSet


class LawFinder:
    """Ties each figure to the legal references of its clause, or of the sentence it points back to."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_law", "law")
        self.penalties = frozenset(table["penalties"])
        self.anaphora = rules.get("claims.law.anaphora").regex() if rules.has("claims.law.anaphora") else None
        self.on = {rule.id for rule in rules.layer("claims.law")}

    def __call__(self, context: Context) -> None:
        """Set ``legal`` of every figure."""
        for draft in context.drafts:
            sentence = draft.sentence
            here = list(context.references(sentence))
            if here:
                self._in_sentence(draft, context.in_sentence(sentence), here)
            else:
                self._carried(draft, context)

    def _in_sentence(self, draft: Draft, drafts: list[Draft], here: list[LegalReference]) -> None:
        groups = _groups(here)
        chosen = groups[0] if len(groups) == 1 else self._nearest(draft, drafts, groups)
        if chosen and "claims.law.sentence" in self.on:
            draft.legal = tuple(chosen)
            draft.fired("claims.law.sentence")

    def _nearest(self, draft: Draft, drafts: list[Draft], groups: list[list[LegalReference]]) -> list[LegalReference]:
        """Of several citations, the one below the figure's phrase, else the next before another figure."""
        if draft.anchor is not None:
            for group in groups:
                token = draft.sentence.head(group[0].start, group[0].end)
                if token is not None and inside(token, draft.anchor):
                    return group
        following = [d.start for d in drafts if d.start > draft.start]
        limit = following[0] if following else draft.sentence.end
        after = [g for g in groups if draft.end <= g[0].start < limit]
        if after:
            return after[0]
        before = [g for g in groups if g[0].start < draft.start]
        return before[-1] if before else []

    def _carried(self, draft: Draft, context: Context) -> None:
        """*This is a lighter offence and carries a maximum sentence of three years.*"""
        if self.anaphora is None:
            return
        points_back = bool(self.anaphora.match(draft.sentence.plain))
        penal = draft.counted is not None and self._penal(draft)
        if not points_back and not penal and not self._penal(draft):
            return
        previous = next(context.previous(draft.sentence, 1), None)
        if previous is None or previous.paragraph_index != draft.sentence.paragraph_index:
            return
        groups = _groups(list(context.references(previous)))
        if len(groups) != 1:
            return
        draft.legal = tuple(groups[0])
        draft.fired("claims.law.anaphora")
        draft.inherit("legal", groups[0][0])

    def _penal(self, draft: Draft) -> bool:
        """Whether the figure is a penalty: a duration or fine that its clause calls one."""
        if draft.reading.kind not in ("duration", "money"):
            return False
        words = {t.lower_ for t in draft.sentence.tokens(max(draft.sentence.start, draft.start - 60), draft.end + 30)}
        return bool(words & self.penalties)


def _groups(references: list[LegalReference]) -> list[list[LegalReference]]:
    """References that one list names together (*Articles 332, 337 and 338*) form one group."""
    groups: list[list[LegalReference]] = []
    for reference in references:
        if groups and reference.start - groups[-1][-1].end <= 6:
            groups[-1].append(reference)
        else:
            groups.append([reference])
    return groups
