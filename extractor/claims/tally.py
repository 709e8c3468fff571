"""Parts that arithmetic proves: a share said beside its number, and a remainder that closes a sum.

*More than half of the convictions, 24*, of *43* told before, for 24 is 56% of 43; *24 were for theft, 11
for fraud and the remaining eight for arson*, of 43, for that is what they add up to.
"""

from __future__ import annotations

import re

from extractor.claims.alike import Kin
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors
from extractor.claims.screen import patterns_of
from extractor.claims.terms import SHARES
from extractor.rules import RuleSet

_NUMBERS = frozenset({"count", "money", "measure"})
_BESIDE = re.compile(
    r"(?:(?!\b(?:and|while|but)\b)[^.;:()]){0,60}?(?:,|\(|:|–|—|\bor\b)\s*(?:(?!and\b)[\w-]+\s+){0,2}", re.IGNORECASE
)
_DIFFERENCE = re.compile(
    r"\s*(?:[\w-]+\s+){0,2}?(?:more|fewer|less|higher|lower|up|down|above|below)\b|\s*(?:points?|interest)\b",
    re.IGNORECASE,
)
_BACK, _FAR = 3, 12
_MOST = 8
CLOSING = "claims.relation.part_closing"
_NEAR = 0.08
_SMALL = 0.05
# How far from the share that is said a number may be that is said with these words, as a part of it.
_BANDS = {
    "exact": (0.03, 0.03), "approx": (_NEAR, _NEAR), "more_than": (0.005, 0.16), "at_least": (0.005, 0.16),
    "nearly": (0.16, 0.005), "less_than": (0.25, 0.005), "at_most": (0.25, 0.005),
}  # fmt: skip


class Tally:
    """Finds the whole that a share and a number, or a remainder and the parts before it, come from."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.relation")}
        self.kin = Kin(rules)
        self.remainder = patterns_of(rules, "claims.relation").get("claims.relation.part_remainder")

    def __call__(self, draft: Draft, context: Context) -> None:
        """Give a figure, and those before it that it is told with, the whole that is proved."""
        before = context.preceding(draft)
        if before is not None and "claims.relation.part_ratio" in self.on:
            self._told_twice(before, draft, context)
        if self.remainder is not None and CLOSING in self.on:
            self._closed(draft, context)

    def _told_twice(self, before: Draft, draft: Draft, context: Context) -> None:
        """*14% of the dead, or 142 people*: both are of the figure that the number is such a share of."""
        share, number = (before, draft) if before.reading.kind in SHARES else (draft, before)
        if share.reading.kind not in SHARES or number.reading.kind not in _NUMBERS or not _plain(share, context):
            return
        if not number.reading.value or number.reading.change or _BESIDE.fullmatch(context.lead(draft)) is None:
            return
        wholes = [d for d in _wholes(number, context) if self.kin(number, d) and _is_share(share, number, d)]
        if wholes:
            whole = min(wholes, key=lambda d: (d.sentence.paragraph.role == "title", _relative(d)))
            for part in (before, draft):
                relate(part, whole, "claims.relation.part_ratio")

    def _closed(self, draft: Draft, context: Context) -> None:
        """*The remaining eight*: with the parts before it the remainder adds up to a figure before them."""
        value = draft.reading.value
        lead = context.lead(draft)
        if value is None or draft.reading.kind not in _NUMBERS or self.remainder is None:
            return
        if not self.remainder.search(lead):
            return
        members = _members(draft, context)
        # What hangs on another one of them may be a part of that one, or stand beside it.
        nested = [d for d in members if not any(d.whole is other for other in members)]
        for terms in (members, nested):
            parts, total = [draft], value
            for other in terms:
                parts.append(other)
                total += other.reading.value or 0
                whole = next((d for d in _wholes(other, context) if d.reading.value == total), None)
                if whole is not None:
                    for part in parts:
                        relate(part, whole, CLOSING)
                    return


def _plain(share: Draft, context: Context) -> bool:
    """Whether a share says how much of a set there is, not by how much something differs."""
    return share.reading.change is None and _DIFFERENCE.match(context.follow(share)) is None


def _wholes(part: Draft, context: Context) -> list[Draft]:
    """The figures before that are greater than one, of its kind and no second terms, the nearest first."""
    found: list[Draft] = []
    reading = part.reading
    for other in context.before(part):
        if part.sentence.index - other.sentence.index > _FAR:
            break
        same = other.reading.kind == reading.kind and other.reading.change is None and not other.compared
        if not same or (other.reading.value or 0) <= (reading.value or 0):
            continue
        if reading.kind == "count" or other.reading.unit == reading.unit:
            found.append(other)
    return found


def _members(draft: Draft, context: Context) -> list[Draft]:
    """The figures before a remainder that may be the other parts, the nearest first."""
    found: list[Draft] = []
    for other in context.before(draft):
        if draft.sentence.index - other.sentence.index > _BACK or len(found) > _MOST:
            break
        alike = other.reading.kind == draft.reading.kind and other.reading.value and other.reading.change is None
        # What a relative clause tells is of one of the parts: *for fraud, where the maximum is seven*.
        if alike and not other.compared and not _relative(other):
            found.append(other)
    return found


def _relative(draft: Draft) -> bool:
    """Whether a figure stands in a relative clause: *the island, where 84 people live*."""
    return draft.anchor is None or any(node.dep_ == "relcl" for node in ancestors(draft.anchor))


def _is_share(share: Draft, number: Draft, whole: Draft) -> bool:
    """Whether a number is the share that is said of a whole, within what rounding and its words allow."""
    said = share.reading.value if share.reading.value is not None else share.reading.low or share.reading.high
    if not said or not whole.reading.value or not number.reading.value:
        return False
    portion = number.reading.value / whole.reading.value
    if share.reading.kind == "percent":
        said /= 100
        step = 0.0051 if "." not in share.number.text and "," not in share.number.text else 0.00051
        if share.reading.modifier == "exact" and number.reading.modifier == whole.reading.modifier == "exact":
            return abs(portion - said) <= step
    if share.reading.modifier != "exact" and said < _SMALL:
        return False
    below, above = _BANDS.get(share.reading.modifier, (_NEAR, _NEAR))
    return said * (1 - below) <= portion <= said * (1 + above)


def digits(value: float) -> int:
    """How many digits tell of a number, without the noughts that end it: the fewer, the likelier a sum is chance."""
    return len(f"{value:.0f}".rstrip("0"))


def relate(part: Draft, whole: Draft, rule: str) -> None:
    """Make a figure part of a whole, in place of any other."""
    if part.whole is whole:
        return
    part.relations = [(kind, other) for kind, other in part.relations if kind != "part_of"]
    part.rules = [name for name in part.rules if not name.startswith("claims.relation.part_")]
    part.relations.append(("part_of", whole))
    part.fired(rule)
