"""Find citations of provisions in a sentence: chains such as ``Part 3 of Article 207.3``."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from extractor.annotate.laws.numerals import Item, Style, read_items
from extractor.rules import RuleSet

_GAP = re.compile(r"(?:\s+|\s?(?=[(§“\"]))(?:nos?\.\s?)?(?=[\d(“\"‘'IVXLCLRDa-zA-Z])")
_UP = re.compile(r"\s+(?:of|to|in|under)\s+(?:the\s+)?")
_DOWN = re.compile(r"\s*,\s*(?:the\s+)?|\s+(?=§|parts?\s|para|point|sub|clause|section)|\s*(?=§)", re.I)
_PLURAL = re.compile(
    r"(?:articles|arts|sections|secs|ss|parts|paragraphs|paras|points|clauses|rules|regulations|chapters|titles|items|letters|schedules|annexes|appendices|sub-?\w+s)\.?\Z|§§",
    re.I,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """A unit rule: its name, rank in the hierarchy and how much it says by itself."""

    rule: str
    unit: str
    rank: int
    strength: str
    letters: bool
    roman: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Segment:
    """A unit with its numbers: ``Articles 332 and 337``."""

    start: int
    end: int
    unit: Unit
    items: tuple[Item, ...]
    ordinal: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Citation:
    """A chain of segments about one main unit; offsets into the sentence."""

    start: int
    end: int
    main: Segment
    below: tuple[Segment, ...]
    above: tuple[Segment, ...]
    rules: tuple[str, ...]


class PinpointFinder:
    """Finds citations by the unit rules, left to right, without overlaps."""

    def __init__(self, rules: RuleSet) -> None:
        self.units = [_unit(rule.id, rule.yields) for rule in rules.layer("laws.unit")]
        named = [f"(?P<u{i}>{rule.pattern})" for i, rule in enumerate(rules.layer("laws.unit"))]
        self._unit = re.compile("|".join(named), re.I)
        self.ordinals: Mapping[str, str] = (
            rules.table("laws_words", "ordinals") if rules.has("laws.path.ordinal") else {}
        )
        words = "|".join(sorted(self.ordinals, key=len, reverse=True)) or r"(?!)"
        self._ordinal = re.compile(
            rf"\b(?P<ordinal>{words}|\d{{1,2}}(?:st|nd|rd|th))\s+(?=(?:sub)?(?:part|paragraph|clause|section|point)\b)",
            re.I,
        )
        self._ordinal_on = bool(self.ordinals)

    def __call__(self, text: str) -> list[Citation]:
        """The citations of a sentence's plain text."""
        found: list[Citation] = []
        position = 0
        for match in self._unit.finditer(text):
            if match.start() < position:
                continue
            first = self._segment(text, match) or self._ordinal_segment(text, match)
            if first is None:
                continue
            for citation in self._chain(text, first):
                found.append(citation)
                position = citation.end
        return found

    def _segment(self, text: str, match: re.Match[str]) -> Segment | None:
        unit = self._of(match)
        sign = match[0].startswith("§")
        gap = _GAP.match(text, match.end())
        begin = gap.end() if gap else match.end()
        if begin == match.end() and not sign and not match[0].endswith((".", "s")):
            return None  # "article5" is no citation, but "s5" is
        style = Style(unit.roman, unit.letters, bool(_PLURAL.search(match[0])))
        items = read_items(text, begin, style)
        return Segment(match.start(), items[-1].end, unit, tuple(items)) if items else None

    def _ordinal_segment(self, text: str, match: re.Match[str]) -> Segment | None:
        """ "the first part of Article …": the ordinal stands before the unit."""
        if not self._ordinal_on:
            return None
        head = text[max(0, match.start() - 16) : match.end()]
        before = next(reversed(list(self._ordinal.finditer(head))), None)
        if before is None or before.end() != len(head) - len(match[0]):
            return None
        if not _UP.match(text, match.end()):
            return None
        start = match.start() - (before.end() - before.start())
        word = before["ordinal"].lower()
        number = self.ordinals.get(word) or re.sub(r"\D", "", word)
        return Segment(start, match.end(), self._of(match), (Item(start, match.end(), number),), ordinal=True)

    def _of(self, match: re.Match[str]) -> Unit:
        return self.units[int((match.lastgroup or "u0")[1:])]

    def _at(self, text: str, position: int) -> Segment | None:
        """The segment that begins at a position, with or without an ordinal."""
        match = self._unit.match(text, position)
        if match:
            return self._segment(text, match)
        ordinal = self._ordinal.match(text, position) if self._ordinal_on else None
        unit = self._unit.match(text, ordinal.end()) if ordinal else None
        if ordinal is None or unit is None:
            return None
        word = ordinal["ordinal"].lower()
        number = self.ordinals.get(word) or re.sub(r"\D", "", word)
        return Segment(position, unit.end(), self._of(unit), (Item(position, unit.end(), number),), ordinal=True)

    def _chain(self, text: str, first: Segment) -> Iterator[Citation]:
        """Follow "of", commas and juxtaposition from segment to segment."""
        chain = [first]
        end = first.end
        main = None
        while len(chain) < 6:
            step = self._next(text, chain[-1], end)
            if step is None:
                break
            segment, stop = step
            if (first.unit.unit, segment.unit.unit) == ("section", "article") and text[end] == ",":
                main = first
            chain.append(segment)
            end = stop
        yield _citation(chain, end, main)

    def _next(self, text: str, last: Segment, end: int) -> tuple[Segment, int] | None:
        for joint, larger in ((_UP, True), (_DOWN, False)):
            gap = joint.match(text, end)
            segment = self._at(text, gap.end()) if gap else None
            if segment is None or _fits(last, segment, larger) is False:
                continue
            return segment, segment.end
        return None


def _unit(rule_id: str, yields: Mapping[str, Any]) -> Unit:
    return Unit(
        rule_id,
        yields["unit"],
        yields["rank"],
        yields["strength"],
        yields.get("letters", False),
        yields.get("roman", False),
    )


def _fits(last: Segment, segment: Segment, larger: bool) -> bool:
    """Whether the next segment is a step up ("of") or down (a comma) from the last one."""
    if larger:
        return segment.unit.rank <= last.unit.rank and segment.unit.unit != last.unit.unit
    return segment.unit.unit != last.unit.unit and (
        segment.unit.rank > last.unit.rank
        or (last.unit.unit, segment.unit.unit) == ("article", "section")
        or segment.unit.unit in ("article", "section")
    )


def _citation(chain: list[Segment], end: int, main: Segment | None) -> Citation:
    """The record of a chain; *Section 11, Article II* names the section, *Section 3 of Article 5* the article."""
    order = {"article": 0, "section": 1, "rule": 2, "regulation": 2, "schedule": 2, "annex": 2}
    main = main or min(chain, key=lambda s: (order.get(s.unit.unit, 3 + s.unit.rank), s.start))
    below = [
        s
        for s in chain
        if s is not main and (s.unit.rank > main.unit.rank or (main.unit.unit, s.unit.unit) == ("article", "section"))
    ]
    above = [s for s in chain if s is not main and s not in below]
    below.sort(key=lambda s: (s.unit.rank, s.start))
    rules = tuple(dict.fromkeys(s.unit.rule for s in chain)) + (
        ("laws.path.ordinal",) if any(s.ordinal for s in chain) else ()
    )
    return Citation(min(s.start for s in chain), end, main, tuple(below), tuple(above), rules)
