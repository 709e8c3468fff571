"""The complement of a topical preposition: *convicted of theft*, *84 cases over insults*, *$3 million for schools*."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.elsewhere import leads_on, of_aside, of_compared, of_comparison, of_item, of_part
from extractor.claims.grammar import ancestors, inside, is_noun, is_verb, phrase_after
from extractor.claims.licence import MATTERS, Licence
from extractor.claims.terms import SHARES
from extractor.claims.topical import COMPLEMENTS, TopicWords
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_WINDOW = 300
_CAUSES = ("from", "of")
_QUOTED = 6
_CLAUSES = frozenset({"ccomp", "advcl", "relcl"})
_ENDING = frozenset({",", ":", "CD", "-LRB-"})
_OPENING = frozenset({"“", "‘", '"', "'"})
_CLOSING = frozenset({"”", "’", '"', "'"})
_LATER = frozenset({"after", "although", "as", "because", "before", "once", "though", "until", "when", "while"})
_SOLD = ("sell", "buy", "cost", "fine", "charge")


class Place(NamedTuple):
    """A topical preposition, its offset, and the tokens from it up to the root, with their numbers."""

    offset: int
    token: Token
    path: list[Token]
    numbers: frozenset[int]


class Places(NamedTuple):
    """The topical prepositions of a sentence, in order, and the offsets that end a complement."""

    prepositions: list[Place]
    stops: frozenset[int]


_WHOLE = frozenset({"them", "these", "those"})


class ComplementFinder:
    """Finds the complement of a topical preposition in the clause of a figure."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "topic")
        self.words = words
        self.prepositions = {word: rank for rank, word in enumerate(table["prepositions"])}
        self.licence = Licence(rules, words)
        self.anaphora = frozenset(table["anaphora"])
        self.telling = frozenset(table["telling"])
        self.timely = frozenset(table["timely"])
        self.times = frozenset(rules.table("claims_apt", "apt")["times"])

    def places(self, sentence: Sentence, drafts: list[Draft], context: Context) -> Places:
        """The topical prepositions of a sentence, and where a complement ends at the latest."""
        stops = frozenset(d.start for d in drafts) | {date.start for date in context.dates(sentence)}
        stops |= {reference.start for reference in context.references(sentence)}
        # "convicted of spreading lies since the law was passed": when they were convicted, not what of
        stops |= {sentence.offset(token) for token in sentence.span if token.lower_ == "since" or _opens_clause(token)}
        words = [token for token in sentence.span if token.lower_ in self.prepositions]
        return Places([_place(sentence, token) for token in words], stops)

    def next(self, draft: Draft, context: Context, here: Places) -> Span | None:
        """*$160m for air defence*, *nine for fraud*, *two of espionage*: the phrase right behind the figure."""
        if draft.reading.kind not in ("count", "money"):
            return None
        word = next(iter(draft.sentence.starting(draft.reach, draft.reach + 24)), None)
        if word is not None and word.lower_ == "of" and word.i + 2 < len(word.doc) and word.nbor(1).lower_ in _WHOLE:
            word = word.nbor(2)  # "issued 84 of them for fraud"
        if word is None or word.tag_ != "IN":
            return None
        purpose = word.lower_ == "for" and draft.reading.kind == "money" and not _bought(draft)
        governed = draft.event is not None and draft.event.lemma in self.licence.governors.get(word.lower_, ())
        mass = word.lower_ != "of" or any(c.dep_ == "pobj" and c.tag_ == "NN" for c in word.children)
        known = (governed and mass) or self.licence.names(word, bare=True) or _parallel(draft, word)
        if not purpose and not (draft.bare and known):
            return None
        return self._phrase(draft, word, context, here, anything=purpose)

    def below(self, draft: Draft, context: Context, here: Places) -> Span | None:
        """The best complement below the noun or the predicate, nearest to the figure first, whole phrases only."""
        options: list[tuple[int, int, Span]] = []
        first = bisect.bisect_left(here.prepositions, draft.start - _WINDOW, key=lambda place: place[0])
        later = [d for d in context.in_sentence(draft.sentence) if d.order > draft.order]
        compared = [d for d in later if d.compares]
        counted = [d.anchor for d in later]
        taken = 0
        verb = draft.predicate
        held = verb.head if verb is not None and verb.dep_ == "amod" else verb
        over = {node.i for node in (draft.anchor, verb, held) if node is not None}
        for offset, token, path, numbers in itertools.islice(here.prepositions, first, None):
            if offset > draft.end + _WINDOW:
                break
            if offset < taken or over.isdisjoint(numbers):
                continue
            if not self._belongs(draft, token, path) or not self.licence(token, draft):
                continue
            if of_comparison(token) or of_compared(offset, compared) or of_part(draft, offset, path, later):
                continue
            if of_aside(draft, offset) or of_item(offset, later):
                continue
            if token.lower_ == "of" and (token.head in counted or _of_whole(draft, offset)):
                continue
            span = self._phrase(draft, token, context, here)
            if span is not None:
                options.append((self._distance(draft, token), self.prepositions[token.lower_], span))
                taken = span.end if self._holds(token) else offset
        if later and any(span.end <= draft.start for _, _, span in options):
            options = [option for option in options if not leads_on(draft, option[2], later)]
        return min(options, key=lambda option: option[:2])[2] if options else None

    def in_subject(self, draft: Draft, context: Context, here: Places) -> Span | None:
        """*The number of people who applied for asylum fell to 84*, *put it at 84*: within what is counted."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or draft.event is None:
            return None
        share = draft.reading.kind in SHARES
        led = draft.event.lemma in self.words.naming and (share or draft.reading.unit in self.words.process)
        level, told = led or draft.event.lemma in self.words.levels, draft.event.lemma in self.telling
        beside = verb.lefts if level else verb.rights if told else ()
        counted = next((c for c in beside if c.dep_ in ("nsubj", "nsubjpass", "dobj")), None)
        if counted is None or draft.anchor is None or inside(draft.anchor, counted):
            return None
        for _, token, _, numbers in here.prepositions:
            if counted.i in numbers and inside(token, counted) and self.licence(token, draft):
                span = self._phrase(draft, token, context, here)
                if span is not None:
                    return span
        return None

    def _phrase(
        self, draft: Draft, token: Token, context: Context, here: Places, *, anything: bool = False
    ) -> Span | None:
        """The phrase below a preposition, null where it points elsewhere or can be no topic."""
        span = phrase_after(draft.sentence, token, here.stops)
        if span is None or self._anaphoric(token) or self._time(token):
            return None
        tokens = draft.sentence.tokens(span.start, span.end)
        if not any(is_noun(t) or t.tag_ == "VBG" for t in tokens) or tokens[0].lower_ in self.anaphora:
            return None
        gerund = tokens[0].tag_ == "VBG"
        edges = (tokens[0],) if gerund else (tokens[0], tokens[-1])
        if any(t.lower_ in (self.timely if anything else self.words.never) for t in edges):
            return None
        someone = self._someone(token)
        if someone is not None:
            judged = draft.reading.unit in self.words.process or lemma(token.head) in self.words.justice
            return self._what_they_did(draft, someone, here) if judged and token.lower_ in MATTERS else None
        span = self._whole(draft, span, tokens[-1], here)
        taken = context.is_taken(span, draft.sentence) or self._glosses(draft, token, context)
        return None if taken else span

    def _whole(self, draft: Draft, span: Span, last: Token, here: Places) -> Span:
        """*War “fakes”*, *insults to the king*: what a parser tears from the end of a phrase."""
        after = draft.sentence.after(span.end, _QUOTED)
        if len(after) < 2:
            return span
        if after[0].text in _OPENING and after[0].whitespace_ == "" and is_noun(last) and is_noun(after[1]):
            close = next((t for t in after[1:] if t.text in _CLOSING), None)
            return span if close is None else draft.sentence.slice(span.start, draft.sentence.offset_end(close))
        ails = lemma(last) in self.words.ailments and after[0].lower_ in _CAUSES
        if ails or (after[0].lower_ in COMPLEMENTS and after[0].tag_ == "IN" and lemma(last) in self.words.acts):
            rest = phrase_after(draft.sentence, after[0], here.stops)
            return span if rest is None else draft.sentence.slice(span.start, rest.end)
        return span

    def _someone(self, token: Token) -> Token | None:
        """*A fine for organisers*: those to whom something is done are no matter."""
        thing = next((c for c in token.children if c.dep_ == "pobj"), None)
        return thing if thing is not None and lemma(thing) in self.words.persons else None

    def _what_they_did(self, draft: Draft, someone: Token, here: Places) -> Span | None:
        """*84 cases over soldiers leaving their units*, *over men who had deserted*: what they did is the matter."""
        deed = next((c for c in someone.rights if c.dep_ in ("acl", "relcl") and is_verb(c)), None)
        if deed is None or lemma(deed) in self.words.no_deeds:
            return None
        tokens = list(itertools.takewhile(lambda t: t.tag_ not in _ENDING, itertools.islice(deed.subtree, _QUOTED * 2)))
        tokens = [t for t in tokens if t.i >= deed.i]
        tokens = list(itertools.takewhile(lambda t: draft.sentence.offset(t) not in here.stops, tokens))
        while tokens and tokens[-1].tag_ == "IN":
            tokens = tokens[:-1]
        return draft.sentence.cover(tokens) if tokens else None

    def _glosses(self, draft: Draft, token: Token, context: Context) -> bool:
        """*Section 13 (punishment for fraud)*, *Section 13, on fraud*: the gloss of a provision."""
        place = draft.sentence.offset(token)
        for reference in context.references(draft.sentence):
            offence = reference.offence
            if offence is not None and reference.end <= place < offence.end:
                between = draft.sentence.plain[reference.end - draft.sentence.start : place - draft.sentence.start]
                return "(" in between or between.strip() == ","
        return False

    def _holds(self, token: Token) -> bool:
        """Whether a complement is a matter as a whole; *charges of murder* only leads on to one."""
        thing = next((c for c in token.children if c.dep_ == "pobj"), None)
        word = lemma(thing) if thing is not None else ""
        return word not in self.words.charges and word not in self.words.process

    def _belongs(self, draft: Draft, token: Token, path: list[Token]) -> bool:
        """Whether a preposition stands below the figure's noun, or below its predicate in the same clause."""
        anchor, predicate = draft.anchor, draft.predicate
        assert anchor is not None
        for place, node in enumerate(path):
            if node.i == anchor.i:
                return True
            if predicate is not None and predicate.dep_ == "amod" and node == predicate.head:
                return True  # "84 faced charges of theft", where the verb was read as a modifier
            if predicate is not None and node.i == predicate.i and predicate.doc is token.doc:
                clauses = [n for n in path[:place] if n.dep_ in _CLAUSES]
                return all(inside(anchor, clause) for clause in clauses) or any(
                    node.i == anchor.i for node in ancestors(predicate)
                )
        return False

    def _distance(self, draft: Draft, token: Token) -> int:
        place = draft.sentence.offset(token)
        return place - draft.reach if place >= draft.reach else 200 + draft.start - place

    def _time(self, token: Token) -> bool:
        """*Over the same period for insulting a judge*: when it was, and what it was for is yet to come."""
        thing = next((c for c in token.children if c.dep_ == "pobj"), None)
        return thing is not None and lemma(thing) in self.times and not any(c.dep_ == "compound" for c in thing.lefts)

    def _anaphoric(self, token: Token) -> bool:
        """*Convicted of this crime*, *of the offence*: names no crime."""
        follow = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        if follow is None or follow.lower_ in self.anaphora:
            return True
        thing = next((c for c in token.children if c.dep_ == "pobj"), None)
        if thing is None or follow.lower_ not in ("the", "a", "an") or lemma(thing) not in self.words.crimes:
            return False
        return not self.words.described(thing) and not any(c.dep_ == "prep" for c in thing.rights)


def _place(sentence: Sentence, token: Token) -> Place:
    path = list(ancestors(token))
    return Place(sentence.offset(token), token, path, frozenset([node.i for node in path]))


def _opens_clause(token: Token) -> bool:
    return token.dep_ == "mark" and token.lower_ in _LATER


def _of_whole(draft: Draft, offset: int) -> bool:
    """*61% of the samples*: whether an "of" leads to what a share is of."""
    return draft.reading.kind in SHARES and 0 <= offset - draft.end <= 1


def _parallel(draft: Draft, word: Token) -> bool:
    """*84 for racist chanting and nine for fighting*: whether the figure before has its topic by the same word."""
    donor = draft.donor
    if donor is None or donor.topic is None or donor.sentence is not draft.sentence or donor.topic.end > draft.start:
        return False
    first = draft.sentence.token_at(donor.topic.start)
    return first is not None and first.i > 0 and first.nbor(-1).lower_ == word.lower_


def _bought(draft: Draft) -> bool:
    """*Sold it for $5*, *paid $5 for two loaves*: a price is for what is bought, not for a purpose."""
    return draft.event is not None and draft.event.lemma in _SOLD
