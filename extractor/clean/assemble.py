"""From decided candidates to the article's text and its blocks: an exact partition of the source."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extractor.clean.candidate import Candidate
from extractor.clean.folded import beyond_ascii
from extractor.clean.lines import INVISIBLE
from extractor.records import Block, Removal

_EMPTY_RULE = "clean.empty.space"
WIDTHLESS = re.compile(f"(?:[{INVISIBLE}\r\x00](?<!\u200d)|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff]))+")
_INVISIBLE = frozenset(INVISIBLE)
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
        elif not (made.plain or WIDTHLESS.sub("", block.text).strip()):
            made.blocks.append(_space(source, block.start, block.end))
        else:
            if made.pieces and not verbatim and block.joined != last:
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
        self.plain = "\r" not in source and "\x00" not in source and _INVISIBLE.isdisjoint(beyond_ascii(source))
        self._gaps: dict[str, Removal] = {}

    def part(self) -> None:
        """Begin a new paragraph."""
        self.pieces.append(_PART)
        self._length += len(_PART)

    def gap(self, start: int, end: int, *, keep: bool) -> None:
        """Pass over the blanks between two candidates."""
        if keep:
            self.keep(Candidate(start, end, " "))
        else:
            blank = self._source[start:end]
            removal = self._gaps.get(blank)
            if removal is None:
                removal = self._gaps[blank] = Removal("empty", _EMPTY_RULE, blank)
            self.blocks.append(Block(start, end, removed=removal))

    def keep(self, block: Candidate) -> None:
        """Copy a candidate, less its characters without width."""
        source = self._source
        if self.plain:
            self._copy(block, block.start, block.end)
            return
        for start, end, kept in _visible(source, block):
            if kept:
                self._copy(block, start, end)
            else:
                self.blocks.append(_space(source, start, end))

    def _copy(self, block: Candidate, start: int, end: int) -> None:
        after = self._length + end - start
        self.blocks.append(Block(start, end, self._length, after, block.role, None, block.doubt))
        self.pieces.append(self._source[start:end])
        self._length = after


def _space(source: str, start: int, end: int) -> Block:
    return Block(start, end, removed=Removal("empty", _EMPTY_RULE, source[start:end]))


def _visible(source: str, block: Candidate) -> Iterator[tuple[int, int, bool]]:
    """Pieces of a kept block: runs of characters, and runs that have no width.

    No piece is blank alone, lest it part two paragraphs: a blank at the block's edge goes with what
    has no width there, and before one in its midst that is left where it stands.
    """
    dropped = [(match.start(), match.end()) for match in WIDTHLESS.finditer(source, block.start, block.end)]
    start, end = block.start, block.end
    if block.text.isspace():  # a gap, kept as it is
        yield from _pieces(start, end, dropped)
        return
    leading = 0
    while leading < len(dropped) and not source[start : dropped[leading][0]].strip():
        start = dropped[leading][1]
        leading += 1
    del dropped[:leading]
    while dropped and not source[dropped[-1][1] : end].strip() and not block.text.endswith(" "):
        end = dropped.pop()[0]
    inner = [
        (first, after)
        for (first, after), (following, _) in itertools.pairwise([*dropped, (end, end)])
        if source[after:following].strip()
    ]
    if start > block.start:
        yield block.start, start, False
    yield from _pieces(start, end, inner)
    if end < block.end:
        yield end, block.end, False


def _pieces(at: int, end: int, dropped: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    for first, after in dropped:
        if first > at:
            yield at, first, True
        yield first, after, False
        at = after
    if at < end:
        yield at, end, True
