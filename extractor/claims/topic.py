"""The topic of a figure: which offence, purpose or matter it is about."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.claims.apt import Aptness
from extractor.claims.charge import ChargeFinder
from extractor.claims.complement import ComplementFinder, Places
from extractor.claims.context import Context
from extractor.claims.deed import DeedFinder
from extractor.claims.draft import Draft
from extractor.claims.grammar import agent, ancestors, is_noun, is_passive, is_verb, noun_phrase
from extractor.claims.grammar import subject as subject_of
from extractor.claims.matter import MatterFinder
from extractor.claims.offence import names_matter
from extractor.claims.price import PriceFinder
from extractor.claims.purpose import PurposeFinder
from extractor.claims.ranking import RankFinder
from extractor.claims.status import StatusFinder
from extractor.claims.topical import TopicWords
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_ITEM = 40


class TopicFinder:
    """Finds the offence, purpose or matter that a figure's own sentence names; the carrier takes the rest."""

    def __init__(self, rules: RuleSet) -> None:
        self.words = words = TopicWords(rules)
        self.apt = Aptness(rules, words)
        self.complement = ComplementFinder(rules, words)
        self.charge = ChargeFinder(words)
        self.rank = RankFinder(rules, words)
        self.purpose = PurposeFinder(rules, words)
        self.deed = DeedFinder(rules, words)
        self.matter = MatterFinder(rules, words)
        self.status = StatusFinder(rules, words)
        self.price = PriceFinder(rules, words)
        self.on = {rule.id for rule in rules.layer("claims.topic")}

    def __call__(self, context: Context) -> None:
        """Set ``topic`` of every figure that has one in its clause, its donor or its subject."""
        for sentence, drafts in context.by_sentence():
            here = self.complement.places(sentence, drafts, context)
            for draft in drafts:
                if draft.reading.kind != "age" and draft.anchor is not None and not _such(draft.anchor):
                    self._fill(draft, context, here)

    def _fill(self, draft: Draft, context: Context, here: Places) -> None:
        for span, rule in self._found(draft, context, here):
            topic = self.apt(draft, span, context) if span is not None and rule in self.on else None
            if topic is not None:
                draft.topic = topic
                draft.fired(rule)
                return
        if self._offence(draft, context):
            draft.fired("claims.topic.offence")
        else:
            self._from_clause(draft, context)

    def _found(self, draft: Draft, context: Context, here: Places) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds in the sentence itself, the surest first."""
        yield self.complement.next(draft, context, here), "claims.topic.next"
        yield self.complement.below(draft, context, here), "claims.topic.complement"
        yield self.charge.compound(draft), "claims.topic.compound"
        yield self.charge.itself(draft), "claims.topic.itself"
        yield from self.rank(draft, context)
        yield self.charge.named(draft, context), "claims.topic.named"
        yield from self.deed(draft, context)
        yield from self.status(draft)
        yield self.charge.involved(draft), "claims.topic.involved"
        yield self.charge.regarding(draft), "claims.topic.involved"
        yield self.charge.charge_was(draft), "claims.topic.charge_was"
        yield self.charge.subject_of(draft), "claims.topic.subject_of"
        yield self.complement.in_subject(draft, context, here), "claims.topic.counted_subject"
        yield self.charge.in_subject(draft, context), "claims.topic.in_subject"
        yield from self.purpose(draft, context)
        yield from self.matter(draft, context)
        yield from self.price(draft)

    def _offence(self, draft: Draft, context: Context) -> bool:
        """*1,369 cases under Article 332 for disobeying an order*: what the cited provision punishes."""
        if "claims.topic.offence" not in self.on:
            return False
        here = context.references(draft.sentence)
        if len({(r.number, r.path) for r in here}) > 1:
            before, first = context.preceding(draft), context.in_sentence(draft.sentence)[0]
            if first.start < here[0].start:
                return False
            begin = before.end if before is not None else draft.sentence.start
            here = [r for r in here if begin <= r.start and r.end <= draft.start and draft.start - r.end < _ITEM]
        offences = {r.offence.start: r.offence for r in here if r.offence is not None and names_matter(r.offence)}
        if len(offences) != 1 or len({(r.number, r.path) for r in here}) != 1:
            return False
        draft.topic = self.apt(draft, next(iter(offences.values())), context)
        return draft.topic is not None

    def _from_clause(self, draft: Draft, context: Context) -> None:
        """*Absence … has been the most widespread charge, with 4,373 soldiers convicted …*: the subject."""
        verb = draft.predicate
        if verb is None or "claims.topic.subject" not in self.on or not draft.event:
            return
        if verb.dep_ not in ("acl", "pcomp", "advcl"):
            return
        marked = any(c.lower_ == "with" for c in verb.children) or any(
            n.lower_ == "with" for n in itertools.islice(ancestors(verb), 1, 3)
        )
        if not marked:
            return
        if context.references(draft.sentence) or draft.event.lemma not in self.complement.licence.governors["for"]:
            return
        main = next((n for n in list(ancestors(verb))[1:] if is_verb(n)), None)
        if main is None:
            return
        pick = agent(main) if is_passive(main) else subject_of(main)
        gerund = next(
            (c for c in main.subtree if c.dep_ == "pcomp" and c.tag_ == "VBG" and c.head.lower_ == "by"), None
        )
        if gerund is not None:
            draft.topic = draft.sentence.cover([t for t in gerund.subtree if t.i >= gerund.i and t.i - gerund.i < 6])
        elif pick is not None and is_noun(pick):
            draft.topic = noun_phrase(draft.sentence, pick, complements=("of", "for", "without", "from"))
        draft.topic = self.apt(draft, draft.topic, context) if draft.topic is not None else None
        if draft.topic is not None:
            draft.fired("claims.topic.subject")


def _such(anchor: Token) -> bool:
    """*84 such cases*: what they are about was said before, not what follows."""
    return any(child.lower_ == "such" for child in anchor.lefts)
