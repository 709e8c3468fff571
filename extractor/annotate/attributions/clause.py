"""A reporting verb with its subject, its cue and the reach of what it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.attributions.grammar import noun_phrase, own_subject, source_phrase, stretch, verb_group
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.attributions.report import Report, ReportType
from extractor.annotate.lemma import lemma
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

OBJECTS = ("dobj", "dative")
_SAYING = frozenset({"clause"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SPEAKERS = frozenset({"nsubj", "nsubjpass", "dobj", "npadvmod"})
_BRACKETS = frozenset(")]”\"'’%")
_INNER = frozenset({"appos", "compound", "pobj", "prep", "det", "amod", "nmod"})


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
        inserted = self._inserted() or self._behind_whose() or self._behind_verb()
        if inserted is not None:
            self.own = noun = inserted
        noun = noun or self._inverted()
        self.noun = noun = None if noun is not None and _is_verb(noun) else noun
        self.source = None if noun is None else stretch(sentence, *source_phrase(noun, stop=verb))

    def _inverted(self) -> Token | None:
        """A subject that the parse missed: right after a verb that opens its sentence ("Said Lee: …"),
        or between commas right before a verb that closes it ("It fell, the council, a small body, said").
        """
        verb = self.verb
        if verb.dep_ == "ROOT" and self.own is None and self._closes():
            return self._stranded()
        if self.own is None and verb.tag_ in _FINITE and "main" in self.lexicon.frames(self.lemma):
            return self._before()
        if verb.i != self.sentence.span.start or verb.i + 1 >= self.sentence.span.end:
            return None
        name = verb.doc[verb.i + 1]
        while name.dep_ == "compound" and name.head.i > name.i:
            name = name.head
        return name if name.tag_ in ("NNP", "NNPS") else None

    def _inserted(self) -> Token | None:
        """The subject behind a verb of saying that commas set off: *Nobody, says the mayor, earns 84 dollars*.

        No comma stands between a subject and its verb, so that what is before it belongs to the clause around.
        """
        verb, own = self.verb, self.own
        doc, first = verb.doc, self.first
        if own is None or own.i >= verb.i or first != verb.i or doc[first - 1].text != "," or verb.i <= own.i + 1:
            return None
        if verb.tag_ not in _FINITE or "main" not in self.lexicon.frames(self.lemma):
            return None
        if any(token.text == "," for token in doc[own.left_edge.i : first - 1]):
            return None
        said = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
        speaker = None if said is None else own_subject(said)
        if said is None or speaker is None or speaker.left_edge.i != verb.i + 1 or speaker.tag_[0] != "N":
            return None
        return speaker if any(t.text == "," for t in doc[speaker.i + 1 : said.i]) else None

    def _behind_whose(self) -> Token | None:
        """The subject before a relative clause that the parse has run together with the verb: *the office, whose
        tables cover the army, put it at 84*.
        """
        own, doc = self.own, self.verb.doc
        if own is None or own.i >= self.first or self.verb.dep_ == "relcl" or doc[self.first - 1].text != ",":
            return None
        whose = own.left_edge
        if whose.tag_ != "WP$" or whose.i < self.sentence.span.start + 2 or doc[whose.i - 1].text != ",":
            return None
        noun = doc[whose.i - 2]
        return noun if noun.tag_[0] == "N" else None

    def _behind_verb(self) -> Token | None:
        """The speaker whom the parse gave to the clause around: *of the 84 dead, said Lee, 12 were children*."""
        verb = self.verb
        doc, first = verb.doc, verb.i + 1
        said = verb.head if verb.dep_ == "parataxis" else next((c for c in verb.rights if c.dep_ == "ccomp"), verb)
        if self.own is not None or said.i <= verb.i or first < 2 or doc[verb.i - 1].text != ",":
            return None
        if verb.tag_ not in _FINITE or "main" not in self.lexicon.frames(self.lemma):
            return None
        noun = next((t for t in doc[first : said.i] if t.tag_[0] == "N" and t.dep_ in _SPEAKERS), None)
        if noun is None or noun.left_edge.i != first:
            return None
        return noun if any(t.text == "," for t in doc[noun.i + 1 : said.i]) else None

    def _before(self) -> Token | None:
        """The name right before the verb, which the parse hung on a phrase before it.

        So with what was read as an apposition to that phrase: *Asked about the cuts, a clerk of the court said*.
        """
        position = self.first - 1
        apposed = self.verb.doc[max(position, 0)]
        while apposed.dep_ in _INNER - {"appos"} and apposed.head.i < apposed.i:
            apposed = apposed.head
        if apposed.dep_ == "appos" and apposed.right_edge.i == position and self._opens(apposed):
            self.own = apposed
            return apposed
        if position < self.sentence.span.start or self.verb.doc[position].tag_ not in ("NNP", "NNPS", "PRP"):
            return None
        name = self.verb.doc[position]
        return name if all(child.dep_ in ("compound", "det") for child in name.children) else None

    def _opens(self, noun: Token) -> bool:
        """Whether all before a noun is a participle clause that a comma ends, and no part of a subject."""
        doc, first = self.verb.doc, noun.left_edge.i
        opening = doc[self.sentence.span.start]
        return doc[first - 1].text == "," and opening.tag_ in ("VBN", "VBG") and self.verb.dep_ == "ROOT"

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
        if self.own.i < last and self.verb.doc[last].text == ",":
            last -= 1
        return min(first, self.first), max(last, self.last)

    def cue(self, last: int | None = None) -> Span:
        """The verb group, up to a token ``last`` where the cue goes on (a preposition)."""
        span = stretch(self.sentence, self.first, self.last if last is None else max(last, self.last))
        return span or self.sentence.cover([self.verb])

    def addressee(self) -> Token | None:
        """The one who is told: object of a verb of telling, or "to X" after a verb of saying."""
        telling = "addressee" in self.lexicon.frames(self.lemma)
        for child in self.verb.rights:
            if telling and child.dep_ in OBJECTS and child.tag_[0] in "NPD":
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

    def _puts(self, token: Token) -> bool:
        """Whether a token puts a figure at something: "while hospitals put the toll at 40"."""
        if token.tag_[0] != "V" or "put_at" not in self.lexicon.frames(lemma(token)):
            return False
        measured = next((child for child in token.rights if child.dep_ in OBJECTS), token)
        following = token.doc[measured.i + 1 : measured.right_edge.i + 2]
        return own_subject(token) is not None and any(word.lower_ == "at" for word in following)

    def end_of(self, complement: Token) -> int:
        """Last token of a complement clause, short of what goes on about the cue's own subject.

        "He said it was early *and warned* …", "…, *though she noted* that …": a coordinated verb of
        saying without a subject, and a concessive clause with one, report for themselves.
        """
        last = complement.right_edge.i
        for child in (*complement.rights, *self.verb.rights):
            if child.i <= complement.i or child.left_edge.i > last or not (self.reports(child) or self._puts(child)):
                continue
            own = own_subject(child)
            joined = child.dep_ == "conj" and own is None and child.tag_ == self.verb.tag_
            apart = child.dep_ == "conj" and own is not None and self._is_set_off(child)
            aside = child.dep_ == "advcl" and own is not None and child.tag_ in _FINITE
            if (joined and not self.reports(complement)) or aside or apart:
                last = min(last, child.left_edge.i - 1)
                if joined:
                    self.shared[child.i] = self.noun
        return last

    def _is_set_off(self, verb: Token) -> bool:
        """Whether a coordinated clause with its own subject is a report of its own: ", and Kim warned …"."""
        first = verb.left_edge.i
        if any(child.dep_ == "mark" for child in verb.lefts) or verb.tag_ not in _FINITE:
            return False
        return verb.doc[first - 1].dep_ == "cc" and verb.doc[first - 2].text == ","

    def reach(self, last: int) -> int:
        """Let the content of a main verb of speech run on to the end of the sentence.

        What is coordinated after a reported clause is reported too, unless it reports itself.
        """
        end = self.sentence.span.end - 1
        if last >= end:
            return last
        rest = self.verb.doc[last + 1 : end + 1]
        if rest[0].text == ":":
            return end
        if rest[0].text == ";" or not self._is_main():
            return last
        if not any(token.tag_[0] in "VM" for token in rest):
            return end
        if "main" not in self.lexicon.frames(self.lemma):
            return last
        apart = (self.reports(token) or self._puts(token) for token in rest if token.tag_ in _FINITE)
        return last if any(apart) else end

    def _is_main(self) -> bool:
        verb = self.verb
        while verb.dep_ == "conj":
            verb = verb.head
        return verb.dep_ == "ROOT"


def _is_verb(noun: Token) -> bool:
    """Whether what the parse gave as a subject is a verb, after an aside: *cannot, or at least don't, mention it*."""
    return noun.tag_ in _FINITE and noun.text.islower()
