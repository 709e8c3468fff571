"""Whether two figures count the same: one noun, or the people and the cases that are theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.claims.grammar import is_subject
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.claims.context import Context
    from extractor.claims.draft import Draft


_OF_THEM = (" of them", " of these", " of those")
_SHARES = frozenset({"percent", "fraction", "ratio"})


class Kin:
    """Tells whether a figure may be a part of another by what both count."""

    def __init__(self, rules: RuleSet) -> None:
        part: dict[str, Any] = rules.table("claims_relations", "part")
        people: list[str] = rules.table("numbers_slots", "persons")["nouns"]
        self.cases = frozenset(part["named_by"]["case"]) | frozenset(part["brought"])
        self.people = frozenset(people)
        self.counted = self.people | self.cases | frozenset(part["deeds"])

    def __call__(self, part: Draft, whole: Draft) -> bool:
        """Whether both have one noun, one of them has none, or both count people or what is brought by them."""
        one, other = part.reading.unit, whole.reading.unit
        if part.bare or one == other or one is None or other is None:
            return True
        return one in self.counted and other in self.counted

    def same_noun(self, draft: Draft, whole: Draft) -> bool:
        """Whether a bare number may count what the whole does; a share has no noun, and whoever acts is a person."""
        unit = whole.reading.unit
        person = draft.reading.unit == "person" and unit in self.people
        if not draft.bare and draft.reading.unit in self.cases and unit in self.counted:
            return True
        return person or draft.reading.kind in _SHARES or draft.reading.unit in (None, unit)


def level(draft: Draft) -> float | None:
    """The value of a count that is neither a change nor an average; None of any other figure."""
    reading = draft.reading
    plain = reading.kind == "count" and reading.change is None and reading.statistic not in ("average", "median")
    return reading.value if plain else None


def nearest(draft: Draft, context: Context) -> list[Draft]:
    """The figures before one, the nearest first; of one sentence, those of the noun that a bare number was lent.

    *It opened 90 cases against 95 men. In May it dropped 12*: the verb is said of cases, so that the men,
    though nearer, are neither what is compared nor the whole. What *of them* follows has no noun of its own.
    """
    figures, reading = context.before(draft), draft.reading
    if reading.kind != "count" or reading.unit is None or not draft.number.counted_inherited:
        return figures
    if context.follow(draft).startswith(_OF_THEM):
        return figures
    unit = reading.unit
    rival = [d.reading.kind == "count" and d.reading.unit != unit for d in figures]
    if not any(rival) or all(rival):
        return figures
    acting = [
        d.sentence is draft.sentence and not other and d.anchor is not None and is_subject(d.anchor)
        for d, other in zip(figures, rival, strict=True)
    ]
    if any(acting):  # the noun of the one who acts was lent: "11 camps held 840 men, down from 900"
        rival = [other and d.sentence is not draft.sentence for d, other in zip(figures, rival, strict=True)]
    order = sorted(range(len(figures)), key=lambda n: (-figures[n].sentence.index, rival[n]))
    return [figures[n] for n in order]
