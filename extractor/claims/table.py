"""Figures in tables: their noun, unit and period stand in the headings around them.

A figure is looked up in the heading of its column, then in its row's label, in the corner above the
labels and in the caption: the nearest that says something wins.
"""

from __future__ import annotations

import calendar
import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.annotate.dates.calendar import edtf
from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.heading import Scale, ScaleReader, column_noun, label_noun, leading_noun, narrows, singular
from extractor.records import Change, DateMention, QuantityKind, Span, Statistic
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Analysis, Sentence
    from extractor.records import Paragraph

_CELL = "\t"
_LONGEST = 200
_WORD = re.compile(r"[a-z]+")
_BRACKETED = re.compile(r"[(,]\s?(?:in\s)?([\w°²³]+)\)?\s*\Z")
_LENGTH = re.compile(r"\b(?:altitude|depth|distance|elevation|height|length|width)\b", re.IGNORECASE)
_MEAN = re.compile(
    r"\b(?:(?:above|below|from|of|over|than|to|under|vs)[\s-](?:the\s)?(?:national\s)?)?(average|avg|mean|median)\b",
    re.IGNORECASE,
)
_STATISTICS: dict[str, Statistic] = {
    "average": "average", "avg": "average", "mean": "average", "median": "median",
}  # fmt: skip
_UNSURE = frozenset({"in", "m"})  # "Population, m"
_SIGNS: dict[str, Change] = {"+": "up", "-": "down", "−": "down", "–": "down"}
_CHANGES = frozenset({"change", "difference", "growth", "increase", "decrease", "rise", "fall"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Table:
    """The heading cells of a table, and its caption where it has one."""

    header: Sequence[Span]
    caption: Span | None


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure stands: the headings that speak of it, and those of the columns before its own."""

    column: Span
    label: Span
    above: Sequence[Span]
    before: Sequence[Span]


class TableReader:
    """Gives the figures of a table what its headings say of them."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.table")}
        self.scale = ScaleReader(rules)
        self.measures: dict[str, str] = rules.table("numbers_units", "measure")
        self.measures = {**self.measures, **rules.table("numbers_units", "measure_signs")}
        self.lengths: dict[str, str] = rules.table("numbers_units", "duration")

    def __call__(self, context: Context) -> None:
        """Set the unit, the counted noun and the period of figures in rows below a header."""
        rows = [draft for draft in context.drafts if draft.sentence.paragraph.role == "table_row"]
        if not rows:
            return
        paragraphs = context.analysis.article.paragraphs()
        text = context.analysis.text
        tables: list[_Table | None] = []
        table: _Table | None = None
        for index, paragraph in enumerate(paragraphs):
            if paragraph.role != "table_row":
                table = None
            elif table is None:
                table = _Table(_cells(text, paragraph), _caption(text, paragraphs, index))
                tables.append(None)
                continue
            tables.append(table)
        for draft in rows:
            below = tables[draft.sentence.paragraph_index]
            if below is None:
                continue
            row = paragraphs[draft.sentence.paragraph_index]
            column = text.count(_CELL, row.start, draft.start)
            if 0 < column < len(below.header):
                above = [below.header[0], *([below.caption] if below.caption else [])]
                before = below.header[1:column]
                self._fill(draft, context, _Place(below.header[column], _cells(text, row)[0], above, before))

    def _fill(self, draft: Draft, context: Context, place: _Place) -> None:
        own = self._date(context, place.column)
        around = next((d for h in (place.label, *place.above) if (d := self._date(context, h))), None)
        period, rule = own or around, "claims.table.period" if own else "claims.table.caption_period"
        months = _months_in(own, around) if own and around and "claims.table.months" in self.on else None
        if months is not None:
            period, rule = months, "claims.table.months"
        if period is not None and rule in self.on:
            draft.time = period
            draft.inherit("time", period)
            draft.fired(rule)
        if draft.reading.kind == "count":
            self._unit(draft, context.analysis, place, own)
        self._statistic(draft, place)
        self._change(draft, context.analysis.text, place)

    def _statistic(self, draft: Draft, place: _Place) -> None:
        """*Average crowd, 2024* over a column: each of its figures is one."""
        found = (match for match in _MEAN.finditer(place.column.text) if match.start() == match.start(1))
        match = next(found, None)  # "Pupils above average" are no average
        if match is not None and draft.reading.statistic is None and "claims.table.statistic" in self.on:
            draft.reading = dataclasses.replace(draft.reading, statistic=_STATISTICS[match[1].lower()])
            draft.fired("claims.table.statistic")

    def _change(self, draft: Draft, text: str, place: _Place) -> None:
        """*Change since 2012, %* over a column: the sign of its figures tells the direction."""
        sign = next((c for c in (text[draft.start], text[draft.start - 1]) if c in _SIGNS), None)
        if sign is None or draft.reading.change is not None or "claims.table.change" not in self.on:
            return
        if not _CHANGES.isdisjoint(_WORD.findall(place.column.text.lower())):
            draft.reading = dataclasses.replace(draft.reading, change=_SIGNS[sign])
            draft.fired("claims.table.change")

    def _measure(self, draft: Draft, heading: Span) -> bool:
        """*Meth seized (kg)*, *average wait (months)*: brackets that name what the figures are measured in."""
        match = _BRACKETED.search(heading.text) if "claims.table.measure" in self.on else None
        if match is None:
            return False
        if match[1].lower() in _UNSURE and _LENGTH.search(heading.text) is None:
            return False
        length = self.lengths.get(match[1].lower())
        if length == match[1].lower():
            return False  # "Deaths (day)"
        unit = length or self.measures.get(match[1]) or self.measures.get(match[1].lower())
        if unit is None:
            return False
        kind: QuantityKind = "duration" if length else "measure"
        draft.reading = dataclasses.replace(draft.reading, kind=kind, unit=unit)
        draft.inherit("unit", Span(heading.start + match.start(1), heading.start + match.end(1), match[1]))
        draft.fired("claims.table.measure")
        return True

    def _unit(self, draft: Draft, analysis: Analysis, place: _Place, date: DateMention | None) -> None:
        for heading in (place.column, place.label):
            if "%" in heading.text and "claims.table.percent" in self.on and draft.reading.value is not None:
                draft.reading = dataclasses.replace(draft.reading, kind="percent", unit="%")
                draft.inherit("unit", heading)
                draft.fired("claims.table.percent")
                return
        if self._measure(draft, place.column):
            return
        scale = self._scale(draft, place, counted=_has_noun(analysis, place.column, date))
        if draft.reading.kind == "money":
            return
        for rule, sentence, token in self._nouns(analysis, place, date, scale):
            span = sentence.cover([token])
            draft.counted = span
            draft.reading = dataclasses.replace(draft.reading, unit=singular(token))
            draft.inherit("counted", span)
            draft.fired(rule)
            return

    def _scale(self, draft: Draft, place: _Place, *, counted: bool) -> Scale | None:
        """Multiply the figure out, and name its currency, as the nearest heading says that has a scale."""
        if "claims.table.scale" not in self.on:
            return None
        own = self.scale(place.column) or self.scale(place.label)
        scale = own or next((s for heading in place.above if (s := self.scale(heading))), None)
        if scale is None or (own is None and counted and scale.currency):
            return None
        reading = draft.reading
        draft.reading = dataclasses.replace(
            reading,
            value=_times(reading.value, scale.factor),
            low=_times(reading.low, scale.factor),
            high=_times(reading.high, scale.factor),
        )
        if scale.currency:
            draft.reading = dataclasses.replace(draft.reading, kind="money", unit=scale.currency)
        text = next(h for h in (place.column, place.label, *place.above) if h.start <= scale.start < h.end)
        span = Span(scale.start, scale.end, text.text[scale.start - text.start : scale.end - text.start])
        draft.inherit("unit" if scale.currency else "value", span)
        draft.fired("claims.table.scale")
        return scale

    def _nouns(
        self, analysis: Analysis, place: _Place, date: DateMention | None, scale: Scale | None
    ) -> Iterator[tuple[str, Sentence, Token]]:
        """What the column counts, else the row, else the whole table; with the rule that says so."""
        for column in (place.column, *reversed(place.before)) if "claims.table.noun" in self.on else ():
            sentence = analysis.sentence_at(column.start)
            if sentence is None:
                continue
            token = column_noun(sentence, column, date if column is place.column else None, scale)
            if token is not None:
                yield "claims.table.noun", sentence, token
            if not narrows(sentence, column):
                break
        if "claims.table.label" in self.on:
            yield from self._from_rows(analysis, place)

    def _from_rows(self, analysis: Analysis, place: _Place) -> Iterator[tuple[str, Sentence, Token]]:
        """What the row is called, else what the caption names; of a plural there the row only names a kind."""
        found: list[tuple[Sentence, Token]] = []
        for heading in (place.label, *place.above[1:]):  # the corner names what the labels are
            sentence = analysis.sentence_at(heading.start)
            if sentence is None:
                continue
            token = (label_noun if heading is place.label else leading_noun)(sentence, heading)
            if token is not None:
                found.append((sentence, token))
        for sentence, token in sorted(found, key=lambda item: item[1].tag_ == "NN"):
            yield "claims.table.label", sentence, token

    def _date(self, context: Context, heading: Span) -> DateMention | None:
        """The one bounded date of a heading."""
        sentence = context.analysis.sentence_at(heading.start)
        dates = context.dates(sentence) if sentence is not None else ()
        found = [d for d in dates if overlaps(heading, [d]) and (d.from_ is not None or d.to is not None)]
        return found[0] if found else None


def _months_in(year: DateMention, stretch: DateMention) -> DateMention | None:
    """The stretch of the caption in the year of the column: *January to August* over *2023* and *2024*."""
    number, first, last = year.value, stretch.from_, stretch.to
    if year.granularity != "year" or len(number) != 4 or first is None or last is None or first[:4] != last[:4]:
        return None
    if first.endswith("01-01") and last.endswith("12-31"):
        return None
    leaps = last.endswith("02-29") and not calendar.isleap(int(number))
    start, end = number + first[4:], number + ("-02-28" if leaps else last[4:])
    return dataclasses.replace(
        year,
        value=f"{start}/{end}",
        edtf=edtf(start, end, approx=year.approx),
        from_=start,
        to=end,
        granularity="range",
        basis="anaphoric",
        anchor=Span(stretch.start, stretch.end, stretch.text),
    )


def _has_noun(analysis: Analysis, column: Span, date: DateMention | None) -> bool:
    """Whether a column says by itself what it counts."""
    sentence = analysis.sentence_at(column.start)
    return sentence is not None and column_noun(sentence, column, date, None) is not None


def _caption(text: str, paragraphs: Sequence[Paragraph], header: int) -> Span | None:
    """The line right above a table, unless it is a paragraph of prose."""
    before = paragraphs[header - 1] if header else None
    if before is None or before.role == "title" or before.end - before.start > _LONGEST:
        return None
    caption = text[before.start : before.end]
    return None if caption.rstrip().endswith((".", "!", "?", "”", '"')) else Span(before.start, before.end, caption)


def _times(value: float | None, factor: int) -> float | None:
    if value is None or factor == 1:
        return value
    product = round(value * factor, 6)
    return int(product) if product == int(product) else product


def _cells(text: str, row: Paragraph) -> list[Span]:
    cells: list[Span] = []
    start = row.start
    for piece in text[row.start : row.end].split(_CELL):
        cells.append(Span(start, start + len(piece), piece))
        start += len(piece) + 1
    return cells
