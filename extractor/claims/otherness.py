"""Whether a figure is told of another matter than a set: who else did it, what else it came of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, is_noun, is_verb, subject
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_BELOW = frozenset({"in", "by", "from", "of", "after", "during", "when"})
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})
_NAMES = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "CARDINAL", "ORDINAL"})
_ADJUNCTS = frozenset({"prep", "agent"})
_PLURAL = frozenset({"NNS", "NNPS"})
_STEM = 4


class Otherness:
    """Tells what is new in the clause of a figure from what the sentence of a set told."""

    def __init__(self, rules: RuleSet) -> None:
        part: dict[str, Any] = rules.table("claims_relations", "part")
        self.mishaps, self.persons = frozenset(part["mishaps"]), frozenset(part["persons"])
        self.court = frozenset(part["fates"]["tried"])

    def other_cause(self, draft: Draft, whole: Draft) -> bool:
        """*In Bristol 12 people died in a house fire*: an adjunct names a thing of which the set was not told."""
        told = _told(whole)
        return any(not self._again(noun, told) for noun in _adjuncts(draft))

    def other_doer(self, draft: Draft, whole: Draft) -> bool:
        """*The army shelled a town and killed 14*: somebody or something of which the set was not told did it."""
        verb = draft.verb
        doer = subject(verb) if verb is not None else None
        if doer is None or doer == draft.anchor or not is_noun(doer) or verb is None:
            return False
        return not self._again(doer, _told(whole))

    def _again(self, noun: Token, told: set[str]) -> bool:
        """Whether a noun names again what was told: by its word, its stem, or as *the accident*."""
        word = lemma(noun)
        if word in told or any(len(word) > _STEM and other[:_STEM] == word[:_STEM] for other in told):
            return True
        return word in self.mishaps and _definite(noun)

    def others(self, draft: Draft, whole: Draft, before: Sentence | None) -> bool:
        """*Burglars were jailed for six years. Three were acquitted*: of people named since, not of the set."""
        return before is not None and any(
            noun.tag_ in _PLURAL
            and noun.dep_ in SUBJECTS
            and lemma(noun.head) in self.court
            and lemma(noun) not in self.persons
            and not _definite(noun)
            and lemma(noun) not in (whole.reading.unit, draft.reading.unit if not draft.bare else None)
            for noun in before.span
        )


def _told(whole: Draft) -> set[str]:
    return {lemma(token) for token in whole.sentence.span if is_noun(token) or is_verb(token)}


def _definite(noun: Token) -> bool:
    return any(child.lower_ in _KNOWN or child.dep_ == "poss" for child in noun.lefts)


def _adjuncts(draft: Draft) -> Iterator[Token]:
    """The common nouns below a preposition of the verb of a figure that nothing marks as known."""
    verb = draft.verb
    for preposition in verb.rights if verb is not None else ():
        if preposition.dep_ not in _ADJUNCTS or preposition.lower_ not in _BELOW:
            continue
        for noun in preposition.rights:
            common = noun.dep_ == "pobj" and noun.tag_ in ("NN", "NNS") and noun.ent_type_ not in _NAMES
            if common and not _definite(noun) and noun != draft.anchor:
                yield noun
