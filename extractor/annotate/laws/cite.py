"""Citations of a sentence with the instrument that each names: the drafts of the records."""

from __future__ import annotations

import itertools
import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.laws.catalogue import Known
from extractor.annotate.laws.draft import Draft, named_steps
from extractor.annotate.laws.instruments import InstrumentFinder, Named
from extractor.annotate.laws.pinpoint import Citation, PinpointFinder, Segment
from extractor.annotate.laws.special import SpecialReader
from extractor.rules import RuleSet

_JOINT = re.compile(
    r",?\s+of\s+|\s+(?:to|under|in|within|from|pursuant\s+to|set\s+out\s+in|contained\s+in)\s+|,\s+(?=the\s)|\s+(?=[A-Z])"
)
_WITHIN = re.compile(
    r"\s*\((?P<gloss>[^()]{2,160})\)|\s*,?\s*[“\"](?P<quote>[^“”\"]{3,120})[”\"]\s*,?|\s*,\s+(?P<aside>(?:on|for)\s[^,.;]{4,80}),(?=\s+of\s)"
)
_MORE_STEPS = re.compile(r"(?:parts?|para\w*|point|clause|sub\w+)\b", re.I)
_FOREIGN = re.compile(
    r"\s+of\s+(?:the\s+(?!latter\b|former\b)|(?:his|her|its|their|our|my|an?|this|that)\s+)[\w’'-]+", re.I
)
_SHORT_ACT = re.compile(
    r"\s+of\s+(?:the\s+)?(?!USA\b)[A-Z][A-Za-z]{0,4}(?:A|PC|CC|CP)(?=[,.;:)]|\Z|\s(?:and|or|for|in|last|this|since|with|on|by|against|after"
    r"|over|was|were|has|have|had|is|are|which|that)\b)"
)
_FOREIGN_TO_WEAK = re.compile(r"\s+(?:of|to|in|on)\s+(?!(?:which|whom|the\s+(?:latter|former))\b)[\w’'-]+", re.I)


class CitationReader:
    """Reads every citation of a sentence and the instrument right before or after it."""

    def __init__(self, rules: RuleSet, instruments: InstrumentFinder) -> None:
        self.instruments = instruments
        self.pinpoints = PinpointFinder(rules)
        self._steps = rules.table("laws_units", "steps")
        self._special = SpecialReader(rules, instruments)
        self._brackets_on = rules.has("laws.path.brackets")
        self._first_on = rules.has("laws.cite.instrument_first")
        self._title_on = rules.has("laws.cite.title")
        self._share_on = rules.has("laws.instrument.shared")

    def __call__(self, sentence: Sentence) -> list[Draft]:
        """The drafts of a sentence in order of place."""
        text = sentence.plain
        found = [*self._special.codes(sentence), *self._special.amendments(sentence)]
        taken = [(d.start - sentence.start, d.end - sentence.start) for d in found]
        found.extend(
            self._draft(sentence, citation)
            for citation in self.pinpoints(text)
            if not any(citation.start < end and citation.end > start for start, end in taken)
        )
        taken = [(d.start - sentence.start, d.end - sentence.start) for d in found]
        found.extend(self._special.numbers_alone(sentence, taken))
        for draft in self._special.numbers_under(sentence, found):
            self._attach(draft, draft.start - sentence.start, draft.end - sentence.start)
            found.append(draft)
        found.sort(key=lambda d: d.start)
        if self._share_on:
            _share(found)
        return found

    def _draft(self, sentence: Sentence, citation: Citation) -> Draft:
        main = citation.main
        items = main.items
        below = _paths(citation)
        provisions = []
        bracketed = []
        for item in items:
            for path in below:
                steps = named_steps(self._steps.get(main.unit.unit), item.steps if self._brackets_on else ())
                for inner in item.inner or (None,):
                    provisions.append((item.number, (*steps, *((inner,) if inner else ()), *path)))
                    bracketed.append(bool(item.steps))
        base = sentence.start
        draft = Draft(
            sentence,
            base + citation.start,
            base + citation.end,
            main.unit.unit,
            main.unit.strength,
            tuple(provisions),
            tuple(bracketed),
            list(citation.rules),
        )
        titles = [s for s in citation.above if s.unit.unit == "title"]
        draft.title = titles[0].items[0].number if titles else None
        if self._brackets_on and any(item.steps for item in items):
            draft.rules.append("laws.path.brackets")
        self._attach(draft, citation.start, citation.end)
        if draft.named is None and draft.unit == "section" and draft.title and self._title_on and draft.title.isdigit():
            self._code_title(draft, titles[0])
        return draft

    def _code_title(self, draft: Draft, title: Segment) -> None:
        """ "Section 1512 of Title 18": numbered titles with sections are those of the United States Code."""
        sentence = draft.sentence
        text = sentence.text[title.start : title.end]
        known = (Known("us/usc", "US", "code"),)
        draft.named = Named(title.start, title.start, title.end, text, "code", known, rule="laws.cite.title")
        draft.named_in = sentence
        draft.rules.append("laws.cite.title")

    def _attach(self, draft: Draft, start: int, end: int) -> None:
        """Find the instrument after the citation (perhaps behind a gloss), else before it."""
        sentence = draft.sentence
        text = sentence.plain
        named, stop, gloss = self._after(sentence, end)
        if gloss:
            draft.gloss = (sentence.start + gloss[0], sentence.start + gloss[1])
        draft.tail = sentence.start + max(stop, gloss[1] + 1 if gloss else 0, end)
        if named:
            draft.named, draft.named_in = named, sentence
            draft.rules.append(named.rule)
            if not gloss:
                draft.end = sentence.start + stop
            return
        if self._first_on:
            before = self.instruments.before(sentence, start)
            if before:
                draft.named, draft.named_in = before, sentence
                draft.start = sentence.start + before.begin
                draft.rules += [before.rule, "laws.cite.instrument_first"]
                if text[end : end + 1] == ")" and "(" in text[before.end : start]:
                    draft.end += 1
                return
        foreign = _FOREIGN_TO_WEAK if draft.strength == "weak" else _FOREIGN
        draft.foreign = bool(foreign.match(text, max(stop, end))) and not _SHORT_ACT.match(text, max(stop, end))

    def _after(self, sentence: Sentence, end: int) -> tuple[Named | None, int, tuple[int, int] | None]:
        text = sentence.plain
        gloss: tuple[int, int] | None = None
        position = end
        within = _WITHIN.match(text, position)
        if within and not _MORE_STEPS.match(within[0].strip(" (")):
            group = str(within.lastgroup)
            gloss = within.span(group)
            position = within.end()
        joint = _JOINT.match(text, position)
        if joint is None:
            return None, position if gloss else end, gloss
        named = self.instruments.at(sentence, joint.end())
        direct = not joint[0].strip()
        if named is None or (named.back and "," in joint[0]) or (direct and (not named.known or " " in named.text)):
            return None, position if gloss else end, gloss
        stop = named.end
        if short := self.instruments.abbreviation(text, stop):
            stop = short[1]
        return named, stop, gloss


def _paths(citation: Citation) -> list[tuple[tuple[str, str], ...]]:
    """Every path below the main unit: "parts 1 and 2 of Article 5" has two."""
    paths: list[tuple[tuple[str, str], ...]] = [()]
    for segment in citation.below:
        names = [segment.unit.unit, "point", "subpoint", "subpoint", "subpoint"]
        paths = [
            (*path, (names[0], item.number), *zip(names[1:], item.steps, strict=False))
            for path in paths
            for item in segment.items
        ][:60]
    return paths


def _share(drafts: list[Draft]) -> None:
    """Give an instrument back to citations coordinated before it: "Article 5 and Article 7 of the Act"."""
    for before, after in reversed(list(itertools.pairwise(drafts))):
        if before.named is not None or after.named is None or before.unit != after.unit or before.foreign:
            continue
        if after.named.begin + after.sentence.start < after.start:
            continue
        between = before.sentence.text[before.tail - before.sentence.start : after.start - after.sentence.start]
        if (
            len(between) <= 90
            and re.search(r"\b(?:and|or|as well as)\b|^\s*,", between)
            and not re.search(r"[.;:]\s", between)
        ):
            before.named, before.named_in, before.shared = after.named, after.named_in, True
            before.rules.append("laws.instrument.shared")
