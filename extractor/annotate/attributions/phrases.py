"""Reports made by a phrase ("according to X") or by the shape of a headline ("… – X", "X: …")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.attributions.grammar import own_subject, source_phrase, stretch, trimmed
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.report import Report, ReportType
from extractor.annotate.lemma import lemma
from extractor.annotate.screen import screen
from extractor.records import Span
from extractor.rules import Rule, RuleSet, compile_regex

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OWNED = frozenset({"attributions.phrase.by_ones_count", "attributions.phrase.in_ones_estimate"})
_INVERTED = "attributions.data.inverted"
_POSSESSOR = "attributions.data.owned"
_COLON_FIRST = "attributions.headline.colon_first"
_NARROW = OWNED | {"attributions.phrase.as_counted_by"}
_LONGEST_SHAPE = 400
_SMALL_WORD = 4
_CAPITAL_SHARE = 0.6


class PhraseReader:
    """Finds "according to X" and its like: the source follows, the rest of the clause is content."""

    def __init__(self, rules: RuleSet, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._rules = tuple((rule, rule.regex()) for rule in rules.layer("attributions.phrase"))
        self._may = screen(regex for _, regex in self._rules)
        self._connectives = frozenset(rules.table("attributions_sources", "connectives"))

    def __call__(self, sentence: Sentence) -> list[Report]:
        """Return the reports of the sentence."""
        found: list[Report] = []
        if not self._may(sentence.plain):
            return found
        for rule, regex in self._rules:
            if not _may_read(rule, sentence):
                continue
            for match in regex.finditer(sentence.plain):
                report = self._read(rule, sentence, sentence.start + match.start(), sentence.start + match.end())
                if report is not None:
                    found.append(report)
        return found

    def _read(self, rule: Rule, sentence: Sentence, start: int, end: int) -> Report | None:
        words = sentence.tokens(start, end)
        noun = next((child for child in words[-1].children if child.dep_ in ("pobj", "pcomp")), None)
        if noun is None:
            following = sentence.span.doc[words[-1].i + 1 : words[-1].i + 2]
            noun = following[0] if following and following[0].tag_[0] in "NPD" else None
        if noun is None or noun.i < words[-1].i:
            return None
        first, last = source_phrase(noun)
        owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) if rule.id in OWNED else None
        end_of_phrase = last
        if owner is not None and owner.tag_ == "PRP$" and self._is_said(words[0]):
            return None  # "she said that, by her own count, 84 had left"
        if owner is not None:
            noun = owner
            first, last = owner.left_edge.i, owner.i
        first = max(first, words[-1].i + 1)
        source = stretch(sentence, first, last)
        if source is None:
            return None
        content = self._around(sentence, words[0].i, end_of_phrase, rule.id in _NARROW)
        cue = sentence.slice(start, sentence.offset_end(words[-1]))
        return Report(sentence, "according_to", cue, content, (rule.id,), source, noun) if content else None

    def _around(self, sentence: Sentence, first: int, last: int, narrow: bool) -> tuple[Span, ...]:
        """What stands before and after the phrase: the sentence, or the relative clause that the phrase is in."""
        doc, start = sentence.span.doc, sentence.span.start
        opening = _relative_before(sentence, first) if narrow else None
        if opening is not None:
            piece = stretch(sentence, opening, first - 1)
            return () if piece is None else (piece,)
        if narrow and _coordinates(doc, start, first):
            start = last + 1  # "and, by their own count, have lost 84": of what is coordinated alone
        while start < first and (
            doc[start].dep_ == "cc" or doc[start].lower_ in self._connectives or doc[start].is_punct
        ):
            start += 1
        end = sentence.span.end - 1
        for mark in (i for i in range(start, end) if doc[i].text == ";"):
            if mark < first and any(self._speaks(doc[i]) for i in range(start, mark)):
                start = mark + 1
            elif mark > last and any(self._speaks(doc[i]) for i in range(mark, end)):
                end = mark - 1
                break
        while end > last and doc[end].text == ".":
            end -= 1
        pieces = (stretch(sentence, start, first - 1), stretch(sentence, last + 1, end))
        return tuple(piece for piece in pieces if piece is not None and any(c.isalnum() for c in piece.text))

    def _speaks(self, verb: Token) -> bool:
        """Whether a verb of saying has a subject of its own."""
        return verb.tag_[0] == "V" and "main" in self._lexicon.frames(lemma(verb)) and own_subject(verb) is not None

    def _is_said(self, token: Token) -> bool:
        """Whether a token stands in the clause that a verb of saying before it takes."""
        while token.head.i != token.i:
            above = token.head
            if token.dep_ == "ccomp" and above.i < token.i and "main" in self._lexicon.frames(lemma(above)):
                return True
            token = above
        return False


def _relative_before(sentence: Sentence, first: int) -> int | None:
    """Where the relative clause begins that a phrase closes: *Lee, who ran for an hour, by her own count*."""
    doc = sentence.span.doc
    for position in range(first - 2, sentence.span.start, -1):
        if doc[position].text == ",":
            return None
        if doc[position].tag_ in ("WP", "WDT") and doc[position - 1].text == ",":
            return position
    return None


def _coordinates(doc: Doc, start: int, first: int) -> bool:
    """Whether a phrase between commas follows the conjunction of the clause that it is in."""
    return first - 2 > start and doc[first - 1].text == "," and doc[first - 2].dep_ == "cc"


def _may_read(rule: Rule, sentence: Sentence) -> bool:
    """Whether a sentence holds what the rule needs and nothing that speaks against it."""
    needs, unless = rule.yields.get("needs"), rule.yields.get("unless")
    if needs is not None and not compile_regex(needs).search(sentence.plain):
        return False
    return unless is None or not compile_regex(unless).search(sentence.plain)


def _is_common(word: str, text: str) -> bool:
    """Whether the text has a word written small, as it writes no name: *Dengue: 27 die*."""
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _looks_like_a_title(sentence: Sentence) -> bool:
    """Whether the first line of a text without a marked title is one: alone, and open-ended or in capitals."""
    if sentence.index > 0 or sentence.paragraph.end > sentence.end:
        return False
    words = [word for word in sentence.text.split() if len(word) > _SMALL_WORD]
    capitals = sum(not word.strip("“‘\"'(").islower() for word in words)
    return not sentence.text.endswith(".") or capitals >= _CAPITAL_SHARE * len(words)


def _tells(tokens: Sequence[Token]) -> bool:
    """Whether words are a clause with an object, and name nobody: *Courts jailed 84 men: 40 in Lima*."""
    return any(t.tag_ in ("VBD", "VBP", "VBZ") and any(c.dep_ == "dobj" for c in t.rights) for t in tokens)


class ShapeReader:
    """Finds reports by the shape of the sentence: a headline's source, data that show something."""

    def __init__(self, rules: RuleSet, lexicon: Lexicon) -> None:
        self._rules = tuple((rule, rule.regex()) for rule in rules.layer("attributions.headline"))
        self._data = tuple((rule, rule.regex()) for rule in rules.layer("attributions.data"))
        self._may = screen(regex for _, regex in self._data)
        self._lexicon = lexicon

    def __call__(self, analysis: Analysis) -> list[Report]:
        """Return the reports; headlines are the title, or the first line where none is marked."""
        found = []
        for sentence in analysis.sentences:
            if len(sentence.text) > _LONGEST_SHAPE:
                continue
            titled = sentence.paragraph.role == "title" or _looks_like_a_title(sentence)
            data = self._data if self._may(sentence.plain) else ()
            for rule, regex in self._rules + data if titled else data:
                match = regex.match(sentence.plain)
                report = self._read(rule, sentence, match, analysis) if match else None
                if report is not None:
                    found.append(report)
                    break
        return found

    def _read(self, rule: Rule, sentence: Sentence, match: re.Match[str], analysis: Analysis) -> Report | None:
        source = sentence.slice(sentence.start + match.start("source"), sentence.start + match.end("source"))
        content = trimmed(
            sentence.text,
            sentence.start,
            sentence.start + match.start("content"),
            sentence.start + match.end("content"),
        )
        if rule.id == _COLON_FIRST and _tells(sentence.tokens(source.start, source.end)):
            return None
        noun = sentence.head(source.start, source.end)
        if noun is not None and noun.tag_[0] not in "NP":  # the parse has lost the phrase: its last noun
            noun = next((t for t in reversed(sentence.tokens(source.start, source.end)) if t.tag_[0] == "N"), noun)
        data = rule.id.startswith("attributions.data")
        owned = rule.id == _POSSESSOR
        if (
            content is None
            or noun is None
            or not ((data and not owned) or self._names_a_source(source, noun, analysis, rule.id == _COLON_FIRST))
        ):
            return None
        cue = sentence.slice(sentence.start + match.start("cue"), sentence.start + match.end("cue"))
        verb = sentence.token_at(cue.end - 1)
        parted = owned or rule.id == _INVERTED  # no comma stands between a subject and its verb
        if data and not parted and verb is not None and verb.tag_[0] == "V" and own_subject(verb):
            return None
        pieces: tuple[Span, ...] = (content,)
        if match.groupdict().get("rest"):
            at = sentence.start
            rest = trimmed(sentence.text, at, at + match.start("rest"), at + match.end("rest"))
            pieces = (content, rest) if rest is not None else pieces
        kind: ReportType = "headline" if rule.id.startswith("attributions.headline") else "indirect"
        return Report(sentence, kind, cue, pieces, (rule.id,), source, noun)

    def _names_a_source(self, source: Span, noun: Token, analysis: Analysis, colon: bool) -> bool:
        last = source.text.split()[-1].lower()
        if last in self._lexicon.inhabited:
            return False
        if last in self._lexicon.kinds or lemma(noun) in self._lexicon.kinds or last.rstrip("s") in self._lexicon.kinds:
            return True
        if colon and (_is_common(last, analysis.text) or any(p.end == source.end for p in analysis.places)):
            return False
        named = ("PERSON", "ORG")
        return any(e.start < source.end and e.end > source.start and e.label in named for e in analysis.entities) or (
            analysis.text.find(source.text, source.end) > 0 and noun.tag_.startswith("NNP")
        )
