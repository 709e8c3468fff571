"""What frames the place of a figure: the row of a table, several countries at once, the phrase of a place."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, inside
from extractor.claims.screen import may, pattern_of
from extractor.records import Area, PlaceMention, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_CELLS = 8
_ROWS = 200
_OPENING = 3
_ARTICLE = 4
_AWAY = frozenset({"from", "to", "by", "including", "like"})


class AreaFrame:
    """Finds the place of a row, and tells what is said of several countries, which is the figure of none."""

    def __init__(self, rules: RuleSet, lasting: frozenset[str]) -> None:
        self.lasting = lasting
        self.rows = rules.has("claims.area.row")
        self.origin = pattern_of(rules, "claims.area.row")
        self.many = pattern_of(rules, "claims.area.several")
        self.region = pattern_of(rules, "claims.area.frame")

    def row(self, draft: Draft, context: Context) -> bool:
        """Set the place that names the row of a table, unless its column says that people or goods come from there."""
        row = draft.sentence
        if row.paragraph.role != "table_row" or not self.rows:
            return False
        cells = [s for s in (row, *context.previous(row, _CELLS)) if s.paragraph_index == row.paragraph_index]
        places = [p for s in cells for p in context.places(s) if p.start < draft.start]
        if not places or self._of_origin(draft, context):
            return False
        place = min(places, key=lambda p: p.start)
        draft.area = Area(place.code, place.start, place.end, place.text, "explicit")
        if place.start < row.start:
            draft.inherit("area", draft.area)
        draft.fired("claims.area.row")
        return True

    def _of_origin(self, draft: Draft, context: Context) -> bool:
        """Whether the heading of the table's first column tells where what is counted comes from or goes to."""
        first = draft.sentence
        for earlier in context.previous(draft.sentence, _ROWS):
            if earlier.paragraph.role != "table_row":
                break
            first = earlier
        return self.origin is not None and self.origin.search(first.plain.split("\t")[0]) is not None

    def several(self, draft: Draft, context: Context) -> bool:
        """*Across the region 84 children*, *23 African countries reported*: of several countries, so of none."""
        if self.many is None or any(p.kind in self.lasting for p in context.places(draft.sentence)):
            return False
        plain = draft.sentence.plain
        opened = may(self.many, plain) and self.many.match(plain[: draft.start - draft.sentence.start])
        if not opened and (draft.actor is None or not self.many.match(draft.actor.text)):
            return False
        draft.fired("claims.area.several")
        return True

    def spans(self, context: Context) -> bool:
        """Whether the title or the opening speaks of a region of the world, so that a dateline may be a mere seat."""
        opening = context.analysis.sentences[:_OPENING]
        return self.region is not None and any(self.region.search(sentence.plain) for sentence in opening)


def is_place(span: Span | None, place: PlaceMention) -> bool:
    """Whether a phrase names a place and nothing else: *Egypt hosts 1.5 million, Chad 770,000*."""
    return span is not None and span.start >= place.start - _ARTICLE and span.end <= place.end + _ARTICLE


def belongs(token: Token, anchor: Token) -> bool:
    """Whether a place belongs to a noun; in a clause about it, or where it comes from or goes to, it is another's."""
    if not inside(token, anchor):
        return False
    path = itertools.takewhile(lambda node: node.i != anchor.i, ancestors(token))
    return not any(n.dep_ in ("relcl", "acl", "agent") or (n.dep_ == "prep" and n.lower_ in _AWAY) for n in path)
