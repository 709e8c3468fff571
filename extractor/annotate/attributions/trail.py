"""The names and sources of an article, to be asked which came last before a place."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions.called import called, titled
from extractor.annotate.attributions.compiled import compiler
from extractor.annotate.attributions.grammar import own_subject, source_phrase, stretch
from extractor.annotate.attributions.lexicon import Lexicon, NounKind
from extractor.annotate.attributions.report import Report
from extractor.annotate.lemma import lemma
from extractor.records import Entity, Source, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_LABELS: Mapping[str, tuple[str, ...]] = {"person": ("PERSON",), "thing": ("ORG",), "group": ("ORG", "NORP")}
_KINDS: Mapping[str, tuple[str, ...]] = {
    "person": ("person",),
    "thing": ("organisation", "document", "data", "other"),
    "group": ("organisation", "person", "other"),
}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FARTHEST = 8
_NAMES_ASKED = 40
_SOURCES_ASKED = 60
_WINDOW = 60
_RECORDS = frozenset({"data", "document"})
_PLURAL = frozenset({"NNS", "NNPS"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SOMEBODY = frozenset({"a", "an", "another", "one", "his", "her", "my"})
_LONGEST_TOPIC = 120
_NO_TOPICS = frozenset({"PERSON", "LOC", "DATE", "NORP", "EVENT"})
_NESTED = frozenset({"pobj", "prep", "appos", "compound", "nmod"})
_NEAR = 4
_OWN = frozenset({"hers", "his", "theirs", "ours", "mine", "yours"})
_MADE = 12
_NAMES = frozenset({"NNP", "NNPS"})


class Trail:
    """What has been named and who has spoken, sentence by sentence."""

    def __init__(
        self, analysis: Analysis, kinds: Mapping[str, NounKind], gendered: Mapping[str, frozenset[str]]
    ) -> None:
        self._gendered = gendered
        self._analysis = analysis
        self._kinds = kinds
        self._entities = analysis.entities
        self._starts = [entity.start for entity in self._entities]
        self._sources: list[Source] = []
        self._by_sentence: dict[int, list[Source]] = {}
        self._plural: set[int] = set()

    def add(self, source: Source, report: Report) -> None:
        """Remember a source that was resolved."""
        self._sources.append(source)
        self._by_sentence.setdefault(report.sentence.index, []).append(source)
        if report.noun is not None and report.noun.tag_ in _PLURAL:
            self._plural.add(source.start)

    def entity_in(self, span: Span, head: int = -1) -> Entity | None:
        """The name inside a span, the longest where there are several, but before all that with the ``head``."""
        inside = [e for e in self._between(span.start, span.end) if e.end <= span.end]
        return max(
            inside, key=lambda e: (e.start <= head < e.end, e.label in ("PERSON", "ORG"), e.end - e.start), default=None
        )

    def is_place(self, name: Entity) -> bool:
        """Whether the name is that of a place, whose government then speaks."""
        places = self._analysis.places
        position = bisect.bisect_left(places, name.end, key=lambda p: p.start) - 1
        return position >= 0 and places[position].start <= name.start and places[position].end >= name.end

    def last(self, kind: str, report: Report) -> Span | None:
        """The antecedent of a pronoun: the source or, failing that, the subject of the last sentence with one.

        A sentence that has a fitting source, a fitting name or noun as its subject is preferred to all
        before it; when none of the last eight has, the last fitting name before the pronoun.
        """
        if kind not in _LABELS or report.source is None:
            return None
        offset = report.source.start
        for index in range(report.sentence.index, max(-1, report.sentence.index - _FARTHEST), -1):
            for source in reversed(self._by_sentence.get(index, ())):
                if source.start < offset and self._fits(source, kind):
                    return source.antecedent or Span(source.start, source.end, source.text)
            sentence = self._analysis.sentences[index]
            if any(piece.start <= sentence.start < sentence.end <= piece.end for piece in report.content):
                continue
            somebody = self._kin(sentence, report.noun, offset) if kind == "person" else None
            if somebody is not None:
                return somebody
            for entity in reversed(self._between(sentence.start, min(sentence.end, offset))):
                if entity.label in _LABELS[kind] and _is_subject(entity, sentence) and _can_be(entity, kind):
                    return entity.canonical or _span(entity)
            topic = None if index == report.sentence.index else self._topic(sentence, kind)
            if topic is not None:
                return topic
        return self._name_before(_LABELS[kind], offset)

    def _kin(self, sentence: Sentence, pronoun: Token | None, offset: int) -> Span | None:
        """The subject of any clause that only *she* or only *he* can stand for: *a day that his wife spent there*."""
        nouns = self._gendered.get(pronoun.lower_) if pronoun is not None else None
        for token in reversed(list(sentence.span)) if nouns else ():
            if token.dep_ in _SUBJECTS and token.lower_ in (nouns or ()) and sentence.offset(token) < offset:
                return stretch(sentence, *source_phrase(token))
        return None

    def own(self, report: Report) -> Span | None:
        """The subject that *by their own count* takes up: that of the main clause, where it stands before."""
        root = next((token for token in report.sentence.span if token.dep_ == "ROOT"), None)
        noun = None if root is None else own_subject(root)
        if root is None or noun is None or noun.tag_ not in _NOUNS or report.source is None:
            return None
        span = stretch(report.sentence, *source_phrase(noun, stop=root))
        return span if span is not None and span.end <= report.source.start else None

    def _topic(self, sentence: Sentence, kind: str) -> Span | None:
        """The subject of a sentence, where its noun can stand for a source of the kind."""
        root = next((token for token in sentence.span if token.dep_ == "ROOT"), None)
        noun = None if root is None else own_subject(root)
        if root is None or noun is None or noun.lower_ in _OWN or any(child.lower_ == "no" for child in noun.lefts):
            return None
        what = self._kinds.get(lemma(noun), "")
        if not what and kind != "person" and noun.tag_[:3] == "NNP" and noun.ent_type_ not in _NO_TOPICS:
            what = "organisation"
        plural = noun.tag_ in _PLURAL
        fitting = _RECORDS if plural and what in _RECORDS else _KINDS[kind]
        if what not in fitting or what == "other" or plural != (kind == "group"):
            return None
        span = stretch(sentence, *source_phrase(noun, stop=root))
        return span if span is not None and len(span.text) <= _LONGEST_TOPIC else None

    def _fits(self, source: Source, kind: str) -> bool:
        if source.kind == "pronoun":
            named = None if source.antecedent is None else self.entity_in(source.antecedent)
            return named is not None and named.label in _LABELS[kind]
        if kind != "group" and source.start in self._plural:
            return False
        if source.kind == "other" and kind == "person":
            return source.text.split(" ", 1)[0].lower() in _SOMEBODY
        if source.kind not in _KINDS[kind]:
            return False
        if kind == "group" and source.kind == "person":
            named = self.entity_in(Span(source.start, source.end, source.text))
            return named is None or named.label != "PERSON"
        return True

    def _between(self, start: int, end: int) -> list[Entity]:
        return self._entities[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def _before(self, offset: int) -> Iterator[Entity]:
        position = bisect.bisect_left(self._starts, offset) - 1
        return reversed(self._entities[max(0, position - _NAMES_ASKED + 1) : position + 1])

    def _name_before(self, labels: tuple[str, ...], offset: int) -> Span | None:
        kind = "person" if labels == _LABELS["person"] else "thing"
        names = [e for e in self._before(offset) if e.label in labels and not self._is_elsewhere(e, kind)]
        found = next((e for e in names if _can_be(e, kind)), None) or next(iter(names), None)
        return None if found is None else found.canonical or _span(found)

    def _is_elsewhere(self, entity: Entity, kind: str) -> bool:
        """Whether what the recogniser takes for a person's name is that of a place."""
        return kind == "person" and self.is_place(entity)

    def relative(self, report: Report) -> Span | None:
        """The noun phrase that a relative pronoun takes up."""
        verb = report.verb
        while verb is not None and verb.dep_ not in ("relcl", "ROOT") and verb.head.i != verb.i:
            verb = verb.head
        if verb is None or verb.dep_ != "relcl":
            return None
        somebody = self._somebody(verb.head, report)
        if somebody is not None:
            return somebody
        first: Token = verb.head.left_edge
        last = verb.doc[verb.left_edge.i - 1]
        if last.i < first.i:
            return None
        span = report.sentence.cover([first, last])
        text = span.text.rstrip(" ,")
        return Span(span.start, span.start + len(text), text) if text else None

    def _somebody(self, noun: Token, report: Report) -> Span | None:
        """Whom *who* means behind a name of no person: *Lee, an economist at Hansa Bank, who expects*."""
        if report.noun is None or report.noun.lower_ != "who" or noun.ent_type_ == "PERSON":
            return None
        if self._kinds.get(lemma(noun)) == "person" or noun.tag_ not in ("NN", "NNP"):
            return None
        while noun.dep_ in _NESTED and noun.head.i < noun.i:
            noun = noun.head
            if noun.tag_[0] == "V":
                return None
            if noun.dep_ != "appos" and (noun.ent_type_ == "PERSON" or self._kinds.get(lemma(noun)) == "person"):
                first = next(t for t in noun.subtree if t.dep_ not in ("punct", "det"))
                return report.sentence.cover([first, noun]) if first.i <= noun.i else None
        return None

    def definite(self, word: str, kind: str | None, report: Report, record: bool = False) -> Span | None:
        """The name that "the ministry", "the outlet", "the report" stands for.

        A name that holds the noun ("Ministry of Health"), or that the text joins to it ("the
        regulator Ofcom", "Lee, the mayor"); else an earlier source with the same noun or, of a
        ``record`` (data, a document), its name in the text, whichever came last; else, for an
        outlet, the last organisation that spoke.
        """
        if report.source is None:
            return None
        offset = report.source.start
        for entity in self._before(offset):
            fitting = ("PERSON",) if kind == "person" else ("ORG", "FAC")
            if entity.end <= offset and entity.label in fitting and self._joined(entity, word, offset):
                return entity.canonical or _span(entity)
        text = self._analysis.text
        named = titled(word, text, offset) if record else None
        if not record and kind != "person":
            named = called(word, text, offset)
        for source in reversed(self._sources[-_SOURCES_ASKED:]):
            if named is not None and named.start > source.start:
                return named
            if source.head == word or (kind == "media" and source.kind == "organisation"):
                return source.antecedent or Span(source.start, source.end, source.text)
        return named

    def body(self, report: Report, unlike: frozenset[str]) -> Span | None:
        """The named body that "the group" stands for: the last that spoke or did something, a few sentences back.

        One whose own noun says that it is something else is none: a ministry, a court.
        """
        if report.source is None:
            return None
        offset = report.source.start
        for index in range(report.sentence.index, max(-1, report.sentence.index - _NEAR), -1):
            for source in reversed(self._by_sentence.get(index, ())):
                if source.start < offset and source.kind == "organisation" and source.head not in unlike:
                    return source.antecedent or self._name_in(source)
            sentence = self._analysis.sentences[index]
            for entity in reversed(self._between(sentence.start, min(sentence.end, offset))):
                if entity.label == "ORG" and _is_subject(entity, sentence) and not self.is_place(entity):
                    head = sentence.head(entity.start, entity.end)
                    if head is not None and lemma(head) not in unlike:
                        return entity.canonical or _span(entity)
        return None

    def _name_in(self, source: Source) -> Span:
        named = self.entity_in(Span(source.start, source.end, source.text))
        if named is None or named.label not in ("ORG", "PERSON"):
            return Span(source.start, source.end, source.text)
        return named.canonical or _span(named)

    def made(self, report: Report, lexicon: Lexicon, words: frozenset[str]) -> Span | None:
        """The last data before a bare "the data" of which the text says whose they are."""
        if report.source is None:
            return None
        offset = report.source.start
        for index in range(report.sentence.index, max(-1, report.sentence.index - _MADE), -1):
            sentence = self._analysis.sentences[index]
            for token in reversed(list(sentence.span)):
                if token.tag_ not in _NOUNS or lemma(token) not in words or sentence.offset(token) >= offset:
                    continue
                found = self._made(sentence, token, lexicon)
                if found is not None:
                    return found
        return None

    def _made(self, sentence: Sentence, noun: Token, lexicon: Lexicon) -> Span | None:
        maker = compiler(sentence, noun, lexicon)
        named = maker is not None or any(c.dep_ in ("compound", "nmod") and c.tag_ in _NAMES for c in noun.lefts)
        span = stretch(sentence, *source_phrase(noun)) if named else None
        if span is None or maker is None or span.start <= maker.start:
            return span if span is not None and len(span.text) <= _LONGEST_TOPIC else maker
        return maker

    def _joined(self, entity: Entity, word: str, offset: int) -> bool:
        if entity.label != "PERSON" and word in entity.text.lower().split():
            return True
        text = self._analysis.text
        before = text[max(0, entity.start - _WINDOW) : entity.start].lower().split()
        if before[-1:] == [word]:
            return True
        after = text[entity.end : min(entity.end + _WINDOW, offset)].lower()
        if not after.startswith((", the ", ", a ", ", an ")):
            return False
        return word in after[2:].split(",", 1)[0].split(" who ", 1)[0].split()


def _can_be(entity: Entity, kind: str) -> bool:
    """A person's name needs two words somewhere in the article: many single ones are not persons."""
    if entity.text.lower() in _OWN:
        return False
    return kind != "person" or " " in (entity.canonical.text if entity.canonical else entity.text)


def _is_subject(entity: Entity, sentence: Sentence) -> bool:
    head = sentence.head(entity.start, entity.end)
    if head is not None and head.dep_ == "appos":  # "his successor, *Anna Weber*, will …"
        head = head.head
    return head is not None and head.dep_ in _SUBJECTS


def _span(entity: Entity) -> Span:
    return Span(entity.start, entity.end, entity.text)
