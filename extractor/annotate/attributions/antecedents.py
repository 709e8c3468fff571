"""Say what a source is, and for which name a pronoun or a definite noun stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.report import Report
from extractor.annotate.attributions.trail import Trail
from extractor.annotate.lemma import lemma
from extractor.records import Entity, Source, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

SourceKind = Literal["person", "organisation", "document", "data", "pronoun", "other"]

_PRONOUN = "attributions.source.pronoun"
_DEFINITE = "attributions.source.definite"
_SHORT = "attributions.source.short_name"
_TITLED = "attributions.source.titled"
_APPOSED = re.compile(r", (?:an?|the|his|her|its) (?:former |then |deputy |chief |[a-z]+[- ])?([a-z]+)\b")
_ACRONYMS = frozenset({"WHO", "IT", "US"})
_AGED = re.compile(r", (?:an? )?\d{2}(?:-year-old\b|,|$)")
_RECORDS = frozenset({"document", "data"})
_LABEL_KIND: Mapping[str, SourceKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "organisation",
    "NORP": "organisation",
    "LAW": "document",
    "FAC": "organisation",
    "WORK_OF_ART": "document",
}


class SourceResolver:
    """Turns the source words of the reports of an article into sources, in order."""

    def __init__(self, rules: RuleSet, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._has = {rule: rules.has(rule) for rule in (_PRONOUN, _DEFINITE, _SHORT, _TITLED)}
        self._titles = rules.get(_TITLED).regex() if self._has[_TITLED] else re.compile(r"(?!)")
        pronouns: Mapping[str, Sequence[str]] = rules.table("attributions_sources", "pronouns")
        self._pronouns = {word: kind for kind, words in pronouns.items() for word in words}
        definite: Mapping[str, Sequence[str]] = rules.table("attributions_sources", "definite")
        self._definite = {word: kind for kind, words in definite.items() for word in words}

    def __call__(
        self, reports: Sequence[Report], analysis: Analysis
    ) -> list[tuple[Report, Source | None, tuple[str, ...]]]:
        """Each report with its source and the rules that resolved it."""
        trail = Trail(analysis, self._lexicon.kinds)
        result = []
        for report in reports:
            source, rules = self._resolve(report, trail) if report.source and report.noun else (None, ())
            if source is not None:
                trail.add(source, report)
            result.append((report, source, rules))
        return result

    def _resolve(self, report: Report, trail: Trail) -> tuple[Source, tuple[str, ...]]:
        span, noun = report.source, report.noun
        assert span is not None
        assert noun is not None
        word = lemma(noun)
        entity = trail.entity_in(span, report.sentence.offset(noun))
        kind = None if noun.text in _ACRONYMS else self._pronouns.get(noun.lower_)
        antecedent: Span | None = None
        rules: tuple[str, ...] = ()
        what: SourceKind
        if kind is not None:
            what = "pronoun"
            if self._has[_PRONOUN]:
                antecedent = trail.relative(report) if kind == "relative" else trail.last(kind, report)
                rules = (_PRONOUN,) if antecedent else ()
        else:
            named = entity is not None and _is_head(entity, noun, report.sentence)
            what = self._kind(word, noun.lower_, entity if named else None, trail)
            titled = what != "person" and self._is_person(span.text)
            what = "person" if titled else what
            if entity is not None and named:
                if self._has[_SHORT] and entity.canonical and entity.canonical.text != entity.text:
                    antecedent, rules = entity.canonical, (_SHORT,)
            elif self._has[_DEFINITE] and _is_definite(span):
                antecedent = trail.definite(
                    word, self._definite.get(word), report, self._lexicon.kinds.get(word) in _RECORDS
                )
                rules = (_DEFINITE,) if antecedent else ()
            rules = (*rules, _TITLED) if titled else rules
        source = Source(span.start, span.end, span.text, word, what, antecedent, report.compiled_by)
        return source, rules

    def _is_person(self, text: str) -> bool:
        """Whether the words of a source say that it is somebody: *Prof Lee*, *Lee, a former director of the bank*."""
        if not self._has[_TITLED]:
            return False
        if self._titles.match(text) or _AGED.search(text):
            return True
        match = _APPOSED.search(text)
        return match is not None and self._lexicon.kinds.get(match[1].lower()) == "person"

    def _kind(self, word: str, form: str, name: Entity | None, trail: Trail) -> SourceKind:
        if name is not None:
            return "organisation" if trail.is_place(name) else _LABEL_KIND.get(name.label, "other")
        return self._lexicon.kinds.get(word) or self._lexicon.kinds.get(form) or "other"


def _is_head(entity: Entity, noun: Token, sentence: Sentence) -> bool:
    """Whether the name is the head of the source, not a modifier ("the *Lakeside* council")."""
    return entity.start <= sentence.offset(noun) < entity.end


def _is_definite(span: Span) -> bool:
    """Whether the source is a bare definite noun, which must stand for something named before."""
    words = span.text.lower().split()
    return len(words) == 2 and words[0] in ("the", "that", "this")
