"""Reports made by a verb: its subject says, its complement or a quotation is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions import frames
from extractor.annotate.attributions.grammar import (
    agent,
    is_passive,
    noun_phrase,
    own_subject,
    stretch,
    subject,
    verb_group,
)
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.quotes import Quotations
from extractor.annotate.attributions.report import Report
from extractor.annotate.attributions.speech import Speech
from extractor.annotate.lemma import lemma
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_PASSIVE = "attributions.verb.passive"


class VerbReader:
    """Finds the reports of a sentence whose cue is a verb of the lexicon."""

    def __init__(self, rules: RuleSet, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._speech = Speech(rules)
        self._frames = frames.active(rules)
        self._passive = rules.has(_PASSIVE)

    def __call__(self, sentence: Sentence, analysis: Analysis, quotations: Quotations) -> list[Report]:
        """Return the reports in the order of their cues."""
        found: list[Report] = []
        for token in sentence.span:
            if token.tag_[0] != "V":
                continue
            names = self._lexicon.frames(lemma(token))
            if not names or quotations.at(sentence.offset(token)) is not None:
                continue
            report = self._read(token, names, sentence, analysis, quotations)
            if report is not None:
                found.append(report)
        return found

    def _read(
        self, verb: Token, names: frozenset[str], sentence: Sentence, analysis: Analysis, quotations: Quotations
    ) -> Report | None:
        if is_passive(verb):
            return self._read_passive(verb, sentence) if self._passive else None
        noun = subject(verb)
        clause = frames.Clause(verb, noun, sentence, self._lexicon)
        said = self._speech(clause, names, analysis, quotations)
        if said is not None:
            return said
        if noun is None or clause.source is None:
            return None
        for frame in self._frames:
            if frame.name not in names:
                continue
            content = frame.read(clause)
            if content:
                last = frame.cue_end(clause)
                return clause.report("indirect", content, (frame.rule,), last)
        return None

    def _read_passive(self, verb: Token, sentence: Sentence) -> Report | None:
        noun, topic = agent(verb), own_subject(verb)
        if noun is None or topic is None:
            return None
        first, last = verb_group(verb)
        preposition = noun.head.i
        cue = stretch(sentence, first, max(last, preposition) if preposition == last + 1 else last)
        source = stretch(sentence, *noun_phrase(noun))
        content = self._passive_content(verb, topic, sentence)
        if cue is None or source is None or not content:
            return None
        return Report(sentence, "indirect", cue, content, (_PASSIVE,), source, noun, verb=verb)

    def _passive_content(self, verb: Token, topic: Token, sentence: Sentence) -> tuple[Span, ...]:
        pieces = [stretch(sentence, *noun_phrase(topic, stop=verb))] if topic.dep_ == "nsubjpass" else []
        pieces += [
            stretch(sentence, child.left_edge.i, child.right_edge.i)
            for child in verb.rights
            if child.dep_ in ("xcomp", "oprd", "ccomp")
        ]
        return tuple(piece for piece in pieces if piece is not None)
