"""Whether two figures count the same: one noun, or the people and the cases that are theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.claims.draft import Draft


class Kin:
    """Tells whether a figure may be a part of another by what both count."""

    def __init__(self, rules: RuleSet) -> None:
        part: dict[str, Any] = rules.table("claims_relations", "part")
        people: list[str] = rules.table("numbers_slots", "persons")["nouns"]
        self.cases = frozenset(part["named_by"]["case"]) | frozenset(part["brought"])
        self.counted = frozenset(people) | self.cases | frozenset(part["deeds"])

    def __call__(self, part: Draft, whole: Draft) -> bool:
        """Whether both have one noun, one of them has none, or both count people or what is brought by them."""
        one, other = part.reading.unit, whole.reading.unit
        if part.bare or one == other or one is None or other is None:
            return True
        return one in self.counted and other in self.counted


def level(draft: Draft) -> float | None:
    """The value of a count that is neither a change nor an average; None of any other figure."""
    reading = draft.reading
    plain = reading.kind == "count" and reading.change is None and reading.statistic not in ("average", "median")
    return reading.value if plain else None
