"""A very long article is read window by window, so that no more than one is ever held parsed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from extractor.annotate.analysis import Analysis
from extractor.annotate.split import sentences
from extractor.records import Block, Claim, CleanArticle, NumberMention, Paragraph, digest

_LONGEST = 300_000  # characters; an ordinary article has a few thousand
_LAYERS = ("dates", "legal_references", "entities", "places", "attributions", "numbers")


def windows(article: CleanArticle, longest: int = _LONGEST) -> list[CleanArticle]:
    """The article itself, or, when it is very long, views of it with a part of its paragraphs each.

    All have the whole text, so that offsets stay what they are. A paragraph is cut, between two
    sentences, only when it is longer than a window.
    """
    if len(article.text) <= longest:
        return [article]
    found: list[list[Block]] = []
    room = 0
    for paragraph in article.paragraphs():
        for start, end in _pieces(article.text, paragraph, longest):
            if end - start > room or not found:
                found.append([])
                room = longest
            room -= end - start
            found[-1].append(Block(0, 0, start, end, role=paragraph.role, doubt=paragraph.doubt))
    return [dataclasses.replace(article, blocks=tuple(blocks)) for blocks in found]


def _pieces(text: str, paragraph: Paragraph, longest: int) -> Iterator[tuple[int, int]]:
    if paragraph.end - paragraph.start <= longest:
        yield paragraph.start, paragraph.end
        return
    first = last = paragraph.start
    for start, end in sentences(text, paragraph.start, paragraph.end):
        if end - first > longest and last > first:
            yield first, last
            first = start
        last = end
    yield first, paragraph.end


def joined(article: CleanArticle, parts: Sequence[tuple[Analysis, Sequence[Claim]]]) -> tuple[Analysis, list[Claim]]:
    """The layers and the claims of all windows as those of one article."""
    if len(parts) == 1:
        analysis, claims = parts[0]
        return analysis, list(claims)
    whole = Analysis(article, [])
    found: list[Claim] = []
    used: set[str] = set()
    for analysis, claims in parts:
        new = {claim.id: _unused(claim.id, used) for claim in claims}
        used.update(new.values())
        found += [_renamed(claim, new) for claim in claims]
        analysis.numbers = [_numbered(number, new) for number in analysis.numbers]
        for layer in _LAYERS:
            getattr(whole, layer).extend(getattr(analysis, layer))
    return whole, found


def _unused(claim_id: str, used: set[str]) -> str:
    """An id that no earlier window gave to an equal number in an equal sentence."""
    new, count = claim_id, 1
    while new in used:
        count += 1
        new = digest(claim_id, str(count))
    return new


def _renamed(claim: Claim, new: dict[str, str]) -> Claim:
    if all(old == name for old, name in new.items()):
        return claim
    relations = tuple(dataclasses.replace(r, claim_id=new.get(r.claim_id, r.claim_id)) for r in claim.relations)
    return dataclasses.replace(claim, id=new[claim.id], relations=relations)


def _numbered(number: NumberMention, new: dict[str, str]) -> NumberMention:
    if number.claim_id is None or new.get(number.claim_id, number.claim_id) == number.claim_id:
        return number
    return dataclasses.replace(number, claim_id=new[number.claim_id])
