"""Phrases of a sentence that are about another figure than the one in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.claims.draft import Draft
from extractor.claims.grammar import is_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_THAN = ("as", "than")


def of_comparison(token: Token) -> bool:
    """*Twice as high as for theft*, *the lowest for any run-off*: whether it leads to what another figure is about."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    least = before.tag_ == "JJS" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "any"
    return least or before.text in _THAN


def of_compared(offset: int, compared: list[Draft]) -> bool:
    """*Five years, compared with nine for theft*: whether a phrase stands right behind the second figure."""
    return any(0 <= offset - other.reach <= 1 for other in compared)


def of_part(draft: Draft, offset: int, path: list[Token], later: list[Draft]) -> bool:
    """*84 cases, of which 12 were for theft*: whether a relative clause tells of another figure."""
    parts = [d.anchor for d in later if d.start < offset and d.anchor is not None and is_subject(d.anchor)]
    clauses = [node for node in path if node.dep_ == "relcl"] if parts else []
    return any(part.head == clause and part != draft.anchor for part in parts for clause in clauses)
