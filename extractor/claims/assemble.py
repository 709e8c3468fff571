"""Assemble claims: run the slots in order over the figures of an article, then freeze them."""

from __future__ import annotations

import collections
import dataclasses
import operator

from extractor.annotate.analysis import Analysis
from extractor.claims.actor import ActorFinder
from extractor.claims.area import AreaFinder
from extractor.claims.base import BasePeriods
from extractor.claims.carry import PeriodCarrier
from extractor.claims.comparison import ComparisonFinder
from extractor.claims.confidence import Confidence
from extractor.claims.context import Context, open_drafts
from extractor.claims.draft import Draft
from extractor.claims.ellipsis import EllipsisResolver
from extractor.claims.event import EventFinder
from extractor.claims.evidence import evidence
from extractor.claims.law import LawFinder
from extractor.claims.law_carry import LawCarrier
from extractor.claims.offence import OffenceFinder
from extractor.claims.parts import PartFinder
from extractor.claims.period import PeriodFinder
from extractor.claims.relations import RelationFinder
from extractor.claims.source import SourceFinder
from extractor.claims.source_carry import SourceCarrier
from extractor.claims.sums import SumFinder
from extractor.claims.table import TableReader
from extractor.claims.topic import TopicFinder
from extractor.claims.topic_carry import TopicCarrier
from extractor.records import (
    SCHEMA_VERSION,
    Claim,
    ClaimEntity,
    Entity,
    EntityRole,
    NumberMention,
    Quantity,
    RawArticle,
    Reading,
    Relation,
    Span,
    digest,
)
from extractor.rules import RuleSet

_NUMBER = operator.attrgetter(*(field.name for field in dataclasses.fields(NumberMention)))
_READING = operator.attrgetter(*(field.name for field in dataclasses.fields(Reading)))


class ClaimAssembler:
    """Assembles the claims of an analysed article from its layers."""

    def __init__(self, rules: RuleSet) -> None:
        topics = TopicFinder(rules)
        self.steps = (
            TableReader(rules),
            ComparisonFinder(rules),
            SumFinder(rules),
            PartFinder(rules),
            EllipsisResolver(rules),
            EventFinder(rules),
            ActorFinder(rules),
            topics,
            SourceFinder(rules),
            PeriodFinder(rules),
            PeriodCarrier(rules),
            BasePeriods(rules),
            LawFinder(rules),
            AreaFinder(rules),
            RelationFinder(rules),
            LawCarrier(rules),
            SourceCarrier(rules),
            OffenceFinder(rules),
            TopicCarrier(rules, topics),
        )
        self.confidence = Confidence(rules)

    def __call__(self, analysis: Analysis) -> tuple[list[Claim], list[NumberMention]]:
        """Return the claims in text order, and the numbers with their claims' ids filled in."""
        context = open_drafts(analysis)
        for step in self.steps:
            step(context)
        ids = claim_ids(analysis, context.drafts)
        claims = [self._freeze(context, draft, ids) for draft in context.drafts]
        by_place = {(d.start, d.end): d for d in context.drafts}
        numbers = []
        for number in analysis.numbers:
            draft = by_place.get((number.start, number.end)) if number.disposition == "claim" else None
            if draft is not None:
                number = _claimed(number, ids[draft.order], draft.reading)
            numbers.append(number)
        return claims, numbers

    def _freeze(self, context: Context, draft: Draft, ids: list[str]) -> Claim:
        article = context.analysis.article
        quantity = Quantity(
            draft.start,
            draft.end,
            draft.number.text,
            *_READING(draft.reading),
        )
        claim = Claim(
            schema_version=SCHEMA_VERSION,
            id=ids[draft.order],
            article_id=article.raw.id,
            published=article.published.value if article.published else None,
            outlet=article.outlet.value if article.outlet else None,
            uri=article.raw.uri,
            sentence=draft.sentence.record(),
            quantity=quantity,
            counted=draft.counted,
            event=draft.event,
            actor=draft.actor,
            topic=draft.topic,
            entities=_entities(draft, context),
            area=draft.area,
            time=draft.time,
            legal=draft.legal,
            attribution=draft.attribution,
            relations=tuple([Relation(kind, ids[other.order]) for kind, other in draft.relations]),
            inherited=evidence(draft),
            confidence=0.0,
            rules=tuple(draft.rules),
        )
        # Set in place, for nobody has seen the record yet: a copy of all its fields is dear.
        object.__setattr__(claim, "confidence", self.confidence(claim))
        return claim


def _claimed(number: NumberMention, claim_id: str, reading: Reading) -> NumberMention:
    """A copy of a number with its claim; a fourth of what ``dataclasses.replace`` takes."""
    copy = NumberMention(*_NUMBER(number))
    object.__setattr__(copy, "claim_id", claim_id)
    object.__setattr__(copy, "quantity", reading)
    return copy


def claim_ids(analysis: Analysis, drafts: list[Draft]) -> list[str]:
    """Content hashes that stay when the rest of the text changes.

    An id is made of the article's name, the sentence, the number's text, and a count that tells
    equal numbers in equal sentences apart.
    """
    name = _name(analysis.article.raw)
    seen: collections.Counter[tuple[str, str]] = collections.Counter()
    ids = []
    sentence, words = None, ""
    for draft in drafts:
        if draft.sentence is not sentence:
            sentence = draft.sentence
            words = " ".join(sentence.plain.split())
        key = (words, draft.number.text)
        seen[key] += 1
        ids.append(digest(name, *key, str(seen[key])))
    return ids


def _name(raw: RawArticle) -> str:
    """What names an article whatever its text: the id it carried, its address, its file's name.

    A row without either has only its content hash; its place among the rows is no name.
    """
    if not raw.sha256.startswith(raw.id) or "#" in raw.uri or raw.uri in ("text", "-"):
        return raw.id
    return raw.uri if "://" in raw.uri else raw.uri.replace("\\", "/").rsplit("/", 1)[-1]


def _entities(draft: Draft, context: Context) -> tuple[ClaimEntity, ...]:
    """The named entities of the sentence, with the part they play in the claim."""
    entities = context.entities(draft.sentence)
    return tuple([ClaimEntity(e.start, e.end, e.text, e.label, _role(e, draft)) for e in entities])


def _role(entity: Entity, draft: Draft) -> EntityRole:
    if draft.actor is not None and _overlap(draft.actor, entity):
        return "actor"
    if draft.counted is not None and _overlap(draft.counted, entity):
        return "counted"
    source = draft.attribution
    if source is not None and (_overlap(source.source, entity) or _overlap(source.mention, entity)):
        return "source"
    return "place" if entity.label in ("GPE", "LOC", "FAC") else "other"


def _overlap(span: Span, entity: Entity) -> bool:
    return span.start < entity.end and entity.start < span.end
