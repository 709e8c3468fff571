"""The offences, acts and diseases that the sentences of an article name, looked up once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.concerned import ConcernFinder
from extractor.claims.context import Context
from extractor.claims.draft import overlaps
from extractor.claims.elsewhere import of_comparison
from extractor.claims.grammar import is_noun, noun_phrase
from extractor.claims.topical import COMPLEMENTS, TopicWords
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_QUOTES = frozenset({"“", "‘", '"', "'"})
_GERUND = 6
_LONGEST = 14
_CLAUSE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_GLOSS = frozenset(
    {"contrary", "punishable", "punished", "which", "prohibited", "banned", "covered", "section", "article"}
)


class Mentions:
    """What each sentence names that a figure can be about."""

    def __init__(self, context: Context, words: TopicWords, concern: ConcernFinder) -> None:
        self.context = context
        self.words = words
        self.concern = concern
        self.concerned: set[int] = set()  # where the phrases start that only a word of justice makes a matter
        self._found: dict[int, list[Span]] = {}

    def __call__(self, sentence: Sentence) -> list[Span]:
        """The different matters that a sentence names, in order."""
        found = self._found.get(sentence.index)
        if found is None:
            found = self._found[sentence.index] = self._scan(sentence)
        return found

    def disease(self, sentence: Sentence, span: Span) -> bool:
        """Whether a phrase of a sentence names a disease."""
        return any(map(self.words.disease, sentence.tokens(span.start, span.end)))

    def _scan(self, sentence: Sentence) -> list[Span]:
        spans: list[Span] = []
        for token in sentence.span:
            if spans and sentence.offset(token) < spans[-1].end:
                continue
            span = self._span(sentence, token)
            if span is not None and not _elsewhere(sentence, span):
                spans.append(span)
        glosses = [r.offence for r in self.context.references(sentence) if r.offence is not None]
        inner = [g for g in glosses if sentence.start <= g.start < sentence.end and not overlaps(g, spans)]
        if not spans and not inner:
            spans = [s for s in self.concern(sentence) if not self.context.is_taken(s, sentence)]
            self.concerned.update(span.start for span in spans)
        return different(sorted([*spans, *inner], key=lambda span: span.start))

    def _span(self, sentence: Sentence, token: Token) -> Span | None:
        """The phrase of a word that names a matter, null of one that does not."""
        known = token.tag_ == "VBG" or lemma(token) in self.words.matters or token.lower_ in self.words.matters
        if not known and not (_put_together(token) and self.words.offence(token)):
            return None
        if token.tag_ == "VBG" and (phrase := self._glossed(sentence, token)):
            return sentence.cover(phrase)
        if self._charged(token):
            tokens = [t for t in token.subtree if token.i <= t.i < token.i + _GERUND]
            stop = next((n for n, t in enumerate(tokens) if t.tag_ in (",", ":", "CD", "''", "-LRB-")), len(tokens))
            return sentence.cover(tokens[:stop])
        justice = lemma(token) in self.words.process and not self._name(token, sentence)
        if justice and (parts := self.words.before(token)):
            return sentence.cover(parts)
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
        if self.words.disease(token):
            return True
        if self._name(token, sentence):
            return False
        if token.i != sentence.span.start and not (is_noun(token) or token.lower_ in self.words.offences):
            return False
        return self.words.offence(token) or (word in self.words.acts and self._takes(token, sentence))

    def _takes(self, noun: Token, sentence: Sentence) -> bool:
        """Whether an act is one of justice: what it is done to is said (*drug possession*), or the law on it."""
        after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
        if after is not None and after.lower_ in COMPLEMENTS:
            return not any(child.tag_ == "PRP" for child in after.rights)  # "made use of it"
        if any(child.dep_ == "compound" and child.tag_ == "NN" for child in noun.lefts):
            return True
        cited = after is not None and after.lower_ in (",", "(") and noun.i == sentence.span.start
        return cited and bool(self.context.references(sentence))

    def _glossed(self, sentence: Sentence, token: Token) -> list[Token]:
        """*Being drunk, an offence under …*, *hawking without a licence (84) came next*: a gerund that is a charge."""
        first = token.i == sentence.span.start
        tokens = [t for t in token.doc[token.i : token.i + _LONGEST] if t.i < sentence.span.end]
        stop = next((n for n, t in enumerate(tokens) if t.tag_ in _CLAUSE or t.text in (",", "(", ":", ";")), 0)
        if stop < 2 or lemma(token) in self.words.barred or any(t.tag_ == "CD" for t in tokens[:stop]):
            return []
        if tokens[stop].text != "(" and not self._tells_of_justice(sentence):
            return []
        after = tokens[stop + 1 : stop + 3]
        if tokens[stop].text == ",":
            crime = len(after) == 2 and after[0].lower_ in ("a", "an") and lemma(after[1]) in self.words.crimes
            return tokens[:stop] if crime or (after and after[0].lower_ in _GLOSS) else []
        inverted = any(child.dep_ == "nsubj" and child.i > token.head.i for child in token.head.rights)
        subject = first and not inverted and (tokens[stop].tag_ in _CLAUSE or tokens[stop].text == "(")
        return tokens[:stop] if subject and token.dep_ in ("csubj", "nsubj", "csubjpass", "nsubjpass") else []

    def _tells_of_justice(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of a provision, of crimes, or of cases."""
        if self.context.references(sentence):
            return True
        return any(
            lemma(t) in self.words.charges or lemma(t) in self.words.process for t in sentence.span if is_noun(t)
        )

    def _name(self, token: Token, sentence: Sentence) -> bool:
        """Whether a word is part of a name, by its capital or by the law that it names."""
        if sentence.paragraph.role in ("title", "heading"):
            return False
        return token.ent_type_ == "LAW" or (token.tag_ in ("NNP", "NNPS") and token.i > sentence.span.start)

    def _charged(self, token: Token) -> bool:
        """*The charge of “discrediting” the army*, *convicted of insulting a judge*: a gerund behind such a word."""
        if token.tag_ != "VBG" or token.i < 2:
            return False
        before = token.nbor(-1)
        if before.text in _QUOTES and token.i > 2:
            before = before.nbor(-1)
        if before.lower_ not in ("of", "for", "with") or before.i == 0:
            return False
        above = lemma(before.nbor(-1))
        if above in self.words.charges or above in self.words.process or above in self.words.convicting:
            return True
        return before.head.tag_ == "VBN" and lemma(before.head) in self.words.strict  # "charged in May for hoarding"


def _put_together(token: Token) -> bool:
    """*Homicides* at the start of a sentence, *drink-driving*: offences that their lemma does not show."""
    return token.tag_ == "NNP" or (token.i > 1 and token.nbor(-1).text == "-")


def _elsewhere(sentence: Sentence, span: Span) -> bool:
    """*Twice as high as for theft*: whether a phrase is what another figure is about."""
    first = sentence.token_at(span.start)
    before = first.nbor(-1) if first is not None and first.i > sentence.span.start + 1 else None
    return before is not None and before.tag_ == "IN" and of_comparison(before)


def different(spans: list[Span]) -> list[Span]:
    """The spans without those that say again what an earlier one says."""
    kept: dict[str, Span] = {}
    for span in spans:
        kept.setdefault(key(span), span)
    return list(kept.values())


def key(span: Span) -> str:
    """What two mentions of one matter have in common: their words, whatever the case and the number."""
    return span.text.lower().strip("“”‘’\"'").rstrip("s")
