"""Whom something is done to: *verdicts against 84 men* compare nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE, _FAR = 2, 40


class Adversaries:
    """Tells an *against* that names whom something is done to from one that compares."""

    def __init__(self, rules: RuleSet) -> None:
        self.adverse = frozenset(rules.table("claims_relations", "comparison")["adverse"])

    def __call__(self, word: Token, draft: Draft) -> bool:
        """*Verdicts against 84 men*, *charges were dropped against nine*; *84 cases against 60* are two figures."""
        if word.lower_ != "against" or word.i == 0:
            return False
        before = word.nbor(-1)
        if before.text == ",":
            # "Article 207 was used against 84 men, and Article 208 against nine": the verb is left out.
            earlier = next(
                (t for t in reversed(word.doc[max(0, word.i - _FAR) : word.i]) if t.lower_ == "against"), None
            )
            return earlier is not None and self(earlier, draft)
        if draft.bare and any(child.dep_ == "nummod" for child in before.lefts):
            return False
        return any(lemma(token) in self.adverse for token in word.doc[max(0, word.i - _BEFORE) : word.i])
