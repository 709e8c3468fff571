"""What a story is about: the dated figures of its opening, and which later paragraphs still go on about them."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.announced import last_of_opening
from extractor.claims.context import Context
from extractor.claims.dating import days
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, ancestors, is_noun, subject
from extractor.claims.timeline import superseded

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence
    from extractor.records import DateMention

_FRAGMENTS = frozenset({"list_item", "heading", "table_row"})
_NEAR = 6
_WORD = 3
_STATES = frozenset({"be", "have", "number", "stand"})
_LEVELS = frozenset({"count", "figure", "number", "rate", "share", "tally", "toll", "total"})
_MEASURES = _LEVELS - {"figure"}
_VAGUE = frozenset({"billion", "million", "month", "people", "percent", "person", "time", "week", "year"})
_SHARES = frozenset({"percent", "fraction", "ratio", "multiple"})
_STRETCH = 4  # a quarter may follow a year, a month does not
_OF_THEM = re.compile(r"\b(?:of|among) (?:them|these|those)\b", re.IGNORECASE)
_SENTENCES = 24
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_BACKDROP = 2 * 366
_YEAR = 366


class Leads:
    """The dated figures of the opening, in order: what the story is about comes first."""

    def __init__(self, context: Context, opening: int) -> None:
        self.context = context
        self.opening = opening
        self._nouns: dict[int, frozenset[str]] = {}
        self._matter: dict[int, frozenset[str]] = {}
        last = last_of_opening(context.analysis.sentences, opening)
        self._first = list(itertools.takewhile(lambda d: d.sentence.paragraph_index <= last, context.drafts))
        self._known: dict[int, bool] = {}
        self._taken_up: dict[int, frozenset[str]] = {}

    def told(self) -> Iterator[Draft]:
        """The dated figures of the opening, in order, as far as their periods are settled by now."""
        for draft in self._first:
            if draft.time is not None and self._leads(draft) and not self._led_up(draft):
                yield draft

    def _leads(self, draft: Draft) -> bool:
        """Whether a dated figure may be what the story is about, asked once of each."""
        if draft.order not in self._known:
            self._known[draft.order] = self._opens(draft)
        return self._known[draft.order]

    def _led_up(self, draft: Draft) -> bool:
        """Whether a figure only leads up to a later one: *In 2021 courts convicted 14. Last year it was 145*."""
        here = draft.sentence.paragraph_index
        after = itertools.islice(self._first, draft.order + 1, None)
        return any(
            later.sentence is not draft.sentence
            and later.tense == draft.tense
            and _follows(draft.time, later.time)
            and self._leads(later)
            for later in itertools.takewhile(lambda later: later.sentence.paragraph_index == here, after)
        )

    def before(self, draft: Draft) -> Iterator[Draft]:
        """Those that come before a figure."""
        return itertools.takewhile(lambda earlier: earlier.start < draft.start, self.told())

    def _opens(self, draft: Draft) -> bool:
        """Whether a figure of the opening may be what the story is about."""
        if decreed(draft) or base_of_share(draft, self.context):
            return False
        if draft.reading.kind in ("age", "duration") and draft.reading.statistic is None:
            return False  # *A law has told judges since 2000 to finish trials within 180 days*
        return _firsthand(draft) and self._recent(draft) and _tells(draft) and self._on_matter(draft)

    def _recent(self, draft: Draft) -> bool:
        """Whether a period is not so long over that it is but a backdrop: *In 2020, he won by 29 points*."""
        today, date = self.context.analysis.published, draft.time
        if today is None or date is None or date.to is None or date.from_ is None:
            return True
        return days(date) > _YEAR or (today - datetime.date.fromisoformat(date.to)).days <= _BACKDROP

    def _on_matter(self, draft: Draft) -> bool:
        """Whether a figure of the opening is no other item: its paragraph takes up a noun of one before it."""
        before = self._earlier(draft.sentence, self.opening + 1)
        return len(before) <= 1 or any(not self.nouns(draft.sentence).isdisjoint(self.nouns(s)) for s in before)

    def goes_on(self, lead: Draft, draft: Draft) -> bool:
        """Whether a figure stands near the lead, or in a paragraph that takes up a noun of it or of the one before."""
        if draft.sentence.paragraph.role in _FRAGMENTS:
            return True
        if self._follows_on(lead.sentence, draft.sentence) and not self._new_name(draft):
            return True
        others = [lead.sentence, *self._earlier(lead.sentence, self.opening), *self._earlier(draft.sentence, 1)]
        own = self.nouns(draft.sentence)
        if not own.isdisjoint(self._taken_up.get(lead.order, frozenset())):
            return True
        return any(not own.isdisjoint(self.nouns(other)) for other in others)

    def _follows_on(self, lead: Sentence, later: Sentence) -> bool:
        """Whether no more than a few paragraphs of prose stand between, whatever lists there are."""
        if later.paragraph_index - lead.paragraph_index <= _NEAR:
            return True
        return any(s.paragraph_index == lead.paragraph_index for s in self._earlier(later, _NEAR))

    def takes_up(self, opening: Sentence, later: Sentence) -> bool:
        """Whether a paragraph goes on about what another opened, each between by a noun of that or of the one before.

        The first one behind a paragraph with no figures of its own holds those that it speaks of. Who said so is
        no part of it: *The bank released its results for 2023.* – next paragraph – *The bank was fined £28 million*.
        """
        if later.paragraph_index == opening.paragraph_index:
            return True
        between = [s for s in self._earlier(later, _SENTENCES) if s.paragraph_index >= opening.paragraph_index]
        chain = [*between[::-1], later]
        if chain[0].paragraph_index != opening.paragraph_index:
            return False
        who = {lemma(t).lower() for head in opening.span if _acts(head) for t in head.subtree if is_noun(t)}
        who |= _MEASURES
        matter = near = self.matter(opening) - who
        bare = not any(self.context.in_sentence(s) for s in self._paragraph(opening))
        goes_on = True
        for place, one in enumerate(chain[1:]):
            own = self.matter(one) - who
            goes_on = not own.isdisjoint(matter | near) or (bare and place == 0) or self._points(one)
            near = own if goes_on else frozenset()
        return goes_on

    def _points(self, sentence: Sentence) -> bool:
        """Whether the first words of a paragraph speak of what the one before counted: *Theft made up 84 of them*."""
        return _OF_THEM.search(self._paragraph(sentence)[0].plain) is not None

    def matter(self, sentence: Sentence) -> frozenset[str]:
        """The nouns of a sentence's paragraph that say what it is about: no times and no amounts."""
        found = self._matter.get(sentence.paragraph_index)
        if found is None:
            every = self._paragraph(sentence)
            times = {t for s in every for date in self.context.dates(s) for t in s.tokens(date.start, date.end)}
            dated = {lemma(token).lower() for token in times}
            found = self.nouns(sentence) - dated - _VAGUE
            self._matter[sentence.paragraph_index] = found
        return found

    def take_up(self, lead: Draft, draft: Draft) -> None:
        """Note that a paragraph goes on about a lead: later ones may take up its nouns as well as the lead's own."""
        before = self._taken_up.get(lead.order, frozenset())
        self._taken_up[lead.order] = before | self.nouns(draft.sentence)

    def _new_name(self, draft: Draft) -> bool:
        """Whether the subject of a figure's clause is a name that no paragraph before has, and no place of a list."""
        head = subject(draft.predicate) if draft.predicate is not None else None
        if head is None or head.tag_ != "NNP":
            return False
        place = draft.sentence.offset(head)
        if any(p.start <= place < p.end for p in self.context.places(draft.sentence)):
            return False
        names = {lemma(t).lower() for t in head.subtree if t.tag_.startswith("NNP") and len(t.text) > _WORD}
        return all(names.isdisjoint(self.nouns(s)) for s in self._earlier(draft.sentence, _SENTENCES))

    def _earlier(self, sentence: Sentence, reach: int) -> list[Sentence]:
        """A sentence of each of the paragraphs of prose before one, the nearest first."""
        found: list[Sentence] = []
        for earlier in self.context.previous(sentence, _SENTENCES):
            last = found[-1] if found else sentence
            if earlier.paragraph_index != last.paragraph_index and earlier.paragraph.role not in _FRAGMENTS:
                found.append(earlier)
            if len(found) == reach:
                break
        return found

    def nouns(self, sentence: Sentence) -> frozenset[str]:
        """The lemmas of the nouns of a sentence's paragraph, names among them."""
        found = self._nouns.get(sentence.paragraph_index)
        if found is None:
            tokens = (token for s in self._paragraph(sentence) for token in s.span)
            nouns = (lemma(t).lower() for t in tokens if is_noun(t) and len(t.text) > _WORD and t.text.isalpha())
            found = self._nouns[sentence.paragraph_index] = frozenset(nouns)
        return found

    def _paragraph(self, sentence: Sentence) -> list[Sentence]:
        every, first, last = self.context.analysis.sentences, sentence.index, sentence.index + 1
        while first and every[first - 1].paragraph_index == sentence.paragraph_index:
            first -= 1
        while last < len(every) and every[last].paragraph_index == sentence.paragraph_index:
            last += 1
        return every[first:last]


def _acts(token: Token) -> bool:
    """Whether a word is who does something to something: *The bank* released its results."""
    return token.dep_ in SUBJECTS and any(child.dep_ == "dobj" for child in token.head.rights)


def aside(draft: Draft) -> bool:
    """Whether a figure only tells what had gone before: *prices rose 2%, after easing by half a percent in July*."""
    for node in ancestors(draft.anchor) if draft.anchor is not None else ():
        if node.dep_ == "pobj" and node.head.lower_ == "after":
            return True
        if node.dep_ == "pcomp" and node.head.lower_ in ("after", "before", "following", "since"):
            return True
        if node.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "after" for c in node.lefts):
            return True
        if node.dep_ == "ROOT":
            return False
    return False


def singled_out(draft: Draft) -> bool:
    """Whether a figure is of one stretch of what is told of: *In June alone there were 84*."""
    date, sentence = draft.time, draft.sentence
    if date is None or not sentence.start <= date.start < sentence.end:
        return False
    return sentence.plain.startswith(" alone", date.end - sentence.start)


def base(draft: Draft) -> bool:
    """Whether a sentence only gives the base of a comparison with the one before: *Five years ago there were 60*."""
    other, verb = draft.compared, draft.predicate
    if other is None or verb is None or not draft.bare or lemma(verb) not in _STATES:
        return False
    return other.sentence.index < draft.sentence.index and draft.time is not None


def base_of_share(draft: Draft, context: Context) -> bool:
    """Whether a figure is only what a share before it in its sentence is of: *It was 6% above the 853 of 2023*."""
    first = draft.compared
    if first is None or first.sentence is draft.sentence:
        return False
    beside = context.in_sentence(draft.sentence)
    return any(d.start < draft.start and d.reading.kind in _SHARES for d in beside)


def _follows(one: DateMention | None, other: DateMention | None) -> bool:
    """Whether a period that is over is followed by another of its kind, not by a single month of the next year."""
    if one is None or other is None or one.to is None or other.from_ is None or one.from_ is None or other.to is None:
        return False
    return one.to < other.from_ and days(other) * _STRETCH >= days(one)


def decreed(draft: Draft) -> bool:
    """Whether a figure is what a law allows, which counts nothing: *Since 2022 the maximum has been ten years*."""
    return draft.reading.kind == "duration" and draft.reading.statistic in ("maximum", "minimum")


def _firsthand(draft: Draft) -> bool:
    """Whether a figure of the body has its period from its own words or from what its paragraph has told.

    A second term, or what only shares the period of another figure of its sentence, has not.
    """
    first, own = draft.sentence.paragraph.start, draft.sentence.start
    inherited = any(item.slot == "time" and not first <= item.start < own for item in draft.inherited)
    prose = draft.sentence.paragraph.role not in ("title", "table_row")
    told = not draft.compares and not aside(draft) and not base(draft) and not singled_out(draft)
    return prose and not inherited and told


def _tells(draft: Draft) -> bool:
    """Whether a figure is what its sentence tells, not what a phrase in it is about.

    *They asked it to change its decision not to vaccinate despite the deaths of three in 2018* tells nothing of 2018.
    """
    verb = draft.predicate
    return verb is None or not (superseded(verb) or any(_leaves(node) for node in ancestors(verb)))


def _stands_alone(node: Token) -> bool:
    """Whether a clause with a subject, not relative, hangs on a dateline: *ORSK, 14 May — Courts tried 90 men*."""
    if node.head.dep_ != "ROOT" or node.tag_ not in _FINITE:
        return False
    subjects = [child for child in node.children if child.dep_ in SUBJECTS]
    return bool(subjects) and not any(child.tag_ in _RELATIVE for child in node.lefts) and node.head.tag_ == "NNP"


def _leaves(node: Token) -> bool:
    """Whether a word on the way up to the root hangs on a noun that is no subject, by a clause of its own."""
    if node.dep_ not in ("acl", "relcl") or _stands_alone(node):
        return False
    noun = node.head
    while noun.dep_ in ("pobj", "prep", "conj") and noun.head.i < noun.i:
        noun = noun.head
    fronted = noun.lower_ == "of" and noun.dep_ == "prep" and noun.head.i > noun.i  # *Of 90 men tried in 2024, 12 …*
    return not fronted and noun.lower_ not in _LEVELS and noun.dep_ not in SUBJECTS
