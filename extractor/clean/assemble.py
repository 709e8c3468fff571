"""From decided candidates to the article's text and its blocks: an exact partition of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.clean.candidate import Candidate
from extractor.clean.lines import INVISIBLE
from extractor.records import Block, Removal

_EMPTY_RULE = "clean.empty.space"
_DROPPED = re.compile(f"(?:[{INVISIBLE}\r\x00](?<!\u200d)|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff]))+")
_PART = "\n\n"  # what parts two paragraphs


def assemble(source: str, candidates: Sequence[Candidate]) -> tuple[str, tuple[Block, ...]]:
    """Build the text and the blocks; between two candidates the source may hold only blanks.

    >>> assemble("One.\\n\\nTwo.", [Candidate(0, 4, "One."), Candidate(6, 10, "Two.")])[0]
    'One.\\n\\nTwo.'
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    length = at = last = 0
    plain = source.isascii() and "\r" not in source and "\x00" not in source
    for block in candidates:
        if block.start > at:
            blocks.append(_space(source, at, block.start))
        if block.removed is not None:
            blocks.append(Block(block.start, block.end, removed=block.removal()))
        else:
            if pieces and not (block.joined and source[last - 1] == " "):
                pieces.append(_PART)
                length += 2
            for start, end, kept in [(block.start, block.end, True)] if plain else _visible(source, block):
                if not kept:
                    blocks.append(_space(source, start, end))
                    continue
                size = end - start
                blocks.append(Block(start, end, length, length + size, block.role, None, block.doubt))
                pieces.append(source[start:end])
                length += size
            last = block.end
        at = block.end
    if at < len(source):
        blocks.append(_space(source, at, len(source)))
    return "".join(pieces), tuple(blocks)


def _space(source: str, start: int, end: int) -> Block:
    return Block(start, end, removed=Removal("empty", _EMPTY_RULE, source[start:end]))


def _visible(source: str, block: Candidate) -> Iterator[tuple[int, int, bool]]:
    """Pieces of a kept block: runs of characters, and runs that have no width."""
    at = block.start
    for match in _DROPPED.finditer(source, block.start, block.end):
        if match.start() > at:
            yield at, match.start(), True
        yield match.start(), match.end(), False
        at = match.end()
    if at < block.end:
        yield at, block.end, True
