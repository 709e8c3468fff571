"""The offence that stands beside a noun of legal process: *bribery cases*, *murder accounted for 28 cases*."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_noun, is_subject, is_verb, noun_phrase, phrase_after
from extractor.claims.grammar import subject as subject_of
from extractor.claims.terms import SHARES
from extractor.claims.topical import COMPLEMENTS, TopicWords, here
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_PENAL = frozenset({"duration", "money"})
_PARTY = frozenset({"claims.topic.in_subject", "claims.topic.named"})
_GERUNDS = frozenset({"xcomp", "ccomp", "pcomp"})
_MAKING = frozenset({"account", "constitute", "make", "represent"})
_WITH = {"account": "for", "make": "up"}
_BELOW = 24
_GAP = 60


class ChargeFinder:
    """Finds the offence in the noun phrase that is counted, or in the subject of what is said of a count."""

    def __init__(self, words: TopicWords) -> None:
        self.words = words
        self.tried = words.process | words.parties

    def compound(self, draft: Draft) -> Span | None:
        """*Sedition cases*, *draft-evasion convictions*: the noun before a noun of legal process."""
        if draft.counted is None or draft.elliptical:
            return None
        head = draft.sentence.head(draft.counted.start, draft.counted.end)
        return self._before(draft, head) if head is not None else None

    def _before(self, draft: Draft, head: Token) -> Span | None:
        """What stands before a noun of legal process or of a party to it, an adjective only if it is an offence."""
        if lemma(head) not in self.tried or not here(draft, head):
            return None
        parts = self.words.before(head)
        return draft.sentence.cover(parts) if parts else None

    def itself(self, draft: Draft) -> Span | None:
        """*84 burglaries were reported*, *84 crimes against children*: an offence that is counted."""
        if draft.counted is None or draft.elliptical:
            return None
        if draft.reading.unit in self.words.crimes:
            after = next(iter(draft.sentence.after(draft.reach, 1)), None)
            whom = phrase_after(draft.sentence, after) if after is not None and after.lower_ == "against" else None
            return draft.sentence.slice(draft.counted.start, whom.end) if whom is not None else None
        return draft.counted if draft.reading.unit in self.words.offences else None

    def named(self, draft: Draft, context: Context) -> Span | None:
        """*Murder accounted for 28 cases*, *sedition cases fell to 11*: the subject names the offence."""
        told = _subject_besides(draft)
        if told is None:
            return None
        named, verb, event = told
        before = context.preceding(draft)
        behind = before is not None and before.start > draft.sentence.offset(verb)
        fetches = event in self.words.fetching or (draft.reading.kind in _PENAL and event in self.words.naming)
        told_of = (fetches and not behind) or event in self.words.levels or event in self.words.naming
        if lemma(named) in self.tried and told_of and not (behind and draft.reading.kind in _PENAL):
            parts = self.words.before(named, adjectives=True)
            return draft.sentence.cover(parts) if parts else None
        if behind:
            return None
        if fetches:
            return self.words.phrase(draft, named, plain=self.words.act(named) and self.words.described(named))
        if event not in self.words.naming or not self._cases(draft):
            return None
        return self.words.phrase(draft, named, plain=self._of_cases(draft))

    def in_subject(self, draft: Draft, context: Context) -> Span | None:
        """*The average sentence in bribery cases was nine years*, *a bribery case took nine months*."""
        beside = self._gapped(draft, context)
        if beside is not None:
            return self._before(draft, beside)
        told = _subject_besides(draft)
        if told is None:
            return None
        named, _, event = told
        if draft.reading.kind in _PENAL and lemma(named) in self.tried:
            return self._before(draft, named)
        if event not in self.words.levels:
            return None
        for token in itertools.islice(named.subtree, _BELOW):
            if token.i > named.i and lemma(token) in self.words.process and token.dep_ in ("pobj", "conj"):
                return self._before(draft, token)
        return None

    def _gapped(self, draft: Draft, context: Context) -> Token | None:
        """*Fraud suspects got six years, arson suspects nine*: the subject right before a figure without a verb."""
        before = context.preceding(draft)
        if before is None or draft.start - before.end > _GAP or _PARTY.isdisjoint(before.rules):
            return None
        tokens = draft.sentence.tokens(before.end, draft.start)
        while tokens and tokens[-1].tag_ in ("RB", "IN", "DT"):
            tokens = tokens[:-1]
        return tokens[-1] if tokens and lemma(tokens[-1]) in self.tried else None

    def involved(self, draft: Draft) -> Span | None:
        """*84 of the cases involved theft*: what the verb says that they are about."""
        verb = draft.predicate
        if (
            verb is None
            or draft.event is None
            or draft.event.lemma not in self.words.involving
            or not here(draft, verb)
        ):
            return None
        if draft.anchor is None or not is_subject(draft.anchor) or not self._cases(draft):
            return None
        thing = next((c for c in verb.rights if c.dep_ == "dobj" or (c.tag_ == "VBG" and c.dep_ in _GERUNDS)), None)
        return self.words.phrase(draft, thing)

    def regarding(self, draft: Draft) -> Span | None:
        """*84 cases involving forged passports*, *verdicts concerning land*: a participle right behind the cases."""
        anchor = draft.anchor
        if anchor is None or not here(draft, anchor):
            return None
        told = _subject_besides(draft) if draft.bare or lemma(anchor) not in self.words.process else None
        if told is not None and told[2] in self.words.levels:
            anchor = told[0]
        elif draft.bare:
            return None
        if lemma(anchor) not in self.words.process:
            return None
        for child in anchor.rights:
            if child.tag_ == "VBG" and lemma(child) in self.words.regarding:
                thing = next((c for c in child.rights if c.dep_ in ("dobj", "pobj")), None)
                return noun_phrase(draft.sentence, thing) if thing is not None and is_noun(thing) else None
        return None

    def subject_of(self, draft: Draft) -> Span | None:
        """*Medical care was the subject of 84 complaints*, *fraud was behind 84 cases*: what they are about."""
        verb, anchor = draft.predicate, draft.anchor
        if verb is None or anchor is None or draft.event is None or draft.event.lemma != "be" or not self._cases(draft):
            return None
        named = draft.subject
        if named is None or inside(anchor, named) or not here(draft, named) or not is_noun(named):
            return None
        for child in verb.rights:
            about = child.dep_ == "attr" and lemma(child) in self.words.subjects and anchor != child
            if (about or (child.dep_ == "prep" and child.lower_ == "behind")) and inside(anchor, child):
                return self.words.phrase(draft, named) or self._common(draft, named)
        return None

    def _common(self, draft: Draft, named: Token) -> Span | None:
        """The phrase of a common noun without an article, which is no person and no word of the law."""
        word = lemma(named)
        if named.tag_ not in ("NN", "NNS") or named.ent_type_ or any(c.dep_ in ("det", "poss") for c in named.lefts):
            return None
        if word in self.words.persons or word in self.words.barred:
            return None
        return noun_phrase(draft.sentence, named, complements=COMPLEMENTS)

    def makes_up(self, draft: Draft) -> Span | None:
        """*Farm work accounted for 60% of accidents*: what a share is made up by, where nothing else is named."""
        told = _subject_besides(draft) if draft.reading.kind in SHARES else None
        if told is None or told[2] not in _MAKING:
            return None
        named, verb, event = told
        if event in _WITH and not any(child.lower_ == _WITH[event] for child in verb.rights):
            return None  # "rain made 40% of roads impassable"
        share = next((child for child in verb.rights if inside(draft.anchor or named, child)), None)
        if event not in _WITH and (share is None or share.dep_ not in ("attr", "dobj")):
            return None  # "posters represent 40% of them as fools"
        return self._common(draft, named)

    def charge_was(self, draft: Draft) -> Span | None:
        """*In 84 cases the charge was theft*: what the subject, a noun of charges, is said to be."""
        verb = draft.predicate
        if verb is None or draft.event is None or draft.event.lemma != "be" or not self._cases(draft):
            return None
        named = subject_of(verb)
        if named is None or lemma(named) not in self.words.charges or not here(draft, verb):
            return None
        thing = next(
            (c for c in verb.rights if c.dep_ == "attr" and c.i != (draft.anchor.i if draft.anchor else -1)), None
        )
        return self.words.phrase(draft, thing)

    def _of_cases(self, draft: Draft) -> bool:
        """Whether a figure counts cases, or is a share of them: *28% of prosecutions*."""
        whole = draft.sentence.head(draft.counted.start, draft.counted.end) if draft.counted is not None else None
        return draft.reading.unit in self.words.process or (
            draft.reading.kind in SHARES and whole is not None and lemma(whole) in self.words.process
        )

    def _cases(self, draft: Draft) -> bool:
        """Whether a figure counts cases, or nothing that is said."""
        return draft.reading.unit in self.words.process or draft.bare or draft.reading.kind in SHARES


def _subject_besides(draft: Draft) -> tuple[Token, Token, str] | None:
    """The subject of a figure's verb where it is not what is counted, the verb, and what the verb tells."""
    verb = draft.predicate
    if verb is None or not is_verb(verb) or draft.event is None:
        return None
    named = draft.subject
    if named is None or inside(draft.anchor or named, named) or not here(draft, named):
        return None
    return named, verb, draft.event.lemma
