"""The topic of the figures whose clause names none, from what was said or from what their sentence says last."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.claims.concerned import ConcernFinder
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.indicator import IndicatorFinder
from extractor.claims.recall import Recall
from extractor.claims.screen import pattern_of
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.claims.topic import TopicFinder

_AS_THEY_STAND = ("claims.topic.indicator", "claims.topic.culprits")


class TopicCarrier:
    """Gives a topic to the figures that have none of their own."""

    def __init__(self, rules: RuleSet, topics: TopicFinder) -> None:
        self.words, self.apt, self.on = topics.words, topics.apt, topics.on
        self.pointing = pattern_of(rules, "claims.topic.pointed")
        self.indicator = IndicatorFinder(rules, self.words.changes)
        self.concern = ConcernFinder(rules, self.words)
        self.topics = topics

    def __call__(self, context: Context) -> None:
        """Set ``topic`` where it is still null and what was said lends one."""
        recall = Recall(context, self.words, self.pointing, self.indicator, self.concern)
        for draft in context.drafts:
            if draft.topic is not None or draft.reading.kind in ("age", "measure"):
                continue
            for found, rule in itertools.chain(recall(draft), self._last(draft)):
                span = found if rule in self.on else None
                if span is not None and not rule.startswith(_AS_THEY_STAND):
                    span = self.apt(draft, span, context)
                if span is not None:
                    draft.topic = span
                    draft.fired(rule)
                    if span.start in recall.mentions.concerned:
                        draft.fired("claims.topic.concerned")
                    if not draft.sentence.start <= span.start < draft.sentence.end:
                        draft.inherit("topic", span)
                    break

    def _last(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """What the sentence itself says where neither a matter of its own nor one of before was found."""
        yield from self.topics.status.last(draft)
        yield self.topics.charge.makes_up(draft), "claims.topic.makes_up"
        yield from self.topics.price.last(draft)
        yield from self.topics.deed.last(draft)
