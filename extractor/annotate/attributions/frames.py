"""The frames of a reporting verb: where in its clause the content stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.attributions.grammar import noun_phrase, own_subject, source_phrase, stretch, verb_group
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.report import Report, ReportType
from extractor.annotate.lemma import lemma
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = ("dobj", "dative")
_SAYING = frozenset({"clause"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BRACKETS = frozenset(")]”\"'’%")
_INNER = frozenset({"appos", "compound", "pobj", "prep", "det", "amod", "nmod"})
_ARGUMENTS = frozenset({"as", "for", "of", "to", "with", "against", "over", "on", "from", "about", "that", "in"})


class Clause:
    """A reporting verb with its subject, seen as stretches of its sentence."""

    def __init__(
        self,
        verb: Token,
        noun: Token | None,
        sentence: Sentence,
        lexicon: Lexicon,
        shared: dict[int, Token | None],
    ) -> None:
        self.verb = verb
        self.shared = shared
        self.sentence = sentence
        self.lexicon = lexicon
        self.lemma = lemma(verb)
        self.first, self.last = verb_group(verb)
        self.own = own_subject(verb)
        self.noun = noun = noun or self._inverted()
        self.source = None if noun is None else stretch(sentence, *source_phrase(noun, stop=verb))

    def _inverted(self) -> Token | None:
        """A subject that the parse missed: right after a verb that opens its sentence ("Said Lee: …"),
        or between commas right before a verb that closes it ("It fell, the council, a small body, said").
        """
        verb = self.verb
        if verb.dep_ == "ROOT" and self.own is None and self._closes():
            return self._stranded()
        if verb.i != self.sentence.span.start or verb.i + 1 >= self.sentence.span.end:
            return None
        name = verb.doc[verb.i + 1]
        while name.dep_ == "compound" and name.head.i > name.i:
            name = name.head
        return name if name.tag_ in ("NNP", "NNPS") else None

    def _closes(self) -> bool:
        rest = self.verb.doc[self.last + 1 : self.sentence.span.end]
        return all(token.is_punct for token in rest) and any(child.dep_ == "ccomp" for child in self.verb.lefts)

    def _stranded(self) -> Token | None:
        doc, position = self.verb.doc, self.first - 1
        if position > self.sentence.span.start and doc[position].text == ",":
            position -= 1
        noun = doc[max(position, 0)]
        while noun.dep_ in _INNER and noun.head.i != noun.i and noun.head.i != self.verb.i:
            noun = noun.head
        if noun.tag_[0] not in "NP" or doc[noun.left_edge.i - 1].text != ",":
            return None
        self.own = noun
        return noun

    @property
    def core(self) -> tuple[int, int]:
        """First and last token of subject and verb together, where the subject is the verb's own."""
        if self.own is None:
            return self.first, self.last
        first, last = source_phrase(self.own, stop=self.verb)
        return min(first, self.first), max(last, self.last)

    def cue(self, last: int | None = None) -> Span:
        """The verb group, up to a token ``last`` where the cue goes on (a preposition)."""
        span = stretch(self.sentence, self.first, self.last if last is None else max(last, self.last))
        return span or self.sentence.cover([self.verb])

    def addressee(self) -> Token | None:
        """The one who is told: object of a verb of telling, or "to X" after a verb of saying."""
        telling = "addressee" in self.lexicon.frames(self.lemma)
        for child in self.verb.rights:
            if telling and child.dep_ in _OBJECTS and child.tag_[0] in "NPD":
                return child
        return None

    def report(
        self, kind: ReportType, content: tuple[Span, ...], rules: tuple[str, ...], last: int | None = None
    ) -> Report:
        """The finished report of this clause."""
        told = self.addressee()
        addressee = None
        if told is not None:
            addressee = stretch(self.sentence, *noun_phrase(told))
            if addressee and any(addressee.start <= piece.start and piece.end <= addressee.end for piece in content):
                addressee = None
        return Report(
            self.sentence, kind, self.cue(last), content, rules, self.source, self.noun, addressee, verb=self.verb
        )

    def spans(self, first: int, last: int) -> tuple[Span, ...]:
        """The stretch as content, without a conjunction or punctuation left at its end."""
        doc = self.verb.doc
        while last > first and doc[last].dep_ in ("cc", "punct") and doc[last].text not in _BRACKETS:
            last -= 1
        span = stretch(self.sentence, first, last)
        return (span,) if span else ()

    def reports(self, token: Token) -> bool:
        """Whether a token is itself a verb of saying."""
        return token.tag_[0] == "V" and not self.lexicon.frames(lemma(token)).isdisjoint(_SAYING)

    def end_of(self, complement: Token) -> int:
        """Last token of a complement clause, short of what goes on about the cue's own subject.

        "He said it was early *and warned* …", "…, *though she noted* that …": a coordinated verb of
        saying without a subject, and a concessive clause with one, report for themselves.
        """
        last = complement.right_edge.i
        for child in (*complement.rights, *self.verb.rights):
            if child.i <= complement.i or child.left_edge.i > last or not self.reports(child):
                continue
            own = own_subject(child)
            joined = child.dep_ == "conj" and own is None and child.tag_ == self.verb.tag_
            aside = child.dep_ == "advcl" and own is not None and child.tag_ in _FINITE
            if (joined and not self.reports(complement)) or aside:
                last = min(last, child.left_edge.i - 1)
                if joined:
                    self.shared[child.i] = self.noun
        return last

    def reach(self, last: int) -> int:
        """Let the content of a main verb of speech run on to the end of the sentence.

        What is coordinated after a reported clause is reported too, unless it reports itself.
        """
        end = self.sentence.span.end - 1
        if last >= end or not self._is_main():
            return last
        rest = self.verb.doc[last + 1 : end + 1]
        if rest[0].text == ":" or not any(token.tag_[0] in "VM" for token in rest):
            return end
        if "main" not in self.lexicon.frames(self.lemma):
            return last
        return last if any(self.reports(token) and token.tag_ in _FINITE for token in rest) else end

    def _is_main(self) -> bool:
        verb = self.verb
        while verb.dep_ == "conj":
            verb = verb.head
        return verb.dep_ == "ROOT"


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its list in the lexicon, its rule, how its content is read, where its cue ends."""

    name: str
    rule: str
    read: Callable[[Clause], tuple[Span, ...]]
    cue_end: Callable[[Clause], int | None]


def _no_more(_: Clause) -> int | None:
    return None


def clausal(clause: Clause) -> tuple[Span, ...]:
    """A that-clause, bare clause or embedded question after the verb."""
    for child in clause.verb.rights:
        if child.dep_ == "ccomp" and child.left_edge.i > clause.verb.i:
            return clause.spans(child.left_edge.i, clause.reach(clause.end_of(child)))
    return ()


def thought(clause: Clause) -> tuple[Span, ...]:
    """A clause after a verb of thinking; a bare infinitive is something perceived ("saw it fall")."""
    for child in clause.verb.rights:
        if child.dep_ == "ccomp" and child.left_edge.i > clause.verb.i:
            if child.tag_ == "VB" and not any(left.tag_ in ("MD", "TO") or left.dep_ == "aux" for left in child.lefts):
                return ()
            return clause.spans(child.left_edge.i, clause.reach(clause.end_of(child)))
    return ()


def infinitive(clause: Clause) -> tuple[Span, ...]:
    """A to-infinitive whose subject is that of the verb."""
    for child in clause.verb.rights:
        if child.dep_ == "xcomp" and any(left.tag_ == "TO" for left in child.lefts):
            return clause.spans(child.left_edge.i, child.right_edge.i)
    return ()


def object_infinitive(clause: Clause) -> tuple[Span, ...]:
    """An object and the infinitive that says what it shall do; for one who is told, the infinitive."""
    for child in clause.verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and any(left.tag_ == "TO" for left in child.lefts):
            told = next((c for c in clause.verb.rights if c.dep_ in _OBJECTS and c.i < child.i), None)
            first = child.left_edge if told is None else told.left_edge
            return clause.spans(first.i, child.right_edge.i)
    return ()


def predication(clause: Clause) -> tuple[Span, ...]:
    """An object and what it is called."""
    for child in clause.verb.rights:
        if child.dep_ == "oprd" or (child.dep_ == "ccomp" and child.tag_[0] in "JN" and own_subject(child) is not None):
            thing = next((c for c in clause.verb.rights if c.dep_ in _OBJECTS and c.i < child.i), None)
            first = child.left_edge if thing is None else thing.left_edge
            return clause.spans(first.i, child.right_edge.i)
        if child.dep_ == "prep" and child.lower_ == "as":
            thing = next((c for c in clause.verb.rights if c.dep_ in _OBJECTS and c.i < child.i), None)
            if thing is not None:
                return clause.spans(thing.left_edge.i, child.right_edge.i)
    return ()


def thing(clause: Clause) -> tuple[Span, ...]:
    """A noun phrase, with the phrases that the verb asks for after it ("blamed it on the rain")."""
    for child in clause.verb.rights:
        if child.dep_ != "dobj" or child.tag_[:1] == "W":
            continue
        if _is_counted(child) and "message" not in clause.lexicon.frames(clause.lemma):
            return ()
        last = child.right_edge.i
        for later in clause.verb.rights:
            if later.i > child.i and (
                later.dep_ in ("xcomp", "oprd")
                or (later.dep_ == "prep" and later.lower_ in _ARGUMENTS and later.i == last + 1)
            ):
                last = max(last, later.right_edge.i)
        return clause.spans(child.left_edge.i, last)
    return ()


def put_at(clause: Clause) -> tuple[Span, ...]:
    """A thing and the figure at which it is put: "put the toll at 40"."""
    for child in clause.verb.rights:
        if child.dep_ == "prep" and child.lower_ == "at":
            figure = next((c for c in child.children if c.dep_ == "pobj"), None)
            measured = next((c for c in clause.verb.rights if c.dep_ in _OBJECTS and c.i < child.i), None)
            if figure is not None and measured is not None and _has_number(figure):
                return clause.spans(measured.left_edge.i, clause.reach(child.right_edge.i))
    return ()


def _is_counted(noun: Token) -> bool:
    return any(token.tag_ in ("CD", "$") for token in noun.subtree)


def _has_number(figure: Token) -> bool:
    return figure.like_num or any(child.like_num or child.tag_ in ("CD", "$") for child in figure.subtree)


def _preposition(clause: Clause) -> Token | None:
    wanted = clause.lexicon.prepositions(clause.lemma)
    for child in clause.verb.rights:
        if child.lower_ in wanted and child.dep_ in ("prep", "prt", "dative"):
            return child
    return None


def prepositional(clause: Clause) -> tuple[Span, ...]:
    """What stands after the verb's own preposition."""
    preposition = _preposition(clause)
    if preposition is None:
        return ()
    last = preposition.right_edge.i
    if all(word.ent_type_ in ("DATE", "TIME") for word in clause.verb.doc[preposition.i + 1 : last + 1]):
        return ()
    for child in clause.verb.rights:
        if child.i > preposition.i and child.dep_ in ("xcomp", "pobj", "ccomp") and child.left_edge.i == last + 1:
            last = child.right_edge.i
    following = clause.verb.doc[last + 1 : last + 2]
    if following and following[0].text == ":":
        last = clause.sentence.span.end - 1
    return clause.spans(preposition.i + 1, last)


def _through_preposition(clause: Clause) -> int | None:
    preposition = _preposition(clause)
    return preposition.i if preposition is not None and preposition.i == clause.last + 1 else None


_FRAMES = (
    Frame("clause", "attributions.verb.clause", clausal, _no_more),
    Frame("thought", "attributions.verb.thought", thought, _no_more),
    Frame("infinitive", "attributions.verb.infinitive", infinitive, _no_more),
    Frame("object_infinitive", "attributions.verb.object_infinitive", object_infinitive, _no_more),
    Frame("put_at", "attributions.verb.put_at", put_at, _no_more),
    Frame("predication", "attributions.verb.predication", predication, _no_more),
    Frame("prepositional", "attributions.verb.prepositional", prepositional, _through_preposition),
    Frame("object", "attributions.verb.object", thing, _no_more),
)


def active(rules: RuleSet) -> tuple[Frame, ...]:
    """The frames whose rule is in the set, in the order in which they are tried."""
    return tuple(frame for frame in _FRAMES if rules.has(frame.rule))
