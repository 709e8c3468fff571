"""The offences, acts and diseases that the sentences of an article name, looked up once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import overlaps
from extractor.claims.grammar import is_noun, noun_phrase
from extractor.claims.topical import COMPLEMENTS, TopicWords
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_OPENING = frozenset({"“", "‘", '"', "'"})
_GERUND = 6


class Mentions:
    """What each sentence names that a figure can be about."""

    def __init__(self, context: Context, words: TopicWords) -> None:
        self.context = context
        self.words = words
        self._found: dict[int, list[Span]] = {}

    def __call__(self, sentence: Sentence) -> list[Span]:
        """The different matters that a sentence names, in order."""
        found = self._found.get(sentence.index)
        if found is None:
            found = self._found[sentence.index] = self._scan(sentence)
        return found

    def _scan(self, sentence: Sentence) -> list[Span]:
        spans: list[Span] = []
        for token in sentence.span:
            if spans and sentence.offset(token) < spans[-1].end:
                continue
            span = self._span(sentence, token)
            if span is not None:
                spans.append(span)
        glosses = [r.offence for r in self.context.references(sentence) if r.offence is not None]
        inner = [g for g in glosses if sentence.start <= g.start < sentence.end and not overlaps(g, spans)]
        return different(sorted([*spans, *inner], key=lambda span: span.start))

    def _span(self, sentence: Sentence, token: Token) -> Span | None:
        """The phrase of a word that names a matter, null of one that does not."""
        if self._charged(token):
            tokens = [t for t in token.subtree if token.i <= t.i < token.i + _GERUND]
            stop = next((n for n, t in enumerate(tokens) if t.tag_ in (",", ":", "CD", "''", "-LRB-")), len(tokens))
            return sentence.cover(tokens[:stop])
        if not self._names(token, sentence):
            return None
        span = noun_phrase(sentence, token, complements=COMPLEMENTS)
        if span.text.lower().startswith(("such ", "same ")):
            span = sentence.slice(span.start + len("such "), span.end)
        taken = (self.context.in_sentence(sentence), self.context.dates(sentence), self.context.references(sentence))
        return sentence.cover([token]) if any(overlaps(span, mentions) for mentions in taken) else span

    def _names(self, token: Token, sentence: Sentence) -> bool:
        """Whether a word names an offence, a disease or an act; not as part of a name, nor as somebody's own."""
        if any(child.tag_ == "PRP$" for child in token.lefts):
            return False
        word = lemma(token)
        if token.lower_ in self.words.diseases or word in self.words.diseases:
            return True
        capital = token.tag_ in ("NNP", "NNPS") and token.i > sentence.span.start
        if capital and sentence.paragraph.role not in ("title", "heading"):
            return False
        if token.i != sentence.span.start and not (is_noun(token) or token.lower_ in self.words.offences):
            return False
        return self.words.offence(token) or (word in self.words.acts and _takes(token))

    def _charged(self, token: Token) -> bool:
        """*The charge of “discrediting” the army*, *convicted of insulting a judge*: a gerund behind such a word."""
        if token.tag_ != "VBG" or token.i < 2:
            return False
        before = token.nbor(-1)
        if before.text in _OPENING and token.i > 2:
            before = before.nbor(-1)
        if before.lower_ not in ("of", "for", "with") or before.i == 0:
            return False
        above = lemma(before.nbor(-1))
        return above in self.words.charges or above in self.words.process or above in self.words.convicting


def _takes(noun: Token) -> bool:
    """Whether an act has what it is done to: *the display of flags*, *refusal to obey*."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    return after is not None and after.lower_ in COMPLEMENTS


def different(spans: list[Span]) -> list[Span]:
    """The spans without those that say again what an earlier one says."""
    kept: dict[str, Span] = {}
    for span in spans:
        kept.setdefault(key(span), span)
    return list(kept.values())


def key(span: Span) -> str:
    """What two mentions of one matter have in common: their words, whatever the case and the number."""
    return span.text.lower().strip("“”‘’\"'").rstrip("s")
