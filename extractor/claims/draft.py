"""A claim in the making: mutable until every slot has been asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.claims.grammar import is_verb, subject, verb_of
from extractor.claims.tense import Tense, tense
from extractor.records import (
    Area,
    ClaimAttribution,
    DateMention,
    Event,
    Inherited,
    LegalReference,
    NumberMention,
    Reading,
    RelationType,
    Span,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclasses.dataclass(eq=False, slots=True)
class Draft:
    """One figure with the slots found so far.

    ``anchor`` is the token that stands in the clause for the figure: the counted noun where it is
    said, else the number. ``donor`` is the figure from which an elliptical one takes its noun, or
    the figure that a comparison or a part refers to; ``compares`` says that it is the second term
    of a comparison, whose period is no other figure's.
    """

    number: NumberMention
    sentence: Sentence
    order: int
    reading: Reading
    anchor: Token | None
    counted: Span | None
    predicate: Token | None = None
    event: Event | None = None
    actor: Span | None = None
    topic: Span | None = None
    area: Area | None = None
    time: DateMention | None = None
    legal: tuple[LegalReference, ...] = ()
    attribution: ClaimAttribution | None = None
    content: tuple[Span, ...] = ()
    donor: Draft | None = None
    elliptical: bool = False
    compares: bool = False
    relations: list[tuple[RelationType, Draft]] = dataclasses.field(default_factory=list)
    inherited: list[Inherited] = dataclasses.field(default_factory=list)
    rules: list[str] = dataclasses.field(default_factory=list)
    start: int = dataclasses.field(init=False)  # of the number, in the article
    end: int = dataclasses.field(init=False)
    _verb: tuple[Token | None, Token | None] = dataclasses.field(init=False, default=(None, None))
    _subject: tuple[Token | None, Token | None] = dataclasses.field(init=False, default=(None, None))
    _tense: tuple[Token | None, Tense] = dataclasses.field(init=False, default=(None, "none"))

    def __post_init__(self) -> None:
        self.start, self.end = self.number.start, self.number.end

    @property
    def verb(self) -> Token | None:
        """The nearest verb at or above the anchor."""
        anchor, verb = self._verb
        if anchor is not self.anchor:
            verb = verb_of(self.anchor)
            self._verb = self.anchor, verb
        return verb

    @property
    def subject(self) -> Token | None:
        """The subject of the predicate, where that is a verb."""
        predicate, found = self._subject
        if predicate is not self.predicate:
            predicate = self.predicate
            found = subject(predicate) if predicate is not None and is_verb(predicate) else None
            self._subject = predicate, found
        return found

    @property
    def tense(self) -> Tense:
        """The tense of the predicate's clause."""
        predicate, found = self._tense
        if predicate is not self.predicate:
            found = tense(self.predicate)
            self._tense = self.predicate, found
        return found

    @property
    def reach(self) -> int:
        """Where the number and the noun phrase right after it end."""
        counted, end = self.counted, self.end
        if counted is not None and not self.elliptical and end <= counted.end <= self.sentence.end:
            return counted.end
        return end

    @property
    def compared(self) -> Draft | None:
        """The first term of the comparison that the figure ends."""
        for kind, other in self.relations:
            if kind == "compared_with":
                return other
        return None

    @property
    def whole(self) -> Draft | None:
        """The figure that this one is a part of."""
        for kind, other in self.relations:
            if kind == "part_of":
                return other
        return None

    @property
    def bare(self) -> bool:
        """Whether the number stands without a noun of its own."""
        return self.counted is None or self.elliptical

    def inherit(self, slot: str, evidence: Span | DateMention | LegalReference | Area) -> None:
        """Note that a slot was filled from elsewhere, and from where."""
        self.inherited.append(Inherited(slot, evidence.start, evidence.end, evidence.text))

    def fired(self, rule: str) -> None:
        """Note a rule, once, in order."""
        if rule not in self.rules:
            self.rules.append(rule)


def overlaps(
    span: Span | DateMention | NumberMention, others: Iterable[Draft | DateMention | LegalReference | Span]
) -> bool:
    """Whether a span shares a character with any of some figures or mentions."""
    start, end = span.start, span.end
    for other in others:  # noqa: SIM110 - asked so often that the generator of any() would show
        if other.start < end and start < other.end:
            return True
    return False
