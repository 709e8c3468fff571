"""Reports made by a verb: its subject says, its complement or a quotation is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions import frames
from extractor.annotate.attributions.aside import ASIDE, aside
from extractor.annotate.attributions.clause import Clause
from extractor.annotate.attributions.grammar import (
    agent,
    is_passive,
    noun_phrase,
    own_subject,
    source_phrase,
    stretch,
    subject,
    verb_group,
)
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.misread import misread
from extractor.annotate.attributions.nominal import NominalReader
from extractor.annotate.attributions.quotes import Quotations
from extractor.annotate.attributions.report import Report
from extractor.annotate.attributions.speech import Speech
from extractor.annotate.lemma import lemma, lemma_of
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_PASSIVE = "attributions.verb.passive"
_NOMINAL = "nominal"
_MISREAD = "misread"
_MOST_KNOWN = 100_000
_CUE_TAGS = frozenset("VNJ")  # first letters of the tags of verbs, nouns and adjectives
_STATED = frozenset({"clause", "object"})


class CueReader:
    """Finds the reports of a sentence whose cue is a word of the lexicon: verb, noun or adjective."""

    def __init__(self, rules: RuleSet, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._speech = Speech(rules)
        self._frames = frames.active(rules)
        self._passive = rules.has(_PASSIVE)
        self._aside = rules.has(ASIDE)
        self._has_clause = rules.has("attributions.verb.clause")
        self._nominal = NominalReader(rules)
        self._known: dict[str, dict[str, frozenset[str]]] = {}  # by tag
        self._count = 0

    def __call__(self, sentence: Sentence, analysis: Analysis, quotations: Quotations) -> list[Report]:
        """Return the reports in the order of their cues."""
        found: list[Report] = []
        shared: dict[int, Token | None] = {}
        known = self._known
        span = sentence.span
        for token in span.doc if len(span) == len(span.doc) else span:  # a Doc yields its tokens much faster
            tag = token.tag_
            if tag[:1] not in _CUE_TAGS:
                continue
            words = known.get(tag)
            names = None if words is None else words.get(token.lower_)
            if names is None:
                names = self._learn(token)
            if not names:
                continue
            if quotations.at(sentence.offset(token)) is not None:
                continue
            if tag[0] != "V":
                report = self._nominal(token, sentence) if _NOMINAL in names else None
                report = misread(token, sentence) if report is None and _MISREAD in names else report
            else:
                report = self._read(token, names, sentence, analysis, quotations, shared)
            if report is not None:
                found.append(report)
        return found

    def _learn(self, token: Token) -> frozenset[str]:
        """Remember for a word form and its tag which frames it has, so that each is looked up once."""
        letter = token.tag_[:1]
        names: frozenset[str] = frozenset()
        if letter == "V":
            names = self._lexicon.frames(lemma(token))
        else:
            plural = token.tag_ == "NNS" and self._has_clause
            verb = lemma_of(token.vocab, token.lower_, "VBZ") if plural else ""
            speaks = "main" in self._lexicon.frames(verb)
            names = frozenset({_NOMINAL} if self._nominal.knows(token) else ()) | ({_MISREAD} if speaks else set())
        if self._count >= _MOST_KNOWN:
            self._known.clear()
            self._count = 0
        self._count += 1
        self._known.setdefault(token.tag_, {})[token.lower_] = names
        return names

    def _read(
        self,
        verb: Token,
        names: frozenset[str],
        sentence: Sentence,
        analysis: Analysis,
        quotations: Quotations,
        shared: dict[int, Token | None],
    ) -> Report | None:
        if is_passive(verb):
            return self._read_passive(verb, names, sentence) if self._passive else None
        noun = shared[verb.i] if verb.i in shared else subject(verb)
        clause = Clause(verb, noun, sentence, self._lexicon, shared)
        if self._aside and (report := aside(clause, names)) is not None:
            return report
        said = self._speech(clause, names, analysis, quotations)
        if said is not None:
            return said
        if clause.noun is None or clause.source is None:
            return None
        for frame in self._frames:
            if frame.name not in names:
                continue
            content = frame.read(clause)
            if content:
                last = frame.cue_end(clause)
                return clause.report("indirect", content, (frame.rule,), last)
        return None

    def _read_passive(self, verb: Token, names: frozenset[str], sentence: Sentence) -> Report | None:
        noun = agent(verb)
        if names.isdisjoint(_STATED) or (own_subject(verb) is None and "issued" in names):
            return None
        content = self._passive_content(verb, sentence)
        if noun is None or not content:
            return None
        first, last = verb_group(verb)
        preposition = noun.head.i
        cue = stretch(sentence, first, max(last, preposition) if preposition == last + 1 else last)
        source = stretch(sentence, *source_phrase(noun))
        if cue is None or source is None:
            return None
        return Report(sentence, "indirect", cue, content, (_PASSIVE,), source, noun, verb=verb)

    def _passive_content(self, verb: Token, sentence: Sentence) -> tuple[Span, ...]:
        topic = own_subject(verb)
        if topic is None and verb.dep_ in ("acl", "amod") and verb.head.i < verb.i and verb.head.tag_[0] == "N":
            topic = verb.head
        if topic is None and verb.dep_ == "conj":
            topic = own_subject(verb.head)
        pieces = [] if topic is None or topic.lower_ == "it" else [stretch(sentence, *noun_phrase(topic, stop=verb))]
        pieces += [
            stretch(sentence, child.left_edge.i, child.right_edge.i)
            for child in verb.rights
            if child.dep_ in ("xcomp", "oprd", "ccomp")
        ]
        return tuple(piece for piece in pieces if piece is not None)
