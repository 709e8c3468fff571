"""Does a name really place something here? Evidence from the parse and from the words around it."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.places.gazetteer import Place
from extractor.rules import RuleSet


class Evidence:
    """Accepts a candidate with the ids of the rules that speak for it, or rejects it."""

    def __init__(self, rules: RuleSet) -> None:
        context = rules.tables["places_context"]
        self._ambiguous = frozenset(context["ambiguous"]["names"])
        self._brand = frozenset(context["brands"]["heads"])
        self._phrases = re.compile(context["phrases"]["pattern"])
        self._language = re.compile(context["languages"]["before"] + r"\Z", re.I)
        self._language_after = re.compile(context["languages"]["after"], re.I)
        self._rules = {
            kind: (f"places.kind.{kind}",) for kind in ("country", "demonym", "region", "city", "institution")
        }

    def __call__(self, sentence: Sentence, start: int, end: int, place: Place) -> tuple[str, ...] | None:
        """The rules that accept the candidate at ``start:end`` of the sentence, else null."""
        text = sentence.plain
        name = text[start:end]
        if self._in_brand(text, start, end) or self._in_phrase(text, start, end):
            return None
        labels = {token.ent_type_ for token in sentence.tokens(sentence.start + start, sentence.start + end)}
        if place.kind == "demonym":
            return None if self._is_language(text, start, end) else self._rules["demonym"]
        if "PERSON" in labels and place.kind != "institution" and (name in self._ambiguous or place.kind != "country"):
            return None
        if place.kind in ("city", "region") or name in self._ambiguous:
            if not labels & {"GPE", "LOC", "FAC", "NORP", "ORG"}:
                return None
        return self._rules[place.kind]

    def _in_brand(self, text: str, start: int, end: int) -> bool:
        after = _NEXT.match(text, end)
        words = after[0].split() if after else []
        return any(word in self._brand for word in words)

    def _in_phrase(self, text: str, start: int, end: int) -> bool:
        window = max(0, start - 30)
        return any(
            m.start() <= start and m.end() >= end
            for m in self._phrases.finditer(text, window, min(len(text), end + 40))
        )

    def _is_language(self, text: str, start: int, end: int) -> bool:
        if self._language_after.match(text, end):
            return True
        return bool(self._language.search(text, max(0, start - 24), start)) and not re.match(
            r"\s+[a-z]", text[end : end + 3]
        )


_NEXT = re.compile(r"(?:\s+[A-Z][\w-]*){1,3}")
