"""Say what a source is, and for which name a pronoun or a definite noun stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.phrases import OWNED
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
_AGED = re.compile(r", (?:an? )?\d{2}(?:-year-old\b|,|$)|^[A-Z]\S+(?: [A-Z]\S+){1,2}, who\b")
_COMMA = re.compile(r", (?:[A-Z][a-z]{1,3}\.? )?(?=[A-Z])")
_CLOSED = re.compile(r"[,.;:”\")]|\Z")  # not "According to the minister, Lee has 84 houses"
_LONGEST_NAME = 40
_NAME = re.compile(r" ([A-Z][\w-]+(?: [A-Z][\w-]+)*)")
_RECORDS = frozenset({"document", "data"})
_LONGEST_BARE = 4
_ONES = frozenset({"one", "ones"})
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
        gendered: Mapping[str, Sequence[str]] = rules.table("attributions_sources", "gendered")
        self._gendered = {word: frozenset(nouns) for word, nouns in gendered.items()}
        definite: Mapping[str, Sequence[str]] = rules.table("attributions_sources", "definite")
        self._definite = {word: kind for kind, words in definite.items() for word in words}
        self._generic = frozenset(rules.table("attributions_sources", "generic"))
        self._particular = frozenset(rules.table("attributions_sources", "particular"))
        self._data = frozenset(rules.table("attributions_sources", "data"))

    def __call__(
        self, reports: Sequence[Report], analysis: Analysis
    ) -> list[tuple[Report, Source | None, tuple[str, ...]]]:
        """Each report with its source and the rules that resolved it."""
        trail = Trail(analysis, self._lexicon.kinds, self._gendered)
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
                antecedent = trail.own(report) or antecedent if report.rules[0] in OWNED else antecedent
                rules = (_PRONOUN,) if antecedent else ()
        else:
            named = entity is not None and _is_head(entity, noun, report.sentence)
            group = named and any(
                c.dep_ == "appos" and self._lexicon.kinds.get(lemma(c)) == "organisation" and c.tag_ == "NN"
                for c in noun.rights
            )
            what = (
                "pronoun"
                if word in _ONES and _is_the(span)
                else self._kind(word, noun.lower_, entity if named else None, trail)
            )
            body = self._lexicon.kinds.get(word) == "organisation" and noun.tag_ == "NNP"
            titled = what != "person" and not body and self._is_person(span.text)
            what = "organisation" if group else "person" if titled else what
            if entity is not None and named:
                if self._has[_SHORT] and entity.canonical and entity.canonical.text != entity.text:
                    antecedent, rules = entity.canonical, (_SHORT,)
            elif self._has[_PRONOUN] and what in _RECORDS and (owner := self._owner(noun)) is not None:
                antecedent = trail.relative(report) if owner == "relative" else trail.last(owner, report)
                rules = (_PRONOUN,) if antecedent else ()
            elif self._has[_DEFINITE] and (name := _name_after(report, span, what, trail)) is not None:
                antecedent, rules = name, (_DEFINITE,)
            elif self._has[_DEFINITE] and _is_definite(
                span, word in self._generic or self._definite.get(word) == "media"
            ):
                antecedent = self._meant(word, report, trail)
                rules = (_DEFINITE,) if antecedent else ()
            rules = (*rules, _TITLED) if titled else rules
        source = Source(span.start, span.end, span.text, word, what, antecedent, report.compiled_by)
        return source, rules

    def _owner(self, noun: Token) -> str | None:
        """The kind of the pronoun whose data or document the source is: *its count*, *whose tables*."""
        owner = next((child for child in noun.lefts if child.dep_ == "poss" and child.tag_ in ("PRP$", "WP$")), None)
        return None if owner is None else self._pronouns.get(owner.lower_)

    def _meant(self, word: str, report: Report, trail: Trail) -> Span | None:
        """The named source for which a definite noun stands, null where it is not bare or there is none."""
        kind = self._lexicon.kinds.get(word)
        found = trail.definite(word, self._definite.get(word), report, kind in _RECORDS)
        if found is not None and not (kind == "data" and found.text.lower().split()[-1:] == [word]):
            return found
        if word in self._generic:
            return trail.body(report, self._particular) or found
        return trail.made(report, self._lexicon, self._data | {word}) or found if kind == "data" else found

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


def _is_the(span: Span) -> bool:
    return span.text[:4].lower() == "the "


def _name_after(report: Report, span: Span, kind: SourceKind, trail: Trail) -> Span | None:
    """The name that the parse has cut off its noun: *the newspaper Elmford-M*, *its director, Dr. Lee*."""
    sentence = report.sentence
    apposed = _COMMA.match(sentence.text, span.end - sentence.start) if kind == "person" else None
    if apposed is not None:
        start = sentence.start + apposed.end()
        named = trail.entity_in(Span(start, start + _LONGEST_NAME, ""))
        closed = named is not None and _CLOSED.match(sentence.text, named.end - sentence.start) is not None
        if named is not None and closed and named.label == "PERSON" and named.start == start:
            return named.canonical or Span(named.start, named.end, named.text)
    match = _NAME.match(sentence.text, span.end - sentence.start) if _is_the(span) else None
    if match is None or span.text.split()[-1][:1].isupper():
        return None
    return sentence.slice(sentence.start + match.start(1), sentence.start + match.end(1))


def _is_definite(span: Span, broad: bool) -> bool:
    """Whether the source is a bare definite noun, which must stand for something named before."""
    words = span.text.split()
    if not 2 <= len(words) <= _LONGEST_BARE or words[0].lower() not in ("the", "that", "this", "these", "those"):
        return False
    if len(words) == 2:
        return True
    plain = all(word.islower() and word.isalpha() for word in words[1:])
    return plain and (broad or words[1] == "same")  # "the latest figures" are others than those before
