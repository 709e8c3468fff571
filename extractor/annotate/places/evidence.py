"""Does a name really place something here? Evidence from the parse and from the words around it."""

from __future__ import annotations

import re
from typing import Literal

from extractor.annotate.analysis import Sentence
from extractor.annotate.places.gazetteer import Place
from extractor.rules import RuleSet

_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP", "ORG"})
Verdict = Literal["yes", "maybe", "no"]


class Evidence:
    """Judges a candidate: ``yes``, ``no``, or ``maybe``: only if the article names its country elsewhere."""

    def __init__(self, rules: RuleSet) -> None:
        context = rules.tables["places_context"]
        self._ambiguous = frozenset(context["ambiguous"]["names"])
        self._shared = frozenset(context["shared"]["names"])
        self._brand = frozenset(context["brands"]["heads"])
        self._phrases = re.compile(context["phrases"]["pattern"])
        self._language = re.compile(context["languages"]["before"] + r"\Z", re.I)
        self._language_after = re.compile(context["languages"]["after"], re.I)
        self._closed = re.compile(context["languages"]["closed"])
        self._locative = re.compile(context["locatives"]["before"] + r"\Z", re.I)
        self._body = re.compile(context["bodies"]["after"])
        self._counties = frozenset(context["counties"]["countries"])
        self._title = re.compile(context["titles"]["before"] + r"\Z")
        self._spoken = re.compile(context["languages"]["spoken"] + r"\Z", re.I)

    def __call__(self, sentence: Sentence, start: int, end: int, place: Place) -> Verdict:
        """Whether the candidate at ``start:end`` of the sentence places something."""
        text = sentence.plain
        if text[end : end + 1] == "$" or self._in_brand(text, end) or self._in_phrase(text, start, end):
            return "no"
        if place.kind == "demonym":
            return "no" if self._is_language(text, start, end) or _is_subject(sentence, start, end) else "yes"
        if (text[end - 1] == "." and place.kind == "region") or (place.kind == "region" and end - start == 2):
            return "yes" if text[max(0, start - 2) : start] == ", " else "no"
        if text[start:end] in self._shared:
            return "maybe"
        if place.kind == "institution" or (text[start:end].isupper() and place.kind == "city"):
            return "yes"
        return self._placed(sentence, start, end, place)

    def _placed(self, sentence: Sentence, start: int, end: int, place: Place) -> Verdict:
        """Whether the parse or a locative preposition says that a name is of a place, not a person."""
        text = sentence.plain
        tokens = sentence.tokens(sentence.start + start, sentence.start + end)
        labels = {token.ent_type_ for token in tokens}
        if "PERSON" in labels and (self._longer_name(sentence, start, end) or self._title.search(text, 0, start)):
            return "no"
        if place.kind == "city" and place.code not in self._counties and text.startswith(" County", end):
            return "maybe"  # "Elmford County" of another country than the town
        if self._locative.search(text, max(0, start - 24), start):
            return "yes"
        if place.kind in ("city", "region") and self._body.match(text, end):
            return "yes"
        plain = (place.kind == "country" and text[start:end] not in self._ambiguous) or (
            place.kind == "region" and " " in text[start:end] and "PERSON" not in labels
        )
        if "PERSON" in labels or not labels & _PLACES:
            return "yes" if plain else "maybe"
        if place.kind == "city" and _CAPITAL_AFTER.match(text, end):
            return "maybe"
        return "yes"

    def _longer_name(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether the words beside a name belong to the same person's name: "Jordan Smith"."""
        inside = sentence.tokens(sentence.start + start, sentence.start + end)
        around = sentence.tokens(sentence.start + max(0, start - 2), min(sentence.end, sentence.start + end + 2))
        beside = [t for t in around if t.i < inside[0].i or t.i > inside[-1].i]
        return any(t.ent_type_ == "PERSON" and t.text[:1].isupper() for t in beside)

    def _in_brand(self, text: str, end: int) -> bool:
        after = _NEXT.match(text, end)
        words = after[0].split() if after else []
        return any(word in self._brand for word in words)

    def _in_phrase(self, text: str, start: int, end: int) -> bool:
        window = max(0, start - 30)
        found = self._phrases.finditer(text, window, min(len(text), end + 40))
        return any(m.start() <= start and m.end() >= end for m in found)

    def _is_language(self, text: str, start: int, end: int) -> bool:
        if self._language_after.match(text, end) or self._spoken.search(text, max(0, start - 24), start):
            return True
        return bool(self._language.search(text, max(0, start - 24), start)) and not self._closed.match(text, end)


# Adjectives that name no single person ("an English"): alone, without a count or an article, they name a tongue.
_TONGUE = re.compile(r"(?:sh|ch|ese)\Z")
_ALONE = frozenset(("dobj", "obj", "pobj", "nsubj", "nsubjpass", "conj", "appos", "attr"))


def _is_subject(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a demonym stands for a tongue that is taught or examined: "passed English, failed mathematics"."""
    if not _TONGUE.search(sentence.plain, start, end):
        return False
    *_, token = sentence.tokens(sentence.start + start, sentence.start + end)
    if token.dep_ == "compound" and len(token.head.text) == 1:
        token = token.head  # English A
    if not token.tag_.startswith("NN") or token.dep_ not in _ALONE:
        return False
    return all(child.dep_ not in ("det", "nummod", "amod", "poss", "quantmod") for child in token.children)


_NEXT = re.compile(r"(?:\s+[A-Z][\w-]*){1,3}")
_CAPITAL_AFTER = re.compile(r"\s+[A-Z][a-z]")
