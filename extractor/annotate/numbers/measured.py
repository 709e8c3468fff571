"""Numbers that go on with a sum, a share, a length or a measure of their sentence: "fees rose by 4% and wages by 2"."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.choosing import is_argument
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.roles import number_token, subject_of
from extractor.records import QuantityKind
from extractor.rules import RuleSet

_PLACED = re.compile(r"\s(in|on|at|for|among|under|from|by|with)\s(?!order\b|all\b|total\b)")
_GAP_END = re.compile(r"(?:\band|\bbut|,|;)\s(?:(?:only|just|about|nearly|some|over)\s)?\Z")
_PREPOSITION = re.compile(
    r"\b(by|for|of|to|at|after|within|with)\s(?:(?:about|only|just|over|under|nearly|a)\s)?\Z", re.I
)
_NOTHING = re.compile(
    r"\s?(?:[.,;:)”\"]|$)|\s(?:for|in|on|at|a|an|per|each|and|but|or|while|when|if|to|from|last|this|by|under|as|since|is|was|are|were|has|had|will)\b"
)
_ENDED = re.compile(
    r"\s?(?:[.,;:)”\"]|$)|\s(?:in(?! all\b| total\b)|on|for|and|or|but|while|last|more|fewer|less|longer|shorter"
    r"|a (?:year|month|week|quarter|decade)|the (?:year|month|week|quarter)|by|this|next|previously|before|during)\b"
)
_BOUNDS = (
    "more_than",
    "less_than",
    "at_least",
    "at_most",
)  # no level to be more than: "waited over a year, 12 fewer than"
_MORE = re.compile(r"\s(?:more|fewer|less|longer|shorter|dearer|cheaper)\sthan\b")
_DEPTHS = ("meter", "foot", "kilometer", "mile", "fathom")
_LIES_AT = re.compile(
    r"\b(?:lie|lies|lay|sit|sits|sat|rest|rests|rested|work|works|worked|dive[ds]?|fly|flies|flew) at\s(?:about\s)?\Z",
    re.I,
)
# a member of a list that leaves out the verb and the sign: "bread rose 12%, milk 9 and eggs by 4"
_GAP = re.compile(r"(?:\band|\bbut|\bwhile|[,;])(?:\s[\w’'-]+){0,4}\s\Z")
# another one of a series of sums or terms: "the average fine was 300 euros, the largest 9,000"
_ANOTHER = re.compile(
    r"[,;]?\s(?:and\s|but\s)?the\s(?:long|short|high|low|larg|small|bigg|heavi|harsh|light|old|young)est"
    r"(?:\sof\s(?:them|these))?\s\Z|[,;]\s(?:and\s)?the\s(?:average|median|mean|minimum|maximum)\s\Z",
    re.I,
)
_SERVED = re.compile(
    r"\s(?:in|of|on|under)\s[\w -]{3,30}?,?\s(?:and|plus|then|and then|with)\s(?:another\s|a further\s)?"
)
_TAXED = re.compile(r"\s(?:a\s(?:month|year|week|day)\s)?(?:after|before)\s(?:income\s)?tax(?:es)?\b")
_THERE = re.compile(r"\s(?:in|of|on|under)\s[a-z]")
_WHOLE = 100
_MONTHS = 600  # what lacks a unit and is as many is a term of neither years nor months
_WORDS = 6  # before a number, among which one asks for a sum or a term
_STEM = re.compile(r"[a-z]{3,}")
_JOINED = re.compile(r"(?:\band|\bbut|\bor|[,;])\s(?:then\s|\w+ly\s)?\Z", re.I)
_MEASURED = ("percent", "percentage_points", "money", "duration", "measure")
_PERIOD = 40  # characters before a length that say whether it tells when
_TELLS = Ending(
    re.compile(
        r"\b(?:to|from|at|above|below|over|under|past|hits?|reach(?:ed|es)?|exceed(?:ed|s)?|top(?:ped|s)?|pass(?:ed|es)?|"
        r"was|is|total(?:led|s)?)\s(?:(?:about|only|just|nearly|some|almost|around|over|under|a)\s)?\Z",
        re.I,
    )
)
_THEN = re.compile(
    r"\s(?:in\s(?:\d{4}|the\s(?:previous|preceding|same|first|second|third|fourth|last))|a\s(?:year|month|quarter)\s"
    r"(?:earlier|before|ago)|last\s(?:year|month|week)|the\s(?:year|month|week|quarter)\sbefore)\b"
)
_MORE_OF = re.compile(r"\b(?:another|a further)\s\Z", re.I)
_MANIFOLD = 50  # times as many are no level of the same thing
_FAR = 90  # characters between two levels
_NEAR = 60  # characters that a time or a place may take between a length and what it is more than
_LEVEL = re.compile(r"\b(?:to|at)\s\Z", re.I)
_BACK = 12  # figures of the sentence that are looked at


class Measured:
    """Finds the measured figure of the sentence whose unit a bare number shares."""

    def __init__(self, rules: RuleSet) -> None:
        fragments: dict[str, str] = rules.table("numbers_slots", "fragments")
        asking = "".join(fragments[name] for name in ("paid", "term", "extended"))
        self.asking = frozenset(word[:3] for word in _STEM.findall(asking)) - {"for", "the"}
        self.extended = Ending(re.compile(fragments["extended"] + fragments["softened"] + r"\Z", re.I))
        self.paid = Ending(re.compile(fragments["paid"] + fragments["softened"] + r"\Z", re.I))
        self.term = Ending(re.compile(fragments["term"] + fragments["softened"] + r"\Z", re.I))
        self.period = re.compile(rules.table("numbers_dispositions", "fragments")["period_before"], re.I)
        self.again = Ending(re.compile(fragments["again"] + r"\Z", re.I))

    def __call__(self, sentence: Sentence, figures: list[Figure], index: int) -> Figure | None:
        """The sum, term or amount of change before it that a bare number goes on with.

        Where the words before it ask for a sum or a term and the sentence has none, ``lacks`` says so.
        """
        figure = figures[index]
        if figure.form not in ("digits", "words") or figure.partitive:
            return None
        lead = sentence.plain[max(0, figure.start - 40) : figure.start]
        candidates = [
            f
            for f in figures[max(0, index - _BACK) : index]
            if f.disposition is None and f.unit is not None and not is_converted(sentence.plain, f)
        ]
        opened = sentence.plain.rfind("(", 0, figure.start)
        if index and opened > sentence.plain.rfind(")", 0, figure.start) and opened < figures[index - 1].start:
            candidates = [f for f in candidates if f.start > opened]  # "22.6% (14 seats, down one)"
        kind: QuantityKind | None = None
        if index and figures[index - 1].lacks is not None and _ANOTHER.search(lead):
            figure.lacks = figures[index - 1].lacks
            return None
        if any(word[:3].lower() in self.asking for word in lead.split()[-_WORDS:]):
            kind = "money" if self.paid.search(lead) else "duration" if self.term.search(lead) else None
        last = candidates[-1] if candidates else None
        taxed = _TAXED.match(sentence.plain, figure.end) is not None
        kind = "money" if taxed else kind
        if kind is None or not (taxed or _NOTHING.match(sentence.plain, figure.end)):
            if last is not None and _is_served(sentence.plain, last, figure):
                return last
            found = self._changed(sentence, figure, candidates, lead)
            if found is None and last is not None and _LIES_AT.search(lead):
                last = next((f for f in reversed(candidates) if f.unit in _DEPTHS), None)
            if (
                found is None
                and last is not None
                and last.kind in _MEASURED
                and _ENDED.match(sentence.plain, figure.end)
            ):
                if is_near(last, figure) and self._tells_again(sentence, candidates, figure, lead):
                    figure.giver = last
                    return last
                return last if self._goes_on(sentence, last, figure, lead) else None
            return found
        if kind == "duration" or (last is not None and last.kind != "percent"):
            last = next((f for f in reversed(candidates) if f.symbol and f.kind == kind), last)
        if last is not None and last.symbol and (last.kind == kind or (last.kind == "percent" and "offer" in lead)):
            return last
        timed = last is not None and last.kind in ("duration", "measure") and kind == "money"
        if last is None or timed or (not last.symbol and (kind == "money" or self._acts(sentence, last, figure))):
            figure.lacks = kind if kind == "money" or (figure.value or 0) < _MONTHS else None
        return None

    def tells_anew(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether the words before a number say that it is the level of what was told: *it was*, *the figure is*."""
        return self.again.search(sentence.plain[max(0, figure.start - 40) : figure.start]) is not None

    def _acts(self, sentence: Sentence, last: Figure, figure: Figure) -> bool:
        """Whether those counted before get the number themselves: "Twelve men got more than ten"."""
        number, subject = number_token(sentence, figure), number_token(sentence, last)
        return number is not None and subject is not None and is_argument(number, subject)

    def _tells_again(self, sentence: Sentence, told: list[Figure], figure: Figure, lead: str) -> bool:
        """Whether a number is another level of what the last figure told, or its level at another time or place.

        *Exports fell to 2.1 million tonnes from 3.4 million*, *they were 90 tonnes, 70 in 2023*.
        """
        last, text = told[-1], sentence.plain
        if not last.symbol or (last.kind == "percent" and abs(figure.value or 0) > _WHOLE):
            return False
        gap = text[last.end : figure.start]
        if gap in (", ", " (") and _THEN.match(text, figure.end):
            return last.modifier not in _BOUNDS
        if last.kind == "money" and all(f.kind == "money" for f in told) and _gapped(text, last, figure):
            return True
        if len(gap) > _FAR or not _TELLS.search(lead) or not _TELLS.search(text[max(0, last.start - 40) : last.start]):
            return False
        words = sentence.tokens(sentence.start + last.end, sentence.start + figure.start)
        if not any(t.tag_[:1] == "V" for t in words) and ("," in gap or any(t.tag_ == "CC" for t in words)):
            return False  # "the price rose to $80 and sales to 95"
        first, second = (subject_of(number_token(sentence, f)) for f in (last, figure))
        return first is not None and second is not None and first.i == second.i

    def _goes_on(self, sentence: Sentence, last: Figure, figure: Figure, lead: str) -> bool:
        """Whether a bare number is told in the percents, the length or the measure of the last one."""
        text, value = sentence.plain, figure.value
        if _ANOTHER.search(lead) and last.symbol:
            return True
        if last.kind == "money":
            near = figure.start - last.end < _NEAR and text[: figure.start].endswith((", ", ", or "))
            if self.again.search(lead):
                return last.symbol and last.scale == figure.scale
            return near and last.symbol and bool(_MORE.match(text, figure.end))
        if last.kind in ("duration", "measure"):
            if last.kind == "measure" and last.symbol and _MORE_OF.search(lead):
                return True  # "flew in 14 tonnes and will bring another 20"
            if _gapped(text, last, figure) or (_is_object(sentence, last) and is_gapped(sentence, last, figure)):
                return True
            if text[last.end : figure.start].endswith(", ") and figure.start - last.end < _NEAR:
                return last.modifier not in _BOUNDS and bool(_MORE.match(text, figure.end))
            depth = last.unit in _DEPTHS and _LIES_AT.search(lead)
            told = self.again.search(lead) and not is_period(self.period, text, last)
            return bool(depth or told or self.extended.search(lead))
        if last.kind != "percent" or value is None or abs(value) > _WHOLE:
            return False
        if self.again.search(lead):
            return True
        before = text[max(0, last.start - 6) : last.start]
        if before.endswith("(") or lead.endswith("("):
            return before.endswith("(") and lead.endswith("(")
        if _LEVEL.search(lead[-4:]) or lead.endswith("from "):
            return before.endswith("from ") and lead.endswith("to ")
        gap = _GAP.search(text, last.end, figure.start)
        return gap is not None and not any(
            t.tag_.startswith("V") for t in sentence.tokens(sentence.start + gap.start(), sentence.start + figure.start)
        )

    def _changed(self, sentence: Sentence, figure: Figure, candidates: list[Figure], lead: str) -> Figure | None:
        """The measured figure behind the same preposition: "rose by 2 percent but fell by 1"."""
        match = _PREPOSITION.search(lead)
        if match is None or figure.form == "fraction":
            return None
        joined = match[1].lower() == "by" or _JOINED.search(lead[: match.start()])
        for giver in reversed(candidates[-2:]):
            if not joined and not is_gapped(sentence, giver, figure):
                continue
            same = _PREPOSITION.search(sentence.plain[max(0, giver.start - 16) : giver.start])
            if giver.symbol and giver.kind in _MEASURED and same and same[1].lower() == match[1].lower():
                return giver
        return None


def is_near(one: Figure, other: Figure) -> bool:
    """Whether two figures may be levels of one thing: neither is many times the other."""
    return bool(one.value and other.value) and 1 / _MANIFOLD < (one.value or 1) / (other.value or 1) < _MANIFOLD


def _is_served(text: str, last: Figure, figure: Figure) -> bool:
    """Whether a term is told in two parts: "13 years in prison and five of probation"."""
    if last.kind != "duration" or figure.start - last.end > _NEAR:
        return False
    return bool(_SERVED.fullmatch(text, last.end, figure.start) and _THERE.match(text, figure.end))


def is_converted(text: str, figure: Figure) -> bool:
    """Whether a sum tells the one before it in another currency: "50,000 rubles ($590)"."""
    return (
        figure.kind == "money"
        and text[figure.start - 1 : figure.start] == "("
        and text[: figure.start - 2][-1:].isalnum()
    )


def is_period(period: re.Pattern[str], text: str, length: Figure) -> bool:
    """Whether a length tells when, not how long: "in the 12 months to May"."""
    return bool(period.search(text[max(0, length.start - _PERIOD) : length.start]))


def _gapped(text: str, last: Figure, figure: Figure) -> bool:
    """Whether two figures stand before the same preposition: "14 weeks in March and 17 in June"."""
    first, second = _PLACED.match(text, last.end), _PLACED.match(text, figure.end)
    joined = _GAP_END.search(text, last.end, figure.start)
    return bool(first and second and first[1] == second[1] and joined)


def _is_object(sentence: Sentence, length: Figure) -> bool:
    """Whether a length is all that a verb has for an object: "fraud brought 71 months, and theft just 16".

    What an aside says of a length goes on to nothing: "arson, which carries six years, at 12".
    """
    number = number_token(sentence, length)
    noun = number.head if number is not None and number.dep_ == "nummod" else number
    return noun is not None and noun.dep_ == "dobj" and noun.head.dep_ not in ("relcl", "acl")


def is_gapped(sentence: Sentence, giver: Figure, figure: Figure) -> bool:
    """Whether a second clause leaves out its verb: "the north stands at 97%, the south at 88"."""
    gap = sentence.plain[giver.end : figure.start].removeprefix(" on average")
    if not gap.startswith((", ", "; ", " and ", " while ", " but ")) or len(gap) > _NEAR:
        return False
    tokens = sentence.tokens(sentence.start + giver.end, sentence.start + figure.start)
    return not any(token.tag_[:1] == "V" or token.tag_ == "MD" for token in tokens)
