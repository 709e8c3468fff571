"""Reports whose words close the sentence: *Prices rose 4%, the bulletin shows.*

The parse often takes the verb of such a clause for a noun, or its subject for a compound; the comma
before it, the noun phrase and the verb of speech say enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.annotate.attributions.grammar import stretch
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.report import Report
from extractor.annotate.lemma import lemma, lemma_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_RULE = "attributions.clause.closing"
_LONGEST = 40
_NOUN_PHRASE = 14
_SHORTEST = 2
_COMMAS = 3
_MOST_KNOWN = 100_000
_INSIDE = frozenset(
    {"DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "IN", "HYPH", "VBN", "_SP", ".", "CC", "-LRB-", "-RRB-"}
)
_DESCRIBING = frozenset({"DT", "PRP$", "JJ", "NN", "NNP"})
_AFTER = frozenset({"IN", "TO", "RB", "NNP", "DT", "PRP", "PRP$"})
_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
_OPENING = frozenset({"when", "as", "while", "after", "before", "if", "although", "though", "since", "once", "because"})
_COMMENTS = frozenset({"VBG", "VBN", "WP", "WDT", "PRP$"})
_NOUNS = frozenset({"point", "place", "put", "project"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_INDEFINITE = frozenset({"a", "an"})
_HAVE = frozenset({"has", "have", "had"})


class ClosingClauses:
    """Finds the clause of speech that closes a sentence and that the parse has missed."""

    def __init__(self, rules: RuleSet, lexicon: Lexicon) -> None:
        self._active = rules.has(_RULE)
        self._lexicon = lexicon
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, sentence: Sentence, known: Sequence[Report]) -> list[Report]:
        """The report of the sentence, none or one; none where a ``known`` one has its cue there."""
        if not self._active or "," not in sentence.text:
            return []
        tokens = list(sentence.span)
        for comma in _commas(tokens):
            start = sentence.offset(tokens[comma])
            if any(report.cue.start > start and not _is_citing(report) for report in known):
                return []
            found = self._verb(tokens, comma)
            if found is not None:
                tells = self._tells(tokens[:comma]) or self._is_inserted(tokens, comma, found[1])
                return self._report(sentence, tokens, comma, *found) if tells else []
        return []

    def _verb(self, tokens: list[Token], comma: int) -> tuple[int, int] | None:
        """The first verb of speech behind a comma that closes the sentence, and the end of its clause."""
        for position in range(comma + 1, min(len(tokens), comma + _NOUN_PHRASE)):
            token = tokens[position]
            perfect = tokens[position - 1].lower_ in _HAVE
            if position > comma + 1 and self._speaks(token, perfect):
                last = self._closes(tokens, comma, position, perfect)
                if last is not None:
                    return position, last
            if token.tag_ not in _INSIDE and token.lower_ not in _HAVE:
                return self._behind_name(tokens, comma, position) if token.text == "," else None
        return None

    def _behind_name(self, tokens: list[Token], comma: int, first: int) -> tuple[int, int] | None:
        """The verb behind a name and what its bearer is, in either order: *the clerk of the court, Lee, said*."""
        second = next(
            (t for t in range(first + 2, min(first + _NOUN_PHRASE, len(tokens))) if tokens[t].text == ","), None
        )
        if second is None or second + 1 == len(tokens) or not self._speaks(tokens[second + 1], perfect=False):
            return None
        phrases = [tokens[comma + 1 : first], tokens[first + 1 : second]]
        name, title = sorted(phrases, key=_is_name, reverse=True)
        if not _is_name(name) or title[0].tag_ not in _DESCRIBING or any(t.tag_ not in _INSIDE for t in title):
            return None
        last = _end(tokens, second + 1)
        return None if last is None else (second + 1, last)

    def _tells(self, tokens: list[Token]) -> bool:
        """Whether the words before the comma are a clause that can stand by itself, in nobody's own words."""
        if tokens[0].lower_ in _OPENING and not any(token.text == "," for token in tokens):
            return False
        marks = [place for place, token in enumerate(tokens) if token.text in '"“”']
        if marks and any(token.tag_ in _FINITE for token in tokens[marks[0] : marks[-1]]):
            return False
        return any(token.tag_ in _FINITE for token in tokens)

    def _is_inserted(self, tokens: list[Token], comma: int, last: int) -> bool:
        """Whether the clause stands between a phrase in front and the rest: *Without it, the bank reckons, it fell*."""
        if tokens[0].tag_ != "IN" or any(token.tag_ in _FINITE or token.text == "," for token in tokens[:comma]):
            return False
        return any(token.tag_ in _FINITE for token in tokens[last + 1 :])

    def _closes(self, tokens: list[Token], comma: int, position: int, perfect: bool) -> int | None:
        """The end of the clause, if a noun phrase runs from the comma to a verb of speech and no clause follows it."""
        before = tokens[comma + 1 : position - perfect]
        if len(before) < 1 or any(t.tag_ not in _INSIDE for t in before):
            return None
        if before[-1].tag_ not in _NOUN | {"-RRB-"} or before[0].tag_ not in _NOUN | {"DT", "PRP$", "JJ"}:
            return None
        if before[0].lower_ in _INDEFINITE and not perfect and self._is_told(tokens[position]):
            return None
        return _end(tokens, position)

    def _is_told(self, verb: Token) -> bool:
        """Whether a participle says what was done to a thing in apposition: *bought it, a deal announced in May*."""
        return verb.tag_ == "VBN" and verb.dep_ == "acl" and lemma(verb.head) not in self._lexicon.kinds

    def _speaks(self, verb: Token, perfect: bool) -> bool:
        """Whether a word is, whatever its tag, a form of a verb of speech: finite, or the participle of a perfect."""
        tag = verb.tag_ if verb.tag_ in _FINITE else "VBZ" if verb.lower_.endswith("s") else "VBD"
        key = (verb.lower_, "VBN" if perfect else tag)
        known = self._known.get(key)
        if known is None:
            name = lemma_of(verb.vocab, *key)
            known = tag != "MD" and name not in _NOUNS and "main" in self._lexicon.frames(name)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = known
        return known

    def _report(self, sentence: Sentence, tokens: list[Token], comma: int, position: int, last: int) -> list[Report]:
        noun = next(token for token in reversed(tokens[comma + 1 : position]) if token.tag_ in _NOUN)
        source = stretch(sentence, tokens[comma + 1].i, tokens[position - 1].i - (tokens[position - 1].lower_ in _HAVE))
        pieces = [stretch(sentence, tokens[0].i, tokens[comma - 1].i)]
        beyond = tokens[last + 2 :]
        if beyond and beyond[0].tag_ not in _COMMENTS:
            pieces.append(stretch(sentence, beyond[0].i, beyond[-1].i - (beyond[-1].text == ".")))
        content = tuple(piece for piece in pieces if piece is not None)
        if source is None or not content:
            return []
        verb = tokens[position]
        return [Report(sentence, "indirect", sentence.cover([verb]), content, (_RULE,), source, noun, verb=verb)]


def _end(tokens: list[Token], position: int) -> int | None:
    """The end of the clause of a verb of speech that has no clause behind it."""
    last = next((t for t in range(position + 1, len(tokens)) if tokens[t].text in (",", ";")), len(tokens))
    rest = [token for token in tokens[position + 1 : last] if not token.is_punct and not token.is_space]
    if rest and (rest[0].tag_ not in _AFTER or any(token.tag_ in _FINITE for token in rest)):
        return None
    return last - 1


def _is_name(phrase: list[Token]) -> bool:
    return bool(phrase) and all(token.tag_ == "NNP" for token in phrase)


def _is_citing(report: Report) -> bool:
    """Whether a report is only what the speaker leans on: *said the paper, citing an officer*."""
    verb = report.verb
    return verb is not None and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl")


def _commas(tokens: list[Token]) -> list[int]:
    """The places of the last commas near the end, the last one first."""
    near = range(len(tokens) - 1, max(_SHORTEST - 1, len(tokens) - _LONGEST), -1)
    return [place for place in near if tokens[place].text == ","][:_COMMAS]
