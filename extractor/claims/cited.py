"""The provisions that a sentence cites, and those that *it* stands for."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.annotate.analysis import Sentence
from extractor.claims.context import Context
from extractor.records import LegalReference

Group = list[LegalReference]
_STOOD_FOR = frozenset({"claims.law.anaphora", "claims.law.pointing"})


def stood_for(sentence: Sentence, context: Context) -> Sequence[LegalReference]:
    """The provision that *it* stood for in a sentence that cites none."""
    return next((d.legal for d in context.in_sentence(sentence) if not _STOOD_FOR.isdisjoint(d.rules)), ())


def provision(reference: LegalReference) -> tuple[str, str | None]:
    """What two references to one provision have in common."""
    return reference.number, reference.jurisdiction


def groups_of(references: Sequence[LegalReference]) -> list[Group]:
    """References that one list names together (*Articles 332, 337 and 338*) form one group."""
    groups: list[Group] = []
    for reference in references:
        if groups and reference.start - groups[-1][-1].end <= 6:
            groups[-1].append(reference)
        else:
            groups.append([reference])
    return groups
