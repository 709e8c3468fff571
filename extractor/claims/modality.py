"""Whether an event is denied, and how its clause puts it: asserted, planned, possible, conditional, demanded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.grammar import is_verb
from extractor.claims.grammar import subject as subject_of
from extractor.records import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


class ModalityReader:
    """Reads the negation and the modality of a predicate."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.aspect = frozenset(table["aspect"])
        self.governing: list[tuple[frozenset[str], Modality]] = [
            (frozenset(words), name) for name, words in table["modality"].items()
        ]
        self.own: dict[str, Modality] = table["own"]
        self.denying = frozenset(table["denying"])
        self.auxiliaries: dict[str, Modality] = table["auxiliary"]

    def __call__(self, token: Token) -> Modality:
        """How the clause puts the event: asserted unless an auxiliary or a governing verb says else."""
        for child in token.children:
            if child.dep_ == "aux" and child.lower_ in self.auxiliaries:
                return self.auxiliaries[child.lower_]
            if child.dep_ == "mark" and child.lower_ in ("if", "unless"):
                return "conditional"
        node = token
        while node.dep_ in ("xcomp", "conj", "acl", "ccomp", "pcomp") and node.head != node:
            if node.dep_ == "acl" and node.tag_ in ("VBN", "VBD"):
                break  # "the plan backed by 84 firms": what was done with a plan
            child, node = node, node.head
            word = lemma(node)
            for words, name in self.governing:
                if word in words:
                    return name
            if word == "be" and child.dep_ == "xcomp":
                return "planned"
            if word not in self.aspect and child.dep_ != "conj":
                break
        return self.own.get(lemma(token), "asserted")

    def negated(self, token: Token) -> bool:
        """*Did not pay*, *failed to pay*, *no one among the 12 paid*."""
        for child in token.children:
            if child.dep_ == "neg":
                return True
        if token.dep_ == "xcomp" and (
            lemma(token.head) in self.denying or any(c.lower_ == "yet" for c in token.head.rights if c.i < token.i)
        ):
            return True
        holder = subject_of(token) if is_verb(token) else None
        return holder is not None and (
            holder.lower_ in ("none", "nobody", "nothing")
            or any(c.lower_ == "no" and c.dep_ == "det" for c in holder.children)
        )
