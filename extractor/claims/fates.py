"""What became of those that a figure counts: the dead, the hurt, the tried … are different sets of people."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, ancestors
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

_TOLD = frozenset({"oprd", "acomp", "dobj"})
_ABOVE = 4
_TOKENS = 80  # of a sentence that are looked at
_NONE: frozenset[str] = frozenset()


class Fates:
    """Tells the sets of people and cases apart by the verbs and nouns that they are counted with."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_relations", "part")
        self.named: dict[str, set[str]] = {}
        for name, words in table["fates"].items():
            for word in words:
                self.named.setdefault(word, set()).add(name)
        self.after: dict[str, frozenset[str]] = {name: frozenset(others) for name, others in table["after"].items()}

    def __call__(self, draft: Draft) -> frozenset[str]:
        """The fates that the clause of a figure names: of its verb, its noun, what is told right with it."""
        return self._of(deeds(draft) | {draft.reading.unit or ""})

    def own(self, draft: Draft) -> frozenset[str]:
        """Those of its sentence where its clause names none: *it lists 84 people as political prisoners*."""
        return self(draft) or self._of({lemma(token) for token in draft.sentence.span[:_TOKENS]})

    def agree(self, part: Draft, whole: Draft) -> bool:
        """Whether what is told of a figure can be told of some of a set."""
        told = self(part)
        if not told:
            return True
        known = self.own(whole)
        return not told.isdisjoint(known) or any(self.after.get(name, _NONE) & told for name in known)

    def follow(self, draft: Draft, name: str) -> bool:
        """Whether a figure is told of what may become of a set later: *killed* of those *aboard*."""
        return not self(draft).isdisjoint(self.after[name])

    def _of(self, words: Iterable[str]) -> frozenset[str]:
        return _NONE.union(*(self.named[word] for word in words if word in self.named))


def deeds(draft: Draft) -> set[str]:
    """The verbs and nouns that a figure hangs on, and those that its verb and its noun are told with."""
    anchor = draft.anchor
    if anchor is None:
        return set()
    found: list[Token] = [*_above(anchor), *(c for c in anchor.rights if c.dep_ == "acl")]
    verb = draft.verb
    if verb is not None:
        found += [child for child in verb.rights if child.dep_ in _TOLD]
        # "Went to prison", "stood on trial": the noun says what was done.
        below = (
            child
            for to in verb.rights
            if to.lower_ in ("to", "on", "behind", "in")
            for child in to.rights
            if not child.n_lefts
        )
        found += [child for child in below if child.dep_ == "pobj"]
    return {lemma(token) for token in found}


def _above(anchor: Token) -> Iterator[Token]:
    """The words above a figure, no further than a clause that is coordinated: *19 died and 27 were hurt*."""
    for node in itertools.islice(ancestors(anchor), _ABOVE):
        yield node
        if node.dep_ == "conj" and any(child.dep_ in SUBJECTS for child in node.lefts):
            return
