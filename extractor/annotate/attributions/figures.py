"""The frames of verbs that give a figure: "counts 84 dead", "puts the toll at 84", "lists 84 names"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.attributions.clause import OBJECTS, Clause
from extractor.annotate.attributions.lexicon import Lexicon
from extractor.annotate.lemma import lemma
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_INHABITED = frozenset({"GPE", "LOC", "FAC"})
_APART = frozenset({"conj", "cc", "punct", "advcl", "parataxis"})
_RECORDS = frozenset({"document", "data"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_FIGURE_OBJECTS = frozenset({"dobj", "attr", "npadvmod"})
_THINGS = frozenset({"it", "they"})
_NUMBERS = frozenset({"CD", "$"})
_NO_BODIES = _INHABITED | {"PERSON", "DATE"}
_BELOW = frozenset({"acl", "relcl", "advcl"})
_ALLOWING = frozenset({"can", "could", "should", "must", "may", "might"})
_FARTHEST = 40
_MODIFIERS = 7


def put_at(clause: Clause) -> tuple[Span, ...]:
    """A thing and the figure at which it is put: "put the toll at 40", "a toll that Lee put in May at 40"."""
    verb = clause.verb
    mark = "as" if clause.lemma == "give" else "at"
    last = clause.sentence.span.end
    measured = next((c for c in verb.rights if c.dep_ in OBJECTS), None)
    if measured is None and verb.dep_ != "relcl":
        return ()
    start = clause.last + 1 if measured is None else measured.i + 1
    for token in verb.doc[start : min(start + _FARTHEST, last)]:
        if (token.tag_ in _FINITE and token.dep_ not in _BELOW) or token.text == ";":
            return ()
        if token.lower_ != mark or not _leads_to_number(token, last):
            continue
        first = token.i + 1 if measured is None else measured.left_edge.i
        return clause.spans(first, clause.reach(_end_of_figure(token, last)))
    return ()


def _leads_to_number(preposition: Token, stop: int) -> bool:
    """Whether a figure follows, behind quote marks and words like *no fewer than*, before any mark or preposition."""
    for token in preposition.doc[preposition.i + 1 : min(preposition.i + 1 + _MODIFIERS, stop - 1)]:
        if token.tag_ in _NUMBERS or token.like_num:
            return True
        if token.tag_[0] == "V" or token.text in ",;:" or token.lower_ in ("of", "in", "on"):
            return False
        if token.lower_ == "at" and preposition.doc[token.i + 1].lower_ not in ("least", "most"):
            return False
    return False


def _end_of_figure(preposition: Token, stop: int) -> int:
    """The end of the phrase, or of the quotation that it opens with."""
    doc = preposition.doc
    last = min(preposition.right_edge.i, stop - 1)
    if last == preposition.i:
        last = next((t.i for t in doc[last + 1 : stop] if t.tag_ in _NUMBERS or t.like_num), last)
    if doc[preposition.i + 1].text in ("“", '"', "``"):
        closing = next((t.i for t in doc[preposition.i + 2 : stop] if t.text in ("”", '"', "''")), last)
        last = max(last, closing)
    return last


def figure(clause: Clause) -> tuple[Span, ...]:
    """The figure of a verb of counting or forecasting, with what follows: "counts 84 dead, against 40 in May"."""
    if clause.noun is None or is_only_seen_there(clause) or befalls(clause):
        return ()
    return _counted_object(clause)


def entries(clause: Clause) -> tuple[Span, ...]:
    """What a record holds or a body notes down: "the bulletin lists 84 boats", "the network registered 84 cases"."""
    noun, lexicon = clause.noun, clause.lexicon
    if noun is None or is_only_seen_there(clause) or (noun.tag_ == "PRP" and clause.lemma == "give"):
        return ()
    noted = keeps_records(noun, lexicon) or _takes_notes(clause) or _looks_up(clause)
    return _counted_object(clause) if noted else ()


def keeps_records(noun: Token, lexicon: Lexicon) -> bool:
    """Whether the noun is of data or of a document, whose figures are its own words."""
    return lexicon.kinds.get(lemma(noun)) in _RECORDS or noun.lower_ in _THINGS


def _takes_notes(clause: Clause) -> bool:
    noun = clause.noun
    if noun is None or clause.lemma not in clause.lexicon.noting:
        return False
    if lemma(noun) in clause.lexicon.watchers:
        return True
    if noun.tag_[:3] != "NNP" or noun.ent_type_ in _NO_BODIES:
        return False
    return clause.lemma != "record" or any(
        c.dep_ in OBJECTS and lemma(c) in clause.lexicon.events for c in clause.verb.rights
    )


def _looks_up(clause: Clause) -> bool:
    """*Its reporters found 84 verdicts*: what is found is on record, and whoever looked it up says how many."""
    noun, lexicon = clause.noun, clause.lexicon
    if noun is None or clause.lemma != "find":
        return False
    named = noun.tag_[:3] == "NNP" and noun.ent_type_ not in _NO_BODIES
    if noun.lower_ in lexicon.deciding:
        return False
    legal = any(c.dep_ in OBJECTS and lemma(c) in lexicon.ruled for c in clause.verb.rights)
    if not (named and legal) and lemma(noun) not in lexicon.finders and lemma(noun) not in lexicon.watchers:
        return False
    return any(c.dep_ in OBJECTS and lemma(c) in lexicon.recorded for c in clause.verb.rights)


def _counted_object(clause: Clause) -> tuple[Span, ...]:
    for child in clause.verb.rights:
        if child.dep_ in _FIGURE_OBJECTS and (child.tag_ == "CD" or is_counted(child)):
            last = max(c.right_edge.i for c in clause.verb.rights if c.dep_ not in _APART)
            return clause.spans(child.left_edge.i, clause.reach(last))
    return ()


def is_only_seen_there(clause: Clause) -> bool:
    """Whether the figure is of what there was in a place, which nobody says: "Norway has logged 84 cases"."""
    noun = clause.noun
    if noun is None or clause.lemma not in clause.lexicon.noting:
        return False
    return (clause.lemma == "count" and noun.ent_type_ in _INHABITED) or lemma(noun) in clause.lexicon.inhabited


def befalls(clause: Clause) -> bool:
    """Whether the verb says what befalls somebody: "the fire claimed 84 lives", "he can expect six years"."""
    if clause.lemma == "expect":
        return any(child.tag_ == "MD" and child.lower_ in _ALLOWING for child in clause.verb.lefts)
    if clause.lemma == "count":
        return any(child.dep_ == "neg" for child in clause.verb.lefts)
    if clause.lemma == "see":
        return not _foresees(clause)
    if clause.lemma != "claim":
        return False
    return any(c.dep_ in OBJECTS and lemma(c) in clause.lexicon.losses for c in clause.verb.rights)


def _foresees(clause: Clause) -> bool:
    """*The bank sees growth of 3%*, but not what a place sees happen: *the town saw a rise of 3%*."""
    noun = clause.noun
    if noun is None or clause.verb.tag_ not in ("VBZ", "VBP") or noun.ent_type_ in _INHABITED:
        return False
    if lemma(noun) in clause.lexicon.inhabited:
        return False
    return any(c.dep_ in OBJECTS and lemma(c) in clause.lexicon.outlooks for c in clause.verb.rights)


def is_counted(noun: Token, last: int | None = None) -> bool:
    """Whether a number or an amount stands in the phrase of a noun, up to a token ``last``."""
    return any(token.tag_ in _NUMBERS and (last is None or token.i <= last) for token in noun.subtree)
