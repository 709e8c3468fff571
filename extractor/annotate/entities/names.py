"""Find the names of an article: recognised, defined in brackets, or mentioned again."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter

from ahocorasick_rs import AhoCorasick

from extractor.annotate.analysis import Analysis, Sentence
from extractor.records import Entity
from extractor.rules import RuleSet

_TABLE = "entities_names"
_EDGE = " \t\r\n\"“”‘’'`.,;:()[]{}—–-*_/"
_BRACKETED = re.compile(r"\((?:the )?[\"“‘']?([A-Z][A-Za-z&]{1,9})[\"”’']?\)")
_WORD = re.compile(r"[^\W_][\w’'&-]*")
_LONGEST_EXPANSION = 12


class NameFinder:
    """Finds names and the definitions of acronyms; see :class:`EntityAnnotator`."""

    def __init__(self, rules: RuleSet) -> None:
        self._labels = frozenset(rules.table(_TABLE, "labels"))
        self._handed_on = frozenset(rules.table(_TABLE, "handed_on"))
        self._determiners = frozenset(rules.table(_TABLE, "determiners"))
        self._skipped = frozenset(rules.table(_TABLE, "skipped_initials"))
        self._not_names = frozenset(rules.table(_TABLE, "not_names"))

    def __call__(self, analysis: Analysis) -> tuple[list[Entity], dict[str, Entity]]:
        """Return the names in order, and the expansion of each acronym that the text defines."""
        recognised: list[Entity] = []
        definitions: dict[str, Entity] = {}
        for sentence in analysis.sentences:
            found = self._recognised(sentence)
            if "(" in sentence.text:
                found = self._with_definitions(sentence, found, definitions)
            recognised += found
        return self._mentioned_again(analysis, recognised), definitions

    def _recognised(self, sentence: Sentence) -> list[Entity]:
        found = []
        for span in sentence.span.ents:
            if span.label_ in self._labels:
                entity = self._trimmed(sentence, sentence.base + span.start_char, sentence.base + span.end_char)
                if entity is not None:
                    found.append(Entity(entity[0], entity[1], entity[2], span.label_))
        return found

    def _trimmed(self, sentence: Sentence, start: int, end: int) -> tuple[int, int, str] | None:
        text = sentence.text[start - sentence.start : end - sentence.start]
        line = text.find("\n")
        if line >= 0:
            text = text[:line]
        while True:
            bare = text.lstrip(_EDGE)
            first = bare.split(" ", 1)[0]
            if first.lower() in self._determiners and len(first) < len(bare):
                bare = bare[len(first) :].lstrip(_EDGE)
            start += len(text) - len(bare)
            if bare == text:
                break
            text = bare
        kept = text.rstrip(_EDGE)
        kept = kept[:-2] if kept.endswith(("'s", "’s")) else kept
        if text[len(kept) :].startswith(".") and "." in kept[:-1]:
            kept += "."
        if not kept or kept.lower() in self._not_names or not any(letter.isalpha() for letter in kept):
            return None
        return start, start + len(kept), kept

    def _with_definitions(
        self, sentence: Sentence, found: list[Entity], definitions: dict[str, Entity]
    ) -> list[Entity]:
        for match in _BRACKETED.finditer(sentence.plain):
            acronym = match[1]
            first = self._expansion(sentence.plain, match.start(), acronym)
            if first is None:
                continue
            end = len(sentence.plain[: match.start()].rstrip())
            label = next(
                (e.label for e in found if e.start < sentence.start + end and e.end > sentence.start + first), "ORG"
            )
            label = label if label in self._handed_on else "ORG"
            long = _entity(sentence, first, end, label)
            short = _entity(sentence, match.start(1), match.end(1), label)
            found = [e for e in found if e.end <= long.start or e.start >= sentence.start + match.end()]
            found = sorted([*found, long, short], key=lambda e: e.start)
            definitions.setdefault(acronym, long)
        return found

    def _expansion(self, text: str, bracket: int, acronym: str) -> int | None:
        """Where the words before a bracket begin whose initials spell the acronym, else null."""
        words = list(_WORD.finditer(text, max(0, bracket - 120), bracket))[-_LONGEST_EXPANSION:]
        letters = [letter.lower() for letter in acronym if letter.isalpha()]
        if len(letters) < 2:
            return None
        while letters and words:
            word = words.pop()
            if word[0][0].lower() == letters[-1] and (word[0][0].isupper() or word[0].lower() in self._skipped):
                letters.pop()
            elif word[0].lower() not in self._skipped:
                parts = [part[0].lower() for part in re.split(r"[-’']", word[0]) if part]
                if not (len(parts) > 1 and parts == letters[-len(parts) :]):
                    return None
                del letters[-len(parts) :]
            if not letters:
                return word.start()
        return None

    def _mentioned_again(self, analysis: Analysis, recognised: list[Entity]) -> list[Entity]:
        votes: dict[str, Counter[str]] = {}
        for entity in recognised:
            if entity.label in self._handed_on and entity.text[:1].isupper() and len(entity.text) > 2:
                votes.setdefault(entity.text, Counter())[entity.label] += 1
        if not analysis.sentences:
            return recognised
        strings = analysis.sentences[0].span.vocab.strings
        by_first: dict[int, list[tuple[str, str]]] = {}
        for name, counts in votes.items():
            by_first.setdefault(strings[_first_word(name)], []).append((name, counts.most_common(1)[0][0]))
        for names in by_first.values():
            names.sort(key=lambda pair: -len(pair[0]))
        found = list(recognised)
        taken = {(entity.start, entity.end) for entity in recognised}
        covered = sorted(taken)
        for sentence in _holding(analysis, list(votes), {entity.start for entity in recognised}):
            found += self._again_in(sentence, by_first, covered)
        return sorted(found, key=lambda e: e.start)

    def _again_in(
        self, sentence: Sentence, by_first: dict[int, list[tuple[str, str]]], covered: list[tuple[int, int]]
    ) -> list[Entity]:
        found: list[Entity] = []
        free = sentence.start
        span = sentence.span
        for token in span.doc if len(span) == len(span.doc) else span:  # a Doc yields its tokens much faster
            names = by_first.get(token.orth)
            if names is None:
                continue
            if token.ent_type_ in self._labels:
                continue
            for name, label in names:
                start = sentence.offset(token)
                end = start + len(name)
                if start < free or not sentence.text.startswith(name, start - sentence.start):
                    continue
                if sentence.text[end - sentence.start : end - sentence.start + 1].isalnum():
                    continue
                position = bisect.bisect_left(covered, (end, 0)) - 1
                if position >= 0 and covered[position][1] > start:
                    continue
                if token.tag_ not in ("NNP", "NNPS") and token.i == sentence.span.start:
                    continue
                found.append(Entity(start, end, name, label))
                free = end
                break
        return found


def _holding(analysis: Analysis, names: list[str], known: set[int]) -> list[Sentence]:
    """The sentences in which a name begins elsewhere than at the places known."""
    hits = AhoCorasick(names).find_matches_as_indexes(analysis.text, overlapping=True) if names else []
    starts = sorted({start for _, start, _ in hits} - known)
    held = (analysis.sentence_at(start) for start in starts)
    return [sentence for sentence, _ in itertools.groupby(held) if sentence is not None]


def _first_word(name: str) -> str:
    match = _WORD.match(name)
    return match[0] if match else name


def _entity(sentence: Sentence, start: int, end: int, label: str) -> Entity:
    return Entity(sentence.start + start, sentence.start + end, sentence.text[start:end], label)
