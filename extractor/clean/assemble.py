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


def assemble(source: str, candidates: Sequence[Candidate], *, verbatim: bool = False) -> tuple[str, tuple[Block, ...]]:
    """Build the text and the blocks; between two candidates the source may hold only blanks.

    With ``verbatim`` those blanks are kept as well, instead of an empty line between paragraphs.

    >>> assemble("One.\\n\\nTwo.", [Candidate(0, 4, "One."), Candidate(6, 10, "Two.")])[0]
    'One.\\n\\nTwo.'
    """
    made = _Made(source)
    at = last = 0
    for block in candidates:
        if block.start > at:
            made.gap(at, block.start, keep=verbatim)
        if block.removed is not None:
            made.blocks.append(Block(block.start, block.end, removed=block.removal()))
        elif not _DROPPED.sub("", block.text).strip():
            made.blocks.append(_space(source, block.start, block.end))
        else:
            if made.pieces and not verbatim and not (block.joined and source[last - 1] == " "):
                made.part()
            made.keep(block)
            last = block.end
        at = block.end
    if at < len(source):
        made.gap(at, len(source), keep=verbatim)
    return "".join(made.pieces), tuple(made.blocks)


class _Made:
    """The text and the blocks made so far."""

    def __init__(self, source: str) -> None:
        self.pieces: list[str] = []
        self.blocks: list[Block] = []
        self._source = source
        self._length = 0
        self._plain = source.isascii() and "\r" not in source and "\x00" not in source

    def part(self) -> None:
        """Begin a new paragraph."""
        self.pieces.append(_PART)
        self._length += len(_PART)

    def gap(self, start: int, end: int, *, keep: bool) -> None:
        """Pass over the blanks between two candidates."""
        if keep:
            self.keep(Candidate(start, end, self._source[start:end]))
        else:
            self.blocks.append(_space(self._source, start, end))

    def keep(self, block: Candidate) -> None:
        """Copy a candidate, less its characters without width."""
        source = self._source
        for start, end, kept in [(block.start, block.end, True)] if self._plain else _visible(source, block):
            if not kept:
                self.blocks.append(_space(source, start, end))
                continue
            size = end - start
            self.blocks.append(Block(start, end, self._length, self._length + size, block.role, None, block.doubt))
            self.pieces.append(source[start:end])
            self._length += size


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
