"""Who holds a figure in a ranking: *followed by theft (31)*, *arson came next, with 12 cases*, *and arson (12)*."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun
from extractor.claims.screen import Pattern, may, pattern_of, screened
from extractor.claims.topical import TopicWords
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_RANKED = re.compile(r"\b(?:followed (?:closely |distantly )?by|ahead of|trailed by|then(?: came)?)\s", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:\b(?:by|of|then|came|and)\s|,\s)(?:the\s|an?\s)?(?P<holder>(?!ahead\b|followed\b|trailed\b)(?:(?!and\b|by\b)[\w’'.-]+\s){1,7}?)(?:\(|with\s|on\s|at\s)"
    r"(?:(?:about|some|nearly|almost|only|just|around)\s)?\Z",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:\bwith|\bat|[:–—,(])\s*(?:(?:about|some|only|just|nearly|almost|around|a total of)\s)?\Z", re.IGNORECASE
)
_WORDS = frozenset({"for", "with", "on", "at", "to", "in", "("})
_WINDOW = 90
_LEAD = 200
_LONGEST = 140
_HOLDERS = frozenset({"claims.topic.named", "claims.topic.ranked", "claims.topic.placed", "claims.topic.listed"})
_OFFENCES = _HOLDERS | {"claims.topic.offence"}
_EDGE = frozenset({"DT", "CC", "``", "''", ",", ":", "-LRB-", "HYPH", "IN", "RB"})


class RankFinder:
    """Finds the offence that holds a place in a ranking, or the next item of a list of offences."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        self.words = words
        self.placed, self.listed = pattern_of(rules, "claims.topic.placed"), pattern_of(rules, "claims.topic.listed")

    def __call__(self, draft: Draft, context: Context) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds, the surest first."""
        if draft.reading.kind not in ("count", "percent", "fraction"):
            return
        first = context.in_sentence(draft.sentence)[0]
        if not _HOLDERS.isdisjoint(first.rules):
            yield holder(draft, context), "claims.topic.ranked"
        yield self._placed(draft, context), "claims.topic.placed"
        yield self._listed(draft, context), "claims.topic.listed"

    def _placed(self, draft: Draft, context: Context) -> Span | None:
        """*Arson came next, with 12 cases*, *the commonest charge was arson: 12 verdicts*, *then arson with 12*."""
        if self.placed is None:
            return None
        base = draft.sentence.start
        begin = max(base, draft.start - _LEAD)
        lead = draft.sentence.plain[begin - base : draft.start - base]
        match = self.placed.search(lead) if _CUE.search(lead[-24:]) else None
        if match is None:
            return None
        found = next(name for name in ("subject", "named", "next") if match[name])
        names = (found, f"{found}_gloss") if match[f"{found}_gloss"] else (found,)
        places = (match.span(name) for name in names)
        goes_on = draft.bare and (found == "next" or (found == "subject" and _ranks_on(draft, context)))
        spans = (self._span(draft, begin + start, begin + end, list_of=goes_on) for start, end in places)
        return next((span for span in spans if span is not None), None)

    def _listed(self, draft: Draft, context: Context) -> Span | None:
        """*Theft accounts for 84 cases, fraud for 31 and arson for 12*: an item with the preposition of the first."""
        before = context.preceding(draft)
        if self.listed is None or before is None or not draft.bare or before.topic is None:
            return None
        base = draft.sentence.start
        gap = draft.sentence.plain[before.end - base : draft.start - base]
        match = self.listed.fullmatch(gap) if len(gap) < _LONGEST else None
        lead = draft.sentence.plain[max(0, before.start - base - 24) : before.start - base].lower().split()
        if match is None or (match["word"] or "").lower() != next((w for w in lead[-3:] if w in _WORDS), ""):
            return None
        start, end = before.end + match.start("item"), before.end + match.end("item")
        first = before.sentence.tokens(before.topic.start, before.topic.end) if _in(before) else []
        held = not _OFFENCES.isdisjoint(before.rules) or any(map(self.words.offence, first))
        return self._span(draft, start, end, list_of=held)

    def _span(self, draft: Draft, start: int, end: int, *, list_of: bool = False) -> Span | None:
        """The phrase between two offsets without what introduces it, null if it can name no offence.

        Where the figure counts nothing of legal process the phrase holds a noun of offences, or stands in a
        ``list_of`` them.
        """
        tokens = self._without_party(draft.sentence.starting(start, end))
        while tokens and tokens[0].tag_ in _EDGE and not self.words.offence(tokens[0]):
            tokens = tokens[1:]
        while tokens and tokens[-1].tag_ in _EDGE:
            tokens = tokens[:-1]
        named = any(map(self.words.offence, tokens))
        counted = draft.reading.unit in self.words.process
        able = self.words.can_name(tokens) or (list_of and self._things(tokens))
        return draft.sentence.cover(tokens) if able and (named or counted or list_of) else None

    def _things(self, tokens: list[Token]) -> bool:
        """*Weapons*, *stolen goods*: a common noun in the plural, which is an offence where offences are ranked."""
        if not tokens or tokens[-1].tag_ != "NNS" or any(t.ent_type_ or t.tag_ in ("DT", "CD", "NNP") for t in tokens):
            return False
        return lemma(tokens[-1]) not in self.words.persons | self.words.barred

    def _without_party(self, tokens: list[Token]) -> list[Token]:
        """*Arson suspects*: the offence before those who are tried for it."""
        last = lemma(tokens[-1]) if len(tokens) > 1 else ""
        if last in self.words.crimes or not (last in self.words.process or last in self.words.parties):
            return tokens
        return self.words.before(tokens[-1]) or tokens


def _in(draft: Draft) -> bool:
    """Whether a figure's topic stands in its own sentence."""
    return draft.topic is not None and draft.sentence.start <= draft.topic.start < draft.sentence.end


def _ranks_on(draft: Draft, context: Context) -> bool:
    """Whether the sentence before ranked offences too: *Theft led with 84 convictions. Weapons came second: 31*."""
    for sentence in context.previous(draft.sentence, 1):
        if sentence.paragraph_index != draft.sentence.paragraph_index:
            return False
        return any(not _HOLDERS.isdisjoint(earlier.rules) for earlier in context.in_sentence(sentence))
    return False


@functools.cache
def _ranked() -> Pattern:
    return screened(_RANKED)


def holder(draft: Draft, context: Context) -> Span | None:
    """The phrase that a ranking gives right before a figure, null outside a ranking."""
    sentence = draft.sentence
    lead = sentence.plain[: draft.start - sentence.start]
    first = context.in_sentence(sentence)[0]
    if first is draft or not draft.bare or not may(_ranked(), sentence.plain):
        return None
    if _RANKED.search(lead, max(0, first.end - sentence.start - _WINDOW)) is None:
        return None
    base = max(0, len(lead) - _WINDOW)
    match = _HOLDER.search(lead[base:])
    if match is None:
        return None
    start = sentence.start + base + match.start("holder")
    end = start + len(match["holder"].rstrip())
    tokens = sentence.tokens(start, end)
    if not tokens or not (is_noun(tokens[-1]) or tokens[-1].tag_ == "VBG"):
        return None
    if any(token.tag_ in ("CD", "VBD", "VBZ", "VBP", "MD") for token in tokens):
        return None
    return sentence.slice(start, end)
