"""Citations without a unit before the number: "18 U.S.C. § 922", "the 14th Amendment", "TCK 299"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.annotate.analysis import Sentence
from extractor.annotate.laws.draft import Draft, named_steps
from extractor.annotate.laws.instruments import InstrumentFinder, Named
from extractor.annotate.laws.numerals import Style, read_items
from extractor.rules import RuleSet

_OF = re.compile(r"\s+(?:of|to)\s+")


class SpecialReader:
    """Reads the citations that have their own patterns in laws_citations.toml."""

    def __init__(self, rules: RuleSet, instruments: InstrumentFinder) -> None:
        self.instruments = instruments
        self._steps = rules.table("laws_units", "steps")
        self._ordinals = rules.table("laws_words", "amendment_ordinals")
        self._sections = frozenset(rules.table("laws_units", "jurisdictions_with_sections")["codes"])
        self._patterns = {rule.id: rule.regex() for rule in rules.layer("laws.cite") if rule.pattern}

    def codes(self, sentence: Sentence) -> list[Draft]:
        """ "18 U.S.C. § 922(g)(1)": a title of the United States Code before the sections."""
        found: list[Draft] = []
        pattern = self._patterns.get("laws.cite.usc")
        if pattern is None or "C" not in sentence.text:
            return found
        for match in pattern.finditer(sentence.plain):
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
            provisions = tuple((i.number, named_steps(self._steps["section"], i.steps)) for i in items)
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

    def amendments(self, sentence: Sentence) -> list[Draft]:
        """ "the 14th Amendment": a provision named by its ordinal."""
        pattern = self._patterns.get("laws.cite.amendment")
        if pattern is None or "mendment" not in sentence.text:
            return []
        found = []
        base = sentence.start
        for match in pattern.finditer(sentence.plain):
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
            joint = _OF.match(sentence.plain, match.end())
            named = self.instruments.at(sentence, joint.end()) if joint else None
            if named:
                draft.named, draft.named_in, draft.end = named, sentence, base + named.end
            found.append(draft)
        return found

    def numbers_alone(self, sentence: Sentence, taken: list[tuple[int, int]]) -> list[Draft]:
        """ "TCK 299", "Penal Code 187": an instrument and a number without a unit."""
        pattern = self._patterns.get("laws.cite.bare_number")
        if pattern is None:
            return []
        text = sentence.plain
        found = []
        for match in pattern.finditer(text):
            start, end = match.span("number")
            if any(start < e and end > s for s, e in taken) or _counts(sentence, match):
                continue
            named = self.instruments.before(sentence, start)
            items = read_items(text, start, Style()) if named and (named.known or text[named.start].isupper()) else []
            if named is None or not items or named.end < match.start("name"):
                continue
            unit = "section" if named.known and named.known[0].jurisdiction in self._sections else "article"
            found.append(
                Draft(
                    sentence,
                    sentence.start + named.begin,
                    sentence.start + items[-1].end,
                    unit,
                    "strong",
                    tuple((i.number, named_steps(self._steps[unit], i.steps)) for i in items),
                    tuple(bool(i.steps) for i in items),
                    ["laws.cite.bare_number", named.rule],
                    named,
                    sentence,
                    tail=sentence.start + items[-1].end,
                )
            )
        return found

    def numbers_under(self, sentence: Sentence, cited: Sequence[Draft]) -> list[Draft]:
        """ "Article 280 … and under 282 (extremism)": the next provision of the kind that the sentence has cited."""
        pattern = self._patterns.get("laws.cite.under_number")
        if pattern is None or not cited:
            return []
        found = []
        base = sentence.start
        for match in pattern.finditer(sentence.plain):
            start, end = match.span("number")
            before = next((d for d in reversed(cited) if d.end <= base + start and d.unit in self._steps), None)
            items = read_items(sentence.plain, start, Style()) if before is not None else []
            if before is None or not items or any(d.start < base + end and d.end > base + start for d in cited):
                continue
            steps = tuple((i.number, named_steps(self._steps[before.unit], i.steps)) for i in items)
            draft = Draft(
                sentence,
                base + start,
                base + items[-1].end,
                before.unit,
                "strong",
                steps,
                tuple(bool(i.steps) for i in items),
                ["laws.cite.under_number"],
            )
            draft.tail = draft.end
            found.append(draft)
        return found


def _counts(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a number is a figure of its own: "under the Criminal Code 12 people", "… 9 were held"."""
    end = match.end("number")
    after = re.match(r"\s+[a-z]\w+", sentence.plain[end : end + 30])
    token = sentence.token_at(sentence.start + end + after.end() - 1) if after else None
    if token is None:
        return False
    figures = ("NN", "JJ", "CD") if match["name"].isupper() else ("NN", "JJ", "CD", "VB")
    return token.tag_.startswith(figures)
