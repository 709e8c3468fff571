"""Find the places of an article: candidates from the gazetteer, judged, then settled together."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict

from extractor.annotate.analysis import Analysis
from extractor.annotate.places.evidence import Evidence
from extractor.annotate.places.gazetteer import Gazetteer, Place
from extractor.records import PlaceMention
from extractor.rules import RuleSet

_LIST = 2
_CORROBORATED = "places.evidence.corroborated"


class PlaceAnnotator:
    """Finds countries, demonyms, regions, cities and institutions with their ISO 3166-1 code."""

    def __init__(self, rules: RuleSet) -> None:
        self.gazetteer = Gazetteer(rules)
        self._evidence = Evidence(rules)
        self._rivals: dict[str, str] = (
            rules.table("places_context", "rivals") if rules.has("places.evidence.rival") else {}
        )
        self._doubtful_on = rules.has("places.evidence.same_country")
        self._listed_on = rules.has("places.evidence.listed")
        self._apposed_on = rules.has("places.evidence.apposed")
        self._corroborated_on = rules.has(_CORROBORATED)

    def __call__(self, analysis: Analysis) -> list[PlaceMention]:
        """The mentions of an article, sorted by place."""
        sure: list[PlaceMention] = []
        doubtful: list[PlaceMention] = []
        for sentence in analysis.sentences:
            for start, end, place in self.gazetteer.find(sentence.plain):
                verdict = self._evidence(sentence, start, end, place)
                if verdict != "no":
                    at = sentence.start
                    mention = _mention(at + start, at + end, sentence.text[start:end], place)
                    (sure if verdict == "yes" else doubtful).append(mention)
        if self._listed_on:
            sure += self._listed(doubtful, sure, analysis)
        if self._corroborated_on and not sure:
            sure += _corroborated(doubtful)
        named = {mention.code for mention in sure if mention.text not in self._rivals}
        if self._doubtful_on:
            taken = {mention.start for mention in sure}
            sure += [
                _with(m, "places.evidence.same_country") for m in doubtful if m.code in named and m.start not in taken
            ]
        sure.sort(key=lambda m: m.start)
        return self._settled(analysis.text, sure)

    def _listed(self, doubtful: list[PlaceMention], sure: list[PlaceMention], analysis: Analysis) -> list[PlaceMention]:
        """The doubtful names of countries in a sentence that surely names two others: a list of them."""
        by_sentence: dict[int, set[str]] = defaultdict(set)
        for mention in sure:
            sentence = analysis.sentence_at(mention.start)
            if sentence is not None and mention.kind == "country":
                by_sentence[sentence.index].add(mention.code)
        found = []
        for mention in (m for m in doubtful if m.kind == "country"):
            sentence = analysis.sentence_at(mention.start)
            if sentence is not None and len(by_sentence[sentence.index] - {mention.code}) >= _LIST:
                found.append(_with(mention, "places.evidence.listed"))
        return found

    def _settled(self, text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Give "Paris, Texas" and a Georgia among American states the country that is meant."""
        counts = Counter(m.code for m in mentions if m.text not in self._rivals)
        settled: list[PlaceMention] = []
        for position, mention in enumerate(mentions):
            after = mentions[position + 1] if position + 1 < len(mentions) else None
            rival = self._rivals.get(mention.text)
            if after and self._apposed_on and mention.code != after.code and _apposed(text, mention, after):
                mention = _with(mention, "places.evidence.apposed", after.code)
            elif rival and counts[rival] > counts[mention.code]:
                mention = _with(mention, "places.evidence.rival", rival)
            settled.append(mention)
        return settled


def _corroborated(doubtful: list[PlaceMention]) -> list[PlaceMention]:
    """The doubtful names of an article without any other, where two at least are of one country and none of another."""
    if len({mention.code for mention in doubtful}) != 1 or len({mention.text for mention in doubtful}) < _LIST:
        return []
    return [_with(mention, _CORROBORATED) for mention in doubtful]


def _apposed(text: str, mention: PlaceMention, after: PlaceMention) -> bool:
    """Whether the next place names the larger one that a city lies in: "Paris, Texas"."""
    return mention.kind == "city" and after.kind == "region" and text[mention.end : after.start] == ", "


def _mention(start: int, end: int, text: str, place: Place) -> PlaceMention:
    return PlaceMention(start, end, text, place.code, place.kind, (f"places.kind.{place.kind}",))


def _with(mention: PlaceMention, rule: str, code: str | None = None) -> PlaceMention:
    return dataclasses.replace(mention, code=code or mention.code, rules=(*mention.rules, rule))
