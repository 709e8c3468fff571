"""Decides which sentences of an article are parsed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.annotate.cues import Cue, SentenceCues, near
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.vocab import Vocab

_STATEMENT = Cue.NUMBER | Cue.LAW


class Triage:
    """Which sentences are parsed, by the setting ``sentences``.

    ``all``: every one. ``numeric``: those that hold a number or a law, and reports beside them; the
    others give neither names nor attributions. For those who want claims alone: a claim may lose
    what it takes from a sentence that is not parsed.
    """

    def __init__(self, rules: RuleSet, vocab: Vocab, level: str) -> None:
        self._cues = SentenceCues(rules, vocab) if level == "numeric" else None

    def __call__(self, sentences: Sequence[str]) -> list[bool]:
        """Of each sentence of one article, whether it is parsed."""
        if self._cues is None:
            return [True] * len(sentences)
        cues = [self._cues(sentence) for sentence in sentences]
        return [
            bool(cue & _STATEMENT or (close and cue & Cue.REPORT))
            for cue, close in zip(cues, near(cues, _STATEMENT), strict=True)
        ]
