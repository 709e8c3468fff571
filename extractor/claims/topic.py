"""The topic of a figure: which offence, purpose or matter it is about."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.annotate.lemma import lemma
from extractor.claims.charge import ChargeFinder
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import agent, ancestors, inside, is_noun, is_passive, is_verb, noun_phrase, phrase_after
from extractor.claims.grammar import subject as subject_of
from extractor.claims.matter import MatterFinder
from extractor.claims.purpose import PurposeFinder
from extractor.claims.ranking import RankFinder
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_WINDOW = 300
_ITEM = 40


class _Places(NamedTuple):
    """The topical prepositions of a sentence with their offsets, in order, and the offsets that end a complement."""

    prepositions: list[tuple[int, Token]]
    stops: frozenset[int]


class TopicFinder:
    """Finds the offence, purpose or matter: the complement of a topical preposition in the clause."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "topic")
        self.prepositions = {word: rank for rank, word in enumerate(table["prepositions"])}
        self.governors: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in table["governors"].items()}
        self.anaphora = frozenset(table["anaphora"])
        self.never = frozenset(table["never"])
        self.levels = frozenset(rules.table("claims", "discourse")["level_verbs"]) | frozenset(table["multiplying"])
        self.telling = frozenset(table["telling"])
        self.charge = ChargeFinder(rules)
        self.rank = RankFinder(rules)
        self.purpose = PurposeFinder(rules)
        self.matter = MatterFinder(rules)
        self.on = {rule.id for rule in rules.layer("claims.topic")}

    def __call__(self, context: Context) -> None:
        """Set ``topic`` of every figure that has one in its clause, its donor or its subject."""
        for sentence, drafts in context.by_sentence():
            here = self._places(sentence, drafts, context)
            for draft in drafts:
                if draft.reading.kind != "age" and draft.anchor is not None:
                    self._fill(draft, context, here)

    def _places(self, sentence: Sentence, drafts: list[Draft], context: Context) -> _Places:
        """The topical prepositions of a sentence, and where a complement ends at the latest."""
        stops = frozenset(d.start for d in drafts) | {date.start for date in context.dates(sentence)}
        return _Places([(sentence.offset(t), t) for t in sentence.span if t.lower_ in self.prepositions], stops)

    def _fill(self, draft: Draft, context: Context, here: _Places) -> None:
        told = ((span, rule) for span, rule in self._found(draft, context, here) if span is not None)
        found, rule = next(((span, rule) for span, rule in told if rule in self.on), (None, ""))
        if found is not None:
            draft.topic = found
            draft.fired(rule)
        elif self._offence(draft, context):
            draft.fired("claims.topic.offence")
        elif draft.donor is not None and draft.donor.topic is not None and self._lends(draft, draft.donor, context):
            draft.topic = draft.donor.topic
            draft.fired("claims.topic.ellipsis")
            draft.inherit("topic", draft.topic)
        else:
            self._from_clause(draft, context)

    def _found(self, draft: Draft, context: Context, here: _Places) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds in the sentence itself, the surest first."""
        yield self._next(draft, context, here), "claims.topic.next"
        yield self._own(draft, context, here), "claims.topic.complement"
        yield self.charge.compound(draft), "claims.topic.compound"
        yield from self.rank(draft, context)
        yield self.charge.named(draft, context), "claims.topic.named"
        yield self.charge.involved(draft), "claims.topic.involved"
        yield self.charge.charge_was(draft), "claims.topic.charge_was"
        yield self._subject_phrase(draft, context, here), "claims.topic.counted_subject"
        yield self.charge.in_subject(draft), "claims.topic.in_subject"
        yield from self.purpose(draft, context)
        yield from ((span, rule) for span, rule in self.matter(draft, context))

    def _next(self, draft: Draft, context: Context, here: _Places) -> Span | None:
        """*$160m for air defence*, *nine for fraud*, *two of espionage*: the phrase right behind the figure."""
        tokens = draft.sentence.tokens(draft.reach, draft.reach + 24)
        word = next((t for t in tokens if draft.sentence.offset(t) >= draft.reach), None)
        if word is None or word.tag_ != "IN" or draft.reading.kind not in ("count", "money"):
            return None
        purpose = word.lower_ == "for" and draft.reading.kind == "money" and not _bought(draft)
        governed = draft.event is not None and draft.event.lemma in self.governors.get(word.lower_, ())
        mass = word.lower_ != "of" or any(c.dep_ == "pobj" and c.tag_ == "NN" for c in word.children)
        if not purpose and not (draft.bare and governed and mass):
            return None
        span = phrase_after(draft.sentence, word, here.stops)
        if span is None or self._anaphoric(word) or self._barred(draft, span, context, anything=purpose):
            return None
        return span

    def _subject_phrase(self, draft: Draft, context: Context, here: _Places) -> Span | None:
        """*The number of people who applied for asylum fell to 84*, *put it at 84*: within what is counted."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or draft.event is None:
            return None
        level, told = draft.event.lemma in self.levels, draft.event.lemma in self.telling
        below = verb.lefts if level else verb.rights if told else ()
        counted = next((c for c in below if c.dep_ in ("nsubj", "nsubjpass", "dobj")), None)
        if counted is None or draft.anchor is None or inside(draft.anchor, counted):
            return None
        for _, token in here.prepositions:
            if not inside(token, counted) or not self._licensed(token, draft):
                continue
            span = phrase_after(draft.sentence, token, here.stops)
            if span is not None and not self._anaphoric(token) and not self._barred(draft, span, context):
                return span
        return None

    def _own(self, draft: Draft, context: Context, here: _Places) -> Span | None:
        """The best complement below the noun or the predicate, nearest to the figure first."""
        options: list[tuple[int, int, Span]] = []
        first = bisect.bisect_left(here.prepositions, draft.start - _WINDOW, key=lambda place: place[0])
        for offset, token in itertools.islice(here.prepositions, first, None):
            if offset > draft.end + _WINDOW:
                break
            if not self._belongs(draft, token) or not self._licensed(token, draft):
                continue
            span = phrase_after(draft.sentence, token, here.stops)
            if span is None or self._anaphoric(token) or self._barred(draft, span, context):
                continue
            options.append((self._distance(draft, token), self.prepositions[token.lower_], span))
        return min(options, key=lambda option: option[:2])[2] if options else None

    def _lends(self, draft: Draft, donor: Draft, context: Context) -> bool:
        """Whether a figure is about its donor's topic: one event or one set, and no provision of its own."""
        if "claims.topic.offence" in donor.rules and donor.sentence is draft.sentence:
            after = context.following(draft)
            stop = after.start if after is not None else draft.sentence.end
            if any(draft.end <= r.start < stop for r in context.references(draft.sentence)):
                return False
        return "claims.topic.ellipsis" in self.on and (draft.event is donor.event or draft.elliptical)

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
        offences = {r.offence.start: r.offence for r in here if r.offence is not None}
        if len(offences) != 1 or len({(r.number, r.path) for r in here}) != 1:
            return False
        (draft.topic,) = offences.values()
        return True

    def _licensed(self, token: Token, draft: Draft) -> bool:
        """Whether the word above the preposition takes a topic with it: *charged with*, *related to*."""
        wanted = self.governors.get(token.lower_)
        anchor = draft.anchor
        if wanted and anchor is not None and token.i == anchor.i + 1 and lemma(anchor) in wanted:
            return True
        if token.lower_ in ("on", "over", "under") and self._on_charges(token):
            return True
        if token.lower_ == "for" and token.i == draft.sentence.span.start and token.head.i > draft.sentence.span.start:
            return True
        if token.head.tag_ == "CD":
            return token.lower_ not in ("of", "in") or (token.lower_ == "in" and draft.reading.kind == "money")
        if wanted is None:
            return True
        if token.head == draft.predicate and draft.event is not None and draft.event.lemma in wanted:
            return True
        above = itertools.islice(ancestors(token), 1, 4)
        return any(lemma(node) in wanted or node.lower_ in wanted for node in above)

    def _on_charges(self, token: Token) -> bool:
        """*On national security charges*: the offence stands before the noun of legal process."""
        nouns = [c for c in token.children if c.dep_ == "pobj" and lemma(c) in ("charge", "count")]
        return any(c.dep_ in ("compound", "nmod", "amod") and c.tag_ != "CD" for noun in nouns for c in noun.lefts)

    def _belongs(self, draft: Draft, token: Token) -> bool:
        """Whether a preposition stands below the figure's noun, or below its predicate in the same clause."""
        anchor, predicate = draft.anchor, draft.predicate
        assert anchor is not None
        below: list[Token] = []
        for node in ancestors(token):
            if node.i == anchor.i:
                return True
            if predicate is not None and node.i == predicate.i and predicate.doc is token.doc:
                clauses = (n for n in below if n.dep_ in ("ccomp", "advcl", "relcl"))
                return all(inside(anchor, clause) for clause in clauses) or any(
                    node.i == anchor.i for node in ancestors(predicate)
                )
            below.append(node)
        return False

    def _distance(self, draft: Draft, token: Token) -> int:
        place = draft.sentence.offset(token)
        return place - draft.reach if place >= draft.reach else 200 + draft.start - place

    def _anaphoric(self, token: Token) -> bool:
        """*Convicted of this crime* names no crime."""
        follow = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        return follow in self.anaphora

    def _barred(self, draft: Draft, span: Span, context: Context, *, anything: bool = False) -> bool:
        words = span.text.lower().split()
        if not any(is_noun(t) or t.tag_ == "VBG" for t in draft.sentence.tokens(span.start, span.end)):
            return True
        if words[0] in self.anaphora or (not anything and (words[-1] in self.never or words[0] in self.never)):
            return True
        return context.is_taken(span, draft.sentence)

    def _from_clause(self, draft: Draft, context: Context) -> None:
        """*Absence … has been the most widespread charge, with 4,373 soldiers convicted …*: the subject."""
        verb = draft.predicate
        if verb is None or "claims.topic.subject" not in self.on or not draft.event:
            return
        marked = any(c.lower_ == "with" for c in verb.children) or any(
            n.lower_ == "with" for n in itertools.islice(ancestors(verb), 1, 3)
        )
        if verb.dep_ not in ("acl", "pcomp", "advcl") or not marked:
            return
        if context.references(draft.sentence) or draft.event.lemma not in self.governors["for"]:
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
        if draft.topic is not None:
            draft.fired("claims.topic.subject")


def _bought(draft: Draft) -> bool:
    """*Sold it for $5*, *paid $5 for two loaves*: a price is for what is bought, not for a purpose."""
    return draft.event is not None and draft.event.lemma in ("sell", "buy", "cost", "fine", "charge")
