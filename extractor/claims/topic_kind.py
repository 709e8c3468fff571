"""What kind of matter a figure can be about: one of justice, of a disease, of what people ask a state for, or none."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import agent, ancestors, inside, is_noun, is_subject, is_verb, preposition, subject
from extractor.claims.topical import TopicWords

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHARES = frozenset({"percent", "fraction", "multiple", "percentage_points"})
_COUNTED = frozenset({"count", "percent", "fraction", "ratio"})
_PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})
_PUNISHED = frozenset({"dative", "dobj", "nsubj", "nsubjpass"})
_EVERY = frozenset({"any", "average", "each", "every"})
_ONE = frozenset({"he", "her", "him", "she"})
_PENAL = frozenset({"duration", "money"})
_PARTICIPLES = frozenset({"acl", "amod", "relcl"})


class FigureKind:
    """Tells a figure's kind by its unit, its verb and what it is a share of."""

    def __init__(self, words: TopicWords) -> None:
        self.words = words
        self.tried = (words.process - words.medical - words.asked) | words.parties | words.offences | {"case"}

    def judicial(self, draft: Draft) -> bool:
        """Whether a figure is one of justice or of a disease: cases, the tried, the dead, a penalty, a share."""
        kind, unit, words = draft.reading.kind, draft.reading.unit, self.words
        event = draft.event.lemma if draft.event is not None else ""
        if kind in _PENAL:
            said = {token.lower_ for token in draft.sentence.span}
            return event in words.imposing or event in words.justice or not said.isdisjoint(words.penalties)
        if unit in words.process or unit in words.parties or unit in words.harms or unit in words.offences:
            return kind in _COUNTED
        if kind in _SHARES:
            named = self.whole(draft) if draft.counted is not None else self.subject(draft)
            return named is not None and self._of_justice(named)
        return unit in words.persons and (event in words.strict or event in words.naming)

    def tells_of_justice(self, draft: Draft) -> bool:
        """Whether a figure is one of justice alone: no deaths, no patients, no applications."""
        unit = draft.reading.unit
        if draft.reading.kind in _COUNTED and (unit in self.words.medical or unit in self.words.asked):
            return unit in self.tried
        return self.judicial(draft) or self._done_to(draft) or self._lasts(draft)

    def tells_of_disease(self, draft: Draft) -> bool:
        """Whether a figure counts what a disease does: cases, deaths, patients, those who fall ill or recover."""
        unit, event = draft.reading.unit, draft.event.lemma if draft.event is not None else ""
        if self.studied(draft) or self.otherwise_caused(draft):
            return False
        if unit in self.words.medical or unit in self.words.harms:
            return draft.reading.kind in _COUNTED
        if (unit in self.words.persons or unit in self.words.jabs) and self._jabs(draft):
            return True
        if event == "lose" and (draft.anchor is None or draft.anchor.dep_ != "dobj"):  # "300 people lost their homes"
            return False
        if unit not in self.words.persons:
            return False
        return event in self.words.suffering or self._in_hospital(draft)

    def _jabs(self, draft: Draft) -> bool:
        """*The measles vaccine was given to 84,000 children*: whether a count is one of those who are protected."""
        if draft.reading.kind != "count":
            return False
        jabs = [token for token in draft.sentence.span if is_noun(token) and lemma(token) in self.words.jabs]
        return any(lemma(jab) not in self.words.blows or self._given(jab) for jab in jabs)

    def _given(self, jab: Token) -> bool:
        """*A flu shot*, *received a jab*: whether what may be a blow or a bullet as well is for a disease."""
        if any(self.words.disease(child) or lemma(child) in self.words.jabs for child in jab.lefts):
            return True
        return lemma(jab.head) in ("get", "give", "receive") and not any(c.dep_ == "prep" for c in jab.rights)

    def otherwise_caused(self, draft: Draft) -> bool:
        """*A fire killed 40 people*, *two nurses died in a crash*: whether a clause names another cause."""
        verb, anchor = draft.predicate, draft.anchor
        if verb is None or anchor is None:
            return False
        if lemma(verb) in self.words.injuring:
            return True
        killed = lemma(verb) in self.words.killing
        doer = (draft.subject if anchor.dep_ == "dobj" else agent(verb)) if killed else None
        if doer is not None and is_noun(doer) and not self._ails(doer):
            return True
        for child in itertools.chain(verb.children, anchor.children):
            clauses = (child, *(c for c in child.children if c.dep_ == "pcomp")) if child.dep_ == "prep" else (child,)
            if any(c.dep_ in ("advcl", "pcomp") and self._befalls(c) for c in clauses):
                return True
            if child.dep_ not in ("prep", "agent") or not is_verb(verb):
                continue
            thing = next((c for c in child.children if c.dep_ == "pobj"), None)
            if thing is None:
                continue
            if lemma(thing) in self.words.mishaps:
                return True
            fatal = child.head is verb and lemma(verb) == "die" and child.lower_ in ("of", "from")
            if fatal and is_noun(thing) and not self._ails(thing):
                return True
        return False

    def _befalls(self, verb: Token) -> bool:
        """*After a lorry hit a market*, *when the roof fell*: whether a clause tells of a mishap."""
        return lemma(verb) in self.words.mishaps or lemma(verb) in self.words.befalling

    def _ails(self, noun: Token) -> bool:
        """Whether a noun is a disease, or a word for one: *the virus*, *a second wave*."""
        parts = (noun, *(child for child in noun.children if child.dep_ in ("compound", "amod")))
        return any(self.words.disease(part) or lemma(part) in self.words.ailments for part in parts)

    def studied(self, draft: Draft) -> bool:
        """*A study of 2,000 patients found that 40% had a rash*: whether a figure is a study's."""
        for node in ancestors(draft.anchor) if draft.anchor is not None else ():
            if lemma(node) in self.words.studies:
                return True
            named = subject(node) if is_verb(node) else None
            if named is not None and lemma(named) in self.words.studies:
                return True
        return False

    def _in_hospital(self, draft: Draft) -> bool:
        """*1,208 people needed hospital treatment*: whether those counted are the sick, not those who were hired."""
        anchor = draft.anchor
        of = preposition(anchor) if anchor is not None else None
        subject = anchor is not None and (is_subject(anchor) or (of is not None and is_subject(of.head)))
        return subject and any(token.lower_ in self.words.wards for token in draft.sentence.span)

    def single(self, draft: Draft) -> bool:
        """*A court jailed a man for 12 years*: whether a penalty is that of one person, whose deed may be another."""
        verb = draft.predicate
        if draft.reading.kind not in _PENAL or draft.reading.statistic is not None or verb is None:
            return False
        told = [token for token in verb.children if token.dep_ in _PUNISHED]
        if draft.subject is not None:
            told.append(draft.subject)
        for token in told:
            named = token.tag_ == "NNP" and token.ent_type_ not in _PLACES | {"ORG"}
            if token.lower_ in _ONE or (named and (token.dep_ != "nsubj" or token.ent_type_ == "PERSON")):
                return True
            person = lemma(token) in self.words.persons or lemma(token) in self.words.parties
            if token.tag_ == "NN" and person and not any(child.lower_ in _EVERY for child in token.lefts):
                return True
        return False

    def _lasts(self, draft: Draft) -> bool:
        """*An average of 44 weeks passes between the hearing and the verdict*: how long justice takes as a rule."""
        if draft.reading.kind != "duration" or draft.reading.statistic is None:
            return False
        return any(lemma(token) in self.words.process for token in draft.sentence.span if is_noun(token))

    def tells_of_asking(self, draft: Draft) -> bool:
        """Whether a figure counts applications, those who make them, or what becomes of them."""
        unit = draft.reading.unit
        if draft.reading.kind in _SHARES:
            named = self.whole(draft)
            return named is not None and lemma(named) in self.words.asked
        return draft.reading.kind == "count" and unit in self.words.asked

    def _of_justice(self, named: Token) -> bool:
        """*Of the cases*, *of the defendants*, *of those fined*: whether a share is of those who are tried."""
        of = next((c for c in named.rights if c.lower_ == "of"), None) if not is_noun(named) else None
        named = next((c for c in of.children if c.dep_ == "pobj"), named) if of is not None else named
        word = lemma(named)
        if word in self.words.process or word in self.words.harms or word in self.words.parties:
            return True
        return any(child.dep_ in _PARTICIPLES and lemma(child) in self.words.strict for child in named.rights)

    def _done_to(self, draft: Draft) -> bool:
        """*Another 38 were fined*: a number alone, of whom a verb of justice tells."""
        event = draft.event.lemma if draft.event is not None else ""
        return draft.reading.kind == "count" and self.bare(draft) and event in self.words.strict

    def subject(self, draft: Draft) -> Token | None:
        """What the clause of a figure is about, null where that is the figure itself."""
        named = draft.subject
        if named is None or draft.anchor is None or inside(draft.anchor, named):
            return None
        return named

    def whole(self, draft: Draft) -> Token | None:
        """The noun of what a share or a multiple is of."""
        whole = draft.counted
        return draft.sentence.head(whole.start, whole.end) if whole is not None else None

    def bare(self, draft: Draft) -> bool:
        """Whether a figure says of nothing else how many or what share it is."""
        kind, unit = draft.reading.kind, draft.reading.unit
        if kind == "count":
            return draft.bare and (unit is None or unit in self.words.persons) and not self._size(draft)
        if kind not in _SHARES:
            return False
        whole = self.whole(draft)
        return whole is None or draft.elliptical or lemma(whole) in self.words.figures

    def _size(self, draft: Draft) -> bool:
        """*A city of 84,000*: whether a number tells how large something else is."""
        prep = preposition(draft.anchor) if draft.anchor is not None else None
        if prep is None or prep.lower_ != "of" or not is_noun(prep.head):
            return False
        word = lemma(prep.head)
        return word not in self.words.figures and word not in self.words.process

    def silent(self, draft: Draft) -> bool:
        """Whether the clause is about nothing else: *in Bohol it fell by 12%*, not *turnout fell*."""
        named = self.subject(draft)
        if named is None or not is_noun(named):
            return True
        word = lemma(named)
        known = word in self.words.process or word in self.words.parties or word in self.words.figures
        return known or named.ent_type_ in _PLACES or word in self.words.persons

    def elsewhere(self, draft: Draft) -> bool:
        """*Detained 12 people at a rally*, *over the blast*: whether the verb says what else it was for."""
        verb = draft.predicate
        if verb is None or not is_verb(verb):
            return False
        for child in verb.children:
            told = next((c for c in child.lefts if c.dep_ == "nsubj"), None) if child.dep_ == "advcl" else None
            if child.lower_ == "outside" or (told is not None and lemma(told) in self.words.unrest):
                return True  # "since protests broke out 84 people have been detained"
        for child in verb.rights:
            if child.dep_ == "prep" and child.lower_ in self.words.occasions:
                thing = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
                if thing is not None and not thing.ent_type_ and lemma(thing) not in self.words.no_occasions:
                    return True
        return False
