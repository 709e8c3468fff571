"""Counts of several times in one list: *88 men in 2023, 31 in 2022 and 29 in 2021*; the steps of a change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.claims.terms import kin

if TYPE_CHECKING:
    from extractor.claims.context import Context
    from extractor.claims.draft import Draft
    from extractor.records import DateMention

RULE = "claims.relation.back_in_time"
_NEAR = 12
_LISTED = re.compile(r"\s+in\s+(?:[\w’'-]+\s?){1,3}?(?:,|,?\s+and)\s+(?:just |only |some |about )?", re.IGNORECASE)
_STEP = re.compile(r"\s+(?:in|by|at|on)\s+(?:[\w’'-]+\s?){1,4}?,?\s+and\s+(?:then\s+)?(?:to\s+)?", re.IGNORECASE)


def back_in_time(draft: Draft, context: Context, lead: str) -> Draft | None:
    """The first of a list whose times go back, each right behind its number."""
    before = context.preceding(draft)
    if before is None or not draft.bare or not kin(before, draft):
        return None
    if _LISTED.fullmatch(lead[max(0, before.reach - before.end) :]) is None:
        return None
    later, earlier = _behind(before, context), _behind(draft, context)
    if later is None or earlier is None or not (earlier.to or "9") < (later.from_ or "0"):
        return None
    return before.compared if RULE in before.rules and before.compared is not None else before


def goes_on(lead: str) -> bool:
    """Whether the words after the end of a change lead to its next step."""
    return _STEP.fullmatch(lead) is not None


def _behind(figure: Draft, context: Context) -> DateMention | None:
    """The date right behind a figure and its noun: *88 men in 2023*."""
    dates = (d for d in context.dates(figure.sentence) if 0 <= d.start - figure.reach <= _NEAR)
    return next(dates, None)
