"""The frames of a reporting verb: where in its clause the content stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.annotate.attributions.clause import OBJECTS, Clause
from extractor.annotate.attributions.figures import (
    befalls,
    entries,
    figure,
    is_counted,
    is_only_seen_there,
    keeps_records,
    put_at,
)
from extractor.annotate.attributions.grammar import own_subject
from extractor.annotate.lemma import lemma
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_STANDINGS = frozenset({"ahead", "behind", "up", "down", "level", "tied", "short"})
_ADVERBIAL = frozenset({"before", "after", "while", "since", "until", "because", "although", "though", "unless"})
_NONFINITE = frozenset({"VB", "VBN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SHOWING = frozenset({"show", "suggest", "indicate", "reveal"})
_SAID = frozenset({"main", "message"})
_ARGUMENTS = frozenset({"as", "for", "of", "to", "with", "against", "over", "on", "from", "about", "that", "in"})


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
    if _only_looks(clause):
        return ()
    for child in clause.verb.rights:
        if child.dep_ == "ccomp" and child.left_edge.i > clause.verb.i and not _is_adverbial(child):
            if _stands_apart(clause, child):
                return ()
            return clause.spans(child.left_edge.i, clause.reach(clause.end_of(child)))
    return _clause_of_addressee(clause)


def _only_looks(clause: Clause) -> bool:
    """Whether *finding* is what people do, not what a record says: *people looking for work and not finding it*."""
    if clause.own is not None or clause.verb.tag_ != "VBG" or clause.lemma != "find":
        return False
    return clause.noun is not None and not keeps_records(clause.noun, clause.lexicon)


def _stands_apart(clause: Clause, complement: Token) -> bool:
    """Whether the clause only follows on a comma: *one side asked for six years, the judge gave four*."""
    doc, first = clause.verb.doc, complement.left_edge.i
    if clause.lemma not in ("ask", "demand") or "," not in (doc[first].text, doc[first - 1].text):
        return False
    return own_subject(complement) is not None and complement.tag_ in _FINITE


def _is_adverbial(complement: Token) -> bool:
    """Whether the clause says when or why, not what: "said *before he left*"."""
    return any(left.dep_ == "mark" and left.lower_ in _ADVERBIAL for left in complement.lefts)


def _clause_of_addressee(clause: Clause) -> tuple[Span, ...]:
    """The that-clause that the parse hung on who is told or on where it stands ("said in a report that …")."""
    places = [clause.addressee()]
    if "main" in clause.lexicon.frames(clause.lemma):
        places += [child for child in clause.verb.rights if child.dep_ in ("prep", "advcl")]
    for told in places:
        aside = told is not None and told.dep_ == "advcl"  # "said, *quoting an officer,* that …"
        if told is None or (aside and told.tag_ != "VBG"):
            continue
        for token in told.subtree:
            if token.lower_ == "that" and _opens_clause(token) and (not aside or token.nbor(-1).text == ","):
                return clause.spans(token.i, clause.reach(token.head.right_edge.i))
    return ()


def _opens_clause(that: Token) -> bool:
    """Whether *that* opens a clause, though parsed as a relative one: "said in the answer *that* 84 had left"."""
    return that.dep_ == "mark" or (that.tag_ == "IN" and that.head.dep_ == "relcl" and own_subject(that.head) != that)


def thought(clause: Clause) -> tuple[Span, ...]:
    """A clause after a verb of thinking; a bare infinitive or participle is something perceived ("saw it fall")."""
    for child in clause.verb.rights:
        if child.dep_ == "ccomp" and child.left_edge.i > clause.verb.i:
            if child.tag_ in _NONFINITE and not any(
                left.tag_ in ("MD", "TO") or left.dep_ in ("aux", "auxpass") for left in child.lefts
            ):
                return ()
            return clause.spans(child.left_edge.i, clause.reach(clause.end_of(child)))
    return ()


def infinitive(clause: Clause) -> tuple[Span, ...]:
    """A to-infinitive whose subject is that of the verb."""
    for child in clause.verb.rights:
        if child.dep_ == "xcomp" and any(left.tag_ == "TO" for left in child.lefts):
            return clause.spans(child.left_edge.i, child.right_edge.i)
    return ()


def gerund(clause: Clause) -> tuple[Span, ...]:
    """A gerund whose subject is that of the verb, or left open."""
    for child in clause.verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VBG" and child.left_edge.i == clause.last + 1:
            return clause.spans(child.left_edge.i, child.right_edge.i)
    return ()


def object_infinitive(clause: Clause) -> tuple[Span, ...]:
    """An object and the infinitive that says what it shall do; for one who is told, the infinitive."""
    for child in clause.verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and any(left.tag_ == "TO" for left in child.lefts):
            told = next((c for c in clause.verb.rights if c.dep_ in OBJECTS and c.i < child.i), None)
            first = child.left_edge if told is None else told.left_edge
            return clause.spans(first.i, child.right_edge.i)
    return ()


def predication(clause: Clause) -> tuple[Span, ...]:
    """An object and what it is called."""
    for child in clause.verb.rights:
        if child.dep_ == "oprd" or (child.dep_ == "ccomp" and child.tag_[0] in "JN" and own_subject(child) is not None):
            thing = next((c for c in clause.verb.rights if c.dep_ in OBJECTS and c.i < child.i), None)
            first = child.left_edge if thing is None else thing.left_edge
            return clause.spans(first.i, child.right_edge.i)
        if child.dep_ == "prep" and child.lower_ == "as":
            thing = next((c for c in clause.verb.rights if c.dep_ in OBJECTS and c.i < child.i), None)
            if thing is not None:
                return clause.spans(thing.left_edge.i, child.right_edge.i)
    return ()


def thing(clause: Clause) -> tuple[Span, ...]:
    """A noun phrase, with the phrases that the verb asks for after it ("blamed it on the rain")."""
    if _shows_inverted(clause):
        return ()
    for child in clause.verb.rights:
        if child.dep_ != "dobj" or child.tag_[:1] == "W":
            continue
        last = _end_of_object(clause, child)
        if is_counted(child, last) and not _passes_on(clause):
            return ()
        for later in clause.verb.rights:
            if later.i > child.i and (
                later.dep_ in ("xcomp", "oprd")
                or (later.dep_ == "prep" and later.lower_ in _ARGUMENTS and later.i == last + 1)
                or (later.dep_ == "advmod" and later.lower_ in _STANDINGS and later.i == last + 1)
                or (later.lower_ == "by" and clause.verb.doc[last].lower_ in _STANDINGS and later.i == last + 1)
            ):
                last = max(last, later.right_edge.i)
        return clause.spans(child.left_edge.i, last)
    return ()


def _shows_inverted(clause: Clause) -> bool:
    """Whether what looks like the object of a verb of showing is its subject: *the wells are dry, shows a study*."""
    verb = clause.verb
    return verb.dep_ == "conj" and clause.own is None and verb.doc[verb.i - 1].text == "," and clause.lemma in _SHOWING


def _passes_on(clause: Clause) -> bool:
    """Whether the verb passes on the figure of its object, and its subject can: "police report 84 cases"."""
    noun, lexicon = clause.noun, clause.lexicon
    if "message" not in lexicon.frames(clause.lemma) or is_only_seen_there(clause) or befalls(clause):
        return False
    if clause.lemma != "show" or noun is None or noun.tag_ not in ("NN", "NNS"):
        return True
    return keeps_records(noun, lexicon) or lemma(noun) in lexicon.kinds


def _end_of_object(clause: Clause, noun: Token) -> int:
    """The end of an object, before a comment on it: *denies the charge, which carries five years*."""
    if "message" in clause.lexicon.frames(clause.lemma):
        return noun.right_edge.i
    for child in noun.subtree:
        if child.dep_ == "relcl" and child.left_edge.i > noun.i and noun.doc[child.left_edge.i - 1].text == ",":
            return max(noun.i, child.left_edge.i - 2)
    return noun.right_edge.i


def relative(clause: Clause) -> tuple[Span, ...]:
    """What a relative clause reports: "the 53 boats Lee cited", "a change which ministers say will free 40 beds".

    The noun itself is reported where the clause says which one it is, not where it adds a comment.
    """
    verb = clause.verb
    if verb.dep_ != "relcl" or clause.own is None or clause.own.tag_[0] == "W" or verb.tag_ not in _FINITE:
        return ()
    said = next((c for c in verb.rights if c.dep_ == "ccomp" and _lacks_subject(c, verb)), None)
    if said is None and any(c.dep_ in ("dobj", "ccomp") and c.tag_[0] != "W" for c in verb.children):
        return ()
    if said is None and clause.lexicon.frames(clause.lemma).isdisjoint(_SAID):
        return ()
    noun = verb.head
    pieces: tuple[Span, ...] = ()
    if verb.left_edge.i and verb.doc[verb.left_edge.i - 1].text != "," and not _is_indefinite(noun):
        pieces = clause.spans(noun.left_edge.i, min(noun.right_edge.i, verb.left_edge.i - 1))
    elif said is None:
        return ()
    return pieces if said is None else (*pieces, *clause.spans(clause.last + 1, said.right_edge.i))


def _lacks_subject(said: Token, verb: Token) -> bool:
    """Whether the reported clause takes its subject from before the verb of saying."""
    own = own_subject(said)
    return own is None or (own.i < verb.i and own.tag_[0] == "W")


def _is_indefinite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.lefts)


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
    noun = preposition.doc[preposition.i + 1 : last + 1] if preposition.lower_ != "on" else preposition.children
    if all(word.ent_type_ in ("DATE", "TIME") for word in noun):
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
    Frame("gerund", "attributions.verb.gerund", gerund, _no_more),
    Frame("object_infinitive", "attributions.verb.object_infinitive", object_infinitive, _no_more),
    Frame("put_at", "attributions.verb.put_at", put_at, _no_more),
    Frame("predication", "attributions.verb.predication", predication, _no_more),
    Frame("prepositional", "attributions.verb.prepositional", prepositional, _through_preposition),
    Frame("counting", "attributions.verb.figure", figure, _no_more),
    Frame("entries", "attributions.verb.entries", entries, _no_more),
    Frame("object", "attributions.verb.object", thing, _no_more),
    Frame("clause", "attributions.verb.relative", relative, _no_more),
    Frame("message", "attributions.verb.relative", relative, _no_more),
)


def active(rules: RuleSet) -> tuple[Frame, ...]:
    """The frames whose rule is in the set, in the order in which they are tried."""
    return tuple(frame for frame in _FRAMES if rules.has(frame.rule))
