"""Tell English from other languages by its most common words, and say nothing when unsure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.rules import RuleSet

_WORDS = re.compile(r"[^\W\d_]+")
_BLANKED = bytes(ord(chr(code).lower()) if chr(code).isalpha() else 32 for code in range(128)) + bytes(128)
_MARKS = "’“”‘–—…€£•\u00a0"
_SAMPLE = 1500
_PLAIN = 0.28
_FEWEST, _LEAST = 12, 30
_SURE, _SURE_OF_FEW = 0.12, 0.25
_MARGIN, _AMONG = 3.0, 1.5  # against English, and against a kindred language that shares its small words
_LETTERS = 12  # of one script that is not Latin
_SPOKEN = 3  # different function words of another language, in a text too short for shares
_ACCENTED = re.compile(r"[à-öø-ÿąćęłńśźżčšžěřůğışß]")


class LanguageGuesser:
    """Counts function words (table ``clean_language.words``) in the beginning of a text."""

    def __init__(self, rules: RuleSet) -> None:
        table = rules.table("clean_language", "words")
        self._words: dict[str, frozenset[str]] = {code: frozenset(words) for code, words in table.items()}
        self._scripts = [
            (re.compile(row["pattern"]), str(row["code"])) for row in rules.table("clean_language", "script")
        ]

    def __call__(self, texts: Sequence[str], claimed: str = "en") -> str | None:
        """The ISO 639-1 code of the language, or null when the text is short or uncertain.

        ``claimed`` is the language that the page claims: believed of a text that is surely not
        English and whose words do not tell.

        >>> from extractor.rules import load_rules
        >>> LanguageGuesser(load_rules())(["Too short to say."]) is None
        True
        """
        sample = " ".join(texts)[:_SAMPLE]
        if not sample.isascii():
            for mark in _MARKS:
                sample = sample.replace(mark, " ")
        if sample.isascii():
            return self._guess(sample.encode().translate(_BLANKED).decode().split(), claimed)
        sample = sample.lower()
        words = _WORDS.findall(sample)
        letters = sum(map(len, words))
        for pattern, code in self._scripts if letters >= _LETTERS else ():
            if len(pattern.findall(sample)) > 0.5 * letters:
                return code
        return self._guess(words, claimed)

    def _guess(self, words: Sequence[str], claimed: str) -> str | None:
        if len(words) < _FEWEST:
            return self._foreign(words)
        if sum(map(self._words["en"].__contains__, words)) >= _PLAIN * len(words):
            return "en"
        shares = {code: sum(map(known.__contains__, words)) / len(words) for code, known in self._words.items()}
        best = max(sorted(shares), key=lambda code: shares[code])
        least = _SURE if len(words) >= _LEAST else _SURE_OF_FEW
        margin = _AMONG if best != "en" and shares[best] >= _SURE_OF_FEW else _MARGIN
        others = (share * (_MARGIN if code == "en" else margin) for code, share in shares.items() if code != best)
        if shares[best] >= max(least, *others):
            return best
        if len(words) < _LEAST:
            return self._foreign(words)
        spoken = shares.get(claimed, _SURE if shares["en"] < _SURE else 0.0)
        return claimed if claimed != "en" and spoken > shares["en"] else None

    def _foreign(self, words: Sequence[str]) -> str | None:
        """The language of a few words that are surely not English; null for English and for a mere name or score.

        Of two languages that share their small words, one is named.
        """
        known = {code: common.intersection(words) for code, common in self._words.items()}
        best: str = max(sorted(known), key=lambda code: len(known[code]))
        accents = any(map(_ACCENTED.search, words))
        if best == "en" or len(known[best]) < _SPOKEN - accents or len(known["en"]) * _SPOKEN > len(known[best]):
            return None
        return best
