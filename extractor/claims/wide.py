"""Figures of no single country: of the world or a part of it, of countries counted, of what the world trades."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, is_subject, preposition
from extractor.claims.screen import pattern_of
from extractor.claims.setting import Setting
from extractor.records import PlaceMention, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_WIDE = "claims.area.wide"
_OUTSIDE = "claims.area.outside"
_COUNTRIES = "claims.area.countries"
_COMMODITY = "claims.area.commodity"
_ADJECTIVAL = frozenset({"amod", "compound", "nmod"})
_OUT = frozenset({"outside", "beyond"})
_SUPERLATIVE = frozenset({"JJS", "RBS"})

Found = dict[int, list[Span]]


class WidePlaces:
    """Tells the figures that have no country, whatever country the article is about."""

    def __init__(self, rules: RuleSet, setting: Setting) -> None:
        self.setting = setting
        self.region = pattern_of(rules, _WIDE)
        self.countries = pattern_of(rules, _COUNTRIES)
        self.commodity = pattern_of(rules, _COMMODITY)
        self.outside = rules.has(_OUTSIDE)
        self.moves = frozenset(rules.table("claims_area", "area")["moves"])

    def __call__(self, draft: Draft, context: Context, known: Found) -> bool:
        """Whether the figure is of no single country; ``known`` keeps what a sentence was found to hold."""
        rule = self._rule(draft, context, known)
        if rule is not None:
            draft.fired(rule)
        return rule is not None

    def _rule(self, draft: Draft, context: Context, known: Found) -> str | None:
        sentence = draft.sentence
        if self.countries is not None and draft.counted is not None and self.countries.match(draft.counted.text):
            return _COUNTRIES if self._act(draft.anchor) else None
        if id(sentence) not in known:
            known[id(sentence)] = self._regions(sentence)
        if any(self._holds(span, draft, context) for span in known[id(sentence)]):
            return _WIDE
        places = context.places(sentence)
        if self.outside and places and self._outside(draft, context):
            return _OUTSIDE
        if self.commodity is not None and self._traded(draft, places):
            return _COMMODITY
        return None

    def _act(self, countries: Token | None) -> bool:
        """Whether the countries counted do something, or something is done in them: *32 of the 159 members voted*."""
        if countries is None:
            return False
        above = preposition(countries)
        if above is not None and above.lower_ == "of":
            countries, above = above.head, preposition(above.head)
        return is_subject(countries) or (above is not None and above.lower_ in self.setting.locatives)

    def _regions(self, sentence: Sentence) -> list[Span]:
        if self.region is None:
            return []
        base = sentence.start
        return [
            Span(base + m.start(), base + m.end(), sentence.text[m.start() : m.end()])
            for m in self.region.finditer(sentence.plain)
        ]

    def _holds(self, span: Span, draft: Draft, context: Context) -> bool:
        """Whether a region of the world is where the figure is counted, and no country is nearer."""
        token = draft.sentence.head(span.start, span.end)
        if token is None or token.dep_ in _ADJECTIVAL or not self._sets(span, token, draft):
            return False
        gap, named = abs(span.start - draft.start), token.tag_[:2] == "NN"
        for place in context.places(draft.sentence):
            tier, distance = self.setting.rank(draft, place)
            if (tier == 0 and distance < gap) or (named and self._acts(place, tier, draft)):
                return False
        return True

    def _acts(self, place: PlaceMention, tier: int, draft: Draft) -> bool:
        """Whether a country is who does it: *Spain had 36,000 of them in Europe*."""
        if place.kind not in self.setting.lasting:
            return False
        return tier == 1 or self.setting.frames(place, draft.sentence, draft.predicate)

    def _sets(self, span: Span, token: Token, draft: Draft) -> bool:
        if self.setting.locates(token, draft):
            return True
        if preposition(token) is not None and token.tag_[:2] == "NN":
            return draft.counted is not None and draft.counted.start <= span.start < draft.counted.end
        tier = self.setting.tier(draft, span, token)
        if token.tag_[:2] == "NN":
            grows = is_subject(token) and token.head == draft.predicate and draft.reading.kind != "money"
            return tier == 0 or grows or (tier == 1 and token.dep_ == "poss")
        return tier in (0, 2) and not any(node.tag_ in _SUPERLATIVE for node in ancestors(token.head))

    def _outside(self, draft: Draft, context: Context) -> bool:
        """*Based outside Japan*: a country only named as where it is not."""
        for place in context.places(draft.sentence):
            token = draft.sentence.head(place.start, place.end)
            above = preposition(token) if token is not None else None
            if place.kind == "country" and above is not None and above.lower_ in _OUT:
                return self.setting.rank(draft, place)[0] <= 2
        return False

    def _traded(self, draft: Draft, places: Sequence[PlaceMention]) -> bool:
        """*Gold futures fell 0.3%*, *Brent crude: $83.14*: a price that the world makes, where no country is named."""
        if self.commodity is None or draft.reading.kind not in ("money", "percent"):
            return False
        opening = draft.sentence.plain[: draft.start - draft.sentence.start]
        if ":" in opening:
            row = self.commodity.match(opening)
            if row is not None:
                return all(place.end <= draft.sentence.start + row.end() for place in places)
        if draft.actor is None:
            return False
        match, last = self.commodity.fullmatch(draft.actor.text), draft.actor.end
        if match is None or any(place.end > last or place.start < draft.actor.start for place in places):
            return False
        return match["price"] is not None or (draft.event is not None and draft.event.lemma in self.moves)
