"""Which of several counted nouns a number without one takes: by what its verb is said of, then by their standing.

What was done, or what something was done to, is talked of on; what stands in a phrase of place or purpose,
or in a relative clause, is not: *Courts in 14 towns opened 90 cases against 95 men. Only 12 were closed*.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.roles import SUBJECT, governing_verb
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "numbers.count.selected"
_PATIENT, _AGENT, _OBLIQUE = 6, 4, 2
_EMBEDDED = 3  # what a clause inside another takes away
_CLAUSES = frozenset({"relcl", "acl", "advcl", "pcomp", "csubj"})
_OBJECTS = frozenset({"dobj", "attr", "oprd", "nsubjpass", "ROOT"})
_INSIDE = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "poss", "det"})
_MEMBERS = frozenset({"conj", "appos"})
_HAVING = frozenset({"have", "own", "employ", "comprise", "contain", "include"})
_NUMBER = ("number", "numbers", "total", "count", "toll", "tally")
_DEEP = 6
_MEANT = 10
_NONE: frozenset[str] = frozenset()
_T = TypeVar("_T")


class Choosing:
    """Ranks nouns for a number that has none; the words that verbs go with are in ``numbers_selection.toml``."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(_RULE)
        classes: dict[str, list[str]] = rules.table("numbers_selection", "classes")
        persons: dict[str, Any] = rules.table("numbers_slots", "persons")
        also: dict[str, list[str]] = rules.table("numbers_selection", "also_persons")
        self.persons = frozenset(persons["nouns"])
        self.personal = frozenset(persons["strict"] + persons["loose"])
        classes = {**classes, "person": persons["nouns"]}
        self.undergoing = _frames(classes, rules.table("numbers_selection", "undergoing"))
        self.doing = _frames(classes, rules.table("numbers_selection", "doing"))
        self.done_to_persons, self.done_by_persons = frozenset(also["undergoing"]), frozenset(also["doing"])

    def best(
        self,
        number: Token | None,
        nouns: Sequence[_T],
        token: Callable[[_T], Token | None],
        unit: Callable[[_T], str],
        fired: list[str],
    ) -> _T | None:
        """The noun that a number takes, null when its verb is said of none of them; of equals the last.

        Where there was a choice, the rule is noted in ``fired``.
        """
        if not self.on:
            return nouns[-1] if nouns else None
        if len({unit(noun) for noun in nouns}) > 1 and _RULE not in fired:
            fired.append(_RULE)
        verb = governing_verb(number, _DEEP)
        meant, refused = self._meant(number, verb)
        doing = number is not None and _standing(number) == _AGENT
        chosen, highest = None, -1
        for noun in nouns:
            head, name = token(noun), unit(noun)
            if (refused and name in self.persons) or (
                number is not None and head is not None and is_argument(number, head)
            ):
                continue
            points = standing(head)
            if doing and points in (_AGENT, _AGENT - _EMBEDDED):
                points += _EMBEDDED
            if name in meant:
                points += _MEANT
            if points >= highest:
                chosen, highest = noun, points
        return chosen

    def is_meant(self, number: Token, unit: str) -> bool:
        """Whether the verb of a number is said of such things above all."""
        return unit in self._meant(number, governing_verb(number, _DEEP))[0]

    def _meant(self, number: Token | None, verb: Token | None) -> tuple[frozenset[str], bool]:
        """The units that the verb of a number is said of, and whether persons are none of them."""
        if number is None or verb is None:
            return _NONE, False
        head = _top(number)
        if head.head.i != verb.i:
            return _NONE, False
        if head.dep_ in ("dobj", "nsubjpass"):
            meant = self.undergoing.get(lemma(verb), _NONE)
            if verb.lower_ in self.personal:  # cases are dismissed as people are
                return self.persons | meant, False
            return meant, bool(meant) and lemma(verb) not in self.done_to_persons
        if head.dep_ == "nsubj":
            meant = self.doing.get(lemma(verb), _NONE)
            return meant, meant.isdisjoint(self.persons) and bool(meant) and lemma(verb) not in self.done_by_persons
        return _NONE, False


def _frames(classes: dict[str, list[str]], verbs: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """The nouns that each verb goes with."""
    frames: dict[str, frozenset[str]] = {}
    for name, words in verbs.items():
        for word in words:
            frames[word] = frames.get(word, _NONE).union(classes[name])
    return frames


def standing(noun: Token | None) -> int:
    """How much a sentence is about a noun, from 0 upwards."""
    if noun is None:
        return _OBLIQUE
    points = _standing(noun)
    verb = governing_verb(noun, _DEEP)
    if verb is not None and verb.dep_ in _CLAUSES:
        points -= _EMBEDDED
    return max(points, 0)


def _standing(noun: Token) -> int:
    head = _top(noun)
    if head.dep_ in _OBJECTS:
        return _PATIENT
    if head.dep_ in SUBJECT:
        return _AGENT if any(child.dep_ == "dobj" for child in head.head.children) else _PATIENT
    return _OBLIQUE


def _top(noun: Token) -> Token:
    """The head of the phrase that a number or a noun is a member or a modifier of."""
    for _ in range(_DEEP):
        if noun.dep_ in _INSIDE or noun.dep_ in _MEMBERS:
            noun = noun.head
        elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and _is_measure(noun.head.head):
            noun = noun.head.head
        else:
            break
    return noun


def _is_measure(noun: Token) -> bool:
    """Whether what "of" stands behind only tells how many: *40 of the men*, *the number of men*."""
    return noun.tag_ in ("CD", "JJ", "JJR", "JJS", "DT") or noun.lower_ in _NUMBER


def is_argument(number: Token, noun: Token) -> bool:
    """Whether a noun does to a number what their verb says: "the four courts tried 300" counts no courts."""
    verb = number.head
    if number.dep_ != "dobj" or noun.doc is not number.doc:
        return False
    head = _top(noun)
    owner = head.head.head if head.head.dep_ == "relcl" else None
    has = owner is not None and lemma(head.head) in _HAVING
    if owner is not None and has and owner.dep_ == "nsubj" and owner.head.i == verb.i and verb.i < number.i:
        return True  # "the court, which has three judges, registered 612 of them"
    other = any(child.dep_ == "dobj" and child.i < number.i for child in verb.children)  # "as well as 31"
    return not other and head.dep_ == "nsubj" and head.head.i == verb.i
