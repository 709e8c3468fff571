"""The provisions that a figure shares with the one it is a part of or is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.claims.cited import groups_of
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.records import LegalReference
from extractor.rules import RuleSet

_REACH = 4


class LawCarrier:
    """Gives a part, or the second term of a comparison, the provisions of the figure it is one of."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has("claims.law.related")

    def __call__(self, context: Context) -> None:
        """Set ``legal`` of figures whose sentence cites nothing; call it when relations are known."""
        if not self.on:
            return
        for draft in context.drafts:
            if draft.legal or draft.reading.kind == "money" or "claims.law.matter" in draft.rules:
                continue
            cited = context.references(draft.sentence)
            for other in (draft.whole, draft.compared, draft.donor if _same_set(draft) else None):
                if other is None or not other.legal or other.order > draft.order or not _close(draft, other):
                    continue
                if not cited or (
                    other.sentence is draft.sentence and len(groups_of(cited)) == 1 and _told(draft, cited)
                ):
                    draft.legal = other.legal
                    draft.fired("claims.law.related")
                    draft.inherit("legal", other.legal[0])
                    break


def _same_set(draft: Draft) -> bool:
    """*And 12 have been convicted*: some of those counted before; *12 others* are not."""
    follow = draft.sentence.plain[draft.end - draft.sentence.start :][:8]
    return draft.bare and "other" not in follow


def _told(draft: Draft, cited: Sequence[LegalReference]) -> bool:
    """Whether a sentence has cited what it cites before the figure."""
    return cited[-1].end <= draft.start


def _close(draft: Draft, other: Draft) -> bool:
    return draft.sentence.index - other.sentence.index <= _REACH
