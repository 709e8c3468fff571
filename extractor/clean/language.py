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
_MARGIN = 3.0


class LanguageGuesser:
    """Counts function words (table ``clean_language.words``) in the beginning of a text."""

    def __init__(self, rules: RuleSet) -> None:
        table = rules.table("clean_language", "words")
        self._words = {code: frozenset(words) for code, words in table.items()}
        self._scripts = [
            (re.compile(row["pattern"]), str(row["code"])) for row in rules.table("clean_language", "script")
        ]

    def __call__(self, texts: Sequence[str]) -> str | None:
        """The ISO 639-1 code of the language, or null when the text is short or uncertain.

        >>> from extractor.rules import load_rules
        >>> LanguageGuesser(load_rules())(["Too short to say."]) is None
        True
        """
        sample = " ".join(texts)[:_SAMPLE]
        if not sample.isascii():
            for mark in _MARKS:
                sample = sample.replace(mark, " ")
        if sample.isascii():
            return self._guess(sample.encode().translate(_BLANKED).decode().split())
        sample = sample.lower()
        words = _WORDS.findall(sample)
        letters = sum(map(len, words))
        for pattern, code in self._scripts if letters >= 60 else ():
            if len(pattern.findall(sample)) > 0.5 * letters:
                return code
        return self._guess(words)

    def _guess(self, words: Sequence[str]) -> str | None:
        if len(words) < _FEWEST:
            return None
        if sum(map(self._words["en"].__contains__, words)) >= _PLAIN * len(words):
            return "en"
        shares = {code: sum(map(known.__contains__, words)) / len(words) for code, known in self._words.items()}
        best = max(sorted(shares), key=lambda code: shares[code])
        others = max(share for code, share in shares.items() if code != best)
        least = _SURE if len(words) >= _LEAST else _SURE_OF_FEW
        return best if shares[best] >= least and shares[best] >= _MARGIN * others else None
