"""The place a figure is for, as an ISO 3166-1 code with its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.foreign import Foreign, in_source
from extractor.claims.frame import AreaFrame
from extractor.claims.lists import paired
from extractor.claims.pointed import PointedPlaces
from extractor.claims.screen import pattern_of
from extractor.claims.setting import Setting
from extractor.claims.wide import Found, WidePlaces
from extractor.records import Area, LegalReference, NumberMention, PlaceMention
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHARES = 12
_OPENING = 12
_WEIGHTLESS = ("foreign", "arms", "aim")
_HEADS = frozenset({"title", "standfirst", "heading"})
_HALF, _CLEAR, _FAR = 0.5, 0.4, 0.3


class AreaFinder:
    """Places each figure: its phrase, its clause, its sentence, the sentences before, the document."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.area")}
        table: dict[str, Any] = rules.table("claims_area", "area")
        self.lasting = frozenset(table["lasting"])
        self.reach: int = table["sentences_back"]
        self.weights: dict[str, int] = table["weight"]
        self.enough: int = table["enough"]
        self.alone: int = table["alone"]
        self.shared = frozenset(table["shared_currencies"])
        self.shared_words = frozenset(table["shared_words"])
        self.pointing = pattern_of(rules, "claims.area.discourse")
        self.datelines = pattern_of(rules, "claims.area.dateline")
        self.frame = AreaFrame(rules, self.lasting)
        self.seats = frozenset(table["seats"])
        self.setting = Setting(rules)
        self.foreign = Foreign(rules, self.setting)
        self.wide = WidePlaces(rules, self.setting)
        self.pointed = PointedPlaces(rules, self.setting)

    def __call__(self, context: Context) -> None:
        """Set ``area`` of every figure."""
        document, reasons = self._document(context)
        self._respectively(context)
        known: Found = {}
        for draft in (d for d in context.drafts if d.area is None):
            if self.frame.row(draft, context) or self.frame.several(draft, context):
                continue
            if self.wide(draft, context, known) or self._near(draft, context, document):
                continue
            if self.pointed.speaker(draft, context) or self.pointed.definite(draft, context):
                continue
            if self._before(draft, context, document):
                continue
            if document is None and reasons:
                draft.fired(*reasons)
            if document is not None and "claims.area.document" in self.on:
                draft.area = document
                draft.inherit("area", draft.area)
                for rule in ("claims.area.document", *reasons):
                    draft.fired(rule)

    def _respectively(self, context: Context) -> None:
        if "claims.area.respectively" not in self.on:
            return
        for sentence in {id(d.sentence): d.sentence for d in context.drafts}.values():
            places = [p for p in context.places(sentence) if p.kind not in ("demonym", "institution")]
            for draft, place in paired(sentence, context.in_sentence(sentence), places):
                draft.area = Area(place.code, place.start, place.end, place.text, "explicit")
                draft.fired("claims.area.respectively")

    def _document(self, context: Context) -> tuple[Area | None, list[str]]:
        """The country that the article is about, with the mention that shows it best, and the rules that say so.

        Every mention has the weight of its kind, three times in the title, and shares it with the
        other countries of its sentence; the law of a country and a national currency speak for it.
        One country must hold at least half of all the weight, or two fifths and twice the next one's, or three
        tenths and thrice the next one's; the dateline's needs no other to have twice its own.
        """
        dateline = self._dateline(context)
        weights, shown, reasons = self._weighed(context, dateline.code if dateline is not None else None)
        seat = dateline is not None and weights[dateline.code] <= _SHARES and self.frame.spans(context)
        if dateline is not None and not seat:
            weights[dateline.code] += self.weights["dateline"] * _SHARES
            best = max(weights.values())
            if 2 * weights[dateline.code] > best:
                return shown[dateline.code][1], ["claims.area.dateline"]
        if not weights:
            return None, []
        if seat and dateline is not None and set(weights) == {dateline.code}:
            return None, ["claims.area.frame"]
        (code, weight), *others = weights.most_common(2)
        next_best = others[0][1] if others else 0
        share = weight / sum(weights.values())
        named = shown[code][0] > 0 and code in self._placing(context)
        enough = self.alone if named and not others else self.enough
        least = _FAR if weight >= 3 * next_best else _CLEAR if weight >= 2 * next_best else _HALF
        if weight < enough * _SHARES or share < least:
            return None, []
        return shown[code][1], reasons[code]

    def _placing(self, context: Context) -> set[str]:
        """The countries that the article names by more than their people: *Dutch* is said of riders anywhere."""
        return {place.code for place in context.analysis.places if place.kind != "demonym"}

    def _weighed(
        self, context: Context, home: str | None
    ) -> tuple[Counter[str], dict[str, tuple[int, Area]], dict[str, list[str]]]:
        """How much speaks for each country, the mention that does so most, and rules beside the mentions.

        What is foreign speaks for none, but the weapons of the dateline's country, ``home``, do: it is at war there.
        """
        sentences = context.analysis.sentences
        title = max((s.end for s in sentences if s.paragraph.role == "title"), default=0)
        lead = next((s.end for s in sentences if s.paragraph.role not in _HEADS), 0)
        weights: Counter[str] = Counter()
        shown: dict[str, tuple[int, Area]] = {}
        reasons: dict[str, list[str]] = defaultdict(list)
        for sentence in sentences:
            places = [
                p
                for p in context.places(sentence)
                if (why := self.foreign(p, sentence)) not in _WEIGHTLESS or (why == "arms" and p.code == home)
            ]
            shares = len({place.code for place in places})
            for place in places:
                leads = place.end <= lead and place.kind != "city"
                times = 3 if place.end <= title else 2 if leads else 1
                weight = self.weights[place.kind] * times * _SHARES // shares
                weights[place.code] += weight
                area = Area(place.code, place.start, place.end, place.text, "document")
                if place.code not in shown or weight > shown[place.code][0]:
                    shown[place.code] = (weight, area)
        for rule, name, code, mention in self._signs(context):
            if rule not in self.on:
                continue
            weights[code] += self.weights[name] * _SHARES
            if code not in shown:
                shown[code] = (0, Area(code, mention.start, mention.end, mention.text, "document"))
                reasons[code].append(rule)
        return weights, shown, reasons

    def _signs(self, context: Context) -> Iterator[tuple[str, str, str, LegalReference | NumberMention]]:
        """What speaks for a country without naming it: its law, its currency."""
        for law in context.analysis.legal_references:
            code = law.jurisdiction
            if law.resolution == "explicit" and code is not None and code not in ("EU", "INT"):
                yield "claims.area.law", "law", code, law
        for draft in context.drafts:
            code = self._currency(draft)
            if code is not None:
                yield "claims.area.currency", "currency", code, draft.number

    def _dateline(self, context: Context) -> PlaceMention | None:
        """The place that a report was sent from: *ANKARA – Exports rose*, not a seat of the world's bodies."""
        if self.datelines is None:
            return None
        for sentence in context.analysis.sentences[:_OPENING]:
            match = self.datelines.match(sentence.plain)
            if match is None or sentence.start != sentence.paragraph.start:
                continue
            for place in context.places(sentence):
                if place.end <= sentence.start + match.end() and place.text.title() not in self.seats:
                    return place
        return None

    def _currency(self, draft: Draft) -> str | None:
        """The country of a national currency: ISO 4217 codes begin with that of ISO 3166."""
        unit = draft.reading.unit
        if draft.reading.kind != "money" or unit is None or unit in self.shared or not unit.isupper() or unit[0] == "X":
            return None
        if self.shared_words.intersection(draft.number.text.lower().split()):
            return None
        return unit[:2]

    def _near(self, draft: Draft, context: Context, document: Area | None) -> bool:
        sentence = draft.sentence
        here = [p for p in context.places(sentence) if not (in_source(p, draft) or _owns_another(p, draft))]
        if document is not None:
            here = [p for p in here if p.code == document.code or self.setting.places(p, draft)]
        here = self.foreign.away(here, draft, document, context)
        if not here:
            return False
        if self._where(here, draft):
            return True
        ranked = sorted((self.setting.rank(draft, place), order, place) for order, place in enumerate(here))
        (tier, _), _, place = ranked[0]
        if len({p.code for p in here}) > 1 and tier > 2:
            return False
        if tier > 1 and "claims.actor.gapping" in draft.rules:
            return False
        if self._joint(place, here, draft):
            draft.fired("claims.area.joint")
            return True
        rule = ("claims.area.phrase", "claims.area.clause", "claims.area.clause", "claims.area.sentence")[tier]
        if rule not in self.on:
            return False
        draft.area = Area(place.code, place.start, place.end, place.text, "explicit")
        draft.fired(rule)
        return True

    def _joint(self, place: PlaceMention, here: list[PlaceMention], draft: Draft) -> bool:
        """*Germany and France took 40*: the figure of several countries together is of none of them."""
        if "claims.area.joint" not in self.on:
            return False
        token = draft.sentence.head(place.start, place.end)
        others = (draft.sentence.head(p.start, p.end) for p in here if p.code != place.code)
        return token is not None and any(other is not None and _coordinated(token, other) for other in others)

    def _where(self, here: list[PlaceMention], draft: Draft) -> bool:
        """*The Kursk region, where 600 sq km are held*: the place that ``where`` stands for."""
        noun = self.setting.antecedent(draft)
        if noun is None:
            return False
        for place in here:
            if self.setting.opens(place, noun, draft.sentence):
                draft.area = Area(place.code, place.start, place.end, place.text, "explicit")
                draft.fired("claims.area.where")
                return True
        return False

    def _continues(self, draft: Draft, context: Context) -> bool:
        """Whether the paragraph of a figure opens by pointing back: *Despite these numbers*."""
        opening = draft.sentence
        for earlier in context.previous(draft.sentence, self.reach):
            if earlier.paragraph_index == draft.sentence.paragraph_index:
                opening = earlier
        return self.pointing is not None and bool(self.pointing.match(opening.plain))

    def _before(self, draft: Draft, context: Context, document: Area | None) -> bool:
        """The last country named within reach before the sentence, where it is the only one there."""
        if "claims.area.discourse" not in self.on:
            return False
        for sentence in context.previous(draft.sentence, self.reach):
            places = [p for p in context.places(sentence) if p.kind in self.lasting]
            if not places:
                continue
            if sentence.paragraph_index != draft.sentence.paragraph_index and not self._continues(draft, context):
                return False
            if len({p.code for p in places}) > 1:
                return False
            place = places[-1]
            if document is not None and document.code != place.code and not self.setting.frames(place, sentence):
                return False
            draft.area = Area(place.code, place.start, place.end, place.text, "document")
            draft.inherit("area", draft.area)
            draft.fired("claims.area.discourse")
            return True
        return False


def _owns_another(place: PlaceMention, draft: Draft) -> bool:
    """*3.3%, the lowest after Malta's 2.7%*: whether a place has a figure of its own, and no part in this one."""
    after = draft.sentence.after(place.end, 2)
    if len(after) < 2 or after[0].tag_ != "POS" or after[1].tag_ not in ("CD", "$"):
        return False
    return not draft.start <= draft.sentence.offset(after[1]) < draft.end


def _coordinated(one: Token, other: Token) -> bool:
    """Whether two tokens are members of one coordination, each without a figure of its own."""
    if _first(one).i != _first(other).i:
        return False
    low, high = sorted((one.i, other.i))
    return not any(token.tag_ == "CD" for token in one.doc[low : high + 2])


def _first(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token
