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
from extractor.claims.screen import pattern_of
from extractor.claims.tally import CLOSING, digits, relate
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.claims.draft import Draft

_RULE = "claims.relation.part_run"
_LEAST, _LARGE = 20, 1_000
_FIGURES, _SENTENCES, _PARAGRAPHS = 20, 8, 3
_FEW, _DIGITS, _TELLING = 3, 4, 3
_LONGEST, _REACH, _SKIPS = 9, 12, 4
_MORE = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?:more|fewer|less|higher|lower) than\b")
# What says only that a figure is some of what stands near: a sum is better evidence.
_LOOSE = frozenset(
    f"claims.relation.part_{name}"
    for name in ("subject", "shared", "object", "in", "rest", "remainder", "continued", "place")
)


class Runs:
    """Finds the figures after a count that together are worth it."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(_RULE)
        self.kin = Kin(rules)
        self.remainder = pattern_of(rules, "claims.relation.part_remainder") if rules.has(CLOSING) else None

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
        if self.on:
            self._far(context)
        if self.remainder is not None:
            for draft in context.drafts:
                if draft.whole is None or not _LOOSE.isdisjoint(draft.rules):
                    self._closed(draft, context)

    def _far(self, context: Context) -> None:
        """*We counted 1,180 trials … In 2022 there were 58. In 2023, 271. Then came 492 and 359*, paragraphs later.

        The sentences from the first to the last of them hold no other such figure.
        """
        able = [d for d in context.drafts if _exact(d) and not d.compares and _prose(d)]
        wholes: dict[float, Draft] = {}
        for draft in able:
            known = wholes.get(draft.reading.value or 0)
            titled = known is not None and known.sentence.paragraph.role == "title"
            if digits(draft.reading.value or 0) >= _TELLING and (known is None or titled):
                wholes[draft.reading.value or 0] = draft
        for place, first in enumerate(able):
            if place and able[place - 1].sentence is first.sentence:
                continue
            total = 0.0
            for last in range(place, min(place + _LONGEST, len(able))):
                if able[last].sentence.paragraph_index != first.sentence.paragraph_index:
                    break
                total += able[last].reading.value or 0
                run = able[place : last + 1]
                whole = _said(run, total) or wholes.get(total) if len(run) >= _FEW else None
                inside = last + 1 < len(able) and able[last + 1].sentence is able[last].sentence
                if whole is None or inside or whole.order >= first.order:
                    continue
                if all(_free(d, whole) and self.kin(d, whole) for d in run):
                    for part in run:
                        relate(part, whole, _RULE)

    def _closed(self, draft: Draft, context: Context) -> None:
        """*Of 11,640 cases 9,874 were for theft. Judges closed 8,930 … Fraud made 1,609 … the remaining 157*.

        Other figures stand between the terms, so that only a long number proves them: a short one many sums hit.
        """
        if self.remainder is None or _exact(draft) is None or not self.remainder.search(context.lead(draft)):
            return
        near = [d for d in context.before(draft) if draft.sentence.index - d.sentence.index <= _REACH]
        able = [d for d in near if _exact(d) and not d.compares and d.compared is None and _prose(d)]
        for skips in range(_SKIPS + 1):
            for whole in able:
                if digits(whole.reading.value or 0) < _DIGITS or not self.kin(draft, whole):
                    continue
                between = [d for d in able if d.order > whole.order and self.kin(d, whole) and _free(d, whole)]
                terms = _terms(between, (whole.reading.value or 0) - (draft.reading.value or 0), skips)
                if len(terms) > max(1, skips - 1):
                    for part in (draft, *terms):
                        relate(part, whole, CLOSING)
                    return

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
            if _free(draft, whole) and _prose(draft) and _told_of(draft, whole, context) and self.kin(draft, whole):
                found.append(draft)
        return found


def _said(run: list[Draft], total: float) -> Draft | None:
    """The figure of a value that some of a run are said to be of already."""
    return next((d.whole for d in run if d.whole is not None and d.whole.reading.value == total), None)


def _free(draft: Draft, whole: Draft) -> bool:
    """Whether nothing sure makes a figure a part of another one."""
    return draft.whole in (None, whole) or not _LOOSE.isdisjoint(draft.rules)


def _prose(draft: Draft) -> bool:
    return draft.sentence.paragraph.role != "table_row"


def _told_of(draft: Draft, whole: Draft, context: Context) -> bool:
    """Whether a clause is about the figure, or names nothing new: not *a storm left 150 people homeless*."""
    if draft.whole is whole or draft.bare or context.follow(draft).startswith(" of "):
        return True
    return draft.anchor is not None and is_subject(draft.anchor)


def _exact(draft: Draft) -> float | None:
    """The value of a count that is said exactly: only of these can a sum prove anything."""
    return level(draft) if draft.reading.modifier == "exact" else None


def _terms(figures: list[Draft], wanted: float, skips: int) -> list[Draft]:
    """Those of some figures that add up to a value, but for so many between them; none where they do not."""
    if not figures or wanted <= 0:
        return []
    first, *rest = figures
    value = first.reading.value or 0
    if value == wanted:
        return [first]
    found = _terms(rest, wanted - value, skips)
    if found:
        return [first, *found]
    return _terms(rest, wanted, skips - 1) if skips else []


def _run(members: list[Draft], whole: Draft) -> list[Draft]:
    """The figures that make up the whole, in a row; of a long number, one of them may be told of something else."""
    found = _in_a_row(members, whole)
    if found or digits(whole.reading.value or 0) < _DIGITS:
        return found
    others = (members[:left] + members[left + 1 :] for left in range(len(members)))
    return next((run for some in others if len(run := _in_a_row(some, whole)) >= _FEW), [])


def _in_a_row(members: list[Draft], whole: Draft) -> list[Draft]:
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
        pair = close and first == 0 and digits(value) >= _DIGITS
        if known or pair or (len(run) >= _FEW and (first == 0 or value >= _LARGE)):
            return run
    return []
