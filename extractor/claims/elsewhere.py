"""Phrases of a sentence that are about another figure than the one in hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.claims.draft import Draft
from extractor.claims.grammar import is_subject
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_THAN = ("as", "than")
_APART = re.compile(r"(?:[,;–—]| and| while) \w+ (?:the |an? )?\Z")
_ON = re.compile(
    r"[,:–—]?\s+(?:there (?:were|was|have been|are) |it was |(?:about|some|only|just|another) )?\Z", re.IGNORECASE
)


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


def of_item(offset: int, later: list[Draft]) -> bool:
    """*84 for racist chanting and nine for fighting*: whether a phrase stands right behind a later number alone."""
    return any(other.bare and 0 <= offset - other.reach <= 1 for other in later)


def of_aside(draft: Draft, offset: int) -> bool:
    """*84 for theft (against 71 in 2023), 31 for fraud*: whether a phrase stands beyond the brackets of a figure."""
    if offset < draft.end:
        return False
    base = draft.sentence.start
    between = draft.sentence.plain[draft.end - base : offset - base]
    return ")" in between and between.find("(") not in range(between.find(")"))


def leads_on(draft: Draft, phrase: Span, later: list[Draft]) -> bool:
    """*For theft they imposed 84 sentences, for fraud 31*: whether a phrase behind a figure opens the next count."""
    if phrase.start < draft.end:
        return False
    after = next((other for other in later if other.start >= phrase.end), None)
    if after is None:
        return False
    base, plain = draft.sentence.start, draft.sentence.plain
    if not _APART.search(plain[draft.end - base : phrase.start - base]):
        return False
    return _ON.match(plain[phrase.end - base : after.start - base]) is not None
