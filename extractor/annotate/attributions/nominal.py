"""Reports made by a noun ("Lee's claim that …") or an adjective ("is sure that …")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.attributions.grammar import noun_phrase, source_phrase, stretch, subject, verb_group
from extractor.annotate.attributions.report import Report
from extractor.annotate.lemma import lemma
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_TABLE = "attributions_nouns"
_POSSESSED = "attributions.noun.possessed"
_LIGHT = "attributions.noun.light_verb"
_FIGURE = "attributions.noun.figure"
_ADJECTIVE = "attributions.adjective.copula"
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


class NominalReader:
    """Finds the reports whose cue is a noun or an adjective that takes a content."""

    def __init__(self, rules: RuleSet) -> None:
        self._nouns: Mapping[str, Sequence[str]] = rules.table(_TABLE, "nouns")
        self._adjectives: Mapping[str, Sequence[str]] = rules.table(_TABLE, "adjectives")
        self._figures = frozenset(rules.table(_TABLE, "figures"))
        self._light = frozenset(rules.table(_TABLE, "light_verbs"))
        self._copulas = frozenset(rules.table(_TABLE, "copulas"))
        self._coming = frozenset(rules.table(_TABLE, "coming_verbs"))
        self._sources = frozenset(rules.table(_TABLE, "source_prepositions"))
        self._has = {rule: rules.has(rule) for rule in (_POSSESSED, _LIGHT, _FIGURE, _ADJECTIVE)}

    def knows(self, token: Token) -> bool:
        """Whether the word is a noun or adjective of the lists."""
        if token.tag_[0] == "J":
            return token.lower_ in self._adjectives
        word = lemma(token)
        return word in self._nouns or word in self._figures

    def __call__(self, token: Token, sentence: Sentence) -> Report | None:
        """The report of which the token is the cue, or null."""
        if token.tag_[0] == "J":
            frames = self._adjectives.get(token.lower_)
            return self._adjective(token, frames, sentence) if frames and self._has[_ADJECTIVE] else None
        word = lemma(token)
        if word in self._figures and token.dep_ == "dobj":
            return self._figure(token, sentence)
        frames = self._nouns.get(word)
        if not frames:
            return None
        content = self._content(token, frames, sentence)
        if not content:
            return None
        return self._possessed(token, content, sentence) or self._by_verb(token, content, sentence)

    def _content(self, cue: Token, frames: Sequence[str], sentence: Sentence) -> tuple[Span, ...]:
        for child in cue.rights:
            marks = {
                left.lower_ for left in child.lefts if left.dep_ in ("mark", "aux") or left.tag_ in ("TO", "IN", "WDT")
            }
            if child.dep_ in ("acl", "ccomp", "relcl", "advcl", "xcomp") and (
                ("that" in frames and "that" in marks and child.dep_ != "relcl")
                or ("to" in frames and any(left.tag_ == "TO" for left in child.lefts))
                or ("that" in frames and child.dep_ == "ccomp" and cue.tag_[0] == "J")
            ):
                span = stretch(sentence, child.left_edge.i, child.right_edge.i)
                return (span,) if span else ()
            if child.dep_ == "prep" and child.lower_ in frames and child.lower_ != "to":
                span = stretch(sentence, child.i + 1, child.right_edge.i)
                return (span,) if span else ()
        return ()

    def _possessed(self, noun: Token, content: tuple[Span, ...], sentence: Sentence) -> Report | None:
        """ "Lee's claim that …", "a warning from Lee that …", "police claims that …"."""
        if not self._has[_POSSESSED]:
            return None
        cue = sentence.cover([noun])
        for child in noun.children:
            if child.dep_ == "poss" or (child.dep_ in ("amod", "compound") and child.ent_type_ in _NAMES):
                source = stretch(sentence, *noun_phrase(child))
            elif child.dep_ == "prep" and child.lower_ in self._sources:
                child = next((c for c in child.children if c.dep_ == "pobj"), child)
                source = stretch(sentence, *source_phrase(child)) if child.dep_ == "pobj" else None
            else:
                continue
            if source is not None and not any(p.start < source.end and source.start < p.end for p in content):
                return Report(sentence, "indirect", cue, content, (_POSSESSED,), source, child)
        return None

    def _by_verb(self, noun: Token, content: tuple[Span, ...], sentence: Sentence) -> Report | None:
        """ "Lee voiced fears that …", "went public with a claim that …": a verb that adds nothing but the act."""
        verb, known = noun.head, self._light
        if noun.dep_ == "pobj" and verb.lower_ == "with":
            verb, known = verb.head, self._coming
        elif noun.dep_ != "dobj":
            return None
        if not self._has[_LIGHT] or lemma(verb) not in known:
            return None
        return self._of_subject(verb, noun, content, _LIGHT, sentence)

    def _figure(self, noun: Token, sentence: Sentence) -> Report | None:
        """ "gave a toll of 40": the figure after "of" is the content."""
        verb = noun.head
        if not self._has[_FIGURE] or lemma(verb) not in self._light:
            return None
        for child in noun.rights:
            if child.dep_ == "prep" and child.lower_ == "of" and any(t.tag_ == "CD" for t in child.subtree):
                content = stretch(sentence, child.i + 1, noun.right_edge.i)
                return self._of_subject(verb, noun, (content,), _FIGURE, sentence) if content else None
        return None

    def _adjective(self, adjective: Token, frames: Sequence[str], sentence: Sentence) -> Report | None:
        verb = adjective.head
        if adjective.dep_ not in ("acomp", "oprd", "attr") or lemma(verb) not in self._copulas:
            return None
        content = self._content(adjective, frames, sentence)
        return self._of_subject(verb, adjective, content, _ADJECTIVE, sentence) if content else None

    def _of_subject(
        self, verb: Token, last: Token, content: tuple[Span, ...], rule: str, sentence: Sentence
    ) -> Report | None:
        noun = subject(verb)
        source = stretch(sentence, *source_phrase(noun, stop=verb)) if noun is not None else None
        if noun is None or source is None or (noun.lower_ == "it" and rule != _FIGURE):
            return None
        cue = stretch(sentence, verb_group(verb)[0], last.i) or sentence.cover([last])
        return Report(sentence, "indirect", cue, content, (rule,), source, noun, verb=verb)
