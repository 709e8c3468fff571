"""A very long article is read window by window, so that no more than one is ever held parsed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from extractor.annotate.split import sentences
from extractor.records import Block, CleanArticle, Paragraph

_LONGEST = 300_000  # characters; an ordinary article has a few thousand


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
