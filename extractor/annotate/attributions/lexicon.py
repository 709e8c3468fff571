"""The cues and their frames, read from the rule files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from extractor.rules import RuleSet

NounKind = Literal["person", "organisation", "document", "data"]

_VERBS = "attributions_verbs"
_LISTS = (
    "clause",
    "main",
    "thought",
    "quote",
    "infinitive",
    "gerund",
    "object",
    "message",
    "issued",
    "predication",
    "object_infinitive",
    "put_at",
    "addressee",
    "counting",
    "entries",
    "aside",
)
_NO_FRAMES: frozenset[str] = frozenset()


class Lexicon:
    """Which frames a verb takes, which prepositions, and what kind of source a noun is.

    ``frames(lemma)`` is the set of list names of ``attributions_verbs.toml`` that hold the verb;
    ``prepositions(lemma)`` the prepositions that introduce its content; ``kinds`` maps the head
    noun of a source to ``person``, ``organisation``, ``document`` or ``data``; ``inhabited`` are the nouns
    of what counts people because they live there, ``noting`` the verbs of keeping count, ``watchers`` the bodies
    that keep count of others, ``losses`` what a disaster claims,
    ``outlooks`` what a forecaster sees, ``outcomes`` the verbs of what comes of what was told,
    ``finders`` who looks up what is ``recorded``, and not what is ``deciding``, as a court is,
    ``ruled`` what courts decide, ``events`` what only a body that watches others records.
    """

    def __init__(self, rules: RuleSet) -> None:
        frames: dict[str, set[str]] = {}
        for name in _LISTS:
            for verb in rules.table(_VERBS, name):
                frames.setdefault(verb, set()).add(name)
        prepositional: Mapping[str, list[str]] = rules.table(_VERBS, "prepositional")
        self._prepositions = {verb: frozenset(words) for verb, words in prepositional.items()}
        for verb in self._prepositions:
            frames.setdefault(verb, set()).add("prepositional")
        self._frames = {verb: frozenset(found) for verb, found in frames.items()}
        self.inhabited = frozenset(rules.table(_VERBS, "inhabited"))
        self.noting = frozenset(rules.table(_VERBS, "noting"))
        self.watchers = frozenset(rules.table(_VERBS, "watchers"))
        self.outlooks = frozenset(rules.table(_VERBS, "outlooks"))
        self.losses = frozenset(rules.table(_VERBS, "losses"))
        found: Mapping[str, list[str]] = rules.table(_VERBS, "found")
        self.finders, self.recorded = frozenset(found["by"]), frozenset(found["things"])
        self.events = frozenset(found["events"]) | self.recorded
        self.ruled = frozenset(found["ruled"])
        self.deciding = frozenset(found["not_by"])
        self.outcomes = frozenset(rules.table(_VERBS, "outcomes"))
        self.kinds: Mapping[str, NounKind] = {
            noun: kind for kind, nouns in rules.table("attributions_sources", "kinds").items() for noun in nouns
        }

    def frames(self, verb: str) -> frozenset[str]:
        """The frames of a verb by its lemma; empty for a verb that reports nothing."""
        return self._frames.get(verb, _NO_FRAMES)

    def prepositions(self, verb: str) -> frozenset[str]:
        """The prepositions after which the verb's content stands."""
        return self._prepositions.get(verb, _NO_FRAMES)
