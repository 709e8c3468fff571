"""The record of an article, one line of ``articles.jsonl``, and what one input gives."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from extractor.records.base import Json
from extractor.records.claims import Claim
from extractor.records.cleaning import Block, MetadataValue
from extractor.records.mentions import Attribution, DateMention, Entity, LegalReference, NumberMention, PlaceMention


@dataclasses.dataclass(frozen=True, slots=True)
class ArticleSource:
    """Where the article came from; ``encoding`` is how its bytes were read."""

    uri: str
    media_type: str
    sha256: str
    bytes: int
    line: int | None = None
    encoding: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PipelineVersions:
    """What made the record: versions, and digests of the rules and of the settings."""

    extractor: str
    spacy: str
    model: str
    rules: str
    settings: str


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """One line of ``articles.jsonl``."""

    schema_version: str
    id: str
    source: ArticleSource
    title: MetadataValue | None
    published: MetadataValue | None
    outlet: MetadataValue | None
    language: MetadataValue | None
    author: MetadataValue | None
    text: str
    blocks: tuple[Block, ...]
    numbers: tuple[NumberMention, ...]
    dates: tuple[DateMention, ...]
    legal_references: tuple[LegalReference, ...]
    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    places: tuple[PlaceMention, ...]
    extra: Mapping[str, Json]
    pipeline: PipelineVersions


@dataclasses.dataclass(frozen=True, slots=True)
class Extraction:
    """What one input article gives: its record and its claims."""

    article: Article
    claims: tuple[Claim, ...]
