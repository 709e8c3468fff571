"""The offence that a provision stands in apposition to: *bribery (Article 290)*, *perjury, Article 307, with 31*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractor.annotate.laws.draft import Draft
from extractor.annotate.lemma import lemma
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEHIND_IT = re.compile(
    r"[,:]\s+(?:[“\"](?P<quoted>[a-zA-Z][^”\"]{3,100})[”\"](?:\s(?:by|of|to|with)(?:\s[\w’'-]+){1,8}?)?|(?P<plain>[a-z][\w’'-]*(?:\s[a-z][\w’'-]*){0,6}))\s*(?:[,.;:]|\Z)"
)
_WINDOW = 160
_MOST = 12
_NOUNS = ("NN", "NNS", "VBG")
_INNER = frozenset(
    {"NN", "NNS", "VBG", "JJ", "IN", "TO", "DT", "PRP$", "POS", "HYPH", "CC", "RB", "VBN", "VB", "``", "''"}
)
_LINKS = frozenset({"pobj", "pcomp", "dobj", "compound", "amod", "nmod", "conj", "poss", "appos", "advmod", "prep"})
_EDGE = frozenset({"DT", "CC", "RB", "IN", "TO", "POS", "HYPH", "``", "''", "PRP$"})
_BEHIND = frozenset({"proper", "alone", "itself"})
_NAMES = frozenset({"GPE", "ORG", "NORP", "FAC", "LAW", "WORK_OF_ART", "DATE"})


class AppositionReader:
    """Reads the noun phrase right before a citation that stands in brackets, between commas or dashes."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("laws_words", "apposed")
        self.cue = re.compile(table["before"] + r"\Z", re.IGNORECASE)
        self.closing = re.compile(table["after"], re.IGNORECASE)
        self.never = frozenset(table["never"])
        self.deeds = frozenset(table["deeds"])
        self.offences = frozenset(rules.table("laws_offences", "offences")["nouns"])

    def __call__(self, draft: Draft) -> tuple[int, int] | None:
        """Offsets in the sentence of the offence, null where no phrase that can name one stands there."""
        text, base = draft.sentence.plain, draft.sentence.start
        begin = max(0, draft.start - base - _WINDOW)
        match = self.cue.search(text[begin : draft.start - base])
        if match is None:
            return None
        if match["open"] and not self.closing.match(text, max(draft.tail, draft.end) - base):
            return None
        tokens = draft.sentence.tokens(base + begin, base + begin + match.start())[-_MOST:]
        if not tokens or draft.sentence.offset(tokens[0]) < base + begin:
            tokens = tokens[1:]
        phrase = self._phrase(tokens)
        if not phrase or ((match["told"] or match["made"]) and not self._punishable(phrase)):
            return None  # "the duty laid down in Article 5"
        span = draft.sentence.cover(phrase)
        return span.start - base, span.end - base

    def _punishable(self, tokens: list[Token]) -> bool:
        """Whether words are an act, or hold a noun of offences or of deeds."""
        return tokens[0].tag_ == "VBG" or any(t.lower_ in self.offences or lemma(t) in self.deeds for t in tokens)

    def behind(self, draft: Draft) -> tuple[int, int] | None:
        """*Article 337 of the Criminal Code, absence without leave*: a phrase behind a comma or a colon."""
        base = draft.sentence.start
        match = _BEHIND_IT.match(draft.sentence.plain, max(draft.tail, draft.end) - base)
        if match is None:
            return None
        if match["quoted"]:
            return match.span("quoted")
        tokens = draft.sentence.tokens(base + match.start("plain"), base + match.end("plain"))
        first = tokens[0]
        plain = all(_of_one(t) if t.lower_ == "one" else t.tag_ in _INNER for t in tokens)
        plain = plain and lemma(first) not in self.never
        if not (plain and self._punishable(tokens)):
            return None
        start, end = match.span("plain")
        if lemma(tokens[-1]) in self.never and len(tokens) > 1:  # "the bribery clause"
            tokens = [t for t in tokens[:-1] if t.tag_ not in _EDGE]
            span = draft.sentence.cover(tokens) if tokens else None
            return (span.start - base, span.end - base) if span is not None else None
        return start, end

    def _phrase(self, tokens: list[Token]) -> list[Token]:
        """The last noun phrase of some tokens with what completes it, its determiners left out."""
        while tokens and (tokens[-1].tag_ in ("``", "''", ",", "-RRB-") or tokens[-1].lower_ in _BEHIND):
            tokens = tokens[:-1]
        if not tokens or (tokens[-1].tag_ not in _NOUNS and tokens[-1].lower_ not in self.offences):
            return []
        root = tokens[-1]
        first = tokens[0].i
        for _ in range(_MOST):
            head = root.head
            if not first <= head.i < root.i or root.dep_ not in _LINKS or not self._goes_on(head):
                break
            root = head
        while root.tag_ in ("IN", "TO", "JJ", "RB", "VB") and root.i < tokens[-1].i:
            root = root.nbor()
        start = max(first, root.left_edge.i) if root.tag_ != "VBG" else root.i
        phrase = [t for t in tokens if t.i >= start]
        if root.tag_ == "VBG":
            phrase = [t for t in tokens if t.i >= root.i]
        while phrase and phrase[0].tag_ in _EDGE:
            phrase = phrase[1:]
        return phrase if self._names(phrase, root) else []

    def _goes_on(self, head: Token) -> bool:
        """Whether a phrase goes on above a token: to a noun or gerund that can name an offence."""
        if head.tag_ in ("IN", "TO"):
            head = head.head if head.head.i < head.i else head
        return (head.tag_ in _NOUNS or _opening(head)) and lemma(head) not in self.never

    def _names(self, phrase: list[Token], root: Token) -> bool:
        """Whether a phrase can name an offence: common words, no name and no noun of law."""
        if phrase and phrase[-1].lower_ in self.offences:
            return True
        if not phrase or any(t.tag_ not in _INNER and not _opening(t) for t in phrase):
            return False
        last = phrase[-1]
        if root.tag_ != "VBG" and (lemma(root) in self.never or root.ent_type_ in _NAMES):
            return False
        return lemma(last) not in self.never or last.i != root.i


def _of_one(token: Token) -> bool:
    """*Leaving one's unit*, not *leaving one behind*."""
    return token.lower_ == "one" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def _opening(token: Token) -> bool:
    """A capital that the start of the sentence asks for."""
    return token.tag_ == "NNP" and (token.i == 0 or token.nbor(-1).tag_ == ".") and token.ent_type_ not in _NAMES
