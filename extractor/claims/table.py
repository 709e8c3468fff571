"""Figures in tables: their noun and their period stand in the header of their column."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import is_noun
from extractor.records import DateMention, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.annotate.analysis import Analysis
    from extractor.records import Paragraph

_CELL = "\t"


class TableReader:
    """Gives the figures of a table row what the first row of their table says of their column."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.table")}

    def __call__(self, context: Context) -> None:
        """Set the unit and counted noun, and the period, of figures in rows below a header."""
        rows = [draft for draft in context.drafts if draft.sentence.paragraph.role == "table_row"]
        if not rows:
            return
        paragraphs = context.analysis.article.paragraphs()
        header: list[Paragraph] = []
        for index, paragraph in enumerate(paragraphs):
            same_table = index > 0 and paragraphs[index - 1].role == paragraph.role == "table_row"
            header.append(header[-1] if same_table else paragraph)
        for draft in rows:
            index = draft.sentence.paragraph_index
            if header[index] is not paragraphs[index]:
                self._fill(draft, context, header[index], paragraphs[index])

    def _fill(self, draft: Draft, context: Context, header: Paragraph, row: Paragraph) -> None:
        text = context.analysis.text
        column = text.count(_CELL, row.start, draft.start)
        cells = list(_cells(text, header))
        if column == 0 or column >= len(cells):
            return
        cell = cells[column]
        heading = context.analysis.sentence_at(cell.start)
        dates = context.dates(heading) if heading is not None else ()
        date = next((d for d in dates if overlaps(cell, [d]) and _bounded(d)), None)
        if date is not None and "claims.table.period" in self.on:
            draft.time = date
            draft.inherit("time", date)
            draft.fired("claims.table.period")
        if "%" in cell.text and draft.reading.unit != "%" and "claims.table.percent" in self.on:
            if draft.reading.kind == "count" and draft.reading.value is not None:
                draft.reading = dataclasses.replace(draft.reading, kind="percent", unit="%")
                draft.inherit("unit", cell)
                draft.fired("claims.table.percent")
            return
        noun = self._noun(context.analysis, cell, date)
        if noun is not None and draft.reading.kind == "count" and "claims.table.noun" in self.on:
            span, name = noun
            draft.counted = span
            draft.reading = dataclasses.replace(draft.reading, unit=name)
            draft.inherit("counted", span)
            draft.fired("claims.table.noun")

    def _noun(self, analysis: Analysis, cell: Span, date: DateMention | None) -> tuple[Span, str] | None:
        """The last noun of a header cell, outside its date."""
        sentence = analysis.sentence_at(cell.start)
        if sentence is None:
            return None
        tokens = [t for t in sentence.tokens(cell.start, cell.end) if is_noun(t)]
        if date is not None:
            tokens = [t for t in tokens if not date.start <= sentence.offset(t) < date.end]
        return (sentence.cover([tokens[-1]]), lemma(tokens[-1])) if tokens else None


def _cells(text: str, row: Paragraph) -> list[Span]:
    cells: list[Span] = []
    start = row.start
    for piece in text[row.start : row.end].split(_CELL):
        cells.append(Span(start, start + len(piece), piece))
        start += len(piece) + 1
    return cells


def _bounded(date: DateMention) -> bool:
    return date.from_ is not None or date.to is not None
