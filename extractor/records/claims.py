"""The numeric claim and its slots: one line of ``claims.jsonl``."""

from __future__ import annotations

import dataclasses
from typing import Literal

from extractor.records.base import Number, Span
from extractor.records.mentions import Change, DateMention, LegalReference, Modifier, Per, QuantityKind, Statistic

Modality = Literal["asserted", "planned", "possible", "conditional", "demanded"]
EntityRole = Literal["actor", "counted", "source", "place", "other"]
RelationType = Literal["compared_with", "part_of", "sums_to", "restates", "revises"]


@dataclasses.dataclass(frozen=True, slots=True)
class Quantity:
    """A number mention and its reading, as a claim carries it."""

    start: int
    end: int
    text: str
    value: Number | None
    low: Number | None
    high: Number | None
    modifier: Modifier
    kind: QuantityKind
    unit: str | None
    per: Per | None
    statistic: Statistic | None
    change: Change | None


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """The predicate that governs the figure."""

    start: int
    end: int
    text: str
    lemma: str
    negated: bool
    modality: Modality


@dataclasses.dataclass(frozen=True, slots=True)
class ClaimEntity:
    """A named entity tied to the claim."""

    start: int
    end: int
    text: str
    label: str
    role: EntityRole


@dataclasses.dataclass(frozen=True, slots=True)
class Area:
    """ISO 3166-1 code of the place of a figure; the span is the evidence."""

    code: str
    start: int
    end: int
    text: str
    resolution: Literal["explicit", "document"]


@dataclasses.dataclass(frozen=True, slots=True)
class ClaimAttribution:
    """Who says the figure: ``source`` is the named source, ``mention`` the words here."""

    type: Literal["direct", "indirect", "according_to", "headline"]
    source: Span
    mention: Span
    cue: Span | None
    compiled_by: Span | None
    reported: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Relation:
    """A link to another claim of the same article."""

    type: RelationType
    claim_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class Inherited:
    """A slot that was filled from another clause or sentence, and the evidence there."""

    slot: str
    start: int
    end: int
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """One numeric statement, self-contained: one line of ``claims.jsonl``."""

    schema_version: str
    id: str
    article_id: str
    published: str | None
    outlet: str | None
    uri: str
    sentence: Span
    quantity: Quantity
    counted: Span | None
    event: Event | None
    actor: Span | None
    topic: Span | None
    entities: tuple[ClaimEntity, ...]
    area: Area | None
    time: DateMention | None
    legal: tuple[LegalReference, ...]
    attribution: ClaimAttribution | None
    relations: tuple[Relation, ...]
    inherited: tuple[Inherited, ...]
    confidence: float
    rules: tuple[str, ...]
