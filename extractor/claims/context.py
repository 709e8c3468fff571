"""The figures of an article under assembly, and its layers by sentence.

Every look-up here costs the same however long the article is; a figure looks at its neighbours, not
at the whole text.
"""

from __future__ import annotations

import bisect
import operator
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from extractor.annotate.analysis import Analysis, Sentence
from extractor.claims.draft import Draft, overlaps
from extractor.records import Attribution, DateMention, Entity, LegalReference, NumberMention, PlaceMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEIGHBOURS = 24
_WINDOW = 160
_START = operator.attrgetter("start")


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


Mention = TypeVar("Mention", bound=_Placed)


class Context:
    """All figures of an article in order, with the mentions around each."""

    def __init__(self, analysis: Analysis, drafts: list[Draft]) -> None:
        self.analysis = analysis
        self.drafts = drafts
        self._drafts: dict[int, list[Draft]] = defaultdict(list)
        self._dates: dict[int, Sequence[DateMention]] = {}
        self._references: dict[int, Sequence[LegalReference]] = {}
        self._places: dict[int, Sequence[PlaceMention]] = {}
        for draft in drafts:
            self._drafts[draft.sentence.index].append(draft)
        self._preceding = [_neighbour(drafts, draft, -1) for draft in drafts]
        self._following = [_neighbour(drafts, draft, 1) for draft in drafts]
        self._leads = [self._lead(draft) for draft in drafts]
        self._follows = [self._follow(draft) for draft in drafts]
        self._reports: dict[int, list[Attribution]] = defaultdict(list)
        for attribution in analysis.attributions:
            for index in sorted({i for span in attribution.content for i in self._indices(span)}):
                self._reports[index].append(attribution)

    def _indices(self, span: Span) -> range:
        starts = self.analysis.sentences
        first = max(0, bisect.bisect_right(starts, span.start, key=_START) - 1)
        last = bisect.bisect_left(starts, span.end, key=_START)
        return range(first, last)

    def in_sentence(self, sentence: Sentence) -> list[Draft]:
        """The figures of one sentence, in order."""
        return self._drafts.get(sentence.index, [])

    def by_sentence(self) -> Iterator[tuple[Sentence, list[Draft]]]:
        """Each sentence that has figures, with them, in order."""
        return ((drafts[0].sentence, drafts) for drafts in self._drafts.values())

    def before(self, draft: Draft) -> list[Draft]:
        """The nearest figures that come earlier in the article, the nearest first."""
        order = draft.order
        return self.drafts[order - _NEIGHBOURS if order > _NEIGHBOURS else 0 : order][::-1]

    def beside(self, draft: Draft) -> list[Draft]:
        """The figures of the same sentence that are neighbours, in order, the figure among them."""
        own = self._drafts[draft.sentence.index]
        place = draft.order - own[0].order
        return own[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]

    def preceding(self, draft: Draft) -> Draft | None:
        """The figure right before one in its sentence."""
        return self._preceding[draft.order]

    def following(self, draft: Draft) -> Draft | None:
        """The figure right after one in its sentence."""
        return self._following[draft.order]

    def lead(self, draft: Draft) -> str:
        """The words of the sentence before a figure, since the figure before; only the last of many."""
        return self._leads[draft.order]

    def _lead(self, draft: Draft) -> str:
        base, other = draft.sentence.start, self.preceding(draft)
        begin = max(base, draft.start - _WINDOW, other.end if other is not None else base)
        return draft.sentence.plain[begin - base : draft.start - base]

    def follow(self, draft: Draft) -> str:
        """The words of the sentence after a figure, up to the next figure; only the first of many."""
        return self._follows[draft.order]

    def _follow(self, draft: Draft) -> str:
        base, other = draft.sentence.start, self.following(draft)
        stop = min(draft.sentence.end, draft.end + _WINDOW, other.start if other is not None else draft.sentence.end)
        return draft.sentence.plain[draft.end - base : stop - base]

    def dates(self, sentence: Sentence) -> Sequence[DateMention]:
        """The date expressions that begin in a sentence."""
        found = self._dates.get(sentence.index)
        if found is None:
            found = self._dates[sentence.index] = _within(self.analysis.dates, sentence)
        return found

    def references(self, sentence: Sentence) -> Sequence[LegalReference]:
        """The legal references that begin in a sentence."""
        found = self._references.get(sentence.index)
        if found is None:
            found = self._references[sentence.index] = _within(self.analysis.legal_references, sentence)
        return found

    def is_taken(self, span: Span, sentence: Sentence) -> bool:
        """Whether a phrase of a sentence shares a character with a figure, a date or a provision of it."""
        taken = (self.in_sentence(sentence), self.dates(sentence), self.references(sentence))
        return any(overlaps(span, mentions) for mentions in taken)

    def places(self, sentence: Sentence) -> Sequence[PlaceMention]:
        """The places named in a sentence."""
        found = self._places.get(sentence.index)
        if found is None:
            found = self._places[sentence.index] = _within(self.analysis.places, sentence)
        return found

    def numbers(self, sentence: Sentence) -> Sequence[NumberMention]:
        """The numbers of a sentence, whatever they are."""
        return _within(self.analysis.numbers, sentence)

    def entities(self, sentence: Sentence) -> Sequence[Entity]:
        """The named entities of a sentence."""
        return _within(self.analysis.entities, sentence)

    def reports(self, sentence: Sentence) -> Sequence[Attribution]:
        """The reported statements whose content touches a sentence."""
        return self._reports.get(sentence.index, [])

    def previous(self, sentence: Sentence, reach: int) -> Iterator[Sentence]:
        """The sentences before one, the nearest first, ``reach`` at most."""
        first = max(-1, sentence.index - 1 - reach)
        return (self.analysis.sentences[index] for index in range(sentence.index - 1, first, -1))


def _neighbour(drafts: list[Draft], draft: Draft, step: int) -> Draft | None:
    """The figure so many places on, where it stands in the same sentence."""
    place = draft.order + step
    other = drafts[place] if 0 <= place < len(drafts) else None
    return other if other is not None and other.sentence is draft.sentence else None


def _within(mentions: Sequence[Mention], sentence: Sentence) -> Sequence[Mention]:
    """The mentions that begin in a sentence; the layer is sorted by start."""
    first = bisect.bisect_left(mentions, sentence.start, key=_START)
    last, end = first, sentence.end
    while last < len(mentions) and mentions[last].start < end:
        last += 1
    return mentions[first:last]


def open_drafts(analysis: Analysis) -> Context:
    """Make a draft of every number whose disposition is ``claim``."""
    drafts: list[Draft] = []
    for number in analysis.numbers:
        if number.disposition != "claim" or number.quantity is None:
            continue
        sentence = analysis.sentence_at(number.start)
        if sentence is None:
            continue
        carried = number.counted is not None and number.counted.end <= sentence.start
        own_noun = number.counted if number.counted and not number.counted_inherited else None
        anchor = _anchor(sentence, number, own_noun)
        drafts.append(
            Draft(
                number=number,
                sentence=sentence,
                order=len(drafts),
                reading=number.quantity,
                anchor=anchor,
                counted=None if carried else number.counted,
                elliptical=number.counted_inherited and not carried,
                rules=list(number.rules),
            )
        )
    return Context(analysis, drafts)


def _anchor(sentence: Sentence, number: NumberMention, noun: Span | None) -> Token | None:
    """The token through which the figure hangs in the clause."""
    figure = sentence.head(number.start, number.end)
    if noun is None or noun.start < sentence.start or noun.end > sentence.end:
        return figure
    head = sentence.head(noun.start, noun.end)
    if number.quantity is not None and number.quantity.kind in ("percent", "fraction", "ratio", "multiple"):
        return figure
    return head or figure
