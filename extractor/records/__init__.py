"""Every record that the pipeline passes on or writes, frozen and slotted.

Offsets are half-open and count Unicode code points. A record that has ``start``, ``end`` and
``text`` is a span of ``article.text`` unless its docstring names another text. ``as_json`` turns
any record into plain JSON types; the JSON Schemas in ``schemas/`` describe the result.
"""

from __future__ import annotations

from extractor.records.articles import (
    Article,
    ArticleSource,
    Extraction,
    PipelineVersions,
)
from extractor.records.base import (
    SCHEMA_VERSION,
    Json,
    Number,
    Span,
    as_json,
    digest,
)
from extractor.records.claims import (
    Area,
    Claim,
    ClaimAttribution,
    ClaimEntity,
    EntityRole,
    Event,
    Inherited,
    Modality,
    Quantity,
    Relation,
    RelationType,
)
from extractor.records.cleaning import (
    REASONS,
    Block,
    CleanArticle,
    Doubt,
    MetadataValue,
    Paragraph,
    Reason,
    Removal,
    Role,
)
from extractor.records.mentions import (
    Attribution,
    Change,
    DateMention,
    DatePart,
    Disposition,
    Entity,
    Instrument,
    LegalReference,
    Modifier,
    NumberMention,
    Per,
    PlaceMention,
    Provision,
    QuantityKind,
    Reading,
    Source,
    Statistic,
)
from extractor.records.reading import (
    Duplicate,
    Failure,
    RawArticle,
)

__all__ = [
    "REASONS",
    "SCHEMA_VERSION",
    "Area",
    "Article",
    "ArticleSource",
    "Attribution",
    "Block",
    "Change",
    "Claim",
    "ClaimAttribution",
    "ClaimEntity",
    "CleanArticle",
    "DateMention",
    "DatePart",
    "Disposition",
    "Doubt",
    "Duplicate",
    "Entity",
    "EntityRole",
    "Event",
    "Extraction",
    "Failure",
    "Inherited",
    "Instrument",
    "Json",
    "LegalReference",
    "MetadataValue",
    "Modality",
    "Modifier",
    "Number",
    "NumberMention",
    "Paragraph",
    "Per",
    "PipelineVersions",
    "PlaceMention",
    "Provision",
    "Quantity",
    "QuantityKind",
    "RawArticle",
    "Reading",
    "Reason",
    "Relation",
    "RelationType",
    "Removal",
    "Role",
    "Source",
    "Span",
    "Statistic",
    "as_json",
    "digest",
]
