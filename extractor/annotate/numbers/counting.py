"""What a number counts: the head noun of its phrase, or the noun that it shares with its neighbours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.lemma import lemma, lemma_of
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.phrases import NOUNS, Phrases
from extractor.annotate.numbers.roles import SUBJECT, role, subject_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_FILE = "numbers_slots"
_SIDE = re.compile(r"\s(?:and|to|or)\s(?:the\s)?\Z", re.I)
_CLAUSE_END = re.compile(r"[,.;)]|$|\s(?:and|in|on|at|by|while|whereas)\b")


class Counting:
    """Finds the counted phrase of each figure and, for plain counts, the unit."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.count"))
        self.phrases = Phrases(rules)
        fragments: dict[str, str] = rules.table(_FILE, "fragments")
        self.link = re.compile(fragments["link"] + r"\Z", re.I)
        self.comparing = re.compile(fragments["comparing"] + r"\Z", re.I)
        self.level = re.compile(fragments["level"] + r"\Z", re.I)
        self.rate_of = re.compile(fragments["rate_of"] + r"\Z", re.I)
        self.or_two = re.compile(fragments["or_two"] + r"\Z", re.I)
        self.up_from = re.compile(fragments["up_from"] + r"\Z", re.I)
        self.fronted = re.compile(fragments["fronted"], re.I)
        self.collective = re.compile(fragments["collective"] + r"\Z", re.I)
        self.measuring = frozenset(rules.table(_FILE, "phrase_words")["measuring"])

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> None:
        """Fill ``counted`` and ``unit`` of each figure, in place."""
        open_figures = []
        for figure in figures:
            figure.noun_end = figure.end
            if figure.disposition is None and figure.form != "ordinal":
                self._own(sentence, figure)
                if (
                    figure.counted is None
                    and figure.unit is None
                    and not figure.symbol
                    and figure.kind in ("count", "ratio", "fraction")
                ):
                    open_figures.append(figure)
        for figure in open_figures:
            self._borrow(sentence, figures, figures.index(figure))

    def _own(self, sentence: Sentence, figure: Figure) -> None:
        if figure.kind in ("duration", "age"):
            return
        phrase, partitive, figure.partitive = self.phrases.behind(sentence, figure)
        rule = "numbers.count.of" if partitive else "numbers.count.noun"
        if not phrase or rule not in self.on:
            return
        if (
            len(phrase) == 1
            and phrase[0].tag_ == "VBZ"
            and self.collective.search(sentence.plain[: figure.start][-40:])
        ):
            return
        span = _span(sentence, phrase)
        figure.counted = span
        figure.rules.append(rule)
        if figure.symbol and figure.kind not in ("percent", "percentage_points"):
            return
        figure.noun_end = span[1]
        if figure.kind in ("count", "ratio", "fraction") and not figure.symbol:
            figure.unit = _unit(phrase[-1])

    def _borrow(self, sentence: Sentence, figures: list[Figure], index: int) -> None:
        figure = figures[index]
        if isinstance(figure.value, float) and figure.scale == 1 and figure.form == "digits" and figure.kind == "count":
            self._decimal(sentence, figures, index)
            return
        if self._side(sentence, figures, index) or self._collective(sentence, figure):
            return
        if self._rate_of(sentence, figure) or self._or_two(sentence, figure) or self._fronted(sentence, figure):
            return
        giver = None
        if self.up_from.search(sentence.plain[max(0, figure.start - 40) : figure.start]):
            giver = self._giver(sentence, figures, index)
        if giver is None and self._from_subject(sentence, figure):
            return
        giver = giver or self._giver(sentence, figures, index)
        if giver is not None and "numbers.count.ellipsis" in self.on:
            self._take(figure, giver)
        elif figure.partitive:
            self._antecedent(sentence, figure)

    def _decimal(self, sentence: Sentence, figures: list[Figure], index: int) -> None:
        """A decimal counts nothing; it has the unit of the decimal that it stands beside."""
        if self._side(sentence, figures, index) or "numbers.count.decimal" not in self.on:
            return
        before = [
            f for f in figures[max(0, index - 12) : index] if isinstance(f.value, float) and f.disposition is None
        ]
        to = sentence.plain[: figures[index].start].endswith(" to ")
        kinds = ("age", "fraction", "percent") if to else ("age", "fraction")
        giver = next((f for f in reversed(before) if f.unit is not None and f.kind not in kinds), None)
        if giver is not None:
            self._take(figures[index], giver)
            figures[index].rules[-1] = "numbers.count.decimal"

    def _take(self, figure: Figure, giver: Figure) -> None:
        figure.unit, figure.counted, figure.inherited, figure.giver = giver.unit, giver.counted, True, giver
        if giver.kind != "count" and figure.kind == "count":
            figure.kind = giver.kind
        figure.rules.append("numbers.count.ellipsis")

    def _side(self, sentence: Sentence, figures: list[Figure], index: int) -> bool:
        """Take the unit of the number on the other side of and, or, to: "13.7 and 12.2 percent"."""
        if index + 1 >= len(figures) or "numbers.count.ellipsis" not in self.on:
            return False
        figure, after = figures[index], figures[index + 1]
        if (
            after.disposition is not None
            or after.unit is None
            or after.inherited
            or figure.form == "fraction"
            or figure.partitive
        ):
            return False
        if not _SIDE.fullmatch(sentence.plain[figure.end : after.start]):
            return False
        if after.symbol and after.start < after.core[0] and sentence.plain[after.start] in "$€£":
            return False
        self._take(figure, after)
        figure.giver = None
        return True

    def _collective(self, sentence: Sentence, figure: Figure) -> bool:
        """Count members by the word for the whole: "a staff of 700"."""
        match = self.collective.search(sentence.plain[max(0, figure.start - 40) : figure.start])
        if not match or "numbers.count.collective" not in self.on:
            return False
        start = figure.start - len(match[0]) + (match.start(1) - match.start())
        figure.counted, figure.unit, figure.inherited = (start, start + len(match[1])), match[1].lower(), True
        figure.rules.append("numbers.count.collective")
        return True

    def _rate_of(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the object of the verb, else its passive subject: "issue permits at a rate of 700 a month"."""
        match = self.rate_of.search(sentence.plain[max(0, figure.start - 40) : figure.start])
        if not match or "numbers.count.rate_of" not in self.on:
            return False
        start = sentence.start + figure.start - len(match[0])
        verb = next((t for t in reversed(sentence.tokens(sentence.start, start)) if t.tag_.startswith("V")), None)
        if verb is None:
            return False
        nouns = [t for t in verb.children if t.dep_ in ("dobj", "nsubjpass") and t.tag_ in NOUNS]
        if not nouns:
            return False
        self._found(sentence, figure, nouns[-1], "numbers.count.rate_of")
        return True

    def _or_two(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the noun of "another goal or two"."""
        before = sentence.plain[max(0, figure.start - 40) : figure.start]
        match = self.or_two.search(before) if figure.form == "words" else None
        if not match or "numbers.count.or_two" not in self.on:
            return False
        noun = sentence.token_at(sentence.start + figure.start - len(before) + match.start("noun"))
        if noun is None or noun.tag_ != "NN":
            return False
        self._found(sentence, figure, noun, "numbers.count.or_two")
        if figure.unit in ("day", "week", "month", "year", "hour", "minute", "decade"):
            figure.kind = "duration"
        return True

    def _found(self, sentence: Sentence, figure: Figure, noun: Token, rule: str) -> None:
        figure.counted, figure.unit, figure.inherited = _span(sentence, [noun]), _unit(noun), True
        figure.rules.append(rule)

    def _fronted(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the noun of a fronted whole: "Of the men convicted, a third served less"."""
        match = self.fronted.match(sentence.plain)
        if not match or match.end() > figure.start or "numbers.count.fronted" not in self.on:
            return False
        for token in sentence.tokens(sentence.start + match.end(), sentence.start + figure.start):
            if token.tag_ == ",":
                return False
            if token.tag_ in ("NNS", "NN") and token.dep_ not in ("compound", "poss"):
                self._found(sentence, figure, token, "numbers.count.fronted")
                return True
        return False

    def _giver(self, sentence: Sentence, figures: list[Figure], index: int) -> Figure | None:
        figure = figures[index]
        lead = sentence.plain[max(0, figure.start - 40) : figure.start]
        comparing = bool(self.comparing.search(lead))
        if figure.scale >= 1_000_000 and not comparing:
            large = [f for f in figures[max(0, index - 12) : index] if f.kind == "money" and f.disposition is None]
            if large and ";" not in sentence.plain[large[-1].end : figure.start]:
                return large[-1]
        linked = comparing or figure.partitive or bool(self.link.search(lead)) or not lead.strip()
        if not linked and not (figure.form == "digits" and _CLAUSE_END.match(sentence.plain, figure.end)):
            return None
        candidates = [
            f
            for f in figures[max(0, index - 12) : index]
            if f.disposition is None and f.unit is not None and f.form != "multiple"
        ]
        if comparing:
            return self._compared(sentence, figure, candidates)
        counts = [f for f in candidates if f.kind == "count" and f.counted]
        own = role(sentence, figure)
        alike = [f for f in counts if role(sentence, f) == own]
        chosen = (alike or (counts if linked else []))[-1:]
        return chosen[0] if chosen and ";" not in sentence.plain[chosen[0].end : figure.start] else None

    def _compared(self, sentence: Sentence, figure: Figure, candidates: list[Figure]) -> Figure | None:
        lead = sentence.plain[max(0, figure.start - 12) : figure.start].lower().rstrip(" (")
        for giver in reversed(candidates):
            if sentence.plain[giver.start - 1 : giver.start] == "(" and ")" in sentence.plain[giver.end : figure.start]:
                continue
            if giver.kind in ("age", "ratio", "fraction") or (giver.kind == "duration" and not lead.endswith(" to")):
                continue
            if giver.kind == "percent" and (
                lead.endswith(" to") or (figure.value is not None and abs(figure.value) > 100)
            ):
                continue
            return giver
        return None

    def _antecedent(self, sentence: Sentence, figure: Figure) -> None:
        """Find what "two of them" are: the nearest plural before, a subject first."""
        if "numbers.count.antecedent" not in self.on:
            return
        plurals = [
            t
            for t in sentence.tokens(sentence.start, sentence.start + figure.start)
            if t.tag_ in ("NNS", "NNPS") and t.dep_ != "compound"
        ]
        chosen = [t for t in plurals if t.dep_ in SUBJECT] or plurals
        if chosen:
            self._found(sentence, figure, chosen[-1], "numbers.count.antecedent")

    def _from_subject(self, sentence: Sentence, figure: Figure) -> bool:
        """Take the subject whose level or change the number is: "arrests rose to 5,000"."""
        before = sentence.plain[max(0, figure.start - 30) : figure.start]
        if "numbers.count.subject" not in self.on or figure.form == "fraction" or not self.level.search(before):
            return False
        subject = subject_of(sentence.head(sentence.start + figure.core[0], sentence.start + figure.core[1]))
        if subject is None:
            return False
        noun = subject
        if lemma(subject) in self.measuring:
            below = [c for p in subject.children if p.lower_ == "of" for c in p.children if c.tag_ in NOUNS]
            if not below:
                return False
            noun = below[0]
        if noun.tag_ != "NNS":
            return False
        left = [t for t in noun.lefts if t.dep_ in ("amod", "compound") and t.i > noun.i - 4]
        figure.counted, figure.unit, figure.inherited = (
            _span(sentence, [left[0] if left else noun, noun]),
            _unit(noun),
            True,
        )
        figure.rules.append("numbers.count.subject")
        return True


def _span(sentence: Sentence, tokens: list[Token]) -> tuple[int, int]:
    return sentence.offset(tokens[0]) - sentence.start, sentence.offset_end(tokens[-1]) - sentence.start


def _unit(head: Token) -> str:
    if head.tag_ == "VBZ":
        return lemma_of(head.vocab, head.lower_, "NNS") or head.lower_[:-1]
    if head.tag_ not in NOUNS:
        return head.lower_
    return lemma(head)
