"""Decide block by block: kept, removed or in doubt, from the evidence and the neighbourhood."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.evidence import DOUBTS, REMOVES, TextEvidence, coded_signs, own_voice, weigh
from extractor.clean.plea import empty_boxes, end_plea
from extractor.clean.shape import is_prose, key
from extractor.records import Doubt
from extractor.rules import RuleSet

_ASKING = ("donation", "subscription", "newsletter")
_SPOKEN = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our|[Ww]e[’']\w+|[Yy]ou[’']\w+)\b")
_TO_READER = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ou[’']\w+)\b")
_GROWTH = 0.4
_GROWTH_LONG = 0.6
_BRIEF = 300
_REACH, _BESIDE = 4, 2
_AD = re.compile(r"\W*(?:advertisements?|advertising|ad)\W*$", re.I)
_SLOGAN = 60
_REPEAT_LENGTH = 60
_ABOUT = re.compile(r"\W*about (?:the )?(?:authors?|writers?|reporters?)\W*$", re.I)
_NOTE = re.compile(r"(?:[A-Z][\w.’'-]+ ){2,5}(?:is|has|was|covers|edits|writes|reports|works|worked|joined|lives)\b")
_POLL = re.compile(r"\W*(?:poll|vote|survey)\b", re.I)
_ANSWER = re.compile(
    r"[^.!?\d]{1,40}[\s:–—-]\(?\d{1,3}(?:\.\d)? ?%\)?$|\d[\d,.]* (?:votes?|answers?|responses?)\W*$", re.I
)


class Judge:
    """Fills in the decisions of a list of candidates, in place."""

    def __init__(self, rules: RuleSet, evidence: TextEvidence) -> None:
        self._evidence = evidence
        self._labels = frozenset(rules.table("clean_furniture", "labels"))
        learned = rules.table("clean_furniture", "learned")
        self._learned = Sign(learned["reason"], 1.0, learned["id"])
        self._coded = coded_signs(rules)

    def weigh(self, candidates: Sequence[Candidate]) -> None:
        """Judge each block by its own evidence."""
        begun = False
        for block in candidates:
            if not block.weighed and not sum(sign.weight for sign in block.signs) >= REMOVES:
                block.signs.extend(self._evidence(block.text))
            if block.signs:
                barred = self._evidence.above if begun else self._evidence.below
                block.signs = [sign for sign in block.signs if sign.rule not in barred]
                _decide(block)
            if not begun:
                begun = block.removed is None and is_prose(block.text)
        credits = [i for i, block in enumerate(candidates) if block.doubt and block.doubt.reason == "byline"]
        if not credits:
            return
        sure = [i for i, block in enumerate(candidates) if block.kept and not block.doubt and is_prose(block.text)]
        for index in credits:
            block = candidates[index]
            if block.doubt and sure and index > sure[-1]:
                block.removed = next(sign for sign in block.signs if sign.rule == block.doubt.rule)
            block.doubt = None  # above the last paragraph it is the article that speaks of a writer

    def name_outlet(self, candidates: Iterable[Candidate], outlet: str) -> None:
        """Judge again the blocks in which the outlet speaks of itself."""
        for block in candidates:
            if block.kept and (signs := self._evidence.of_outlet(block.text, outlet)):
                block.signs.extend(signs)
                _decide(block)

    def grow(self, candidates: Sequence[Candidate]) -> None:
        """Let an appeal take in the neighbours that carry on with it."""
        sign = self._coded.get("appeal.grown")
        end_plea(candidates, self._evidence.opens, sign)
        empty_boxes(candidates, sign)
        seeds = [i for i, block in enumerate(candidates) if block.removed and block.removed.reason in _ASKING]
        if not sign or not seeds:
            return
        for step in (1, -1):
            for seed in seeds:
                index = seed + step
                while 0 <= index < len(candidates) and _carries_on(candidates[index]):
                    candidates[index].remove(sign)
                    index += step
        for left, right in itertools.pairwise(seeds):
            if right - left <= _REACH:
                for block in candidates[left + 1 : right]:
                    spoken = _SPOKEN if right - left == _BESIDE else _TO_READER
                    if block.kept and spoken.search(own_voice(block.text)) and not _told(block):
                        block.remove(sign)

    def trim_header(self, candidates: Sequence[Candidate], title: Candidate | None) -> None:
        """Remove section names above the article and the later copies of its title."""
        for block in candidates:
            if is_prose(block.text):
                break
            label = self._coded.get("navigation.label")
            if label and block.kept and block is not title and key(block.text) in self._labels:
                block.remove(label)
        sign = self._coded.get("duplicate.title")
        if title and sign:
            same = key(title.text)
            for block in candidates:
                if (
                    block is not title
                    and block.kept
                    and len(block.text) < 2 * len(title.text)
                    and key(block.text) == same
                ):
                    block.remove(sign)

    def drop_advertised(self, candidates: Sequence[Candidate], *, page: bool) -> None:
        """Remove what the label of an advertisement stands over."""
        sign = self._coded.get("navigation.advertised")
        for label, block in itertools.pairwise(candidates):
            if (page or block.doubt) and sign and block.kept and block.role != "title" and _AD.match(label.text):
                own = page and block.node == label.node and len(block.text) <= _SLOGAN and not is_prose(block.text)
                if block.doubt or own:
                    block.remove(sign)

    def drop_answers(self, candidates: Sequence[Candidate]) -> None:
        """Remove what goes with the removed line above it: the note on an author, the answers of a poll."""
        above: Candidate | None = None
        asked = False
        for block in candidates:
            sign = above.removed if above else None
            if above and sign:
                put = above.text[-1] == "?" and (sign.reason == "navigation" or bool(_POLL.match(above.text)))
                asked = put or (bool(_ANSWER.match(above.text)) and (asked or sign.reason == "navigation"))
                answer = asked and _ANSWER.match(block.text)
                note = _ABOUT.match(above.text) and _NOTE.match(block.text)
                if block.kept and block.role != "title" and (answer or note):
                    block.remove(sign)
            else:
                asked = False
            above = block

    def drop_learned(self, candidates: Iterable[Candidate], is_repeated: Callable[[str], bool]) -> None:
        """Remove the blocks that come again in article after article of the outlet."""
        for block in candidates:
            if block.kept and block.role != "title" and is_repeated(block.text):
                block.remove(self._learned)

    def drop_repeats(self, candidates: Iterable[Candidate]) -> None:
        """Remove a paragraph that has been kept before, word for word."""
        sign = self._coded.get("duplicate.paragraph")
        if sign is None:
            return
        seen: set[str] = set()
        for block in candidates:
            text = block.text
            if len(text) >= _REPEAT_LENGTH and block.removed is None and block.role in ("paragraph", "standfirst"):
                if text in seen:
                    block.remove(sign)
                seen.add(text)


def _decide(block: Candidate) -> None:
    if not block.signs or block.role == "title":
        return
    total, sign = weigh(block.signs)
    if sign and total >= REMOVES:
        block.removed, block.doubt = sign, None
    elif sign and total >= DOUBTS:
        block.doubt = Doubt(sign.reason, sign.rule)


def _carries_on(block: Candidate) -> bool:
    if not block.kept or block.role == "title":
        return False
    asking = sum(sign.weight for sign in block.signs if sign.reason in _ASKING)
    return asking >= (_GROWTH if len(block.text) <= _BRIEF else _GROWTH_LONG)


def _told(block: Candidate) -> bool:
    return any(sign.weight < 0 for sign in block.signs)
