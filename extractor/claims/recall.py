"""The topic that a figure has from what was said: the only offence of its sentence, *such cases*, its whole's."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.concerned import ConcernFinder
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import phrase_after
from extractor.claims.indicator import IndicatorFinder
from extractor.claims.mention import Mentions
from extractor.claims.said import OWN, Said
from extractor.claims.screen import Pattern
from extractor.claims.topic_kind import FigureKind
from extractor.claims.topic_owner import belongs_to_another
from extractor.claims.topic_story import TopicStory
from extractor.claims.topical import TopicWords
from extractor.records import Span

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

_MOVES = frozenset({"percent", "fraction", "multiple"})
_POINTING = frozenset({"that", "this", "it", "which"})
_MOVED = re.compile(
    r",? (?:which (?:is|was) )?(?:up|down|an? [\w-]+ of) (?:(?:by|about|some|nearly|almost) )?\Z|, an? \Z",
    re.IGNORECASE,
)
_MEANS = frozenset(
    {"average", "highest", "largest", "longest", "lowest", "maximum", "mean", "median", "minimum", "shortest"}
)
_FAR = 4
_OPENING = 8


class Recall:
    """Finds the topic that the discourse gives to a figure whose clause names none."""

    def __init__(
        self,
        context: Context,
        words: TopicWords,
        pointing: Pattern | None,
        indicator: IndicatorFinder,
        concern: ConcernFinder,
    ) -> None:
        self.context = context
        self.words = words
        self.pointing = pointing
        self.indicator = indicator
        self.mentions = Mentions(context, words, concern)
        self.kind = FigureKind(words)
        self._said = Said(context, self.kind, self.mentions)
        self.story = TopicStory(context, self.kind, self.mentions, self._said)

    def __call__(self, draft: Draft) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds, the surest first."""
        sure = self.kind.judicial(draft) or self._penalty_again(draft)
        fits = sure or self.kind.bare(draft)
        if sure or draft.reading.kind != "duration":
            yield self._pointed(draft), "claims.topic.pointed"
        if fits:
            yield self._item(draft), "claims.topic.item"
            yield self._fronted(draft), "claims.topic.fronted"
        yield self._lent(draft), "claims.topic.ellipsis"
        if self.kind.studied(draft) and draft.reading.unit in self.words.medical:
            return
        yield self._only(draft, sure=sure), "claims.topic.only"
        yield self._related(draft), "claims.topic.related"
        yield self._moved(draft), "claims.topic.moved"
        yield from self.indicator(draft, self.context)
        if any(other.whole is draft and _in(other) for other in self.context.in_sentence(draft.sentence)):
            return  # "84 cases were open, among them 12 rape trials"
        if (sure or (fits and self.kind.silent(draft))) and self._unexplained(draft):
            yield self._continued(draft, sure=sure), "claims.topic.continued"
        yield self.story(draft), "claims.topic.story"

    def _unexplained(self, draft: Draft) -> bool:
        """Whether a sentence cites nothing, or the first provision of the article, of which no offence is told."""
        here = self.context.references(draft.sentence)
        first = next(iter(self.context.analysis.legal_references), None)
        if not here:
            return True
        fronted = here[0].start - draft.sentence.start < _OPENING  # "Under Article 9 84 people were jailed"
        return len(here) == 1 and here[0] == first and first.offence is None and not fronted

    def _pointed(self, draft: Draft) -> Span | None:
        """*Such cases*, *of this kind*, *that charge*, *convicted of it*: the matter that was last named."""
        lead, follow = self.context.lead(draft), self.context.follow(draft)
        match = self.pointing.search(f"{lead}\0{follow}") if self.pointing is not None else None
        if match is None:
            return None
        law = match["law"] is not None  # "the drone is cheap. It was used against 84 targets"
        for span in reversed(self._said(draft.sentence)):
            if span.end <= draft.start and not (law and not self._law(draft.sentence, draft.start)):
                return span
        for earlier in self.context.previous(draft.sentence, 1 if law else _FAR):
            if law and not self._law(earlier, earlier.end):
                return None
            said = self._said(earlier)
            if said:
                return said[-1]
        return None

    def _law(self, sentence: Sentence, end: int) -> bool:
        """Whether a sentence cites a provision or names a law before an offset."""
        return bool(self.context.references(sentence)) or self.mentions.concern.law(sentence, end)

    def _item(self, draft: Draft) -> Span | None:
        """*Theft came in at 84, and arson, which carries six years, at 12*: the next of those that a sentence lists."""
        named = self.mentions(draft.sentence)
        if len(named) < 2:
            return None
        others = (d for d in self.context.in_sentence(draft.sentence) if d.order < draft.order)
        last = max((d.end for d in others if d.reading.kind == draft.reading.kind), default=draft.sentence.start)
        between = [span for span in named if last <= span.start and span.end <= draft.start]
        return between[0] if len(between) == 1 else None

    def _fronted(self, draft: Draft) -> Span | None:
        """*For idle talk, where the ceiling is eight years, the mean is five*: what the sentence is put under."""
        first = draft.sentence.span[0]
        if first.lower_ != "for" or first.dep_ != "prep":
            return None
        thing = next((child for child in first.children if child.dep_ in ("pobj", "pcomp")), None)
        span = phrase_after(draft.sentence, first)
        if thing is None or span is None or span.end > draft.start or thing.ent_type_ or thing.tag_ == "CD":
            return None
        after = draft.sentence.after(span.end, 1)
        plain = lemma(thing) not in self.words.persons and lemma(thing) not in self.words.never
        return span if plain and after and after[0].lower_ == "," else None

    def _lent(self, draft: Draft) -> Span | None:
        """*Courts convicted 84 men of theft and freed 12*: the topic of the figure that lends its noun or its verb."""
        donor = draft.compared if draft.compared is not None and draft.compared.topic is not None else draft.donor
        if donor is None or donor.topic is None or not (draft.event is donor.event or draft.elliptical):
            return None
        return donor.topic if _one_law(draft, donor) and OWN.isdisjoint(donor.rules) else None

    def _only(self, draft: Draft, *, sure: bool) -> Span | None:
        """*Desertion, the harsher charge, was brought against 84 men*: the one offence that the sentence names.

        An act is one only of a figure of justice; a share is of what its sentence begins with.
        """
        named = self.mentions(draft.sentence)
        lost = draft.reading.kind == "money"  # "fraud cost the state $3 billion"
        if len(named) != 1 or not (sure or lost or self.kind.bare(draft) or self.kind.tells_of_disease(draft)):
            return None
        if belongs_to_another(draft, named[0], self.context):
            return None
        sure = sure or (self.mentions.disease(draft.sentence, named[0]) and self.kind.tells_of_disease(draft))
        opens = named[0].start - draft.sentence.start <= _OPENING and named[0].end <= draft.start
        return named[0] if sure or (opens and not self._acts(draft.sentence, named[0])) else None

    def _penalty_again(self, draft: Draft) -> bool:
        """*Fines were imposed in 84 cases. They averaged 34,000 rubles*: a pronoun for the penalties of before."""
        named = draft.subject
        if draft.reading.kind not in ("duration", "money") or named is None:
            return False
        mean = named.lower_ in _MEANS and named.n_rights == 0
        if named.lower_ not in ("it", "they") and not mean:
            return False
        last = next(iter(self.context.previous(draft.sentence, 1)), None)
        return last is not None and any(token.lower_ in self.words.penalties for token in last.span)

    def _related(self, draft: Draft) -> Span | None:
        """*Of these, 12 were acquitted*: what the whole, or the other side of a comparison, is about."""
        whole = draft.whole
        again = (_said_before(draft), _said_before(whole) if whole is not None else None)
        for other in (whole, draft.compared, draft.donor, *again):
            if other is None or other.topic is None or not OWN.isdisjoint(other.rules):
                continue
            if other.order < draft.order and _one_law(draft, other):
                return other.topic
        return None

    def _moved(self, draft: Draft) -> Span | None:
        """*84 burglaries, down 9%*, *84 cases. That was 12% more than in 2023*: what the count that moved is of."""
        if draft.reading.kind not in _MOVES or draft.reading.change is None:
            return None
        apposed = self.context.lead(draft).endswith((", a ", ", an "))  # "84 rapes, a 7% increase"
        if draft.counted is not None and not apposed:
            return None
        before = self.context.preceding(draft)
        if before is not None:
            gap = draft.sentence.plain[before.end - draft.sentence.start : draft.start - draft.sentence.start]
            return before.topic if before.reading.change is None and _MOVED.search(gap) else None
        named = draft.subject
        if named is None or named.lower_ not in _POINTING:
            return None
        for sentence in self.context.previous(draft.sentence, 1):
            told = self.context.in_sentence(sentence)
            if told and told[0].reading.kind == "count":
                return told[0].topic
        return None

    def _continued(self, draft: Draft, *, sure: bool) -> Span | None:
        """*Courts tried 84 men for arson. The average term was six years*: the one matter of the sentence before."""
        paragraph = draft.sentence.paragraph_index
        for sentence in itertools.chain((draft.sentence,), self.context.previous(draft.sentence, _FAR)):
            if sentence.paragraph_index < paragraph:
                return None
            said = [s for s in self._said(sentence) if s.start < draft.start and (sure or not self._acts(sentence, s))]
            if said:
                other = len(said) > 1 or self._of_no_disease(draft, sentence, said[0])
                return None if other or self._of_others(draft, sentence, said[0]) else said[0]
            if self.pointing is not None and self.pointing.search(sentence.plain):
                paragraph -= 1  # "until then the offence was unknown": the paragraph goes on about the one before
        return None

    def _of_no_disease(self, draft: Draft, sentence: Sentence, matter: Span) -> bool:
        """*Measles is back. Some 14 deaths were in road crashes*: whether the clause names what did it instead."""
        return self.mentions.disease(sentence, matter) and self.kind.otherwise_caused(draft)

    def _of_others(self, draft: Draft, sentence: Sentence, matter: Span) -> bool:
        """*A ban on heating failed. A crackdown on migrants led to 84 arrests*: whether another measure is named."""
        if sentence is draft.sentence or matter.start not in self.mentions.concerned:
            return False
        return self.mentions.concern.of_others(draft.sentence)

    def _acts(self, sentence: Sentence, span: Span) -> bool:
        """Whether a phrase names an act, which is no offence of itself: *the sale of fuel*."""
        head = sentence.head(span.start, span.end) if sentence.start <= span.start < sentence.end else None
        if head is None or lemma(head.head) in self.words.process:
            return False
        return self.words.act(head) and not any(child.dep_ == "compound" for child in head.lefts)


def _in(draft: Draft) -> bool:
    """Whether a figure's topic stands in its own noun phrase or right behind it."""
    return draft.topic is not None and draft.start <= draft.topic.start <= draft.reach


def _said_before(draft: Draft) -> Draft | None:
    """*Courts jailed 84 men for arson … Women were 12 of the 84*: the figure that one says again."""
    return next((other for kind, other in draft.relations if kind == "restates"), None)


def _one_law(draft: Draft, other: Draft) -> bool:
    """Whether two figures fall under one provision, or one of them under none."""
    return not draft.legal or not other.legal or draft.legal[0].number == other.legal[0].number
