"""Money told by letters that are a currency only where its country is spoken of: "K4,200", "Sh 300"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.home import Home
from extractor.rules import RuleSet

_RULE = "numbers.unit.currency_letter"
_LONGEST = 6
_DIGITS = 3  # a letter and fewer digits are as often a road, a size of paper or a mask as a price


class Letters:
    """Reads the table ``letters`` of ``numbers_letters.toml``: letters, and the currency of each country.

    The letters mean the currency of the country that the article names most among theirs. One letter asks
    for an amount that looks like money too (grouped digits, a magnitude, three digits), or for one such
    amount elsewhere in the article.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.families: dict[str, dict[str, str]] = rules.table("numbers_letters", "letters")
        signs = "|".join(re.escape(sign) for sign in sorted(self.families, key=len, reverse=True))
        self.before = re.compile(rf"(?<![\w$.-])({signs})( ?)(-?)\Z") if rules.has(_RULE) else None

    def __call__(self, text: str, figures: Sequence[Figure], home: Home) -> None:
        """Mark the figures of a sentence that are money, in place."""
        if self.before is None:
            return
        floor = 0
        for figure in figures:
            first = text[figure.start - 1 : figure.start]
            if figure.form == "digits" and figure.disposition is None and (first.isalpha() or first in " .-"):
                self._read(self.before, text, figure, floor, home)
            floor = figure.end

    def _read(self, before: re.Pattern[str], text: str, figure: Figure, floor: int, home: Home) -> None:
        match = before.search(text[max(floor, figure.start - _LONGEST) : figure.start])
        code = home.member(self.families[match[1]]) if match else None
        if match is None or code is None:
            return
        short = len(match[1].rstrip(".")) == 1
        if short and not self._is_amount(text, figure, spaced=bool(match[2])) and not _told(match[1], home):
            return
        figure.start -= len(match[0])
        if match[3] and figure.value is not None:
            figure.value = -abs(figure.value)
        figure.kind, figure.unit, figure.symbol = "money", code, True
        figure.rules.append(_RULE)

    def _is_amount(self, text: str, figure: Figure, *, spaced: bool) -> bool:
        digits = text[figure.core[0] : figure.core[1]]
        grouped = "," in digits or "." in digits or figure.scale != 1
        return grouped or (not spaced and len(digits) >= _DIGITS)


def _told(letter: str, home: Home) -> bool:
    """Whether the article has a sum behind the letter that can be nothing but money."""
    sum_ = rf"(?<![\w$.-]){letter}\d{{1,3}}(?:(?:,\d{{3}})+(?!\d)|(?:\.\d+)?\s?(?:million|billion|trillion|bn|mn)\b)"
    return re.search(sum_, home.text) is not None
