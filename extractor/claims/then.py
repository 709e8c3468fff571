"""The same said of an earlier time: *the union signed 84 in 2024. In 2021 it signed 90*."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.dating import days
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun
from extractor.claims.retold import Retold
from extractor.claims.terms import Terms, kin, same_subject, same_verb, subjects
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.records import DateMention

RULE = "claims.relation.parallel"
_CLAUSE = re.compile(
    r".*(?:[;(]|,\s+(?:while|whereas|whilst|and|but)\b|\b(?:while|whereas|whilst)\b)", re.DOTALL | re.I
)
_OPENING = re.compile(r"\s*(?:and\s+)?(?:in|for|during|over)?\s*(?:the\s+)?", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,:–—]?\s*(?:just |only |it was |there were )?", re.IGNORECASE)
Told = Callable[[Draft, Context], list[Draft]]
_STEPS = frozenset({RULE, "claims.relation.level_then", "claims.relation.compared_sentence"})
END = re.compile(r"[;:()]|,\s+(?:and|but|while|whereas)\b")
# How many times as long the one period may be as the other where the same is told of both.
_TIMES = 4


class EarlierTimes:
    """Finds the first term of a figure whose clause tells the same of an earlier time."""

    def __init__(self, rules: RuleSet, terms: Terms, retold: Retold) -> None:
        self.terms, self.retold, self.on = terms, retold, rules.has(RULE)
        self.telling = retold.telling

    def __call__(self, draft: Draft, context: Context, lead: str, told: Told) -> tuple[Draft, str] | None:
        """The first term and the rule, null without one; ``told`` finds the figures that its subject is the sum of."""
        if not self.on or not context.dates(draft.sentence):
            return None
        inner = _CLAUSE.match(lead)
        if context.preceding(draft) is not None and inner is None:
            return None
        begin = draft.start - len(lead) + (inner.end() if inner is not None else 0)
        date = self.date(draft, context, begin)
        verb = draft.verb
        if date is None:
            return None
        if context.follow(draft).startswith(" of ") or self.terms.partitive(draft, context):
            return None  # "Women made up 41 of those convicted, the most since 2022"
        if inner is not None and draft.bare and self._gapped(draft, date, begin):
            found = (d for d in self.terms.candidates(draft, context) if d.sentence is draft.sentence)
            return next(((d, RULE) for d in found if kin(d, draft) and before(date, d, context)), None)
        if verb is None:
            return None
        if not self._tells(draft, context, verb):
            return self._again(draft, context, date) if inner is None else None
        options = list(self.terms.candidates(draft, context, loose=self.terms.points_back(draft)))
        if inner is None:
            options = told(draft, context) or self.terms.before(draft, context)
        for first in options:
            if before(date, first, context) and self._alike(first, draft):
                in_order = sorted(options, key=lambda d: d.start)
                paired = self.terms.paired(draft, context, in_order) if inner is None else None
                return paired or first, RULE
        return self._again(draft, context, date) if inner is None else None

    def _again(self, draft: Draft, context: Context, date: DateMention) -> tuple[Draft, str] | None:
        """*The party won 84 seats. It is led by a nurse. In 2021 the party won 90*: some sentences before."""
        last = next(iter(context.before(draft)), None)
        if last is not None and draft.sentence.index - last.sentence.index == 1 and not _STEPS.isdisjoint(last.rules):
            # "In 2023 there were 84. In 2022 there were 61": measured with the same.
            first = last.compared if draft.bare or draft.reading.unit == last.reading.unit else None
            if first is None or _other_subject(last, draft):
                return None
            return (first, RULE) if before(date, last, context) and kin(last, draft) else None
        published = context.analysis.article.published
        if published is not None and (date.to or "9") >= published.value:
            return None
        again = self.retold(draft, context, loose=False)
        if again is None or not before(date, again, context) or not _as_long(date, again, context):
            return None
        return None if _other_subject(again, draft) or _other_country(again, draft, context) else (again, RULE)

    def date(self, draft: Draft, context: Context, begin: int) -> DateMention | None:
        """The date of the clause: between its opening and the figure, or right behind the figure."""
        gap = END.search(context.follow(draft))
        stop = draft.end + (gap.start() if gap is not None else len(context.follow(draft)))
        here = [d for d in context.dates(draft.sentence) if begin <= d.start < stop and d.to is not None]
        return here[0] if len(here) == 1 else None

    def _gapped(self, draft: Draft, date: DateMention, begin: int) -> bool:
        """*It convicted 84 in 2024; in 2023, 60*: a clause of a date and a number alone."""
        base, plain = draft.sentence.start, draft.sentence.plain
        opened = _OPENING.fullmatch(plain[begin - base : date.start - base])
        return opened is not None and _COMMA.fullmatch(plain[date.end - base : draft.start - base]) is not None

    def _tells(self, draft: Draft, context: Context, verb: Token) -> bool:
        return lemma(verb) in self.telling or any(same_verb(d, draft) for d in self.terms.candidates(draft, context))

    def _alike(self, first: Draft, draft: Draft) -> bool:
        """Whether two clauses tell of one count: same verb, or a verb of telling and the same unit or a pronoun."""
        if not (draft.bare or kin(first, draft)):
            return False
        if first.reading.change is not None or draft.reading.change is not None:
            # *Prices rose 4% in May. In April they rose 3%*: two changes of one thing.
            return first.reading.change == draft.reading.change and same_verb(first, draft) and kin(first, draft)
        if draft.reading.kind != "count" and _other_subject(first, draft):
            return False  # "A trial costs 10. Last year the blocking of cookies cost it 70 million"
        if self.terms.adjunct(draft) or self.terms.adjunct(first):
            return False
        same_unit = first.reading.unit == draft.reading.unit
        if same_verb(first, draft):
            return same_unit or draft.bare
        named = any(is_noun(noun) for noun in subjects(draft) if noun != draft.anchor) and same_subject([first], draft)
        return self.terms.points_back(draft) or (same_unit and not draft.bare) or bool(named and draft.bare)


def before(date: DateMention, first: Draft, context: Context) -> bool:
    """Whether a date is over before the time of another figure's clause begins, or before the article appeared."""
    published = context.analysis.article.published
    nearest = _nearest(date, first, context)
    since = nearest.from_ if nearest is not None else (published.value if published is not None else None)
    return date.to is not None and (since is None or date.to < since)


def _nearest(date: DateMention, first: Draft, context: Context) -> DateMention | None:
    """The date of its sentence that stands nearest to a figure, another than a given one."""
    own = (d for d in context.dates(first.sentence) if d.from_ is not None and d is not date)
    return min(own, key=lambda d: _gap(d, first), default=None)


def _as_long(date: DateMention, first: Draft, context: Context) -> bool:
    """Whether two figures are of periods that are about as long: not *4 tons in May … 40 tons in 2024*."""
    other = _nearest(date, first, context)
    lengths = sorted((days(date), days(other))) if other is not None else [0, 0]
    return lengths[0] < 0 or lengths[1] + 1 <= _TIMES * (lengths[0] + 1)


def _other_country(first: Draft, draft: Draft, context: Context) -> bool:
    """Whether two figures are told with places, and with those of different countries."""
    one, other = ({place.code for place in context.places(d.sentence)} for d in (first, draft))
    return bool(one and other) and one.isdisjoint(other)


def _gap(date: DateMention, figure: Draft) -> int:
    """How far a date stands from a figure, before or behind it."""
    return max(date.start - figure.end, figure.start - date.end)


def _other_subject(first: Draft, draft: Draft) -> bool:
    """Whether the verbs of two figures have different nouns as subjects."""
    one, other = ({lemma(noun) for noun in subjects(d) if is_noun(noun)} for d in (first, draft))
    return bool(one and other) and one.isdisjoint(other)
