"""The masthead of a scraped text: the line above the title that names its outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.clean.candidate import Candidate
from extractor.clean.shape import is_prose
from extractor.records import MetadataValue
from extractor.rules import RuleSet

_HEADER = 14
_ENOUGH = 2.0
_SHORTEST, _TWICE = 4, 2
_LONGEST = 5  # words
_LISTED = re.compile(r"\s[|·•~/»>]\s|\s{2,}|\t")
_SEGMENT = re.compile(r"\s*[|·•~/»>–—]\s*|\s{2,}|\t| - |, ")
_PARTICLE = "of|and|the|&|de|del|della|di|du|da|do|la|le|el|en|et|der|die|das|und|van|y|e|i"
_NAME = re.compile(
    r"(?!(?:By|From|Updated|Published) )(?:The |the )?[A-Z][\w’'&.-]*"
    rf"(?: (?:(?:{_PARTICLE})(?!\w)|[A-Z][\w’'&-]*)){{0,4}}(?: in [A-Z][a-z]+$)?"
)
_CAPITALS = re.compile(r"[A-Z][A-Z’'&-]+(?: (?:[A-Z][A-Z’'&-]+|&))+(?= [A-Z][a-z])")
_MOTTO = re.compile(r"\W*(?P<name>[A-Z][\w’'&-]*(?: [A-Z&][\w’'&-]*){0,3}) ?[–—|] ?[a-z]")
_EDITION = re.compile(r"\s*\([^()]{2,24}\bedition\)$", re.I)
_SUFFIX = re.compile(r"\s[|·–—-]\s(?P<name>[^|·–—]{2,60})$")
_TRAIL = re.compile(r"\W*home\s*[/>»›]", re.I)  # the way to the page through its sections
_ASKED = re.compile(r"(?:Keep|Help|Save|Support|Back|Join|Follow|Donate to|Subscribe to) (?=(?:[Tt]he )?[A-Z])")
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_SECTION = "clean.masthead.section"
_DAY = re.compile(r"\b(?:19|20)\d\d\b")
_TELLING = re.compile(r"[^\W\d_]{4,}")
_OWN = ("byline", "donation", "subscription", "newsletter")  # removed lines in which an outlet speaks of itself
_SMALL = frozenset(_PARTICLE.split("|")) | {"for", "in"}


class MastheadReader:
    """Finds the name in the masthead: a line above the title that is named like a paper, or that returns."""

    def __init__(self, rules: RuleSet) -> None:
        self._nouns = frozenset(rules.table("clean_metadata", "outlet_nouns"))
        self._openers = frozenset(rules.table("clean_metadata", "outlet_openers"))
        self._labels = frozenset(rules.table("clean_furniture", "labels"))
        self._on = rules.has("clean.masthead.outlet")
        self._sectioned = rules.has(_SECTION)

    def __call__(self, blocks: Sequence[Candidate], title: Candidate | None, source: str) -> MetadataValue | None:
        """The outlet, null where there is no title or no line above it is surely a masthead."""
        if title is None or not self._on:
            return None
        best: tuple[float, MetadataValue] | None = None
        lowered = source.casefold()
        signed = _SUFFIX.search(title.text)
        for index, block in enumerate(blocks[:_HEADER]):
            if block is title:
                break
            if _TRAIL.match(block.text):
                continue
            motto = _MOTTO.match(block.text) if has_motto(blocks, index) else None
            pieces = [motto["name"]] if motto else segments(block.text)
            for bare in pieces:
                name = name_in(bare, first=index == 0)
                score = self._score(name, index, lowered)
                alone = index == 0 and name == bare and self._stands_alone(name, blocks, title, only=len(pieces) == 1)
                if motto or alone:
                    score = max(score, _ENOUGH)
                rule = "clean.masthead.outlet"
                if score < _ENOUGH and index == 0 and name == bare == pieces[0] and self._heads_section(pieces):
                    score, rule = _ENOUGH, _SECTION
                if signed and name and signed["name"].casefold() == name.casefold():
                    score = max(score, _ENOUGH + 1)
                if score >= _ENOUGH and (best is None or score > best[0]):
                    start = block.start + max(0, block.text.lower().find(name.lower()))
                    proper = cased(name, source)
                    best = (score, MetadataValue(proper, "text", rule, start, start + len(name)))
        return best[1] if best else None

    def _heads_section(self, pieces: Sequence[str]) -> bool:
        """Whether the first piece of a line stands before the name of a section and a day."""
        name = pieces[0].split()
        section = any(piece.lower() in self._labels for piece in pieces[1:]) and pieces[0].lower() not in self._labels
        return self._sectioned and section and len(name) > 1 and bool(_DAY.search(pieces[-1]))

    def _score(self, name: str, index: int, lowered: str) -> float:
        words = name.lower().split()
        if not words or len(words) > _LONGEST or name.lower() in self._labels or len(name) < _SHORTEST:
            return 0.0
        bare = name.removeprefix("The ").removeprefix("the ")
        again = lowered.count(bare.casefold()) if len(words) > 1 else 0
        named = len(words) > 1 and (words[-1].rpartition("-")[2] in self._nouns or words[0] in self._openers)
        return 2.0 * named + 2.0 * (again > 1) + (0.5 if index == 0 else 0.0)

    def _stands_alone(self, name: str, blocks: Sequence[Candidate], title: Candidate, *, only: bool) -> bool:
        """Whether the first line is a name by itself that what follows bears out.

        A word must come again; a name of several words stands over another line that is no title, or has
        a word in common with a byline, a copyright or an appeal.
        """
        if len(name) < _SHORTEST or name.lower() in self._labels:
            return False
        rest = [block for block in blocks[1:] if block is not title]
        if " " not in name:
            word = re.compile(rf"\b{re.escape(name)}\b", re.I if name.isupper() else 0)
            return sum(1 for block in rest if word.search(block.text)) >= _TWICE
        if blocks[1] is not title and (only or _is_bar(blocks[1])):
            return True
        own = " ".join(b.text for b in rest if b.removed is not None and b.removed.reason in _OWN).casefold()
        return only and any(re.search(rf"\b{word}\b", own) for word in _TELLING.findall(name.casefold()))


def has_motto(blocks: Sequence[Candidate], index: int) -> bool:
    """Whether a line is a masthead with its motto: *LANTERN — the light on the water*.

    The name is in capitals, or another of the first lines is signed with it.
    """
    match = _MOTTO.match(blocks[index].text)
    if match is None:
        return False
    signed = (_SUFFIX.search(block.text) for block in blocks[:_HEADER] if block is not blocks[index])
    return (index == 0 and match["name"].isupper()) or any(s and s["name"] == match["name"] for s in signed)


def is_name(line: str) -> bool:
    """Whether a line is a name and nothing else."""
    pieces = segments(line)
    return len(pieces) == 1 and name_in(pieces[0]) == pieces[0]


def name_in(segment: str, *, first: bool = False) -> str:
    """The name with which a piece of a line begins; the first line of a text may be in small letters."""
    segment = _ASKED.sub("", segment)
    match = _CAPITALS.match(segment) or _NAME.match(segment.title() if first and segment.islower() else segment)
    return match[0].strip(" .-") if match else ""


def segments(line: str) -> list[str]:
    """The pieces of a header line, parted by bars, dots or commas, less the ornaments around them."""
    return [_EDGES.sub("", piece) for piece in _SEGMENT.split(_EDITION.sub("", line))]


def _is_bar(block: Candidate) -> bool:
    """Whether a line under the masthead is a row of sections or a stamp, not prose."""
    return len(_LISTED.findall(block.text)) >= _TWICE and not is_prose(block.text)


def cased(name: str, source: str) -> str:
    """A masthead in capitals as the text writes it elsewhere, else with initial capitals."""
    if not name.isupper():
        return name
    for match in re.finditer(re.escape(name), source, re.I):
        if not match[0].isupper() and match[0][0].isupper():
            return match[0]
    words = name.lower().split()
    return " ".join(word if i and word in _SMALL else word.capitalize() for i, word in enumerate(words))
