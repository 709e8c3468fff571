"""Link every name to the fullest mention of the same name in the article."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

from extractor.records import Entity, Span
from extractor.rules import RuleSet

_TABLE = "entities_names"
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


class Namesakes:
    """Groups the mentions of one name.

    A person's mention belongs to the fuller name that ends with its words (surname), or that
    begins with them (first name), when only one such name is in the article; an acronym to its
    expansion, defined in brackets or found by its initials; any other name to a name of the same
    label that holds its words as its first or last words ("the Prosecutor's Office").
    """

    def __init__(self, rules: RuleSet) -> None:
        self._titles = frozenset(rules.table(_TABLE, "titles"))
        self._skipped = frozenset(rules.table(_TABLE, "skipped_initials"))

    def __call__(self, names: Sequence[Entity], definitions: Mapping[str, Entity]) -> list[Entity]:
        """Return the names with ``canonical`` set, in the same order."""
        first: dict[str, Entity] = {}
        for entity in names:
            first.setdefault(_key(entity.text), entity)
        people = self._by_word(e for e in first.values() if e.label == "PERSON")
        others = self._by_word(e for e in first.values() if e.label != "PERSON")
        initials = self._by_initials(first.values())
        chosen: dict[str, Entity] = {}
        for key, entity in first.items():
            fuller = definitions.get(entity.text) or self._expanded(entity, initials)
            if fuller is None:
                fuller = self._fuller(entity, people if entity.label == "PERSON" else others)
            chosen[key] = fuller or entity
        return [dataclasses.replace(entity, canonical=_span(chosen[_key(entity.text)])) for entity in names]

    def _words(self, entity: Entity) -> tuple[str, ...]:
        words = [word.lower() for word in _WORD.findall(entity.text)]
        while len(words) > 1 and entity.label == "PERSON" and words[0] in self._titles:  # no "Justice Ministry"
            del words[0]
        return tuple(words)

    def _by_word(self, entities: Iterable[Entity]) -> dict[str, list[tuple[tuple[str, ...], Entity]]]:
        """Index names by their first and last words, which is where a shorter form of them ends."""
        index: dict[str, list[tuple[tuple[str, ...], Entity]]] = {}
        for entity in entities:
            words = self._words(entity)
            if len(words) > 1:
                for word in dict.fromkeys((words[0], words[-1])):
                    index.setdefault(word, []).append((words, entity))
        return index

    def _fuller(self, entity: Entity, index: Mapping[str, Sequence[tuple[tuple[str, ...], Entity]]]) -> Entity | None:
        words = self._words(entity)
        if not words:
            return None
        size = len(words)
        last = [e for full, e in index.get(words[-1], ()) if len(full) > size and full[-size:] == words]
        found = last or [e for full, e in index.get(words[0], ()) if len(full) > size and full[:size] == words]
        same = [e for e in found if e.label == entity.label]
        if not same or (entity.label == "GPE"):
            return None
        return _fullest(same, entity)

    def _by_initials(self, entities: Iterable[Entity]) -> dict[str, Entity]:
        index: dict[str, Entity] = {}
        for entity in entities:
            words = [word for word in re.split(r"[\s-]+", entity.text) if word[:1].isalpha()]
            if len(words) > 1:
                strict = "".join(word[0] for word in words if word.lower() not in self._skipped)
                for letters in (strict, "".join(word[0] for word in words)):
                    index.setdefault(letters.upper(), entity)
        return index

    def _expanded(self, entity: Entity, initials: Mapping[str, Entity]) -> Entity | None:
        letters = entity.text.replace(".", "")
        capitals = sum(letter.isupper() for letter in letters)
        if not (1 < len(letters) < 9 and letters.isalpha() and capitals > len(letters) / 2):
            return None
        return initials.get(letters.upper())


def _fullest(candidates: Sequence[Entity], entity: Entity) -> Entity | None:
    """The longest candidate; null when two different people share the name and none came first."""
    best = max(candidates, key=lambda e: (len(e.text), -e.start))
    keys = {_key(e.text) for e in candidates}
    if len(keys) == 1 or all(key in _key(best.text) for key in keys):
        return best
    before = [e for e in candidates if e.start <= entity.start]
    return max(before, key=lambda e: e.start) if before else None


def _key(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split())


def _span(entity: Entity) -> Span:
    return Span(entity.start, entity.end, entity.text)
