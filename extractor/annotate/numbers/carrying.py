"""Units carried over from the sentence before: "Police logged 84 thefts. Only 12 were solved."."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.numbers.borrowing import Borrowing, is_people
from extractor.annotate.numbers.choosing import standing
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.loans import Loan, counts, noun_loan, number_loan, share_loan, subject_loan
from extractor.annotate.numbers.measured import is_converted, is_near
from extractor.annotate.numbers.persons import PERSON, Persons
from extractor.annotate.numbers.roles import number_token
from extractor.records import Number

_DIVIDES = re.compile(
    r"\b(?:accounts? for|accounted for|accounting for|mak(?:es?|ing) up|made up|remaining|other|rest|another|further)\s"
    r"(?:(?:about|some|nearly|only|just|over|the|remaining|other)\s){0,2}\Z",
    re.I,
)
_EMPLOYS = re.compile(r"\b(?:employ(?:s|ed|ing)?|seats?|seating|room|space|berths|for)\s(?:\w+\s)?\Z", re.I)
_DEFINITE = re.compile(r"\b(?:the|these|those|another|further|remaining|other)\s\Z", re.I)
_LARGE, _BILLION = 1_000_000, 1_000_000_000
_POINTS = re.compile(r"[\s-](?:(?:of )?a )?points?\b", re.I)
_OF = re.compile(r"\s(?:out\s)?of\s(?:the|these|those)\s")
_THE = re.compile(r"\b(?:the|these|those)\s\Z", re.I)
_LASTS = re.compile(r"\b(?:take|last)\s(?:\w+\s)?\Z")
_MODAL = re.compile(r"\b(?:must|may|can|cannot|should|shall)\s")
_MANY = 20  # so many and no other are the same things, however far back they were told
_SUMMED = re.compile(r"\s?(?:[.,;:)”\"]|\Z)|\s(?:at|from|to|than|and|or|of\s(?:that|it|this|which))\b")
_ALL_TOLD = re.compile(r",\sor\s(?:(?:about|some|around|just|nearly|over)\s)?\Z")
_ONE_OF_THEM = re.compile(
    r"\AThe\s(?:smallest|largest|biggest|highest|lowest|heaviest|longest|shortest|cheapest|dearest)"
    r"(?:\sof\s(?:them|these|all))?,?\s(?:(?:of|at|was|is|being|reached|came\sto)\s)?\Z"
)
_RATE = re.compile(r"\s(?:per|for every|in every)\s(?:\d[\d,]*\d|hundred|thousand|million|lakh|head|person)\b")
_MOST = 40  # more points than that are of a game or an index
_LONGEST = {"year": 60, "month": 600}  # more is no term
_NEAR = 3  # sentences that a term, or a talk of percents, is remembered for
_LAST = re.compile(r"\s?(?:[.,;:)”\"]|\Z)|\s(?:in|on|by|for|against|last|this|now|today|a|after|before)\b")
_MOVES = re.compile(r"\b(?:up|down|by|rose|fell|climbed|dropped|grew|gained|lost)\s\Z", re.I)
_PEOPLED = re.compile(
    r"\b(?:population|people|city|town|country|nation|state|region|home|county|province|number)\b[^,;]*\Z", re.I
)
_CHAIN = re.compile(
    r"(?:\s(?:in|at|for|by|last|this)\s[^,;]{2,30})?[,;]?\s(?:(?:and|but|while|then|or)\s)?"
    r"(?:(?:in|at|for)\s[\w’'. -]{2,30}?,?\s|(?:[a-z]+\s)?(?:to|at)\s|(?-i:[A-Z])\w+\s)?"
    r"(?:(?:about|only|just|nearly|some)\s)?"
)
_ELSEWHERE = re.compile(
    r"^(?:In|For|By)\s[\w’' ]{3,24},\s\Z|(?:^|[,;]\s|\band\s|\bwhile\s|\bbut\s)[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?\s"
    r"(?:reported|recorded|registered|logged|posted|saw|had|produced|sold|bought|took|received|exported|imported|collected|used)\s"
    r"(?:(?:about|only|just|nearly|some|almost|around|over)\s)?\Z"
)
_SHARES = ("ratio", "fraction")  # of what is counted on: "One in four was tried. Two in five had no lawyer"
_ONE_IN = frozenset({"numbers.range.ratio_in", "numbers.range.ratio_every"})
_BACK = 12  # figures of its own sentence that are looked at
_TOLD = 4  # the standing of a subject or an object of a main clause
_WHOLE = 100
_ALONE = frozenset({"numbers.numeral.rest", "numbers.rate.incidence"})
_FAR = 8  # sentences over which millions stay money
_LEAD = 60  # characters before a figure that say whether it is the level
_KINDS = ("count", "fraction", "ratio")
_FORMS = ("digits", "words", "fraction")


class Carrying:
    """Lends the unit of one sentence to numbers of the next that have nothing to count; one for each article."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        *,
        persons: Persons,
        borrowing: Borrowing,
        again: Ending,
        on: bool,
        points: bool,
        indices: re.Pattern[str],
        funds: frozenset[str],
        things: frozenset[str],
    ) -> None:
        self.funds, self.things = funds, things
        self.known: dict[Number, tuple[int, Loan]] = {}  # what each number counted last, and where
        self.borrowing, self.choosing, self.again = borrowing, borrowing.choosing, again
        self.persons, self.sentences, self.on, self.points, self.indices = persons, sentences, on, points, indices
        self.nouns: list[Loan] = []
        self.whole: Loan | None = None  # what the shares of the sentence before are of
        self.large: Loan | None = None
        self.decimal: Loan | None = None
        self.money: Loan | None = None
        self.term: Loan | None = None
        self.spoken: list[Loan] = []
        self.level: Loan | None = None
        self.first: Loan | None = None  # what the level was said again as: "3.9 billion, or 8.70 a share"
        self.told: Loan | None = None
        self.lent: Figure | None = None  # of this sentence, that took the level
        self.mean: Figure | None = None  # the last of the sentence before
        self.place = -1
        self.sum: Loan | None = None
        self.summed = self.termed = self.shared = self.read = -_NEAR - 1

    def __call__(self, figures: list[Figure], sentence: Sentence) -> None:
        """Fill the missing units of the figures of a sentence, in place."""
        if sentence.index > self.read + 1:
            self.nouns, self.large = [], None
        if not self.nouns and self._reaches(figures, sentence):
            self.nouns = self.spoken
        claims = [figure for figure in figures if figure.disposition is None]
        self._points(claims, sentence)
        self.lent, mean = None, self.mean
        if self.told is not None and mean is not None and mean.per is not None and mean.per.value >= _MOST:
            self.level = dataclasses.replace(self.told, per=mean.per)  # so many per 100,000
        elif self.level is not None and self.level.kind == "money" and mean is not None and mean.per is not None:
            self.level = dataclasses.replace(self.level, per=mean.per)
        for index, figure in enumerate(claims):
            self._as_sum(figure, sentence)
            self._as_before(claims, index, sentence)
            if self.on and figure.unit is None and figure.kind in _KINDS and figure.form in _FORMS:
                if self._joins(sentence, claims, index):
                    continue
                self._lend(figure, sentence, [f for f in claims[max(0, index - _BACK) : index] if counts(f)])
                self.persons.override(sentence.plain, figure)
                self.persons.fill(sentence.plain, figure)
            elif figure.form == "vague" and figure.unit is None and not self.nouns:
                self.persons.crowd(sentence, figure)
            if figure.unit == "person" and figure.others is None and is_people(figure):
                self._told_of(figure, sentence, near=self.read == sentence.index - 1)
            self._average(figure, sentence)
        self._remember(claims, sentence)
        if claims:
            own = [f for f in claims if counts(f) and sentence.plain[f.end : f.end + 1] != "-"]  # "an 82-page book"
            if own or not any("numbers.count.previous" in f.rules and f.kind in _KINDS for f in claims):
                self.nouns = [noun_loan(sentence, f) for f in own]
            self.spoken = self.nouns or self.spoken
            self.whole = None if own else share_loan(sentence, claims)
            self.place = sentence.paragraph_index
            large = (
                f for f in reversed(claims) if f.scale >= _LARGE and f.symbol and not is_converted(sentence.plain, f)
            )
            self.large = next((number_loan(sentence, f) for f in large), None)
            self.read = sentence.index
        decimals = [f for f in claims if isinstance(f.value, float) and f.kind in ("duration", "measure")]
        self.decimal = number_loan(sentence, decimals[-1]) if decimals else self.decimal

    def _told_of(self, figure: Figure, sentence: Sentence, *, near: bool) -> None:
        """Name the people by the noun that the sentence before counted: "It tried 40 soldiers. Two were jailed".

        Those whom somebody employs are others.
        """
        if _EMPLOYS.search(sentence.plain[max(0, figure.start - 24) : figure.start]):
            return
        loans = self.nouns or ([self.whole] if near and self.whole is not None else [])
        named = [loan for loan in loans if loan.unit in self.persons.nouns and not loan.people]
        if len({loan.unit for loan in named}) == 1:
            figure.unit, figure.evidence = named[-1].unit, named[-1].evidence
            figure.rules.append("numbers.count.previous")

    def _joins(self, sentence: Sentence, claims: list[Figure], index: int) -> bool:
        """Take the persons that another number of the sentence was found to count: "It killed 12 there, 9 here"."""
        if claims[index].kind != "count" or not any(
            is_people(figure) for figure in claims[max(0, index - _NEAR) : index]
        ):
            return False
        giver = self.borrowing.giver(sentence, claims, index)
        if giver is None or not is_people(giver):
            return False
        self.borrowing.take(sentence, claims[index], giver)
        return True

    def _reaches(self, figures: list[Figure], sentence: Sentence) -> bool:
        """Whether the counted noun carries on over a sentence without figures: "… make up the remaining 31"."""
        if sentence.index > self.read + 2 or sentence.paragraph_index != self.place:
            return False
        return any(
            _DIVIDES.search(sentence.plain[max(0, f.start - 24) : f.start]) for f in figures if f.kind == "count"
        )

    def _remember(self, claims: list[Figure], sentence: Sentence) -> None:
        """Keep the last sum and the last term for numbers that lack one, and what each number counted."""
        for figure in claims:
            if figure.value and counts(figure) and figure.unit != "other":
                self.known[figure.value] = (sentence.index, noun_loan(sentence, figure))
        for figure in reversed(claims):
            if figure.kind == "money" and figure.symbol and not is_converted(sentence.plain, figure):
                self.money = dataclasses.replace(number_loan(sentence, figure), per=None)
                break
        for figure in reversed(claims):
            if figure.scale >= _LARGE and figure.unit is not None:
                self.summed = sentence.index
                self.sum = self.money if figure.kind == "money" else None
                break
        told = [f for f in claims if f.kind != "count" or f.unit or f.counted or "numbers.rate.incidence" in f.rules]
        self.mean = told[-1] if told else self.mean if sentence.index == self.read else None
        self.level = None
        if told and told[-1].kind in ("duration", "measure", "percent", "money") and told[-1].symbol:
            self.level = dataclasses.replace(number_loan(sentence, told[-1]), per=None)
        again = [a for a, b in itertools.pairwise(told) if _ALL_TOLD.fullmatch(sentence.plain, a.end, b.start)]
        self.first = number_loan(sentence, again[-1]) if again and again[-1].symbol else None
        self.told = number_loan(sentence, told[-1]) if told else None
        terms = [f for f in claims if f.kind == "duration" and f.symbol and f.unit in ("year", "month")]
        if terms:
            self.term, self.termed = number_loan(sentence, terms[-1]), sentence.index

    def _points(self, claims: list[Figure], sentence: Sentence) -> None:
        """Read "three points" as percentage points where the sentences before speak of percents."""
        if not self.points:
            return
        near = "point" in sentence.plain and (
            sentence.index - self.shared <= _NEAR or any(f.kind == "percent" for f in claims)
        )
        if near and (
            self.indices.search(sentence.plain)
            or (self.shared >= 0 and self.indices.search(self.sentences[self.shared].plain))
        ):
            near = False
        for figure in claims if near else ():
            match = _POINTS.match(sentence.plain, figure.end) if figure.unit == "point" else None
            if match and figure.kind in ("count", "fraction") and figure.value is not None and figure.value < _MOST:
                figure.kind, figure.unit, figure.end = "percentage_points", "percentage point", match.end()
                figure.symbol, figure.counted, figure.noun_end = True, None, match.end()
                figure.rules.append("numbers.unit.points")
        if any(figure.kind in ("percent", "percentage_points") for figure in claims):
            self.shared = sentence.index

    def _goes_on(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether the level of the sentence before is told anew: "The wait was 120 days. It is now 214"."""
        level = self._level_for(figure)
        if level is None or self.read != sentence.index - 1 or figure.kind != "count":
            return False
        if not _LAST.match(sentence.plain, figure.end):
            return False
        if level.kind == "percent" and figure.value is not None and abs(figure.value) > _WHOLE:
            return False
        if self.lent is not None:  # "It is 3 in Lviv, in Odesa about 2", "It was four and rose to six"
            return bool(_CHAIN.fullmatch(sentence.plain[self.lent.end : figure.start][:_LEAD]))
        lead = sentence.plain[max(0, figure.start - _LEAD) : figure.start]
        if level.kind != "duration" and _LASTS.search(lead):
            return False  # "The camp covers 84 hectares. It can take 40"
        if self.again.search(lead) or (figure.value != 1 and _ONE_OF_THEM.match(sentence.plain, 0, figure.start)):
            return True
        alike = not self.nouns and self.mean is not None and is_near(self.mean, figure)
        return alike and bool(_ELSEWHERE.search(lead))

    def _as_before(self, claims: list[Figure], index: int, sentence: Sentence) -> None:
        """Give a number with an article the noun that it had, and a part of it: "six of the ten", "nine others"."""
        figure, text = claims[index], sentence.plain
        if figure.unit == "other" and self.nouns and len({loan.unit for loan in self.nouns}) == 1:
            if self.nouns[-1].unit in self.persons.actors or not _acts(sentence, figure):
                self._named(figure, self.nouns[-1])
            return  # "He wrote 84 letters. Nine others signed them"
        if figure.unit is not None or figure.kind != "count" or figure.form not in ("digits", "words"):
            return
        after = claims[index + 1] if index + 1 < len(claims) else None
        whole = figure
        if after is not None and _OF.fullmatch(text, figure.end, after.start) and after.counted is None:
            whole = after
        elif not _THE.search(text[max(0, figure.start - 8) : figure.start]):
            return
        known = self.known.get(whole.value) if whole.value and whole.unit is None else None
        if known is not None and (sentence.index - known[0] <= _FAR or (whole.value or 0) > _MANY):
            self._named(figure, known[1])

    def _named(self, figure: Figure, loan: Loan) -> None:
        figure.unit, figure.evidence, figure.others, figure.counted = loan.unit, loan.evidence, None, None
        figure.rules.append("numbers.count.previous")

    def _level_for(self, figure: Figure) -> Loan | None:
        """The level that a number may tell anew: of two in one the one that is as large, or a share as it is."""
        first = self.first
        if first is not None and first.kind == "money" and figure.scale >= _LARGE:
            return first
        if first is not None and first.kind == "percent" and (self.level is None or isinstance(figure.value, float)):
            return first
        return self.level

    def _as_sum(self, figure: Figure, sentence: Sentence) -> None:
        """Read millions of what is money, where the millions before were: "Orders reached 19.4 billion"."""
        if figure.scale < _LARGE or figure.kind != "count" or figure.symbol or figure.unit not in self.funds:
            return
        if self.sum is None or sentence.index - self.summed > _FAR:
            return
        if figure.unit in self.things and figure.scale < _BILLION:
            return  # "Bookings rose to 2.4 million"
        figure.kind, figure.unit, figure.evidence = "money", self.sum.unit, self.sum.evidence
        if figure.inherited:
            figure.counted, figure.inherited = None, False
        figure.rules.append("numbers.count.sum")

    def _average(self, figure: Figure, sentence: Sentence) -> None:
        """What is told anew of an average is one: "The average term was five years. It is now six"."""
        mean = self.mean
        if mean is None or mean.statistic not in ("average", "median") or self.read != sentence.index - 1:
            return
        if (mean.kind, mean.unit) != (figure.kind, figure.unit) or figure.statistic is not None:
            return
        lead = sentence.plain[max(0, figure.start - _LEAD) : figure.start]
        if "one " in lead or _MODAL.search(lead):
            return  # "it averages 85,000; in one case it was 310,000", "it must not exceed six"
        if self.again.search(lead) or (self.lent is not None and figure.kind != "percent"):
            figure.statistic = mean.statistic
            figure.rules += [rule for rule in mean.rules if rule.startswith("numbers.statistic")]

    def _sum(self, sentence: Sentence, figure: Figure) -> Loan | None:
        """The currency of the last millions, where these were money: "Pay swallowed 71.5 million"."""
        lead = sentence.plain[max(0, figure.start - _LEAD) : figure.start]
        ended = _LAST.match(sentence.plain, figure.end) or _SUMMED.match(sentence.plain, figure.end)
        peopled = _PEOPLED.search(lead) or not ended
        return None if peopled or sentence.index - self.summed > _FAR else self.sum

    def _share(self, sentence: Sentence, figure: Figure) -> Loan | None:
        """The percents that the sentence before speaks of, for a decimal that something is up or down by."""
        if sentence.index - self.shared != 1 or not _MOVES.search(
            sentence.plain[max(0, figure.start - 24) : figure.start]
        ):
            return None
        before = self.sentences[self.shared]
        if self.indices.search(sentence.plain) or self.indices.search(before.plain):
            return None
        return Loan("percent", "%", None, before.slice(before.start, before.end))

    def _noun_for(self, sentence: Sentence, figure: Figure, own: list[Figure]) -> Loan | None:
        """The noun that a number takes: of the sentence before what was counted most, first of all and foremost.

        What its own sentence counts before it is the nearer where it is as much talked of.
        """
        units = [loan.unit for loan in self.nouns]
        most = max(units.count(unit) for unit in units)
        nouns = [loan for loan in reversed(self.nouns) if most == 1 or units.count(loan.unit) == most]
        nouns += [loan for loan in (noun_loan(sentence, before) for before in own) if standing(loan.token) >= _TOLD]
        token = number_token(sentence, figure)
        return self.choosing.best(token, nouns, lambda loan: loan.token, lambda loan: loan.unit or "", figure.rules)

    def _lend(self, figure: Figure, sentence: Sentence, own: list[Figure]) -> None:
        if figure.symbol or figure.counted or not _ALONE.isdisjoint(figure.rules):
            return  # a rate has a name; the rest is of what the shares before it are of
        rate = isinstance(figure.value, float) and bool(_RATE.match(sentence.plain, figure.end))
        loan = None if rate else self._measure_for(sentence, figure)
        if loan is not None:
            figure.kind, figure.per = loan.kind, loan.per
        elif figure.lacks != "money":
            loan = self._thing_for(sentence, figure, own, rate=rate)
        if loan is None:
            return
        figure.unit, figure.evidence = loan.unit, loan.evidence
        if loan.people:
            figure.rules.append(PERSON)
        if not self.nouns and loan.kind == "count":
            self.nouns = [loan]
        figure.rules.append("numbers.count.previous")

    def _measure_for(self, sentence: Sentence, figure: Figure) -> Loan | None:
        """The level, the sum, the term or the measure that a number goes on with."""
        if self._goes_on(figure, sentence):
            self.lent = figure
            return self._level_for(figure)
        if figure.lacks == "money":
            return self.money
        if figure.lacks and self._is_term(sentence, figure):
            return self.term
        if isinstance(figure.value, float) and figure.scale == 1 and figure.kind == "count":
            return self._share(sentence, figure) or self.decimal
        if figure.scale >= _LARGE and figure.kind == "count":
            return self.large or self._sum(sentence, figure)
        return None

    def _is_term(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a number may be one more term: "They asked for 96 months. The judge gave her 72"."""
        if self.term is None or sentence.index - self.termed > _NEAR:
            return False
        return (figure.value or 0) < _LONGEST[self.term.unit or ""]

    def _thing_for(self, sentence: Sentence, figure: Figure, own: list[Figure], *, rate: bool) -> Loan | None:
        """The things that a number goes on to count; a decimal counts none but in a rate."""
        things = figure.kind == "count" and (rate or not isinstance(figure.value, float))
        if self.nouns and (things or (figure.kind != "count" and _is_part(sentence.plain, figure))):
            return self._noun_for(sentence, figure, own)
        if self.whole and self.read == sentence.index - 1 and things and _is_definite(sentence, figure):
            return self.whole
        if figure.partitive and sentence.index:
            return subject_loan(self.sentences[sentence.index - 1])
        return None


def _acts(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number is the subject of a verb with an object or a clause below it."""
    token = number_token(sentence, figure)
    while token is not None and token.dep_ in ("nummod", "compound", "quantmod", "amod"):
        token = token.head
    if token is None or token.dep_ != "nsubj":
        return False
    return any(child.dep_ in ("dobj", "xcomp", "ccomp") for child in token.head.rights)


def _is_part(text: str, figure: Figure) -> bool:
    """Whether a share is one of things: a third, one in five; not one for every five, nor a fall by a third."""
    if figure.kind == "fraction":
        return not text.endswith("by ", 0, figure.start)
    return not _ONE_IN.isdisjoint(figure.rules) and " for " not in text[figure.start : figure.end]


def _is_definite(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number is one of things that were told of: "the 26", "another 12"."""
    return bool(_DEFINITE.search(sentence.plain[max(0, figure.start - 24) : figure.start]))
