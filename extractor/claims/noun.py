"""The noun that a figure points back to by other means than ellipsis: said again, *of them*, *the number of*.

What *them* stands for is never the subject of its own clause: *Judges imposed 84 of them*.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, is_subject, noun_phrase, verb_of
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_AGAIN = re.compile(r"\b(?:the|these|those)\s+\Z", re.IGNORECASE)
_THEM = re.compile(
    r"\s+of\s+(?:them|these|those)\b(?!\s+(?!(?:in|on|at|by|for|last|this|since|from|to|with)\b)\w+)", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\b(?:number of|most|fewest) (?:[\w-]+ ){0,2}?(?P<noun>[\w-]+s)(?:, (?:at |with )?|: |\s\()"
    r"(?:(?:about|some|only|nearly) )?\Z",
    re.IGNORECASE,
)
_PLURAL = ("NNS", "NNPS")


class NounFinder:
    """Gives a figure the noun of the one that it repeats, of what *them* are, or of *the number of*."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.unit")}

    def __call__(self, draft: Draft, context: Context) -> bool:
        """Whether a noun was found and set, with the figure that lends it where there is one."""
        return self._again(draft, context) or self._them(draft, context) or self._number_of(draft)

    def _again(self, draft: Draft, context: Context) -> bool:
        """*Of the 1,127, 644 were men*: the figure that was said before with its noun."""
        rule = "claims.unit.again"
        if rule not in self.on or not draft.bare or draft.compares or not _AGAIN.search(context.lead(draft)):
            return False
        for earlier in context.before(draft):
            same = earlier.reading.value == draft.reading.value and earlier.reading.kind == "count"
            if same and earlier.counted is not None and earlier.reading.unit is not None:
                draft.donor = earlier
                _give(draft, earlier.counted, earlier.reading.unit, rule)
                return True
        return False

    def _them(self, draft: Draft, context: Context) -> bool:
        """*The fines peaked. Judges imposed 84 of them*: what the sentence before is about."""
        rule = "claims.unit.them"
        anchor = draft.sentence.head(draft.start, draft.end)
        if rule not in self.on or draft.whole is not None or anchor is None or not _THEM.match(context.follow(draft)):
            return False
        verb = verb_of(anchor)
        own = next((c for c in verb.children if c.dep_ in SUBJECTS), None) if verb is not None else None
        if own is None or is_subject(anchor) or own.lower_ == "they":
            return False
        for sentence in context.previous(draft.sentence, 1):
            if sentence.paragraph_index != draft.sentence.paragraph_index:
                return False
            noun = _topic(sentence)
            if noun is not None:
                draft.anchor = anchor
                _give(draft, noun_phrase(sentence, noun, complements=()), lemma(noun), rule)
                return True
        return False

    def _number_of(self, draft: Draft) -> bool:
        """*The highest number of cases, 84, came from the coast*, *Most cases, 84, …*."""
        rule = "claims.unit.number_of"
        lead = draft.sentence.plain[: draft.start - draft.sentence.start]
        match = _NUMBER.search(lead[-_WINDOW:]) if rule in self.on and draft.bare else None
        if match is None:
            return False
        start = draft.start - len(lead[-_WINDOW:]) + match.start("noun")
        noun = draft.sentence.token_at(start)
        if noun is None or noun.tag_ not in _PLURAL:
            return False
        _give(draft, draft.sentence.cover([noun]), lemma(noun), rule)
        return True


_WINDOW = 80


def _topic(sentence: Sentence) -> Token | None:
    """The plural noun that a sentence is about: the subject of its main clause, its object, else the only one."""
    nouns = [t for t in sentence.span if t.tag_ == "NNS" and t.head.dep_ not in ("relcl", "acl")]
    subjects = [t for t in nouns if t.dep_ in SUBJECTS]
    objects = [t for t in nouns if t.dep_ in ("dobj", "attr")]
    told = subjects or objects or (nouns if len(nouns) == 1 else [])
    return next(iter(told), None)


def _give(draft: Draft, counted: Span, unit: str, rule: str) -> None:
    draft.counted, draft.elliptical = counted, True
    draft.reading = dataclasses.replace(draft.reading, unit=unit)
    draft.inherit("counted", counted)
    draft.fired(rule)
