"""What a share is of, lent to the number or the share beside it."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.naming import unit_of
from extractor.rules import RuleSet

_APPOSED = re.compile(r",\s(?:or\s|that is,?\s|i\.e\.,?\s)?\Z|:\s\Z|\s[—–]\s\Z|\s\(\Z", re.I)
_GAPPED_SHARE = re.compile(r"(?:,|\band|\bbut|\bwhile)\s(?:[\w’'-]+\s){1,5}?(?:(?:for|in|by|with|at)\s)?\Z", re.I)
_CLAUSE_END = re.compile(r"[,.;)]|$|\s(?:and|in|on|at|by|while|whereas)\b")


class Shares:
    """Gives a figure the noun that the share before it is of; each method tells whether it did."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.count"))

    def gapped(self, sentence: Sentence, figures: list[Figure], index: int) -> bool:
        """Take what the share before it is of: "the north has a third of the cases, the south a tenth"."""
        figure, share = figures[index], figures[index - 1] if index else None
        if share is None or share.counted is None or share.unit is None or share.kind != figure.kind != "count":
            return False
        gap = sentence.plain[share.noun_end : figure.start]
        if not _CLAUSE_END.match(sentence.plain, figure.end) or not _GAPPED_SHARE.search(gap) or ";" in gap:
            return False
        figure.unit, figure.counted, figure.inherited = share.unit, share.counted, True
        figure.rules.append("numbers.count.ellipsis")
        return True

    def apposed(self, sentence: Sentence, figures: list[Figure], index: int) -> bool:
        """Take what a share is of: "More than half of the executions, 503, followed"."""
        figure, share = figures[index], figures[index - 1] if index else None
        if share is None or share.counted is None or share.inherited or "numbers.count.apposed" not in self.on:
            return False
        if share.kind not in ("fraction", "percent", "ratio") or figure.form == "fraction":
            return False
        if not _APPOSED.fullmatch(sentence.plain[share.noun_end : figure.start]):
            return False
        noun = sentence.token_at(sentence.start + share.counted[1] - 1)
        if noun is None or noun.tag_ != "NNS":
            return False
        figure.unit, figure.counted, figure.inherited = unit_of(noun), share.counted, True
        figure.rules.append("numbers.count.apposed")
        return True
