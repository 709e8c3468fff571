"""Find the blocks that break a report's register: they speak to the reader, for the newsroom, and offer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.evidence import REMOVES, own_voice
from extractor.clean.lines import SENTENCE, TOLD, part
from extractor.clean.prefilter import Prefilter
from extractor.clean.shape import is_prose
from extractor.records import Doubt
from extractor.rules import RuleSet

_ID = "clean.register.break"
_DOUBTS = 0.8
_LONGEST = 500
_SPOKEN = ("you", "You", "YOU", " we ", "We ", "we’", "We’", "we'", "We'", " us", " our", "Our ", "OUR", "?")
_FEW, _SHARE = 2, 0.15
_SPEAKERS = ("second", "first")  # marks without which the others are not asked
_BOX = 260  # characters: a line no longer than that, in which nothing is told, is one thing
_REPORTED = 0.3  # the share of a line that must say nothing suspect, for the rest to be cut out of it
_SELF = re.compile(r"\bI [a-z]")  # an author who says "I"
_OFTEN = 30.0
_MUCH = 0.67  # the share of a page that must be told without "we" and "you"
_ACTS = ("offer", "press")
_LEANING = frozenset((*_SPEAKERS, "order"))
_SELLS = frozenset(("first", "offer", "noise"))


def _size(blocks: Iterable[Candidate]) -> int:
    return sum(len(block.text) for block in blocks)


class RegisterJudge:
    """Weighs a block's marks (tables ``mark`` and ``points``) against the habits of the whole text."""

    def __init__(self, rules: RuleSet) -> None:
        self._sign = Sign("donation", 1.0, _ID) if rules.has(_ID) else None
        self._points: dict[str, float] = rules.table("clean_register", "points")
        self._marks = [(name, re.compile(text)) for name, text in rules.table("clean_register", "mark").items()]
        self._persons = [(name, pattern) for name, pattern in self._marks if name in _SPEAKERS]
        self._speaking = Prefilter([pattern for _, pattern in self._persons], often=_OFTEN)
        self._named = Prefilter([pattern for _, pattern in self._marks], often=_OFTEN)

    def __call__(self, blocks: list[Candidate], *, page: bool) -> None:
        """Remove or doubt, in place, the blocks that break the register of the others.

        A line in which such sentences stand among others is cut into several blocks. On a page, whose
        markup has told most of them apart, one must offer something or speak of the newsroom.
        """
        if self._sign is None:
            return
        spoken = self._spoken(blocks)
        if not any(spoken.values()):
            return
        prose = [block for block in blocks if block.kept and is_prose(block.text)]
        ignored = self._habits([(block, spoken.get(id(block), frozenset())) for block in prose])
        silent = [block for block in prose if not spoken.get(id(block))]
        if page and _size(silent) < _MUCH * _size(prose):
            return  # the page is written in that voice
        places = {id(block): index for index, block in enumerate(blocks)}
        begun = places[id(prose[0])] if prose else len(blocks)
        ended = places[id(silent[-1])] if silent else len(blocks)
        judged: list[Candidate] = []
        for index, block in enumerate(blocks):
            if not spoken.get(id(block), ignored) - ignored or block.role == "title":
                judged.append(block)
                continue
            if page and (block.anchored or not self._acts(block.text)):
                judged.append(block)
                continue
            for piece in self._pieces(block, ignored):
                self._decide(piece, ignored, below=index >= begun, foot=index > ended)
                judged.append(piece)
        blocks[:] = judged

    def _spoken(self, blocks: Iterable[Candidate]) -> dict[int, frozenset[str]]:
        """Who speaks in the blocks that may speak, by the block's identity."""
        kept = [block for block in blocks if block.kept]
        texts = "\n".join([block.text for block in kept])
        words = [word for word in _SPOKEN if word in texts]
        return {id(block): self._speakers(block) for block in kept if any(map(block.text.__contains__, words))}

    def _habits(self, prose: list[tuple[Candidate, frozenset[str]]]) -> set[str]:
        """The persons in which the text speaks anyway: a column or a letter breaks no register."""
        most = max(_FEW, _SHARE * len(prose))
        plain = [seen for block, seen in prose if seen and not self._acts(block.text)]
        usual = {name for name in _SPEAKERS if sum(name in seen for seen in plain) > most}
        told = sum(1 for block, _ in prose if " I " in block.text and _SELF.search(own_voice(block.text)))
        if told >= _FEW or (usual and sum("first" in seen for seen in plain) >= _FEW):
            usual.update(name for name in _SPEAKERS if name == "first" or sum(name in seen for seen in plain) >= _FEW)
        return usual

    def _decide(self, block: Candidate, ignored: set[str], *, below: bool, foot: bool) -> None:
        if not block.kept or len(block.text) > _LONGEST:
            return
        seen = self._seen(own_voice(block.text)) - ignored
        if "told" in seen or seen.isdisjoint(_SPEAKERS):
            return
        total = self._total(seen)
        if self._sign and (total >= REMOVES or (total >= _DOUBTS and foot and not seen.isdisjoint(_SELLS))):
            block.removed, block.doubt = self._sign, None
            block.signs.append(self._sign)
        elif total >= _DOUBTS and below and not block.doubt:
            block.doubt = Doubt("donation", _ID)

    def _pieces(self, block: Candidate, ignored: set[str]) -> Iterator[Candidate]:
        """A block, or what it is cut into where sentences that speak to the reader are glued to a report's."""
        voice = own_voice(block.text)
        if len(voice) <= _BOX and not TOLD.search(voice):
            yield block
            return
        cuts = [0, *(match.end() for match in SENTENCE.finditer(block.text)), len(block.text)]
        marks = [self._seen(voice[a:b]) - ignored for a, b in itertools.pairwise(cuts)]
        junk = ["told" not in seen and not seen.isdisjoint(_LEANING) for seen in marks]
        edges = [0, *(i for i in range(1, len(junk)) if junk[i] != junk[i - 1]), len(junk)]
        runs = [
            (cuts[a], cuts[b], junk[a] and self._total(frozenset().union(*marks[a:b])) >= REMOVES)
            for a, b in itertools.pairwise(edges)
        ]
        clean = sum(b - a for a, b, speaks in runs if not speaks)
        if len(runs) == 1 or clean < _REPORTED * len(voice) or not any(speaks for _, _, speaks in runs):
            yield block
            return
        start = 0
        for (_, end, speaks), (_, _, then) in itertools.pairwise([*runs, (0, 0, None)]):
            if speaks is not then:
                yield part(block, start, end)
                start = end

    def _acts(self, text: str) -> bool:
        """Whether a block offers something or speaks of the newsroom: what an appeal does, and no column."""
        return bool(self._seen(text, _ACTS))

    def _total(self, seen: frozenset[str]) -> float:
        if seen.isdisjoint(_SPEAKERS):
            return 0.0
        return round(sum(self._points.get(name, 0.0) for name in seen), 4)

    def _seen(self, voice: str, names: Container[str] | None = None) -> frozenset[str]:
        found = (self._marks[index] for index in self._named(voice))
        return frozenset(name for name, pattern in found if (names is None or name in names) and pattern.search(voice))

    def _speakers(self, block: Candidate) -> frozenset[str]:
        voice = own_voice(block.text)
        found = (self._persons[index] for index in self._speaking(voice))
        return frozenset(name for name, pattern in found if pattern.search(voice))
