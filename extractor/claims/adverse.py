"""Whom something is done to: *verdicts against 84 men* compare nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_finite
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE, _FAR = 2, 40
# A time right behind a number.
_THEN = re.compile(
    r"\s+(?:(?:in|for|during|over|throughout)\s+(?:all of\s+)?(?:(?:the|its)\s+)?"
    r"(?:same|previous|whole|first|second|last|year|month|\d{4}|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
    r"|(?:the|a|an|last|\w+)\s+(?:year|month|quarter|week|decade)s?\b)"
)


class Adversaries:
    """Tells an *against* that names whom something is done to from one that compares."""

    def __init__(self, rules: RuleSet) -> None:
        self.adverse = frozenset(rules.table("claims_relations", "comparison")["adverse"])

    def __call__(self, word: Token, draft: Draft) -> bool:
        """*Verdicts against 84 men*, *charges were dropped against nine*; *84 cases against 60* are two figures."""
        if word.lower_ != "against" or word.i == 0:
            return False
        before = word.nbor(-1)
        earlier = next((t for t in reversed(word.doc[max(0, word.i - _FAR) : word.i]) if t.lower_ == "against"), None)
        if earlier is not None and draft.bare and _gapped(earlier, word):
            # "Charges against 14 officials, against 20 in 2024": a time of its own compares.
            then = before.text == "," and _THEN.match(draft.sentence.plain, draft.end - draft.sentence.start)
            return not then and self(earlier, draft)
        if before.text == ",":
            return earlier is not None and self(earlier, draft)
        if draft.bare and any(child.dep_ == "nummod" for child in before.lefts):
            return False
        return any(lemma(token) in self.adverse for token in word.doc[max(0, word.i - _BEFORE) : word.i])


def _gapped(earlier: Token, word: Token) -> bool:
    """*Article 207 was used against 84 men, and Article 208 against nine*: the verb is left out the second time."""
    between = word.doc[earlier.i + 1 : word.i]
    return any(token.text in (",", ";", "and") for token in between) and not any(is_finite(token) for token in between)
