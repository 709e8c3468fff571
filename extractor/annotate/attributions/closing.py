"""Reports whose words close the sentence: *Prices rose 4%, the bulletin shows.*

The parse often takes the verb of such a clause for a noun, or its subject for a compound; the comma
before it, the noun phrase and the verb of speech say enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.attributions.grammar import stretch
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.report import Report
from extractor.annotate.lemma import lemma_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_RULE = "attributions.clause.closing"
_LONGEST = 24
_NOUN_PHRASE = 12
_SHORTEST = 3
_INSIDE = frozenset({"DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "IN", "HYPH", "VBN", "_SP", "."})
_AFTER = frozenset({"IN", "TO", "RB", "NNP", "DT", "PRP", "PRP$"})
_OPENING = frozenset({"when", "as", "while", "after", "before", "if", "although", "though", "since", "once", "because"})
_NOUNS = frozenset({"point", "place", "put", "project"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


class ClosingClauses:
    """Finds the clause of speech that closes a sentence and that the parse has missed."""

    def __init__(self, rules: RuleSet, lexicon: Lexicon) -> None:
        self._active = rules.has(_RULE)
        self._lexicon = lexicon

    def __call__(self, sentence: Sentence) -> list[Report]:
        """The report of the sentence, none or one."""
        if not self._active:
            return []
        tokens = list(sentence.span)
        comma = _last_comma(tokens)
        if comma < _SHORTEST or not self._tells(tokens[:comma]):
            return []
        for position in range(comma + 2, min(len(tokens), comma + _NOUN_PHRASE)):
            if self._closes(tokens, comma, position):
                return self._report(sentence, tokens, comma, position)
        return []

    def _tells(self, tokens: list[Token]) -> bool:
        """Whether the words before the comma are a clause that can stand by itself, in nobody's own words."""
        if tokens[0].lower_ in _OPENING and not any(token.text == "," for token in tokens):
            return False
        if any(token.text in '"“”' for token in tokens):
            return False
        return any(token.tag_ in _FINITE for token in tokens)

    def _closes(self, tokens: list[Token], comma: int, position: int) -> bool:
        """Whether a noun phrase runs from the comma to a verb of speech, and no clause follows it."""
        before, verb, after = tokens[comma + 1 : position], tokens[position], tokens[position + 1 :]
        if before[-1].tag_ not in ("NN", "NNS", "NNP", "NNPS") or any(t.tag_ not in _INSIDE for t in before):
            return False
        if before[0].tag_ not in ("DT", "PRP$", "NNP", "NNPS", "JJ", "NNS", "NN") or not self._speaks(verb):
            return False
        rest = [token for token in after if not token.is_punct and not token.is_space]
        return not rest or (rest[0].tag_ in _AFTER and not any(token.tag_ in _FINITE for token in rest))

    def _speaks(self, verb: Token) -> bool:
        """Whether a word is, whatever its tag, the finite form of a verb of speech."""
        tag = verb.tag_ if verb.tag_ in _FINITE else "VBZ" if verb.lower_.endswith("s") else "VBD"
        name = lemma_of(verb.vocab, verb.lower_, tag)
        return tag != "MD" and name not in _NOUNS and "main" in self._lexicon.frames(name)

    def _report(self, sentence: Sentence, tokens: list[Token], comma: int, position: int) -> list[Report]:
        source = stretch(sentence, tokens[comma + 1].i, tokens[position - 1].i)
        content = stretch(sentence, tokens[0].i, tokens[comma - 1].i)
        verb = tokens[position]
        if source is None or content is None:
            return []
        cue = sentence.cover([verb])
        noun = tokens[position - 1]
        return [Report(sentence, "indirect", cue, (content,), (_RULE,), source, noun, verb=verb)]


def _last_comma(tokens: list[Token]) -> int:
    """The place of the last comma near the end, 0 where there is none."""
    for place in range(len(tokens) - 1, max(0, len(tokens) - _LONGEST), -1):
        if tokens[place].text == ",":
            return place
    return 0
