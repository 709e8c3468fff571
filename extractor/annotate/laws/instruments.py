"""Name the act, code or treaty at a place in a sentence: by the catalogue, else by grammar."""

from __future__ import annotations

import dataclasses
import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.laws.catalogue import Catalogue, Known
from extractor.annotate.laws.naming import WORD, NameGrammar
from extractor.rules import RuleSet

_ABBREVIATION = re.compile(r"\s*\((?:the\s+|or\s+)?[“\"]?([A-Z][A-Za-z.&-]{1,11})[”\"]?\)")
_DETERMINER = re.compile(r"(?:the|a|an|this|that|these|those|any|both)\s+(?:so-called\s+[“\"‘]?)?", re.I)
_SAME = re.compile(r"(?:the\s+)?(?P<same>same|said|aforementioned|latter)\s+(?=\w)", re.I)
_TITLE = re.compile(r"title\b", re.I)
_PARENT = re.compile(r"\s+(?:to|of)\s+(?:the\s+)?")
_POSSESSOR = re.compile(r"((?:[A-Z][\w.-]+\s+){0,3}[A-Z][\w.-]+)(?:['’]s|(?<=s)['’])\s+")
_OWNER = re.compile(
    r"(?:its|their|his|her|our|(?:the|that|this)\s+(?:\w+\s+)?"
    r"(?:country|nation|state|kingdom|republic|province|city|bloc|union|emirate|territory)['’]s)\s+",
    re.I,
)
_INDEFINITE = re.compile(r"\s(?:an?|any|every)\s+(?:[\w-]+\s+){0,2}[\w-]+\Z", re.IGNORECASE)  # "defying an order"
_FARTHEST_BEFORE = 110
_WORDS_BEFORE = 10


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """An instrument named in a sentence; offsets into the sentence's text.

    ``begin`` is where the phrase starts with its determiner and possessor, ``start`` where the
    name does. ``back`` marks a phrase that points to an earlier instrument ("the same code"),
    ``anaphoric_owner`` one whose country is a pronoun ("its Criminal Code").
    """

    begin: int
    start: int
    end: int
    text: str
    head: str
    known: tuple[Known, ...] = ()
    possessor: str | None = None
    anaphoric_owner: bool = False
    back: bool = False
    rule: str = "laws.instrument.grammar"


class InstrumentFinder:
    """Reads the instrument at a position of a sentence, or the one that ends at a position."""

    def __init__(self, rules: RuleSet) -> None:
        words = rules.tables["laws_words"]
        self.catalogue = Catalogue(rules)
        self._grammar = NameGrammar(rules)
        self._bare = frozenset(words["bare_heads"]["words"])
        self._last = frozenset(words["last_words"]["words"])
        self._back_on = rules.has("laws.instrument.same")
        heads = "|".join(sorted(self._grammar.heads, key=len, reverse=True)) or "(?!)"
        self._head = re.compile(rf"\b(?:{heads})\b", re.I)

    def at(self, sentence: Sentence, position: int) -> Named | None:
        """The instrument whose phrase begins at a position, or null.

        ``Article 5 of |the Turkish Penal Code (TCK)`` gives ``Turkish Penal Code``.
        """
        text = sentence.plain
        if same := _SAME.match(text, position):
            return self._same(sentence, position, same)
        start, possessor = position, None
        owner = _OWNER.match(text, position)
        if owner:
            start = owner.end()
        else:
            if determiner := _DETERMINER.match(text, position):
                start = determiner.end()
            match = _POSSESSOR.match(text, start)
            # "the Criminal Code's Article 5": what owns may be the instrument itself.
            if match and not self._grammar.opens_sentence(match[1]) and self._name(sentence, match.end()):
                possessor, start = match[1], match.end()
        name = self._name(sentence, start)
        if name is None:
            return None
        end, head, known, rule = name
        back = possessor is None and owner is None and not known and text[start:end].lower() in self._bare
        if back and not self._back_on:
            return None
        rule = "laws.instrument.same" if back else rule
        return Named(position, start, end, text[start:end], head, known, possessor, owner is not None, back, rule)

    def _same(self, sentence: Sentence, position: int, same: re.Match[str]) -> Named | None:
        """ "the same code", "the said Act"; "the same title" is one of the U.S. Code."""
        text = sentence.plain
        title = _TITLE.match(text, same.end())
        name = self._name(sentence, same.end()) if title is None else (title.end(), "title", (), "")
        if name is None or not self._back_on:
            return None
        start, end = same.start("same"), name[0]
        return Named(position, start, end, text[start:end], name[1], back=True, rule="laws.instrument.same")

    def _name(self, sentence: Sentence, start: int) -> tuple[int, str, tuple[Known, ...], str] | None:
        text = sentence.plain
        if found := self.catalogue.at(text, start):
            end, head, known = found
            return self._grammar.suffix(text, end), head, known, "laws.instrument.known"
        if read := self._grammar.at(sentence, start):
            end = self._with_parent(text, self._grammar.suffix(text, read[0]), read[1])
            return end, read[1], (), "laws.instrument.grammar"
        return None

    def _with_parent(self, text: str, end: int, head: str) -> int:
        """Where "Protocol No. 4 to the European Convention …" ends."""
        parent = _PARENT.match(text, end) if head == "protocol" else None
        known = self.catalogue.at(text, parent.end()) if parent else None
        return known[0] if known else end

    def before(self, sentence: Sentence, end: int) -> Named | None:
        """The instrument whose phrase ends right before a position: ``Criminal Code |Article 275``."""
        text = sentence.plain
        stop = _end_before(text, end)
        words = list(WORD.finditer(text, max(0, stop - _FARTHEST_BEFORE), stop))[-_WORDS_BEFORE:] if stop else []
        if not words or words[-1].end() != stop or not self._may_end(words[-1][0]):
            return None
        found, unbroken = None, True
        for word in reversed(words):
            candidate = self.at(sentence, word.start())
            fits = (
                candidate
                and candidate.end == stop
                and not candidate.back
                and _is_name(text, candidate, modified=True)
                and not (_INDEFINITE.search(candidate.text) and candidate.text.lower().endswith(candidate.head))
            )
            if fits and (unbroken or (candidate and candidate.known)):
                found = candidate
            unbroken = unbroken and (bool(fits) or found is None)
        return found

    def _may_end(self, word: str) -> bool:
        low = word.lower()
        return low in self._last or low in self._grammar.heads or self.catalogue.is_abbreviation(word) or low.isdigit()

    def scan(self, sentence: Sentence) -> list[Named]:
        """The instruments that a sentence names anywhere, the longest reading at each place."""
        text = sentence.plain
        found: list[Named] = []
        hits = [*self._head.finditer(text), *self.catalogue.abbreviations.finditer(text)]
        for match in sorted(hits, key=lambda m: m.start()):
            floor = found[-1].end if found else 0
            if match.start() < floor:
                continue
            words = list(WORD.finditer(text, max(floor, match.start() - _FARTHEST_BEFORE), match.start()))
            for position in [*(w.start() for w in words[-_WORDS_BEFORE:]), match.start()]:
                named = self.at(sentence, position)
                if named and not named.back and named.end >= match.end() and _is_name(text, named):
                    found.append(named)
                    break
        return found

    def abbreviation(self, text: str, end: int) -> tuple[str, int] | None:
        """The abbreviation in brackets after a name, and where the bracket closes."""
        match = _ABBREVIATION.match(text, end)
        return (match[1], match.end()) if match else None


def _is_name(text: str, named: Named, *, modified: bool = False) -> bool:
    """Whether a phrase names an instrument and isn't just "law": by a capital, an owner or a code's name.

    With ``modified`` any lower-case name of two words will do ("cybercrime law").
    """
    if text[named.start].isupper() or named.anaphoric_owner or named.possessor is not None:
        return True
    two_words = " " in named.text
    return named.head == "constitution" or (two_words and (modified or named.head == "code"))


def _end_before(text: str, end: int) -> int:
    """Where the words before a citation end, less commas, a possessive and a bracket; 0 when too far."""
    stop = end
    while stop > 0 and text[stop - 1] in " ,(:":
        stop -= 1
    if text[max(0, stop - 2) : stop] in ("'s", "’s"):
        stop -= 2
    if stop > 0 and text[stop - 1] == ")":
        stop = max(0, text.rfind("(", max(0, stop - 16), stop))
        while stop > 0 and text[stop - 1] == " ":
            stop -= 1
    return stop if end - stop <= 16 else 0
