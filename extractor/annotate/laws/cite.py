"""Citations of a sentence with the instrument that each names: the drafts of the records."""

from __future__ import annotations

import dataclasses
import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.laws.instruments import InstrumentFinder, Known, Named
from extractor.annotate.laws.numerals import Style, read_items
from extractor.annotate.laws.pinpoint import Citation, PinpointFinder, Segment
from extractor.rules import RuleSet

_JOINT = re.compile(
    r"\s+(?:of|to|under|in|within|from|pursuant\s+to|set\s+out\s+in|contained\s+in)\s+|,\s+(?=the\s)|\s+(?=[A-Z])"
)
_WITHIN = re.compile(
    r"\s*\((?P<gloss>[^()]{2,160})\)|\s*,?\s*[“\"](?P<quote>[^“”\"]{3,120})[”\"]\s*,?|\s*,\s+(?P<aside>(?:on|for)\s[^,.;]{4,80}),(?=\s+of\s)"
)
_MORE_STEPS = re.compile(r"(?:parts?|para\w*|point|clause|sub\w+)\b", re.I)
_FOREIGN = re.compile(r"\s+(?:of|to|in|on)\s+(?:the|his|her|its|their|our|my|an?|this|that)\s+[\w’'-]+", re.I)


@dataclasses.dataclass(slots=True)
class Draft:
    """A citation on its way to records; offsets are the article's."""

    sentence: Sentence
    start: int
    end: int
    unit: str
    strength: str
    provisions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    bracketed: tuple[bool, ...]
    rules: list[str]
    named: Named | None = None
    named_in: Sentence | None = None
    gloss: tuple[int, int] | None = None
    shared: bool = False
    foreign: bool = False
    title: str | None = None
    tail: int = 0


class CitationReader:
    """Reads every citation of a sentence and the instrument right before or after it."""

    def __init__(self, rules: RuleSet, instruments: InstrumentFinder) -> None:
        self.instruments = instruments
        self.pinpoints = PinpointFinder(rules)
        self._steps = rules.table("laws_units", "steps")
        self._usc = rules.get("laws.cite.usc").regex() if rules.has("laws.cite.usc") else None
        self._amendment = rules.get("laws.cite.amendment").regex() if rules.has("laws.cite.amendment") else None
        self._numbered = rules.get("laws.cite.bare_number").regex() if rules.has("laws.cite.bare_number") else None
        self._ordinals = rules.table("laws_words", "amendment_ordinals")
        self._first_on = rules.has("laws.cite.instrument_first")
        self._title_on = rules.has("laws.cite.title")
        self._share_on = rules.has("laws.instrument.shared")

    def __call__(self, sentence: Sentence) -> list[Draft]:
        """The drafts of a sentence in order of place."""
        text = sentence.plain
        found = [*self._codified(sentence), *self._amendments(sentence)]
        taken = [(d.start - sentence.start, d.end - sentence.start) for d in found]
        for citation in self.pinpoints(text):
            if not any(citation.start < end and citation.end > start for start, end in taken):
                found.append(self._draft(sentence, citation))
        taken = [(d.start - sentence.start, d.end - sentence.start) for d in found]
        found.extend(self._numbers_alone(sentence, taken))
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
                steps = _named_steps(self._steps.get(main.unit.unit), item.steps)
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
        if any(item.steps for item in items):
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
        draft.foreign = bool(_FOREIGN.match(text, max(stop, end)))

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
        direct = not joint[0].strip()
        named = self.instruments.at(sentence, joint.end())
        if (
            named is None
            or (direct and not (named.known and " " not in named.text))
            or (direct and gloss and not named.known)
        ):
            return None, position if gloss else end, gloss
        stop = named.end
        if short := self.instruments.abbreviation(text, stop):
            stop = short[1]
        return named, stop, gloss

    def _codified(self, sentence: Sentence) -> list[Draft]:
        """ "18 U.S.C. § 922(g)(1)": a title of the United States Code before the sections."""
        found: list[Draft] = []
        if self._usc is None or "U" not in sentence.text:
            return found
        for match in self._usc.finditer(sentence.plain):
            items = read_items(sentence.plain, match.end(), Style(plural=True))
            if not items:
                continue
            base = sentence.start
            named = Named(
                match.start(),
                match.start(),
                match.end("code"),
                sentence.text[match.start() : match.end("code")],
                "code",
                rule="laws.cite.usc",
            )
            provisions = tuple((i.number, _named_steps(self._steps["section"], i.steps)) for i in items)
            draft = Draft(
                sentence,
                base + match.start(),
                base + items[-1].end,
                "section",
                "strong",
                provisions,
                tuple(False for _ in items),
                ["laws.cite.usc"],
                named,
                sentence,
            )
            draft.title = match["title"]
            draft.tail = draft.end
            found.append(draft)
        return found

    def _amendments(self, sentence: Sentence) -> list[Draft]:
        """ "the 14th Amendment": a provision named by its ordinal."""
        if self._amendment is None or "mendment" not in sentence.text:
            return []
        found = []
        base = sentence.start
        for match in self._amendment.finditer(sentence.plain):
            word = match["ordinal"].lower()
            number = self._ordinals.get(word) or re.sub(r"\D", "", word)
            draft = Draft(
                sentence,
                base + match.start(),
                base + match.end(),
                "amendment",
                "strong",
                ((number, ()),),
                (False,),
                ["laws.cite.amendment"],
            )
            draft.tail = draft.end
            joint = re.compile(r"\s+(?:of|to)\s+").match(sentence.plain, match.end())
            named = self.instruments.at(sentence, joint.end()) if joint else None
            if named:
                draft.named, draft.named_in, draft.end = named, sentence, base + named.end
            found.append(draft)
        return found

    def _numbers_alone(self, sentence: Sentence, taken: list[tuple[int, int]]) -> list[Draft]:
        """ "TCK 299", "Penal Code 187": an instrument and a number without a unit."""
        if self._numbered is None:
            return []
        text = sentence.plain
        found = []
        for match in self._numbered.finditer(text):
            start, end = match.span("number")
            if any(start < e and end > s for s, e in taken) or _counts(sentence, start, end):
                continue
            named = self.instruments.before(sentence, start)
            items = read_items(text, start, Style()) if named and (named.known or named.head == "code") else []
            if named is None or not items or named.end < match.start("name"):
                continue
            unit = (
                "section"
                if named.known and named.known[0].jurisdiction in ("US", "IN", "GB", "MY", "SG", "PK")
                else "article"
            )
            found.append(
                Draft(
                    sentence,
                    sentence.start + named.begin,
                    sentence.start + items[-1].end,
                    unit,
                    "strong",
                    tuple((i.number, _named_steps(self._steps[unit], i.steps)) for i in items),
                    tuple(bool(i.steps) for i in items),
                    ["laws.cite.bare_number", named.rule],
                    named,
                    sentence,
                    tail=sentence.start + items[-1].end,
                )
            )
        return found


def _counts(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number counts the noun after it: "under the Criminal Code 12 people"."""
    after = re.match(r"\s+[a-z]\w+", sentence.plain[end : end + 30])
    token = sentence.token_at(sentence.start + end + after.end() - 1) if after else None
    return token is not None and token.tag_.startswith(("NN", "JJ", "CD"))


def _named_steps(names: list[str] | None, steps: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    words = names or ["paragraph", "subparagraph", "point", "subpoint"]
    return tuple((words[min(i, len(words) - 1)], step) for i, step in enumerate(steps))


def _paths(citation: Citation) -> list[tuple[tuple[str, str], ...]]:
    """Every path below the main unit: "parts 1 and 2 of Article 5" has two."""
    paths: list[tuple[tuple[str, str], ...]] = [()]
    for segment in citation.below:
        names = [segment.unit.unit, "point", "subpoint", "subpoint", "subpoint"]
        paths = [
            path + ((names[0], item.number), *zip(names[1:], item.steps, strict=False))
            for path in paths
            for item in segment.items
        ][:60]
    return paths


def _share(drafts: list[Draft]) -> None:
    """Give an instrument back to citations coordinated before it: "Article 5 and Article 7 of the Act"."""
    for before, after in reversed(list(zip(drafts, drafts[1:], strict=False))):
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
