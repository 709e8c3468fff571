"""Breakdowns by place: what towns and regions have of a count that was told of all of them.

*Courts in the country heard 840 cases. Lima had 380, Cusco 90*; *in Lima there were 380, in Cusco 90*: two
places at least with a figure each, together no more than the count before, which has no town of its own.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.alike import Kin, level
from extractor.claims.context import Context
from extractor.claims.grammar import SUBJECTS, inside
from extractor.claims.tally import relate
from extractor.claims.terms import running_total, same_subject, same_verb, subjects
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.annotate.analysis import Sentence
    from extractor.claims.draft import Draft
    from extractor.records import Entity, PlaceMention

_RULE = "claims.relation.part_place"
SMALL = ("city", "region")
_NAMES = frozenset({"GPE", "LOC"})
_BACK = 4
_SUMS = ("money", "measure")
_POINTING = frozenset({"PRP", "EX", "DT"})
_START = operator.attrgetter("start")
_FRONT = re.compile(
    r"(?:^|.*[;,]|\b(?:and|while|with|by))\s*(?:(?:and|while|with|in|by|but)\s+){0,3}(?:the\s+)?(?:\w+\s+(?:of|in)\s+)?\Z",
    re.IGNORECASE | re.DOTALL,
)
_GAPPED = re.compile(
    r"(?:\s+(?:[A-Z]\w+|province|region|district|county|state|oblast|division|city))?,?\s*[(–—:]?\s*(?:with\s+)?"
    r"(?:just |only |some |about )?\Z"
)
_BEHIND = re.compile(r"(?:\s+(?!and\b|of\b)[\w-]+){0,2}\s+(?:in|from|at)\s+(?:the\s+)?\Z")


class Places:
    """Finds the count of which the figures of several places are told."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(_RULE)
        self.kin = Kin(rules)
        self.sharing = frozenset(rules.table("claims_relations", "part")["sharing"])

    def __call__(self, context: Context) -> None:
        """Make the figures of places parts of the count before."""
        if not self.on:
            return
        for sentence, drafts in context.by_sentence():
            if len(drafts) < 2 or sentence.paragraph.role in ("table_row", "title"):
                continue
            names = _names(sentence, context)
            if len(names) < 2:
                continue
            members = [d for d in drafts if _single(d) and d.whole is None and self._placed(d, names, context)]
            if len(members) < 2:
                continue
            whole = self._whole(members, context)
            if whole is not None:
                for part in members:
                    relate(part, whole, _RULE)

    def _placed(self, draft: Draft, names: Sequence[PlaceMention | Entity], context: Context) -> bool:
        """Whether a place is the subject of a figure, opens its clause, or is right behind it."""
        base = draft.sentence.start
        before, after = context.preceding(draft), context.following(draft)
        begin = before.end if before is not None else base
        end = after.start if after is not None else draft.sentence.end
        plain = draft.sentence.plain
        for name in names:
            if begin <= name.start and name.end <= draft.start:
                if _GAPPED.fullmatch(plain[name.end - base : draft.start - base]):
                    return True
                verb, token = draft.verb, draft.sentence.head(name.start, name.end)
                if token is not None and verb is not None and token.dep_ in SUBJECTS and token.head == verb:
                    return True
                if _FRONT.fullmatch(plain[begin - base : name.start - base]) and draft.bare:
                    return True
            elif draft.end <= name.start < end and _BEHIND.fullmatch(plain[draft.end - base : name.start - base]):
                return True
        return False

    def _whole(self, members: list[Draft], context: Context) -> Draft | None:
        """The nearest count of the sentences before that can hold all of them and is told of no town."""
        first = members[0]
        total = sum(d.reading.value or 0 for d in members)
        for whole in context.before(first):
            distance = first.sentence.index - whole.sentence.index
            if distance > _BACK:
                return None
            if distance == 0 or not _single(whole) or whole.whole is not None or whole.compares:
                continue
            if (whole.reading.value or 0) < total or running_total(whole, context):
                continue
            if whole.sentence.paragraph.role in ("table_row", "title") or (whole.bare and _counts(whole)):
                continue
            if all(self._like(part, whole) for part in members):
                return None if _town(whole, context) or _abroad(first, whole, context) else whole
        return None

    def _like(self, part: Draft, whole: Draft) -> bool:
        """Whether both count the same, or are money or a measure of one unit and of one matter.

        *Exports came to $40 billion. Mali took $9 billion*; not *Mali spends $9 billion*, a sum of its own.
        """
        if part.reading.kind != whole.reading.kind:
            return False
        if _counts(part):
            return self.kin(part, whole)
        unit = part.reading.unit
        named = (noun for noun in subjects(part) if noun.tag_ not in _POINTING and lemma(noun) != unit)
        own = [noun for noun in named if part.anchor is None or not inside(part.anchor, noun)]
        verb = part.verb
        taken = verb is not None and (lemma(verb) in self.sharing or (same_verb(part, whole) and lemma(verb) != "be"))
        same = taken or not own or same_subject([whole], part) is not None
        return same and unit == whole.reading.unit


def _names(sentence: Sentence, context: Context) -> list[PlaceMention | Entity]:
    """The places named in a sentence."""
    places = context.places(sentence)
    found: list[PlaceMention | Entity] = [place for place in places if place.kind in (*SMALL, "country")]
    taken = {place.start for place in places}
    found += [e for e in context.entities(sentence) if e.label in _NAMES and e.start not in taken]
    return sorted(found, key=_START)


def _town(whole: Draft, context: Context) -> bool:
    """Whether a town is named where a count is told: it is the town's alone."""
    return any(p.kind in SMALL for p in context.places(whole.sentence))


def _abroad(part: Draft, whole: Draft, context: Context) -> bool:
    """Whether the places lie in other countries than those that the count is told of, or are countries beside one."""
    here, there = ([*context.places(d.sentence)] for d in (part, whole))
    if any(place.kind == "country" for place in here) and any(place.kind == "country" for place in there):
        return True
    codes = {place.code for place in there}
    return bool(here and there) and codes.isdisjoint(place.code for place in here)


def _single(draft: Draft) -> bool:
    """Whether a figure is a level that is no term of a comparison."""
    plain = draft.reading.change is None and draft.reading.statistic is None and draft.reading.value is not None
    known = level(draft) is not None if _counts(draft) else plain and draft.reading.kind in _SUMS
    return known and draft.compared is None and not draft.compares


def _counts(draft: Draft) -> bool:
    return draft.reading.kind == "count"
