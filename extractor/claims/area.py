"""The place a figure is for, as an ISO 3166-1 code with its evidence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, preposition
from extractor.records import Area, PlaceMention
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token


class AreaFinder:
    """Places each figure: its phrase, its clause, its sentence, the sentences before, the document."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.area")}
        table: dict[str, Any] = rules.table("claims_area", "area")
        self.reach: int = table["sentences_back"]
        self.weights: dict[str, int] = table["weight"]
        self.enough: int = table["enough"]
        self.shared = frozenset(table["shared_currencies"])
        found = rules.has("claims.area.discourse")
        self.pointing = rules.get("claims.area.discourse").regex() if found else None
        self.locatives = frozenset(table["locatives"])
        self.lasting = frozenset(table["lasting"])

    def __call__(self, context: Context) -> None:
        """Set ``area`` of every figure."""
        document = self._document(context)
        placed = {place.start for place in context.analysis.places}
        for draft in context.drafts:
            if self._near(draft, context) or self._before(draft, context):
                continue
            if document is not None and "claims.area.document" in self.on:
                draft.area = document
                draft.inherit("area", draft.area)
                draft.fired("claims.area.document")
                if document.start not in placed:
                    draft.fired("claims.area.currency")

    def _document(self, context: Context) -> Area | None:
        """The country that the article is about, with the mention that shows it best.

        Every mention has the weight of its kind, three times in the title; a national currency
        speaks for its country. One country must hold at least half of all the weight.
        """
        title = max((s.end for s in context.analysis.sentences if s.paragraph.role == "title"), default=0)
        weights: Counter[str] = Counter()
        shown: dict[str, tuple[int, Area]] = {}
        for place in context.analysis.places:
            weight = self.weights[place.kind] * (3 if place.end <= title else 1)
            weights[place.code] += weight
            area = Area(place.code, place.start, place.end, place.text, "document")
            if place.code not in shown or weight > shown[place.code][0]:
                shown[place.code] = (weight, area)
        for draft in context.drafts:
            code = self._currency(draft)
            if code is not None and "claims.area.currency" in self.on:
                weights[code] += self.weights["currency"]
                shown.setdefault(code, (0, Area(code, draft.start, draft.end, draft.number.text, "document")))
        if not weights:
            return None
        code, weight = weights.most_common(1)[0]
        if weight < self.enough or 2 * weight < sum(weights.values()):
            return None
        return shown[code][1]

    def _currency(self, draft: Draft) -> str | None:
        """The country of a national currency: ISO 4217 codes begin with that of ISO 3166."""
        unit = draft.reading.unit
        if draft.reading.kind != "money" or unit is None or unit in self.shared or not unit.isupper() or unit[0] == "X":
            return None
        return unit[:2]

    def _near(self, draft: Draft, context: Context) -> bool:
        sentence = draft.sentence
        here = [p for p in context.places(sentence) if not _in_source(p, draft)]
        if not here:
            return False
        ranked = sorted((self._rank(draft, place), order, place) for order, place in enumerate(here))
        (tier, _), _, place = ranked[0]
        if len({p.code for p in here}) > 1 and tier > 2:
            return False
        rule = ("claims.area.phrase", "claims.area.clause", "claims.area.clause", "claims.area.sentence")[tier]
        if rule not in self.on:
            return False
        draft.area = Area(place.code, place.start, place.end, place.text, "explicit")
        draft.fired(rule)
        return True

    def _rank(self, draft: Draft, place: PlaceMention) -> tuple[int, int]:
        """0 in the counted phrase, 1 in the actor, 2 below the predicate, 3 elsewhere; then nearness."""
        gap = place.start - draft.end if place.start >= draft.end else draft.start - place.end
        token = draft.sentence.head(place.start, place.end)
        if token is not None and self._locates(token, draft):
            return 0, gap - 1000
        if draft.counted is not None and draft.counted.start <= place.start < draft.counted.end:
            return 0, gap
        if token is not None and draft.anchor is not None and inside(token, draft.anchor):
            return 0, gap
        if draft.actor is not None and draft.actor.start <= place.start < draft.actor.end:
            return 1, gap
        below = token is not None and draft.predicate is not None and inside(token, draft.predicate)
        return (2 if below else 3), gap

    def _locates(self, token: Token, draft: Draft) -> bool:
        """Whether the place is where it happened: *in* or *at* it, right below predicate or noun."""
        above = preposition(token)
        if above is None or above.lower_ not in self.locatives:
            return False
        return above.head in (draft.predicate, draft.anchor)

    def _continues(self, draft: Draft, context: Context) -> bool:
        """Whether the paragraph of a figure opens by pointing back: *Despite these numbers*."""
        opening = draft.sentence
        for earlier in context.previous(draft.sentence, self.reach):
            if earlier.paragraph_index == draft.sentence.paragraph_index:
                opening = earlier
        return self.pointing is not None and bool(self.pointing.match(opening.plain))

    def _before(self, draft: Draft, context: Context) -> bool:
        """The last country named within reach before the sentence, where it is the only one there."""
        if "claims.area.discourse" not in self.on:
            return False
        for sentence in context.previous(draft.sentence, self.reach):
            if sentence.paragraph_index != draft.sentence.paragraph_index and not self._continues(draft, context):
                return False
            places = [p for p in context.places(sentence) if p.kind in self.lasting]
            if not places:
                continue
            if len({p.code for p in places}) > 1:
                return False
            place = places[-1]
            draft.area = Area(place.code, place.start, place.end, place.text, "document")
            draft.inherit("area", draft.area)
            draft.fired("claims.area.discourse")
            return True
        return False


def _in_source(place: PlaceMention, draft: Draft) -> bool:
    """Whether a place is only part of the source's name or its addressee."""
    attribution = draft.attribution
    return attribution is not None and attribution.mention.start <= place.start < attribution.mention.end
