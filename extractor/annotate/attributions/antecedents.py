"""Say what a source is, and for which name a pronoun or a definite noun stands."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.report import Report
from extractor.annotate.lemma import lemma
from extractor.records import Entity, Source, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

SourceKind = Literal["person", "organisation", "document", "data", "pronoun", "other"]

_PRONOUN = "attributions.source.pronoun"
_DEFINITE = "attributions.source.definite"
_SHORT = "attributions.source.short_name"
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
        self._has = {rule: rules.has(rule) for rule in (_PRONOUN, _DEFINITE, _SHORT)}
        pronouns: Mapping[str, Sequence[str]] = rules.table("attributions_sources", "pronouns")
        self._pronouns = {word: kind for kind, words in pronouns.items() for word in words}
        definite: Mapping[str, Sequence[str]] = rules.table("attributions_sources", "definite")
        self._definite = {word: kind for kind, words in definite.items() for word in words}

    def __call__(
        self, reports: Sequence[Report], analysis: Analysis
    ) -> list[tuple[Report, Source | None, tuple[str, ...]]]:
        """Each report with its source and the rules that resolved it."""
        trail = _Trail(analysis)
        result = []
        for report in reports:
            source, rules = self._resolve(report, trail) if report.source and report.noun else (None, ())
            if source is not None:
                trail.add(source)
            result.append((report, source, rules))
        return result

    def _resolve(self, report: Report, trail: _Trail) -> tuple[Source, tuple[str, ...]]:
        span, noun = report.source, report.noun
        assert span is not None
        assert noun is not None
        word = lemma(noun)
        entity = trail.entity_in(span)
        kind = self._pronouns.get(noun.lower_)
        antecedent: Span | None = None
        rules: tuple[str, ...] = ()
        what: SourceKind
        if kind is not None:
            what = "pronoun"
            if self._has[_PRONOUN]:
                antecedent = trail.relative(report) if kind == "relative" else trail.last(kind, span.start)
                rules = (_PRONOUN,) if antecedent else ()
        else:
            named = entity is not None and _is_head(entity, noun, report.sentence)
            what = self._kind(word, noun.lower_, entity if named else None, trail)
            if entity is not None and named:
                if self._has[_SHORT] and entity.canonical and entity.canonical.text != entity.text:
                    antecedent, rules = entity.canonical, (_SHORT,)
            elif self._has[_DEFINITE] and _is_definite(span):
                antecedent = trail.definite(word, self._definite.get(word), span)
                rules = (_DEFINITE,) if antecedent else ()
        source = Source(span.start, span.end, span.text, word, what, antecedent, report.compiled_by)
        return source, rules

    def _kind(self, word: str, form: str, name: Entity | None, trail: _Trail) -> SourceKind:
        if name is not None:
            return "organisation" if trail.is_place(name) else _LABEL_KIND.get(name.label, "other")
        return self._lexicon.kinds.get(word) or self._lexicon.kinds.get(form) or "other"


class _Trail:
    """The names and sources of an article, to be asked for the last one before a place."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._entities = analysis.entities
        self._starts = [entity.start for entity in self._entities]
        self._sources: list[Source] = []

    def add(self, source: Source) -> None:
        """Remember a source that was resolved."""
        self._sources.append(source)

    def entity_in(self, span: Span) -> Entity | None:
        """The name inside a span, the longest where there are several."""
        first = bisect.bisect_left(self._starts, span.start)
        last = bisect.bisect_left(self._starts, span.end)
        inside = self._entities[max(0, first - 1) : last]
        inside = [e for e in inside if e.end <= span.end and e.start >= span.start]
        return max(inside, key=lambda e: (e.label in ("PERSON", "ORG"), e.end - e.start), default=None)

    def is_place(self, name: Entity) -> bool:
        """Whether the name is that of a place, whose government then speaks."""
        places = self._analysis.places
        position = bisect.bisect_left(places, name.end, key=lambda p: p.start) - 1
        return position >= 0 and places[position].start <= name.start and places[position].end >= name.end

    def last(self, kind: str, offset: int) -> Span | None:
        """The antecedent of a pronoun: the last source of its kind, else the last fitting name."""
        if kind == "speaker":
            return None
        labels = {"person": ("PERSON",), "thing": ("ORG",), "group": ("ORG", "NORP")}[kind]
        kinds = {
            "person": ("person",),
            "thing": ("organisation", "document"),
            "group": ("organisation", "person", "other"),
        }[kind]
        for source in reversed(self._sources[-4:]):
            if source.kind in kinds:
                return source.antecedent or Span(source.start, source.end, source.text)
            if source.kind == "pronoun" and source.antecedent is not None:
                known = self.entity_in(source.antecedent)
                if known is not None and known.label in labels:
                    return source.antecedent
        return self._name_before(labels, offset)

    def _name_before(self, labels: Sequence[str], offset: int) -> Span | None:
        position = bisect.bisect_left(self._starts, offset) - 1
        for entity in reversed(self._entities[max(0, position - 12) : position + 1]):
            if entity.label in labels:
                return entity.canonical or Span(entity.start, entity.end, entity.text)
        return None

    def relative(self, report: Report) -> Span | None:
        """The noun phrase that a relative pronoun takes up."""
        verb = report.verb
        while verb is not None and verb.dep_ not in ("relcl", "ROOT") and verb.head.i != verb.i:
            verb = verb.head
        if verb is None or verb.dep_ != "relcl":
            return None
        head = verb.head
        first, last = head.left_edge, verb.doc[verb.left_edge.i - 1]
        if last.i < first.i:
            return None
        span = report.sentence.cover([first, last])
        text = span.text.rstrip(" ,")
        return Span(span.start, span.start + len(text), text) if text else None

    def definite(self, word: str, kind: str | None, span: Span) -> Span | None:
        """The name that "the ministry", "the outlet", "the report" stands for."""
        names = [e for e in self._entities if e.end <= span.start]
        for entity in reversed(names[-40:]):
            if entity.label in ("ORG", "FAC") and word in entity.text.lower().split():
                return entity.canonical or Span(entity.start, entity.end, entity.text)
        for source in reversed(self._sources):
            if source.head == word and source.kind in ("document", "data", "person", "organisation"):
                return source.antecedent or Span(source.start, source.end, source.text)
            if kind in ("media", "body") and source.kind == "organisation":
                return source.antecedent or Span(source.start, source.end, source.text)
            if kind == "person" and source.kind == "person":
                return source.antecedent or Span(source.start, source.end, source.text)
        if kind in ("media", "body"):
            return self._name_before(("ORG",), span.start)
        return None


def _is_head(entity: Entity, noun: Token, sentence: Sentence) -> bool:
    """Whether the name is the head of the source, not a modifier ("the *Lakeside* council")."""
    return entity.start <= sentence.offset(noun) < entity.end


def _is_definite(span: Span) -> bool:
    """Whether the source is a bare definite noun, which must stand for something named before."""
    words = span.text.lower().split()
    return len(words) == 2 and words[0] in ("the", "that", "this")
