"""Whose figure it is where the verb is not said again: *the agency counts 840, the union 1,200*."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.records import ClaimAttribution, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "claims.source.gapped"
_LONGEST = 8
_INSIDE = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH", "PRP$"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BEFORE = frozenset({",", ";", "and", "but", "while", "—", "–"})
_AFTER = frozenset({"VBD", "VBZ", "VBP", "MD"})
_JOINED = frozenset({"at", "of"})
_GIVING = frozenset({"give", "see"})
_PUTTING = frozenset({"speak", "claim", "report"})
_COUNTING = frozenset(
    {"organiser", "organizer", "activist", "campaigner", "rescuer", "opponent", "rebel", "separatist"}
)
_BODIES = frozenset({"ORG", "PERSON"})


class GappedSources:
    """Finds the noun phrase that stands right before a figure in the place of the source before it."""

    def __init__(self, rules: RuleSet) -> None:
        self._active = rules.has(_RULE)
        kinds: Mapping[str, list[str]] = rules.table("attributions_sources", "kinds")
        self._bodies = frozenset(kinds["organisation"]) | frozenset(kinds["document"]) | frozenset(kinds["data"])
        self._people = frozenset(kinds["person"])
        self._inhabited = frozenset(rules.table("attributions_verbs", "inhabited"))
        verbs = ("counting", "put_at", "noting")
        named = {verb for name in verbs for verb in rules.table("attributions_verbs", name)}
        self._verbs = frozenset((named | _PUTTING) - _GIVING)

    def __call__(self, draft: Draft, found: ClaimAttribution) -> bool:
        """Set the source of a figure to the body named right before it; ``found`` is that of the figure before."""
        sentence = draft.sentence
        if not self._active or found.cue is None or not sentence.start <= found.cue.start < draft.start:
            return False
        verb = sentence.head(found.cue.start, found.cue.end)
        if verb is None or lemma(verb) not in self._verbs:
            return False
        source = self._named(draft, sentence)
        if source is None or source.start <= found.mention.start:
            return False
        draft.attribution = dataclasses.replace(found, source=source, mention=source, compiled_by=None)
        draft.fired(_RULE)
        return True

    def _named(self, draft: Draft, sentence: Sentence) -> Span | None:
        words = sentence.tokens(max(sentence.start, draft.start - 60), draft.start)[-_LONGEST:]
        opening = next((i for i in range(len(words) - 1, -1, -1) if words[i].lower_ in _BEFORE), None)
        if opening is None:
            return None
        phrase = words[opening + 1 :]
        joined = bool(phrase) and phrase[-1].lower_ in _JOINED
        phrase = phrase[:-1] if joined else phrase
        if not phrase or phrase[-1].tag_ not in _NOUNS or any(word.tag_ not in _INSIDE for word in phrase):
            return None
        following = sentence.after(draft.end, 1)
        if following and (following[0].tag_ in _AFTER or following[0].lower_ == "of"):
            return None
        if not self._is_body(phrase[-1], joined):
            return None
        return sentence.cover([phrase[0], phrase[-1]])

    def _is_body(self, noun: Token, joined: bool) -> bool:
        if noun.tag_ in ("NNP", "NNPS"):
            return noun.ent_type_ in _BODIES
        word = lemma(noun)
        counts = word in self._bodies or word in _COUNTING or (joined and word in self._people)
        return counts and word not in self._inhabited
