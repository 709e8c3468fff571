"""Places that a figure's sentence only points to: *the city*, and the country that is its own source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.screen import pattern_of
from extractor.claims.setting import Setting
from extractor.records import Area, PlaceMention
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from extractor.annotate.analysis import Sentence

_DEFINITE = "claims.area.definite"
_SPEAKER = "claims.area.speaker"
_SENTENCES = 2
_OWN_WORDS = re.compile(r"(?:that )?(?:[\w-]+ ){0,3}(?:it|its|they|their|we|our)\b", re.IGNORECASE)
_BODIES = frozenset({"demonym", "country", "institution"})
_SELVES = frozenset({"he", "i", "it", "she", "they", "we"})
_SITES = frozenset({"city", "region"})


class PointedPlaces:
    """Finds the place of a figure whose sentence names it by a noun or as the one who speaks."""

    def __init__(self, rules: RuleSet, setting: Setting) -> None:
        table: dict[str, Any] = rules.table("claims_area", "area")
        self.setting = setting
        self.nouns = pattern_of(rules, _DEFINITE)
        self.kinds = {noun: kind for kind, nouns in table["pointing"].items() for noun in nouns}
        self.official = frozenset(table["official"])
        self.own = frozenset(table["own_frames"])
        self.noting = frozenset(
            [*rules.table("attributions_verbs", "noting"), *rules.table("attributions_verbs", "counting")]
        )
        self.speaking = rules.has(_SPEAKER)

    def definite(self, draft: Draft, context: Context) -> bool:
        """*Oslo is small. The city has 840 teachers*: the last place named that the noun can mean."""
        match = None if self.nouns is None else self.nouns.search(draft.sentence.plain)
        if match is None:
            return self._there(draft, context)
        kind = self.kinds[match["noun"].lower()]
        for sentence in context.previous(draft.sentence, _SENTENCES):
            if sentence.paragraph_index != draft.sentence.paragraph_index:
                return False
            named = [place for place in context.places(sentence) if place.kind == kind]
            if not named:
                continue
            if len({place.code for place in named}) > 1 or not self._leads(named[-1], sentence):
                return False
            _set(draft, named[-1], _DEFINITE, inherited=True)
            return True
        return False

    def _there(self, draft: Draft, context: Context) -> bool:
        """*In Oslo the purse was small. I won there in front of 84 people*: the last place of the sentence before."""
        if "there" not in draft.sentence.plain or draft.predicate is None:
            return False
        if not any(word.lower_ == "there" and word.tag_ == "RB" for word in draft.predicate.children):
            return False
        for sentence in context.previous(draft.sentence, 1):
            named = [place for place in context.places(sentence) if place.kind != "demonym"]
            if sentence.paragraph_index != draft.sentence.paragraph_index or len({p.code for p in named}) != 1:
                return False
            _set(draft, named[-1], _DEFINITE, inherited=True)
            return True
        return False

    def _leads(self, place: PlaceMention, sentence: Sentence) -> bool:
        return place.kind != "country" or self.setting.frames(place, sentence)

    def speaker(self, draft: Draft, context: Context) -> bool:
        """*Norway said it had freed 84*, *the Australian statistics bureau counts 84*: its own figures."""
        found = draft.attribution
        if not self.speaking or found is None or found.cue is None:
            return False
        first, last = found.mention.start, found.mention.end
        named = [p for p in context.places(draft.sentence) if first <= p.start < last]
        places = [p for p in named if p.kind in _BODIES]
        if not places and self._acts(draft, named):
            _set(draft, named[0], _SPEAKER, inherited=False)
            return True
        if not places or len({place.code for place in places}) > 1:
            return False
        place, frame = places[0], _frame(draft, context)
        itself = place.kind == "country" and place.start - first <= len("the ")
        own = frame in self.own
        counts = own and not self.official.isdisjoint(found.mention.text.lower().split())
        says = itself and (own or any(_OWN_WORDS.match(piece.text) for piece in draft.content))
        if not (counts or says):
            return False
        _set(draft, place, _SPEAKER, inherited=False)
        return True

    def _acts(self, draft: Draft, named: Sequence[PlaceMention]) -> bool:
        """*A charity in Oslo says it collected $84*: what somebody did, not what they counted, is where they are."""
        sites = [p for p in named if p.kind in _SITES and self.setting.located(p, draft.sentence)]
        if not sites or len({place.code for place in sites}) > 1 or draft.event is None:
            return False
        if draft.actor is None or draft.actor.text.lower() not in _SELVES:
            return False  # "A group in Geneva says its teams reached 84 villages"
        counts = draft.event.lemma in self.noting
        return not counts and any(
            _OWN_WORDS.match(piece.text) and piece.start > sites[0].end for piece in draft.content
        )


def _frame(draft: Draft, context: Context) -> str:
    """The rule that found the report of a figure."""
    found = draft.attribution
    if found is None:
        return ""
    for report in context.reports(draft.sentence):
        if report.cue == found.cue and report.source is not None and report.source.start == found.mention.start:
            return report.rules[0]
    return ""


def _set(draft: Draft, place: PlaceMention, rule: str, inherited: bool) -> None:
    draft.area = Area(place.code, place.start, place.end, place.text, "document" if inherited else "explicit")
    if inherited:
        draft.inherit("area", draft.area)
    draft.fired(rule)
