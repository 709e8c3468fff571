"""Find the blocks that break a report's register: they speak to the reader, for the newsroom, and offer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.evidence import REMOVES, own_voice
from extractor.clean.judge import is_prose
from extractor.records import Doubt
from extractor.rules import RuleSet

_ID = "clean.register.break"
_DOUBTS = 0.8
_LONGEST = 500
_SPOKEN = ("you", "You", "YOU", " we ", "We ", "we’", "We’", "we'", "We'", " us", " our", "Our ", "OUR")
_FEW, _SHARE = 2, 0.15
_SPEAKERS = ("second", "first")  # marks without which the others are not asked


class RegisterJudge:
    """Weighs a block's marks (tables ``mark`` and ``points``) against the habits of the whole text."""

    def __init__(self, rules: RuleSet) -> None:
        self._sign = Sign("donation", 1.0, _ID) if rules.has(_ID) else None
        self._points: dict[str, float] = rules.table("clean_register", "points")
        self._marks = {name: re.compile(text) for name, text in rules.table("clean_register", "mark").items()}

    def __call__(self, blocks: Sequence[Candidate]) -> None:
        """Remove or doubt, in place, the blocks that break the register of the others."""
        if self._sign is None:
            return
        prose = [block for block in blocks if block.kept and is_prose(block.text)]
        spoken = [(block, self._speakers(block)) for block in blocks if block.kept and _speaks(block.text)]
        most = max(_FEW, _SHARE * len(prose))
        ignored = {
            name for name in _SPEAKERS if sum(name in seen for block, seen in spoken if is_prose(block.text)) > most
        }
        begun = blocks.index(prose[0]) if prose else len(blocks)
        below = {id(block) for block in blocks[begun:]}
        for block, seen in spoken:
            if seen - ignored:
                self._decide(block, seen, ignored, doubts=id(block) in below)

    def _decide(self, block: Candidate, spoken: frozenset[str], ignored: set[str], *, doubts: bool) -> None:
        if len(block.text) > _LONGEST or block.role == "title":
            return
        voice = own_voice(block.text)
        if "told" in self._marks and self._marks["told"].search(voice):
            return
        others = (name for name, pattern in self._marks.items() if name not in _SPEAKERS and pattern.search(voice))
        seen = (spoken | frozenset(others)) - ignored
        total = round(sum(self._points.get(name, 0.0) for name in seen), 4)
        if total >= REMOVES and self._sign:
            block.removed, block.doubt = self._sign, None
            block.signs.append(self._sign)
        elif total >= _DOUBTS and doubts and not block.doubt:
            block.doubt = Doubt("donation", _ID)

    def _speakers(self, block: Candidate) -> frozenset[str]:
        voice = own_voice(block.text)
        return frozenset(
            name for name in _SPEAKERS if (pattern := self._marks.get(name)) is not None and pattern.search(voice)
        )


def _speaks(text: str) -> bool:
    return any(word in text for word in _SPOKEN)
