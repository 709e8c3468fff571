"""A number while it is being read: offsets in its sentence, and the slots found so far."""

from __future__ import annotations

import dataclasses
from typing import Literal

from extractor.records import Change, Disposition, Modifier, Number, Per, QuantityKind, Reading, Span, Statistic

Form = Literal["digits", "words", "fraction", "vague", "multiple", "ordinal", "none"]


@dataclasses.dataclass(slots=True, eq=False)
class Figure:
    """One number of a sentence; ``start``/``end`` grow as symbols and modifiers are attached.

    ``core`` is the numeral alone. Offsets count characters of ``Sentence.plain``. ``counted`` is
    filled with offsets too; ``evidence`` is the phrase of the sentence before that lent the unit;
    ``noun_end`` is where the counted phrase ends, for what follows it.
    """

    start: int
    end: int
    value: Number | None
    form: Form
    low: Number | None = None
    high: Number | None = None
    core: tuple[int, int] = (0, 0)
    scale: Number = 1
    modifier: Modifier = "exact"
    kind: QuantityKind = "count"
    unit: str | None = None
    symbol: bool = False
    per: Per | None = None
    statistic: Statistic | None = None
    change: Change | None = None
    disposition: Disposition | None = None
    counted: tuple[int, int] | None = None
    inherited: bool = False
    partitive: bool = False
    others: tuple[int, int] | None = None
    giver: Figure | None = None
    lacks: QuantityKind | None = None
    issuer: str | None = None
    evidence: Span | None = None
    noun_end: int = 0
    rules: list[str] = dataclasses.field(default_factory=list)

    def says_how_many(self) -> bool:
        """Whether there is anything to read: an ordinal may be of no number, as *recent quarters* are."""
        return self.modifier != "exact" or self.value is not None

    def reading(self) -> Reading:
        """The slots as a record, with the bounds that the modifier implies."""
        value, low, high = self.value, self.low, self.high
        if value is not None:
            low, high = _bounds(value, self.modifier)
        return Reading(value, low, high, self.modifier, self.kind, self.unit, self.per, self.statistic, self.change)


def _bounds(value: Number, modifier: Modifier) -> tuple[Number | None, Number | None]:
    if modifier == "exact":
        return value, value
    if modifier in ("more_than", "at_least"):
        return value, None
    if modifier in ("less_than", "at_most", "nearly"):
        return None, value
    return None, None


LARGEST = 10**24  # no magnitude is multiplied beyond it: "million million million …" is no number


def tidy(value: float) -> Number:
    """An int when the value is whole, else rounded to 12 significant digits.

    >>> tidy(4.5 * 1000), tidy(0.1 * 3)
    (4500, 0.3)
    """
    if value == int(value) and abs(value) < 1e18:
        return int(value)
    return float(f"{value:.12g}")
