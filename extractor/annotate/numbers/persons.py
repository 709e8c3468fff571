"""Numbers of people: what an arrest or a verdict is said of counts persons, whatever was counted before."""

from __future__ import annotations

import re
from typing import Any

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.roles import SUBJECT
from extractor.rules import RuleSet

PERSON = "numbers.count.person"
_SPACE = re.compile(r"\s")
_SHARE = re.compile(r",?\s(?:or\s|\()(?:about\s|some\s)?[\d.]{1,5}\s?(?:%|per ?cent)(?:,|\))", re.I)
_PARENT = re.compile(r"\b(?:mother|father|parent|mum|mom|dad)s?(?: |-)of(?: |-)\Z", re.I)
_BORN = re.compile(r"\s(?:of|more)\b")
_SENDS = re.compile(r"\b(?:sen(?:ds?|t|ding)|put|took|order(?:s|ed)|rush(?:es|ed)) \Z", re.I)
_ARREST = Ending(
    re.compile(
        r"\b(?:arrests?|detention|deportation|extradition|release|imprisonment|execution|custody|asylum|amnesty|"
        r"clemency|bail|house arrest) (?:for|of) (?:(?:another|a further|about|some|only|at least|all) )?\Z",
        re.I,
    )
)
_ENDED = re.compile(r"\s?[,.;)]|$|\s(?:and|in|on|at|by|for|who|until|after|last|this|over)\b")
_AWAY = re.compile(
    r" (?:back )?(?:to|in|behind|into) (?:prisons?|jails?|(?:a |the )?(?:penal |prison |labou?r )?"
    r"(?:colony|colonies|camps?)|hospitals?|custody|the front|bars|(?:a |their )?deaths?)\b",
    re.I,
)
_ARE = r"\s(?:were|are|had been|have been)\s(?:(?:mostly|all|also|either|former|young|foreign|local|elderly)\s){0,2}"
_LEAD = 48  # characters that hold "the arrest of another"
_MILLION = 1_000_000  # so many are of litres or of a currency that something is built for
_BEFORE = 16  # characters that hold the longest verb


class Persons:
    """Tells from the predicate of a number without a noun that it counts persons."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = rules.has(PERSON)
        words: dict[str, Any] = rules.table("numbers_slots", "persons")
        self.nouns = frozenset(words["nouns"])
        fragments: dict[str, str] = rules.table("numbers_slots", "fragments")
        strict, loose = "|".join(words["strict"] + words["predicates"]), "|".join(words["loose"])
        self.strict = re.compile(fragments["auxiliary"] + rf"(?:(?:{strict})\b|{fragments['punished']})", re.I)
        self.ended = re.compile(r"\s" + words["ended"], re.I)
        self.who = re.compile(r"\swho(?:se)?\b(?! (?:else|ever))", re.I)
        self.loose = re.compile(fragments["auxiliary"] + rf"(?:{loose})\b", re.I)
        self.punishing = re.compile(fragments["punishing"] + r"\Z", re.I)
        self.acting = re.compile(fragments["auxiliary"] + rf"(?:{'|'.join(words['acting'])})\b", re.I)
        self.bodies, self.willing = frozenset(words["bodies"]), frozenset(words["willing"])
        self.actors = self.nouns | self.bodies.union(words["movers"])
        kinds = "|".join(_plural(noun) for noun in words["nouns"] if noun not in words["ageless"])
        self.named = re.compile(_ARE + rf"(?:{kinds})\b(?!['’-])", re.I)
        self.harming = re.compile(fragments["harming"] + r"\Z", re.I)

    def override(self, text: str, figure: Figure) -> bool:
        """Count persons where what was lent is none and only persons can be meant; true when it is so."""
        if not self._is_open(figure) or figure.unit in self.nouns:
            return False
        if figure.start and text[figure.start - 1] in " -" and self._parented(text, figure):
            return True
        told = (
            self._told(self.strict, text, figure)
            or self._told(self.ended, text, figure)
            or (
                self._told(self.who, text, figure)
                and not _PARENT.search(text[max(0, figure.start - _BEFORE) : figure.start])
            )
            or self._told(self.named, text, figure)
            or (figure.unit is not None and figure.unit not in self.bodies and self._told(self.acting, text, figure))
        )
        if not (told or self._object(self.punishing, text, figure) or self._sent(text, figure)):
            arrest = _ARREST.search(text[max(0, figure.start - _LEAD) : figure.start])
            if not arrest or not _ENDED.match(text, figure.end):
                return False
        self.take(figure)
        return True

    def _parented(self, text: str, figure: Figure) -> bool:
        """Count the children of *a father of three*; true when there are some."""
        lead = text[max(0, figure.start - _BEFORE) : figure.start]
        if "of" not in lead or not _PARENT.search(lead) or _BORN.match(text, figure.end):
            return False
        self.take(figure)
        figure.unit = "child"
        return True

    def fill(self, text: str, figure: Figure) -> None:
        """Count persons where nothing was lent and people are what is mostly meant."""
        if figure.unit is not None or not self._is_open(figure):
            return
        told = self._told(self.loose, text, figure) or self._told(self.acting, text, figure)
        if told or (figure.scale < _MILLION and self._object(self.harming, text, figure)):
            self.take(figure)

    def told(self, text: str, figure: Figure) -> bool:
        """Whether what is said of a number is mostly said of persons."""
        return any(self._told(told, text, figure) for told in (self.strict, self.loose, self.acting))

    def crowd(self, sentence: Sentence, figure: Figure) -> None:
        """Count persons where *thousands* do something and nothing was counted before: *Thousands marched*."""
        if not self._is_open(figure):
            return
        token = sentence.token_at(sentence.start + figure.core[0])
        subject = token is not None and token.tag_ == "NNS" and token.dep_ in SUBJECT
        if subject or self._told(self.loose, sentence.plain, figure) or self._told(self.strict, sentence.plain, figure):
            self.take(figure)

    def others(self, text: str, figure: Figure) -> bool:
        """Count persons where *12 others* do or undergo what persons do; true when it is so."""
        if not self.on or not self.told(text, figure):
            return False
        self.take(figure)
        return True

    def is_said(self, text: str, position: int) -> bool:
        """Whether what stands at a place is said of persons alone: *those* jailed, *those* who, *those* behind bars."""
        return any(told.match(text, position) for told in (self.strict, self.who, self.loose))

    def _sent(self, text: str, figure: Figure) -> bool:
        """Whether a court or an army sends so many somewhere: *sent 18 to prison*."""
        return self._object(_SENDS, text, figure) and bool(_AWAY.match(text, figure.end))

    def _told(self, predicate: re.Pattern[str], text: str, figure: Figure) -> bool:
        """Whether a predicate stands behind the number: *12 were jailed*."""
        share = _SHARE.match(text, figure.end)  # "212, or 11%, were jailed"
        end = share.end() if share else figure.end
        return bool(_SPACE.match(text, end) and predicate.match(text, end))

    def _object(self, verb: re.Pattern[str], text: str, figure: Figure) -> bool:
        """Whether the number is all the object that a verb has: *The court jailed 12*."""
        return bool(verb.search(text, max(0, figure.start - _BEFORE), figure.start))

    def _is_open(self, figure: Figure) -> bool:
        return (
            self.on
            and figure.kind == "count"
            and not figure.symbol
            and figure.form in ("digits", "words", "vague")
            and (figure.counted is None or figure.inherited)
        )

    def take(self, figure: Figure) -> None:
        """Count persons, whatever was lent."""
        figure.unit, figure.counted, figure.evidence, figure.giver, figure.inherited = "person", None, None, None, False
        figure.rules = [rule for rule in figure.rules if not rule.startswith("numbers.count.")] + [PERSON]


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y"):
        return noun[:-1] + "(?:ies|ys)"
    return {"child": "children"}.get(noun, noun + "s")
