"""Who holds a figure in a ranking: *followed by theft (31)*, *ahead of Kazakhstan with 28*, *and arson (12)*."""

from __future__ import annotations

import re

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun
from extractor.records import Span

_RANKED = re.compile(r"\b(?:followed (?:closely |distantly )?by|ahead of|trailed by|then(?: came)?)\s", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:\b(?:by|of|then|came|and)\s|,\s)(?:the\s|an?\s)?(?P<holder>(?:(?!and\b|by\b)[\w’'.-]+\s){1,7}?)(?:\(|with\s|on\s|at\s)"
    r"(?:(?:about|some|nearly|almost|only|just|around)\s)?\Z",
    re.IGNORECASE,
)
_WINDOW = 90


def holder(draft: Draft, context: Context) -> Span | None:
    """The phrase that a ranking gives right before a figure, null outside a ranking."""
    sentence = draft.sentence
    lead = sentence.plain[: draft.start - sentence.start]
    first = context.in_sentence(sentence)[0]
    if first is draft or not draft.bare or _RANKED.search(lead, max(0, first.end - sentence.start - _WINDOW)) is None:
        return None
    base = max(0, len(lead) - _WINDOW)
    match = _HOLDER.search(lead[base:])
    if match is None:
        return None
    start = sentence.start + base + match.start("holder")
    end = start + len(match["holder"].rstrip())
    tokens = sentence.tokens(start, end)
    if not tokens or not (is_noun(tokens[-1]) or tokens[-1].tag_ == "VBG"):
        return None
    if any(token.tag_ in ("CD", "VBD", "VBZ", "VBP", "MD") for token in tokens):
        return None
    return sentence.slice(start, end)
