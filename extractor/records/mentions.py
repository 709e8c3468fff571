"""The mention layers of an article: numbers, dates, laws, attributions, entities and places."""

from __future__ import annotations

import dataclasses
from typing import Literal

from extractor.records.base import Number, Span

Disposition = Literal[
    "claim",
    "date",
    "duration",
    "law",
    "ordinal",
    "name",
    "clock",
    "identifier",
    "score",
    "pronoun",
    "list",
    "doubtful",
]
Modifier = Literal[
    "exact",
    "approx",
    "more_than",
    "at_least",
    "less_than",
    "at_most",
    "nearly",
    "range",
    "vague",
]
QuantityKind = Literal[
    "count",
    "percent",
    "percentage_points",
    "fraction",
    "money",
    "duration",
    "measure",
    "multiple",
    "ratio",
    "age",
]
Statistic = Literal["average", "median", "maximum", "minimum", "total"]
Change = Literal["up", "down"]


@dataclasses.dataclass(frozen=True, slots=True)
class Per:
    """The denominator of a rate: ``per 100,000 people`` is 100000 ``person``."""

    value: Number
    unit: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """What a number says, without its place: see CONTRACT ``quantity`` for each field."""

    value: Number | None
    low: Number | None
    high: Number | None
    modifier: Modifier
    kind: QuantityKind
    unit: str | None = None
    per: Per | None = None
    statistic: Statistic | None = None
    change: Change | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class NumberMention:
    """A number of the text, in digits or words, with its modifier and symbol.

    ``quantity`` is null where the number is not a quantity (a date, a law, a name). ``counted``
    is the noun phrase that is counted, or the whole that a percent or fraction is of;
    ``counted_inherited`` says that it was recovered from another phrase of the sentence.
    ``claim_id`` is set when the disposition is ``claim``.
    """

    start: int
    end: int
    text: str
    disposition: Disposition
    quantity: Reading | None = None
    counted: Span | None = None
    counted_inherited: bool = False
    claim_id: str | None = None
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class DatePart:
    """One TIMEX3 expression inside a merged range."""

    start: int
    end: int
    text: str
    type: str
    value: str


@dataclasses.dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression with its TIMEX3 reading and its inclusive bounds (ISO dates)."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    edtf: str | None = None
    from_: str | None = None
    to: str | None = None
    granularity: str | None = None
    bound: Literal["from", "until", "as_of", "by"] | None = None
    basis: Literal["explicit", "relative", "anaphoric"] = "explicit"
    anchor: Span | None = None
    fiscal: bool = False
    approx: bool = False
    comparison: bool = False
    parts: tuple[DatePart, ...] = ()
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Provision:
    """A step below the provision that is cited: part 3, paragraph (a)."""

    unit: str
    value: str


@dataclasses.dataclass(frozen=True, slots=True)
class Instrument:
    """The act, code or treaty cited; ``start``/``end`` say where it is named (or was earlier)."""

    text: str
    id: str | None = None
    start: int | None = None
    end: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class LegalReference:
    """One provision cited by the text; a list or range gives one entry for each.

    ``resolution`` says how instrument and jurisdiction were found: ``explicit`` (said here),
    ``document`` (carried from elsewhere in the article) or ``none``.
    """

    start: int
    end: int
    text: str
    unit: str
    number: str
    path: tuple[Provision, ...] = ()
    instrument: Instrument | None = None
    jurisdiction: str | None = None
    resolution: Literal["explicit", "document", "none"] = "none"
    eid: str | None = None
    offence: Span | None = None
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Who says it, as mentioned here; ``antecedent`` is the name a pronoun or noun stands for."""

    start: int
    end: int
    text: str
    head: str
    kind: Literal["person", "organisation", "document", "data", "pronoun", "other"]
    antecedent: Span | None = None
    compiled_by: Span | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Attribution:
    """A reported statement: who says (``source``), by which words (``cue``), what (``content``)."""

    type: Literal["direct", "indirect", "according_to", "headline"]
    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    addressee: Span | None = None
    reported: str | None = None
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Entity:
    """A named entity; ``canonical`` is the fullest mention of the same name in the article."""

    start: int
    end: int
    text: str
    label: str
    canonical: Span | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceMention:
    """A word that places a figure: a country, demonym, city, or institution of a country."""

    start: int
    end: int
    text: str
    code: str
    kind: Literal["country", "demonym", "city", "region", "institution"]
    rules: tuple[str, ...] = ()
