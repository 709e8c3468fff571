"""What can be a topic at all: an offence, a purpose, a matter; no person, place, time or part of a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import is_finite, is_noun
from extractor.claims.topical import TopicWords
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"WDT", "WP", "WP$", "PRP", "MD"})
_TRAILING = frozenset({"IN", "CC", "DT", "TO", ",", ":", "``", "-LRB-"})
_PEOPLES = frozenset({"NORP", "PERSON"})
_MODIFYING = frozenset({"amod", "compound", "nmod"})


class Aptness:
    """Trims a phrase that was found for a topic, and turns down one that names no matter."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, Any] = rules.table("claims_apt", "apt")
        self.words = words
        self.punishing = words.imposing | words.justice
        self.times = frozenset(table["times"]) | frozenset(table["parts"])
        self.empty = frozenset(table["empty"])
        self.penal = frozenset(table["penal"])
        self.bodies = frozenset(table["bodies"])
        self.breaks = frozenset(table["breaks"])
        self.vague = frozenset(table["vague"])
        self.voting = frozenset(table["voting"])
        self.branding = frozenset(rules.table("claims_topic", "status")["branding"])

    def __call__(self, draft: Draft, span: Span, context: Context) -> Span | None:
        """The phrase as far as it names a matter, null if it names none."""
        sentence = draft.sentence
        if not sentence.start <= span.start < span.end <= sentence.end:
            return span
        tokens = self._trimmed(sentence.tokens(span.start, span.end))
        if not tokens:
            return None
        if tokens[0].tag_ == "PRP$":
            if not (self._judged(draft) or any(map(self._deed, tokens))):
                return None
            tokens = tokens[1:]
        cut = sentence.cover(tokens) if tokens else None
        head = sentence.head(cut.start, cut.end) if cut is not None else None
        if cut is None or head is None or not self._matter(draft, tokens, head, context):
            return None
        return cut if (cut.start, cut.end) != (span.start, span.end) else span

    def _trimmed(self, tokens: list[Token]) -> list[Token]:
        """The tokens up to a clause about them, without what leads over to something else."""
        stop = next((n for n, token in enumerate(tokens) if self._breaks(token, first=n == 0)), len(tokens))
        if 0 < stop < len(tokens) and tokens[stop].lower_ == "that" and lemma(tokens[stop - 1]) in self.vague:
            return tokens  # "actions that breach public order": what they are is said by the clause alone
        tokens = tokens[:stop]
        while tokens and tokens[-1].tag_ in _TRAILING and not self.words.offence(tokens[-1]):
            tokens = tokens[:-1]
        return tokens

    def _breaks(self, token: Token, *, first: bool) -> bool:
        if token.lower_ in self.breaks or (token.tag_ in _RELATIVE and token.lower_ != "one"):
            return True
        return not first and is_finite(token) and token.dep_ in ("relcl", "ccomp", "advcl")

    def _judged(self, draft: Draft) -> bool:
        """Whether a figure is of those who are tried or punished, or of what they get."""
        if draft.event is not None and draft.event.lemma in self.punishing:
            return True
        return not self.words.penalties.isdisjoint(token.lower_ for token in draft.sentence.span)

    def _deed(self, token: Token) -> bool:
        return self.words.offence(token) or lemma(token) in self.words.acts or token.tag_ == "VBG"

    def _matter(self, draft: Draft, tokens: list[Token], head: Token, context: Context) -> bool:
        """Whether a phrase names what a figure can be about, by its head."""
        if any(self.words.offence(token) or self.words.disease(token) for token in tokens):
            return True
        if head.tag_ == "VBG" and head.dep_ != "amod":
            return True
        if not tokens[0].text[0].isalpha() and tokens[0].tag_ == "HYPH":
            return False
        alone = len(tokens) == 1 and head.tag_ in ("JJ", "CD", "RB") and head.lower_ not in self.branding
        if tokens[0].text[0].isdigit() or len(head.text) < 2 or alone:
            return False
        word = lemma(head)
        if word in self.times:
            return any(child.dep_ == "compound" and child in tokens for child in head.lefts)
        if word in self.empty or (word in self.penal and draft.reading.kind != "money"):
            return self._said_more(tokens, head, penal=word in self.penal)
        return not (self._somebody(draft, head, word) or self._named(draft, head, context))

    def _said_more(self, tokens: list[Token], head: Token, *, penal: bool) -> bool:
        """*Political charges*, *failure to appear*; not *the first case*, *fines of up to $50*."""
        if any(c.dep_ in _MODIFYING and c in tokens and c.lower_ not in self.words.vague for c in head.lefts):
            return True
        return not penal and any(c in tokens and (c.dep_ == "prep" or c.tag_ == "VB") for c in head.rights)

    def _somebody(self, draft: Draft, head: Token, word: str) -> bool:
        """Whether a noun is one of people, or of those who pay a fine."""
        if word in self.words.persons or head.lower_ in self.words.persons:
            return True
        return word in self.bodies and (draft.reading.kind != "money" or self._judged(draft))

    def _named(self, draft: Draft, head: Token, context: Context) -> bool:
        """Whether a word is a name, or a part of one, of a place, a people, a person or a provision."""
        if not is_noun(head) and head.tag_ != "JJ":
            return False
        span = draft.sentence.cover([head])
        if overlaps(span, context.references(draft.sentence)):
            return True
        if not head.tag_.startswith("NNP"):
            return False
        if any(place.start < span.end <= place.end for place in context.places(draft.sentence)):
            return True
        if draft.sentence.paragraph.role in ("title", "heading"):
            return False
        voted = draft.event is not None and draft.event.lemma in self.voting
        return head.ent_type_ in _PEOPLES and not voted
