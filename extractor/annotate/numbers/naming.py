"""The noun of a number that stands elsewhere in its sentence: a collective, a subject, a heading, what "them" are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.lemma import lemma, lemma_of
from extractor.annotate.numbers.choosing import is_argument
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.persons import Persons
from extractor.annotate.numbers.phrases import NOUNS
from extractor.annotate.numbers.roles import SUBJECT, number_token, role, verb_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_FILE = "numbers_slots"
_LABEL = re.compile(r"(?:^|[.;,(•–—-]\s?)[^:;.,()]{2,60}:\s\Z")
_RANKED = re.compile(
    r"\b(?:came|comes|ranked|ranks|placed|stood|was|were|is|are)\s(?:in\s)?(?:the\s)?"
    r"(?:first|second|third|fourth|fifth|sixth|next|last|top)\b[^,;]{0,12}:\s\Z",
    re.I,
)
_NOTHING = re.compile(r"\s?(?:[,.;)(]|$)")
_BARE = re.compile(r"\s?(?:[,.;)]|$)|\s(?:in|last|this|during|since|over|by|against|compared|at)\b", re.I)
_APPOSED_NOUN = re.compile(
    r"\sof (?:them|these|those|whom|which)\s([a-z]+)\s?(?=[,.;)]|$|(?:under|below|over|aged|from|in|who|with)\b)"
)
_RELATIVE_OF = re.compile(r"\sof (?:whom|which)\b", re.I)
_DISTANT = re.compile(r"\sof (?:these|those)\b", re.I)  # they point to another sentence
_OF_WHICH = re.compile(r",? of (?:which|whom)(?: (?:about|some|only|just|nearly|at least))? \Z", re.I)
_WHICH = 32
_REACH = 360  # characters between what puts "the number of" and where it is put
_VALUED = 72  # characters between a verb of estimate and the number that it puts something at
_SPANS = ("day", "week", "month", "year", "hour", "minute", "decade")


class Naming:
    """Fills ``counted`` and ``unit`` of a figure from a noun that no other figure counts."""

    def __init__(self, rules: RuleSet, persons: Persons) -> None:
        self.persons = persons
        self.on = frozenset(rule.id for rule in rules.layer("numbers.count"))
        fragments: dict[str, str] = rules.table(_FILE, "fragments")
        self.rate_of = Ending(re.compile(fragments["rate_of"] + r"\Z", re.I))
        self.or_two = Ending(re.compile(fragments["or_two"] + r"\Z", re.I))
        self.fronted = re.compile(fragments["fronted"], re.I)
        self.collective = Ending(re.compile(fragments["collective"] + r"\Z", re.I))
        self.at = Ending(re.compile(fragments["valued"] + r"\Z", re.I))
        words: dict[str, list[str]] = rules.table(_FILE, "phrase_words")
        self.measuring, self.putting = frozenset(words["measuring"]), frozenset(words["putting_verbs"])
        self.sums = frozenset(words["sums"])
        self.tallying = frozenset(words["tallying"])
        self.nominal = frozenset(words["nominal_adjectives"])
        self.gathering = frozenset(words["gathering"])
        self.herds = frozenset(words["herds"])
        self.tolls: dict[str, str] = rules.table(_FILE, "tolls")

    def directly(self, sentence: Sentence, figure: Figure) -> bool:
        """Try what stands in a fixed place: a staff of 700, at a rate of 700, Deaths: 12, put at 12."""
        before = sentence.plain[max(0, figure.start - 80) : figure.start]
        return (
            self._collective(figure, before)
            or self._rate_of(sentence, figure, before)
            or self._or_two(sentence, figure, before)
            or self._fronted(sentence, figure)
            or self._label(sentence, figure, before)
            or self._told_before(sentence, figure, before)
            or self._valued(sentence, figure, before)
        )

    def is_collective(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether the figure tells how many make up a whole: "a team of 12"."""
        before = sentence.plain[max(0, figure.start - 40) : figure.start]
        return " of" in before.lower() and bool(self.collective.search(before))

    def _collective(self, figure: Figure, before: str) -> bool:
        """Count members by the word for the whole: "a staff of 700"."""
        match = self.collective.search(before[-40:]) if " of" in before.lower() else None
        if not match or "numbers.count.collective" not in self.on:
            return False
        start = figure.start - len(match[0]) + (match.start(1) - match.start())
        name = match[1].lower()
        figure.counted, figure.inherited = (start, start + len(name)), True
        figure.unit = name if name in self.herds else "person"
        figure.rules.append("numbers.count.collective")
        return True

    def _rate_of(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take the object of the verb, else its passive subject: "issue permits at a rate of 700 a month"."""
        match = self.rate_of.search(before[-40:])
        if not match or "numbers.count.rate_of" not in self.on:
            return False
        start = sentence.start + figure.start - len(match[0])
        verb = next((t for t in reversed(sentence.tokens(sentence.start, start)) if t.tag_.startswith("V")), None)
        if verb is None:
            return False
        nouns = [t for t in verb.children if t.dep_ in ("dobj", "nsubjpass") and t.tag_ in NOUNS]
        return bool(nouns) and self.found(sentence, figure, nouns[-1:], "numbers.count.rate_of")

    def _or_two(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take the noun of "another goal or two"."""
        match = self.or_two.search(before[-40:]) if figure.form == "words" else None
        if not match or "numbers.count.or_two" not in self.on:
            return False
        noun = sentence.token_at(sentence.start + figure.start - len(before[-40:]) + match.start("noun"))
        if noun is None or noun.tag_ != "NN":
            return False
        self.found(sentence, figure, [noun], "numbers.count.or_two")
        if figure.unit in _SPANS:
            figure.kind = "duration"
            if match[0].lower().startswith("a") and "another" not in match[0].lower():
                figure.low, figure.high, figure.value, figure.modifier = 1, figure.value, None, "range"
                figure.start -= len(match[0])
        return True

    def _fronted(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the noun of a fronted whole: "Of the men convicted, a third served less"."""
        match = self.fronted.match(sentence.plain)
        if not match or match.end() > figure.start or "numbers.count.fronted" not in self.on:
            return False
        if match[0].lower().startswith("among") and self._tells_again(sentence, figure):
            return False
        if match[0].endswith("those ") and self.persons.is_said(sentence.plain, match.end() - 1):
            self.persons.take(figure)
            return True
        for token in sentence.tokens(sentence.start + match.end(), sentence.start + figure.start):
            if token.tag_ == ",":
                return False
            if token.lower_ in self.sums and token.dep_ not in ("compound", "amod", "nmod"):
                noun = self.of_measure(token)
                return noun is not None and self.found(sentence, figure, [noun], "numbers.count.fronted")
            if token.tag_ in ("NNS", "NN") and token.dep_ not in ("compound", "poss"):
                return self.found(sentence, figure, [token], "numbers.count.fronted")
        return False

    def _tells_again(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether the clause only says what the number was among some: *Among men it was 12*, *there were 12*."""
        verb = verb_of(sentence, figure)
        subject = next((t for t in verb.lefts if t.dep_ in (*SUBJECT, "expl")), None) if verb is not None else None
        return subject is not None and (subject.dep_ == "expl" or subject.lower_ in ("it", "this", *self.measuring))

    def _label(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take the noun of a heading: "Deaths: 12", "Number of deaths: 12"."""
        match = _LABEL.search(before) if before.endswith(": ") and not _RANKED.search(before) else None
        if not match or "numbers.count.label" not in self.on or not _NOTHING.match(sentence.plain, figure.end):
            return False
        start = sentence.start + figure.start - len(match[0])
        words = [t for t in sentence.tokens(start, sentence.start + figure.start) if t.text[:1].isalpha()]
        noun = next((t for t in reversed(words) if t.tag_ == "NNPS" or self._is_whole(t)), None)
        return noun is not None and self.found(sentence, figure, [noun], "numbers.count.label")

    def _told_before(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take the subject of what a colon ends: "Drivers who lose it are rarer: 47 in three years"."""
        if not before.endswith(": ") or "numbers.count.subject" not in self.on or _RANKED.search(before):
            return False  # "arson came third: 40": of what was counted of the first
        if not _BARE.match(sentence.plain, figure.end):
            return False
        tokens = sentence.tokens(sentence.start, sentence.start + figure.start)
        subjects = [t for t in tokens if t.dep_ in SUBJECT and t.tag_ in NOUNS and t.head.dep_ not in ("relcl", "acl")]
        noun = self.of_measure(subjects[-1]) if subjects else None
        return noun is not None and self.found(sentence, figure, [noun], "numbers.count.subject")

    def _valued(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Take the object of a verb of estimate: "put the toll at 58,000"."""
        thing = self.put_at(sentence, figure, before) if "numbers.count.valued" in self.on else None
        noun = self.of_measure(thing) if thing is not None else None
        return noun is not None and self.named(sentence, figure, noun, "numbers.count.valued")

    def put_at(self, sentence: Sentence, figure: Figure, before: str) -> Token | None:
        """What an estimate puts at a number: *the toll*, *the figure*, *it*; of a far one only what is a measure."""
        if self.at.search(before.rstrip("“\"‘'")) is None:
            return None
        end = sentence.start + figure.start
        for token in reversed(sentence.tokens(max(sentence.start, end - _REACH), end)):
            if token.lower_ in self.putting and token.tag_[:1] == "V":
                things = [t for t in token.rights if t.dep_ in ("dobj", "nsubj") and sentence.offset(t) < end]
                if not things:
                    return None
                near = end - sentence.offset(token) < _VALUED
                return things[-1] if near or lemma(things[-1]) in self.measuring else None
            if token.text in (";", ":"):
                return None
        return None

    def found(self, sentence: Sentence, figure: Figure, nouns: Sequence[Token], rule: str) -> bool:
        """Fill the counted phrase and the unit from the nouns of another place in the sentence; always true."""
        figure.counted, figure.unit, figure.inherited = span_of(sentence, nouns), unit_of(nouns[-1]), True
        figure.rules.append(rule)
        return True

    def named(self, sentence: Sentence, figure: Figure, noun: Token, rule: str) -> bool:
        """Fill the unit from a noun, with the adjectives before it; a toll counts deaths."""
        left = [t for t in noun.lefts if t.dep_ in ("amod", "compound") and t.i > noun.i - 4]
        self.found(sentence, figure, [left[0] if left else noun, noun], rule)
        figure.unit = self.tolls.get(figure.unit or "", figure.unit)
        return True

    def antecedent(self, sentence: Sentence, figure: Figure) -> None:
        """Find what "two of them" are: the noun beside it, else the nearest plural before, a subject first."""
        if "numbers.count.antecedent" not in self.on or _DISTANT.match(sentence.plain, figure.end):
            return
        plurals = [
            t
            for t in sentence.tokens(sentence.start, sentence.start + figure.start)
            if t.tag_ == "NNS" and t.dep_ != "compound"
        ]
        verb = verb_of(sentence, figure) if role(sentence, figure) == "other" else None
        if verb is not None:  # "judges imposed 12 of them", "verdicts were given in 12 of them": the subject is none
            number = number_token(sentence, figure)
            plurals = [t for t in plurals if not (t.dep_ in ("nsubj", "nsubjpass") and t.head.i == verb.i)]
            plurals = [t for t in plurals if number is None or not is_argument(number, t)]
        near = _RELATIVE_OF.match(sentence.plain, figure.end)  # the noun before the comma, whatever its part
        chosen = ([] if near else [t for t in plurals if t.dep_ in SUBJECT]) or plurals
        if chosen:
            self.found(sentence, figure, chosen[-1:], "numbers.count.antecedent")

    def relative(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the plural that "of which" stands right behind: "it paid for flights, of which 18 have left"."""
        match = _OF_WHICH.search(sentence.plain[: figure.start][-_WHICH:])
        if match is None or "numbers.count.antecedent" not in self.on:
            return False
        noun = sentence.token_at(sentence.start + figure.start - len(match[0]) - 1)
        if noun is None or noun.tag_ != "NNS":
            return False
        return self.found(sentence, figure, [noun], "numbers.count.antecedent")

    def apposed_noun(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the noun that says what "18 of them" are: "at least 18 of them children"."""
        match = _APPOSED_NOUN.match(sentence.plain, figure.end)
        noun = sentence.token_at(sentence.start + match.start(1)) if match else None
        if noun is None or noun.tag_ != "NNS" or "numbers.count.apposed_noun" not in self.on:
            return False
        self.found(sentence, figure, [noun], "numbers.count.apposed_noun")
        figure.inherited = False
        return True

    def _is_whole(self, noun: Token) -> bool:
        return self.is_many(noun) or noun.lower_ in self.gathering

    def is_many(self, noun: Token) -> bool:
        """Whether a noun is a plural, or an adjective that stands for people."""
        return noun.tag_ == "NNS" or noun.lower_ in self.nominal

    def of_measure(self, noun: Token) -> Token | None:
        """What a noun tells the number of: "number of fires" of fires, "deaths" of deaths, a rate of nothing."""
        if lemma(noun) in self.measuring:
            below = [
                c
                for p in noun.children
                if p.lower_ == "of"
                for c in p.children
                if c.tag_ in NOUNS or c.lower_ in self.nominal
            ]
            compound = [c for c in noun.lefts if c.dep_ == "compound" and c.tag_ == "NN"]
            if not below and (lemma(noun) in self.tolls or (compound and lemma(noun) in self.tallying)):
                below = (compound or [noun])[-1:]
            return below[0] if below else None
        if lemma(noun) in self.gathering:  # "the backlog of cases fell to 40"
            below = [c for p in noun.children if p.lower_ == "of" for c in p.children if c.tag_ == "NNS"]
            return below[0] if below else noun
        if noun.tag_ == "NNS" or noun.lower_ in self.nominal:
            return noun
        return None


def span_of(sentence: Sentence, tokens: Sequence[Token]) -> tuple[int, int]:
    """The offsets in the sentence from the first to the last of some tokens."""
    return sentence.offset(tokens[0]) - sentence.start, sentence.offset_end(tokens[-1]) - sentence.start


def unit_of(head: Token) -> str:
    """The unit that a counted noun gives: its lemma; a verb form in its place is a plural that the tagger missed."""
    if head.tag_ == "VBZ":
        return lemma_of(head.vocab, head.lower_, "NNS") or head.lower_[:-1]
    if head.tag_ not in NOUNS:
        return head.lower_
    if head.tag_ == "NNP" and head.lower_.endswith("s"):  # a plural with the capital of a heading
        singular = lemma_of(head.vocab, head.lower_, "NNS")
        if singular and singular in head.vocab.lookups.get_table("lemma_index", {}).get("noun", ()):
            return singular
    if head.tag_ in ("NN", "NNP") and head.lower_.endswith("men"):
        return lemma_of(head.vocab, head.lower_, "NNS") or head.lower_
    return lemma(head)
