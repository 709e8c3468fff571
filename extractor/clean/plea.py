"""A plea of several paragraphs: what follows a line that opens one and goes on in its voice."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.evidence import ASKING, own_voice
from extractor.clean.shape import is_prose

_SPEAKS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|[Yy]ou|[Yy]ours?|I|[Mm]y)\b(?![.]\w)")
_SAID = re.compile(r"\b(?:said|says|told|tells|according to|added)\b")
_GIVES = re.compile(
    r"\b(?:donate|chip in|support us|your (?:support|money)|(?:your|every|any) (?:donation|contribution|gift))\b",
    re.I,
)
_GIVING = ("donation", "subscription")
_OPENER = 200  # characters: a longer block pleads by itself
_ASIDE = 220  # characters of a line without "we" and "you" within a plea
_ASIDES = 3  # such lines in a row
_REACH = 14  # blocks
_ORNAMENT = re.compile(r"(?=.{2,30}$)[\s*_=~—–─•·+#-]{2,}$")
_FRAMED, _BOX = 8, 600  # blocks and characters of a box between ornaments
_FEW, _SHARE = 2, 0.15


def end_plea(blocks: Sequence[Candidate], opens: AbstractSet[str], sign: Sign | None) -> None:
    """Remove, in place, what a line that opens a plea stands over, as far as it is spoken to the reader.

    A line in which nobody speaks goes when the plea goes on right after it. Where somebody is said to
    have said something, the article goes on. An article that says "we" throughout opens nothing, nor does
    a line below which nothing is asked of the reader: the plea ends with the last that asks.
    """
    if sign is None or not any(block.removed and block.removed.rule in opens for block in blocks):
        return
    for index, block in enumerate(blocks):
        if block.removed and block.removed.rule in opens and len(block.text) <= _OPENER:
            spoken = _spoken(blocks[index + 1 : index + 1 + _REACH])
            if spoken and not _says_we(blocks, spoken):
                for other in spoken:
                    if other.kept:
                        other.remove(sign)


def empty_boxes(blocks: Sequence[Candidate], sign: Sign | None) -> None:
    """Remove, in place, what stands between two ornaments, or below one at the foot, with an appeal."""
    rules = [index for index, block in enumerate(blocks) if _ORNAMENT.match(block.text)]
    if sign is None or not rules:
        return
    for first, last in itertools.pairwise([*rules, len(blocks)]):
        box = blocks[first + 1 : last]
        asked = [i for i, block in enumerate(box) if block.removed and block.removed.reason in ASKING]
        if not asked or len(box) > _FRAMED:
            continue
        left = [block for block in box[: asked[-1]] if block.kept]
        plain = sum(len(block.text) for block in left) <= _BOX and not any(_is_told(block) for block in left)
        if plain and (box[0].removed or _speaks(box[0])) and not _says_we(blocks, box):
            for block in left:
                block.remove(sign)


def _spoken(blocks: Sequence[Candidate]) -> list[Candidate]:
    """The blocks in which a plea goes on, down to the last that asks the reader to give."""
    spoken: list[Candidate] = []
    asides: list[Candidate] = []
    asked = 0
    for block in blocks:
        if block.removed is not None:
            if block.removed.reason not in (*ASKING, "navigation"):
                break
        elif _is_told(block):
            break
        elif not _speaks(block) and not _GIVES.search(own_voice(block.text)):
            asides.append(block)
            if len(asides) > _ASIDES or len(block.text) > _ASIDE:
                break
            continue
        spoken += [*asides, block]
        asides.clear()
        if block.removed.reason in _GIVING if block.removed else _GIVES.search(own_voice(block.text)):
            asked = len(spoken)
    return spoken[:asked]


def _says_we(blocks: Sequence[Candidate], plea: Sequence[Candidate]) -> bool:
    """Whether an article speaks in the first person, or to the reader, outside the plea as well."""
    apart = (block for block in blocks if block.end <= plea[0].start or block.start >= plea[-1].end)
    prose = [block for block in apart if block.kept and is_prose(block.text)]
    return sum(_speaks(block) for block in prose) > max(_FEW, _SHARE * len(prose))


def _is_told(block: Candidate) -> bool:
    return block.role == "title" or bool(_SAID.search(own_voice(block.text)))


def _speaks(block: Candidate) -> bool:
    return bool(_SPEAKS.search(own_voice(block.text)))
