"""What a number counts: the head noun of its phrase, or the noun it shares with another number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.figure import Figure
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_INSIDE = frozenset({"JJ", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "HYPH", "AFX", "FW", "POS", "CD"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_DETERMINERS = frozenset(
    {
        "the",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "all",
        "a",
        "an",
        "some",
        "any",
        "such",
        "this",
        "that",
        "other",
    }
)
_PRONOUNS = frozenset({"them", "those", "these", "which", "whom", "us", "you", "it"})
_NOT_NOUNS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight january february march april june july august "
    "september october november december times more less fewer higher lower later earlier ago respectively per each year-on-year".split()
)
_COMPARING = re.compile(
    r"(?:\b(?:compared (?:with|to)|up from|down from|from|against|versus|vs\.?|than|and|or|to|but|while|whereas|as well as|including|plus|with|in|for|was|were|on|at|of|another|a further)\b|[,;(–—-])",
    re.I,
)
_LEVEL = re.compile(
    r"\b(?:to|at|from|of|is|was|were|are|reached|hit|stood at|totall?ed|stands at|averag\w+)\s(?:(?:a|an|the)\s)?(?:\w+\s){0,2}\Z",
    re.I,
)
_MEASURING = frozenset(
    {
        "number",
        "total",
        "figure",
        "tally",
        "toll",
        "count",
        "amount",
        "rate",
        "share",
        "level",
        "average",
        "sum",
        "volume",
        "quantity",
        "proportion",
        "percentage",
    }
)


class Counting:
    """Finds the counted phrase of each figure and, for plain counts, the unit."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.count"))

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> None:
        for index, figure in enumerate(figures):
            if figure.disposition is not None or figure.form == "ordinal":
                continue
            limit = figures[index + 1].start if index + 1 < len(figures) else len(sentence.plain)
            self._own(sentence, figure, limit)
        for index, figure in enumerate(figures):
            if figure.disposition is None and figure.counted is None and figure.unit is None and not figure.symbol:
                self._borrow(sentence, figures, index)

    def _own(self, sentence: Sentence, figure: Figure, limit: int) -> None:
        phrase = self._phrase(sentence, figure, limit)
        figure.noun_end = figure.end
        if not phrase:
            return
        head = _head(phrase)
        start, end = sentence.offset(phrase[0]) - sentence.start, sentence.offset_end(phrase[-1]) - sentence.start
        rule = "numbers.count.of" if re.match(r"\s*of\b", sentence.plain[figure.end : start]) else "numbers.count.noun"
        if rule not in self.on:
            return
        if not figure.symbol or figure.kind in ("percent", "percentage_points"):
            figure.counted = (start, end)
            figure.noun_end = end
            if figure.kind in ("count", "ratio", "fraction") and not figure.symbol:
                figure.unit = lemma(head)
            figure.rules.append(rule)
        elif rule == "numbers.count.of":
            figure.counted = (start, end)
        else:
            figure.counted = (start, end)

    def _phrase(self, sentence: Sentence, figure: Figure, limit: int) -> list[Token]:
        """The tokens of the noun phrase that begins behind the figure, determiners left out."""
        tokens = sentence.tokens(sentence.start + figure.end, sentence.end)
        tokens = [t for t in tokens if sentence.offset(t) - sentence.start >= figure.end]
        position = 0
        while position < len(tokens) and tokens[position].text in ("-", "–"):
            position += 1
        if position < len(tokens) and tokens[position].lower_ == "of":
            position += 1
            if figure.kind in ("duration", "age"):
                return []
            if (
                position < len(tokens)
                and tokens[position].lower_ in _PRONOUNS
                and not (position + 1 < len(tokens) and tokens[position + 1].tag_ in _NOUNS)
            ):
                return []
            while position < len(tokens) and (
                tokens[position].lower_ in _DETERMINERS or tokens[position].tag_ in ("CD", "PRP$", "DT", "PDT")
            ):
                position += 1
        elif figure.form in ("fraction", "multiple"):
            while position < len(tokens) and (
                tokens[position].lower_ in _DETERMINERS or tokens[position].tag_ in ("PRP$", "DT")
            ):
                position += 1
        elif position < len(tokens) and tokens[position].lower_ in ("or", "and") and False:
            return []
        if (
            position < len(tokens)
            and tokens[position].lower_ in ("more", "fewer", "additional", "extra", "further", "other", "less", "new")
            and tokens[position].tag_ in ("JJR", "JJ", "RBR", "RB")
        ):
            if position + 1 < len(tokens) and tokens[position + 1].tag_ in _INSIDE:
                position += 1
        return _nominal(tokens[position:], sentence, limit)

    def _borrow(self, sentence: Sentence, figures: list[Figure], index: int) -> None:
        figure = figures[index]
        if figure.kind not in ("count",) or figure.form in ("fraction", "multiple"):
            return
        if self._from_subject(sentence, figure):
            return
        if "numbers.count.ellipsis" not in self.on:
            return
        giver = self._giver(sentence, figures, index)
        if giver is None:
            return
        figure.unit, figure.counted, figure.inherited = giver.unit, giver.counted, True
        if giver.kind != "count":
            figure.kind = giver.kind
        figure.rules.append("numbers.count.ellipsis")

    def _giver(self, sentence: Sentence, figures: list[Figure], index: int) -> Figure | None:
        figure = figures[index]
        for before in reversed(figures[:index]):
            if before.disposition is None and before.unit is not None and before.kind in ("count", "money", "percent"):
                gap = sentence.plain[before.end : figure.start]
                if before.kind == "count" and before.form not in ("fraction",):
                    return before if _COMPARING.search(gap) and ";" not in gap else None
                if re.search(
                    r"\b(?:up|down) from\s\Z|\bcompared (?:with|to)\s\Z|\bversus\s\Z|\bvs\.?\s\Z|\bagainst\s\Z|\bto\s\Z",
                    gap,
                ):
                    return before
        for after in figures[index + 1 : index + 2]:
            gap = sentence.plain[figure.end : after.start]
            if (
                after.disposition is None
                and after.kind == "count"
                and after.counted
                and re.fullmatch(r"\s(?:to|and|or|of)\s(?:the\s)?(?:\w+\s)?", gap)
            ):
                return after
        return None

    def _from_subject(self, sentence: Sentence, figure: Figure) -> bool:
        before = sentence.plain[max(0, figure.start - 30) : figure.start]
        if "numbers.count.subject" not in self.on or not _LEVEL.search(before):
            return False
        token = sentence.head(sentence.start + figure.core[0], sentence.start + figure.core[1])
        subject = _subject(token)
        if subject is None:
            return False
        noun = subject
        if lemma(subject) in _MEASURING:
            below = [c for p in subject.children if p.lower_ == "of" for c in p.children if c.tag_ in _NOUNS]
            if not below:
                return False
            noun = below[0]
        if noun.tag_ not in ("NNS", "NN") or noun.tag_ == "NN" and noun is subject:
            return False
        left = [t for t in noun.lefts if t.dep_ in ("amod", "compound") and t.i > noun.i - 4]
        start = sentence.offset(left[0] if left else noun) - sentence.start
        figure.counted, figure.unit, figure.inherited = (
            (start, sentence.offset_end(noun) - sentence.start),
            lemma(noun),
            True,
        )
        figure.rules.append("numbers.count.subject")
        return True


def _nominal(tokens: list[Token], sentence: Sentence, limit: int) -> list[Token]:
    """The longest run of words that can form a noun phrase, cut behind its last noun."""
    run: list[Token] = []
    last = -1
    for token in tokens[:9]:
        start = sentence.offset(token) - sentence.start
        if (
            token.lower_ in _NOT_NOUNS
            or start >= limit
            and token.tag_ == "CD"
            or token.ent_type_ in ("DATE", "TIME")
            and token.tag_.startswith("NNP")
        ):
            break
        if token.tag_ not in _INSIDE and not (
            token.tag_ in ("CC", ",") and run and run[-1].tag_ in ("JJ", "NNP") and last < 0
        ):
            if not (
                token.tag_ in ("RB", "RBS")
                and token.dep_ == "advmod"
                and token.head.tag_ in ("JJ", "VBN")
                and token.head.i > token.i
            ):
                break
        if token.tag_ == "VBG" and last >= 0 or token.tag_ in ("VBN", "JJ") and last >= 0 and run[-1].tag_ != "HYPH":
            break
        if last >= 0 and run[-1].tag_ == "NNS" and token.dep_ not in ("compound",) and run[-1].dep_ != "compound":
            break
        run.append(token)
        if token.tag_ in _NOUNS:
            last = len(run)
    return run[:last] if last > 0 else []


def _head(phrase: list[Token]) -> Token:
    """The last noun of a phrase; a possessive ends it."""
    for position, token in enumerate(phrase):
        if token.tag_ == "POS" and position:
            continue
    return phrase[-1]


def _subject(token: Token | None) -> Token | None:
    for _ in range(5):
        if token is None:
            return None
        if token.tag_.startswith("V"):
            for child in token.children:
                if child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i:
                    return child
            if token.dep_ not in ("conj", "xcomp", "advcl", "ROOT"):
                return None
        if token.head.i == token.i:
            return None
        token = token.head
    return None
