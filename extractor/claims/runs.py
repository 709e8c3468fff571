"""Runs of figures that add up to one told before, over several sentences.

*Of 861 defendants, 392 got suspended terms and 187 fines. A quarter, 229, went to a colony. Another 41
saw their cases dropped, and 12 were acquitted*: that they make up the whole proves whose parts they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.claims.alike import Kin, level
from extractor.claims.context import Context
from extractor.claims.grammar import is_subject
from extractor.claims.tally import relate
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.claims.draft import Draft

_RULE = "claims.relation.part_run"
_LEAST, _LARGE = 20, 1_000
_FIGURES, _SENTENCES, _PARAGRAPHS = 20, 8, 3
_FEW, _DIGITS = 3, 4
_MORE = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?:more|fewer|less|higher|lower) than\b")
# What says only that a figure is some of what stands near: a sum is better evidence.
_LOOSE = frozenset(
    f"claims.relation.part_{name}" for name in ("subject", "shared", "object", "in", "rest", "remainder", "continued")
)


class Runs:
    """Finds the figures after a count that together are worth it."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(_RULE)
        self.kin = Kin(rules)

    def __call__(self, context: Context) -> None:
        """Make each member of such a run a part of the whole."""
        for whole in context.drafts if self.on else ():
            if (_exact(whole) or 0) < _LEAST or whole.compares:
                continue
            first = context.preceding(whole)
            if first is not None and first.whole is not whole:
                first = None  # else "12 of the 27 were jailed, eight fined and seven freed"
            members = [*([first] if first is not None else []), *self._members(whole, context)]
            if len(members) < 2 or sum(d.reading.value or 0 for d in members) < (whole.reading.value or 0):
                continue
            for part in _run(members, whole):
                relate(part, whole, _RULE)

    def _members(self, whole: Draft, context: Context) -> list[Draft]:
        """The figures after one that may be its parts, in order."""
        found: list[Draft] = []
        place = whole.sentence
        for draft in context.drafts[whole.order + 1 : whole.order + _FIGURES]:
            here = draft.sentence
            if here.index - place.index > _SENTENCES or here.paragraph_index - place.paragraph_index > _PARAGRAPHS:
                break
            value = _exact(draft)
            if value is None or draft.compared is not None or draft.compares or _MORE.match(context.follow(draft)):
                continue
            if value > (whole.reading.value or 0) and self.kin(draft, whole):
                break  # told of something else by now
            if value >= (whole.reading.value or 0):
                continue
            free = draft.whole in (None, whole) or not _LOOSE.isdisjoint(draft.rules)
            prose = here.paragraph.role != "table_row"
            if free and prose and _told_of(draft, whole, context) and self.kin(draft, whole):
                found.append(draft)
        return found


def _told_of(draft: Draft, whole: Draft, context: Context) -> bool:
    """Whether a clause is about the figure, or names nothing new: not *a storm left 150 people homeless*."""
    if draft.whole is whole or draft.bare or context.follow(draft).startswith(" of "):
        return True
    return draft.anchor is not None and is_subject(draft.anchor)


def _exact(draft: Draft) -> float | None:
    """The value of a count that is said exactly: only of these can a sum prove anything."""
    return level(draft) if draft.reading.modifier == "exact" else None


def _run(members: list[Draft], whole: Draft) -> list[Draft]:
    """The figures in a row that make up the whole, where that can hardly be chance; none without."""
    value = whole.reading.value or 0
    for first in range(len(members)):
        total, run = 0.0, []
        for draft in members[first:]:
            run.append(draft)
            total += draft.reading.value or 0
            if total >= value:
                break
        if total != value or len(run) < 2 or all(d.whole is whole for d in run):
            continue
        known = sum(d.whole is whole for d in run)
        close = run[-1].sentence is run[0].sentence and run[-1].order - run[0].order < len(run)
        pair = close and first == 0 and len(f"{value:.0f}".rstrip("0")) >= _DIGITS
        if known or pair or (len(run) >= _FEW and (first == 0 or value >= _LARGE)):
            return run
    return []
