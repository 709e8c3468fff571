"""The noun of a neighbour: an elliptical number has the unit of the number that it stands beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.choosing import Choosing
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.measured import is_period
from extractor.annotate.numbers.naming import unit_of
from extractor.annotate.numbers.persons import PERSON
from extractor.annotate.numbers.roles import number_token, role, subject_of, verb_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_SIDE = re.compile(r"\s(?:and|to|or|from)\s(?:the\s)?\Z", re.I)
_MOVED = re.compile(r",?\s(?:up|down)\s\Z", re.I)
_LISTED = ", "
_CLAUSE_END = re.compile(r"[,.;)]|$|\s(?:and|in|on|at|by|while|whereas)\b")
_GAPPED = re.compile(r"(?:\band|[,;])\s(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)?\s\Z")
_OR = re.compile(r",\s(?:or|i\.e\.|that is)\s(?:about\s|some\s)?")
_LEVEL = re.compile(r"\b(?:to|at)\s\Z", re.I)
_LENGTH = re.compile(r"\b(?:(?:up|down) from|rather than|instead of|\sto)\Z")
_BEHIND = Ending(re.compile(r"\b(to|for|against|among|with|on)\s(?:only\s|just\s|some\s|about\s|another\s)?\Z", re.I))
_NEAR = 24
_GAP = 50
_HUNDRED = 100
_LARGE = 1_000_000
_BACK = 12  # figures of the sentence that are looked at
_MANIFOLD = 4  # times as many are seldom compared where the sentence has something nearer


def is_people(figure: Figure) -> bool:
    """Whether a figure counts persons by what is said of them, without a noun: *the court jailed 12*."""
    return figure.unit == "person" and figure.counted is None and PERSON in figure.rules


class Borrowing:
    """Finds the figure of the sentence whose noun another one shares."""

    def __init__(self, rules: RuleSet, choosing: Choosing) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.count"))
        self.choosing = choosing
        fragments: dict[str, str] = rules.table("numbers_slots", "fragments")
        self.link = Ending(re.compile(fragments["link"] + r"\Z", re.I))
        self.period = re.compile(rules.table("numbers_dispositions", "fragments")["period_before"], re.I)
        self.comparing = Ending(re.compile(fragments["comparing"] + r"\Z", re.I))

    def take(self, sentence: Sentence, figure: Figure, giver: Figure, *, counting: bool = False) -> None:
        """Give a figure the unit and the noun of another; ``counting``: of a share the noun that it is of."""
        figure.unit, figure.counted, figure.inherited, figure.giver = giver.unit, giver.counted, True, giver
        unit = self._shared(sentence, figure, giver) if counting else None
        if unit is not None:
            figure.unit, figure.giver = unit, None
        elif giver.kind != "count" and figure.kind == "count":
            figure.kind = giver.kind
        figure.rules.append("numbers.count.ellipsis")
        if is_people(giver):
            figure.rules.append(PERSON)

    def _shared(self, sentence: Sentence, figure: Figure, giver: Figure) -> str | None:
        """What a share is of, for a number that is no share itself: "17% of nurses left, and 400 are ill"."""
        if (
            giver.counted is None
            or not _is_share(giver)
            or (isinstance(figure.value, float) and figure.kind == "count")
        ):
            return None
        if self.comparing.search(sentence.plain[max(0, figure.start - 40) : figure.start]):
            return None
        if sentence.plain.startswith("those ", giver.counted[0]):
            return "person"
        noun = sentence.token_at(sentence.start + giver.counted[1] - 1)
        return unit_of(noun) if noun is not None and noun.tag_ == "NNS" else None

    def decimal(self, sentence: Sentence, figures: list[Figure], index: int) -> None:
        """A decimal counts nothing; it has the unit of the decimal that it stands beside."""
        if self.side(sentence, figures, index) or "numbers.count.decimal" not in self.on:
            return
        figure, lead = figures[index], sentence.plain[: figures[index].start][-12:]
        before = [
            f
            for f in figures[max(0, index - _BACK) : index]
            if isinstance(f.value, float) and f.disposition is None and f.form != "fraction"
        ]
        level = _LEVEL.search(lead) or (figure.value is not None and abs(figure.value) > 100)
        level = level and not (before and self._climbs(sentence, figure, before[-1]))
        kinds = ("age", "fraction", "percent") if level else ("age", "fraction")
        giver = next((f for f in reversed(before) if f.unit is not None and f.kind not in kinds), None)
        if giver is not None:
            self.take(sentence, figure, giver)
            figure.rules[-1] = "numbers.count.decimal"

    def _climbs(self, sentence: Sentence, figure: Figure, before: Figure) -> bool:
        """Whether a share that stood somewhere has come to another: "stood at 19.1% and crept up to 34.6"."""
        if before.kind != "percent" or not _LEVEL.search(sentence.plain[: before.start][-12:]):
            return False
        if figure.value is None or abs(figure.value) > _HUNDRED:
            return False
        first, second = (subject_of(number_token(sentence, f)) for f in (before, figure))
        return first is not None and second is not None and (second == first or second.tag_ == "PRP")

    def side(self, sentence: Sentence, figures: list[Figure], index: int) -> bool:
        """Take the unit of the number on the other side of and, or, to: "13.7 and 12.2 percent"."""
        if index + 1 >= len(figures) or "numbers.count.ellipsis" not in self.on:
            return False
        figure, after = figures[index], figures[index + 1]
        if sentence.plain[figure.end : after.start] == _LISTED and after.unit is None and after.form == figure.form:
            self.side(sentence, figures, index + 1)  # "15, 17 and 19 years": from the last one forward
            if after.unit is None or after.giver is not None or "numbers.count.ellipsis" not in after.rules:
                return False
            self.take(sentence, figure, after)
            figure.giver = None
            return True
        if (
            after.disposition is not None
            or after.unit is None
            or after.inherited
            or figure.form == "fraction"
            or figure.partitive
        ):
            return False
        gap = sentence.plain[figure.end : after.start]
        if not _SIDE.fullmatch(gap) and not (_MOVED.fullmatch(gap) and after.unit == "point"):
            return False
        ends = gap == " to " and sentence.plain.endswith("from ", 0, figure.start)  # "from 74 to $80 a barrel"
        if after.symbol and after.start < after.core[0] and sentence.plain[after.start] in "$€£" and not ends:
            return False
        self.take(sentence, figure, after)
        figure.giver = None
        return True

    def beside(self, sentence: Sentence, figures: list[Figure], index: int) -> bool:
        """Take the noun behind the same preposition: "real terms went to 28 men, suspended ones to 33"."""
        figure, before = figures[index], figures[index - 1] if index else None
        if before is None or before.kind != "count" or before.counted is None or before.inherited:
            return False
        gap = sentence.plain[before.noun_end : figure.start]
        if gap == " to " and before.disposition is None and sentence.plain.endswith("from ", 0, before.start):
            self.take(sentence, figure, before)  # "from 64 votes to 27"
            return True
        match = _BEHIND.search(sentence.plain[: figure.start][-_NEAR:])
        if match is None or not _CLAUSE_END.match(sentence.plain, figure.end) or before.disposition is not None:
            return False
        same = _BEHIND.search(sentence.plain[: before.start][-_NEAR:])
        start, end = sentence.start + before.noun_end, sentence.start + figure.start
        if same is None or same[1].lower() != match[1].lower() or end - start > _GAP:
            return False
        words = sentence.tokens(start, end)
        if any(t.tag_ in ("VBZ", "VBP", "MD") or (t.tag_ == "VBD" and t.nbor().lower_ != "ones") for t in words):
            return False
        self.take(sentence, figure, before)
        return True

    def giver(self, sentence: Sentence, figures: list[Figure], index: int) -> Figure | None:
        """The figure before it in the sentence whose noun an elliptical one shares, null when there is none."""
        figure = figures[index]
        lead = sentence.plain[max(0, figure.start - 40) : figure.start]
        comparing = bool(self.comparing.search(lead))
        if figure.scale >= _LARGE and not comparing:
            inside = sentence.plain[figure.start - 1 : figure.start] == "("
            large = [
                f
                for f in figures[max(0, index - _BACK) : index]
                if f.kind == "money" and f.disposition is None and (inside or not _bracketed(sentence, f, figure))
            ]
            large = [f for f in large if not _is_restated(sentence, large, f)]
            if large and ";" not in sentence.plain[large[-1].end : figure.start]:
                return None if _converted(sentence, figures, index, large[-1]) else large[-1]
        candidates = [
            f
            for f in figures[max(0, index - _BACK) : index]
            if f.disposition is None
            and f.unit is not None
            and f.form != "multiple"
            and "numbers.count.apposed_noun" not in f.rules
        ]
        if comparing:
            return self._compared(sentence, figure, candidates)
        counts = [f for f in candidates if f.kind == "count" and (f.counted or is_people(f))] or [
            f for f in candidates if _is_share(f) and self._shared(sentence, figure, f) is not None
        ]
        if figure.partitive and counts and sentence.plain[counts[-1].noun_end : figure.start] == ", ":
            return counts[-1]  # "217 fires, a third of them"
        token = number_token(sentence, figure)
        if (parallel := _parallel(sentence, token, counts)) is not None:
            return parallel
        ended = bool(_CLAUSE_END.match(sentence.plain, figure.end))
        linked = (
            figure.partitive
            or figure.others is not None
            or bool(self.link.search(lead))
            or lead.endswith(("the remaining ", "the other "))
            or not lead.strip()
            or bool(ended and _GAPPED.search(lead))
        )
        if not linked and not (ended and (figure.form == "digits" or (token is not None and token.dep_ == "dobj"))):
            return None
        if not linked:
            own = role(sentence, figure)
            counts = [f for f in counts if role(sentence, f) == own]
        chosen = self.choosing.best(
            token, counts, lambda f: number_token(sentence, f), lambda f: f.unit or "", figure.rules
        )
        whole = figure.kind in ("ratio", "fraction")  # "40 men; one in six is free"
        return chosen if chosen and (whole or not _parted(sentence, chosen, figure)) else None

    def _compared(self, sentence: Sentence, figure: Figure, candidates: list[Figure]) -> Figure | None:
        lead = sentence.plain[max(0, figure.start - 16) : figure.start].lower().rstrip(" (")
        after = sentence.token_at(sentence.start + figure.end + 1)
        lengths = bool(_LENGTH.search(lead))
        if figure.scale >= _LARGE:  # "€1.9 million to 77 men, up from 1.1 million"
            candidates = [f for f in candidates if f.scale >= _LARGE] or candidates
        counted = not lead.endswith("than") and any(f.kind in ("count", "money") for f in candidates)
        to = lead.endswith(" to") and not lead.endswith((" opposed to", " compared to"))
        for giver in reversed(candidates):
            if _bracketed(sentence, giver, figure):
                continue
            if giver.kind in ("age", "ratio", "fraction"):
                continue
            if giver.kind == "duration" and (not lengths or (counted and not lead.endswith(" to"))):
                continue
            if giver.kind == "duration" and is_period(self.period, sentence.plain, giver):
                continue  # "3,190 in the 12 months to May, up from 2,760"
            if giver.symbol and after is not None and after.tag_ in ("VBD", "VBP", "MD"):
                continue  # "against three were dropped": a subject
            if giver.kind == "percent" and isinstance(figure.value, int) and _is_restated(sentence, candidates, giver):
                continue  # "38 seats, or 31.7 percent, up from 31"
            if giver.kind == "percent" and (to or (figure.value is not None and abs(figure.value) > 100)):
                continue
            foremost = giver.kind == "count" and not lead.endswith(" to")  # "from 64 votes to 27"
            return self._foremost(sentence, figure, candidates) if foremost else giver
        return None

    def _foremost(self, sentence: Sentence, figure: Figure, candidates: list[Figure]) -> Figure | None:
        """Of several nouns the one that a second term goes on with: of those as many, what the clause is about."""
        counts = [f for f in candidates if f.kind == "count" and not _bracketed(sentence, f, figure)]
        near = [f for f in counts if _as_many(f, figure)] or counts
        token = number_token(sentence, figure)
        return self.choosing.best(
            token, near, lambda f: number_token(sentence, f), lambda f: f.unit or "", figure.rules
        )


def _as_many(one: Figure, other: Figure) -> bool:
    """Whether two figures are so near that one may be what the other was before."""
    if not one.value or not other.value:
        return True
    return 1 / _MANIFOLD < one.value / other.value < _MANIFOLD


def _is_share(figure: Figure) -> bool:
    """Whether a figure is a share of something that it names: "17% of nurses"."""
    if figure.kind == "ratio":
        return not figure.inherited
    return "numbers.count.of" in figure.rules and figure.kind in ("percent", "fraction")


def _is_restated(sentence: Sentence, figures: list[Figure], figure: Figure) -> bool:
    """Whether a figure tells the one before it in other words: "38 seats, or 31.7 percent"."""
    place = figures.index(figure)
    if not place:
        return False
    before = figures[place - 1]
    return bool(_OR.fullmatch(sentence.plain[max(before.end, before.noun_end) : figure.start]))


def _bracketed(sentence: Sentence, giver: Figure, figure: Figure) -> bool:
    """Whether a figure stands in brackets that are closed before another one."""
    return sentence.plain[giver.start - 1 : giver.start] == "(" and ")" in sentence.plain[giver.end : figure.start]


def _converted(sentence: Sentence, figures: list[Figure], index: int, giver: Figure) -> bool:
    """Whether the figure is told again in brackets in the giver's currency, so that its own is another."""
    if index + 1 >= len(figures):
        return False
    figure, after = figures[index], figures[index + 1]
    return sentence.plain[figure.end : after.start] == " (" and (after.kind, after.unit) == ("money", giver.unit)


def _parallel(sentence: Sentence, token: Token | None, counts: list[Figure]) -> Figure | None:
    """The figure with whose noun the number is coordinated: "40 branches in six states and two in Canada"."""
    if token is None or token.dep_ != "conj":
        return None
    head = sentence.offset(token.head) - sentence.start
    return next((f for f in reversed(counts) if f.counted and f.counted[0] <= head < f.counted[1]), None)


def _parted(sentence: Sentence, giver: Figure, figure: Figure) -> bool:
    """Whether a semicolon parts two figures, unless both are objects of the same verb."""
    gap = sentence.plain[giver.end : figure.start]
    if ";" not in gap or (
        gap.endswith("; ") and (after := sentence.token_at(sentence.start + figure.end + 1)) and after.tag_ == "VBD"
    ):
        return False
    first, second = verb_of(sentence, giver), verb_of(sentence, figure)
    return first is None or second is None or lemma(first) != lemma(second)
