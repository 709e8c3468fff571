"""Reports made in an aside: *Some 84 men, as the ministry admits, were hurt*; *as the council puts it*."""

from __future__ import annotations

from extractor.annotate.attributions.clause import Clause
from extractor.annotate.attributions.grammar import stretch
from extractor.annotate.attributions.report import Report

ASIDE = "attributions.verb.aside"
_SAYING = frozenset({"main", "aside"})
_MARKS = frozenset({",", ":", ";", "—", "–", "-", "(", "“", '"'})
_SCOPES = frozenset({"relcl", "ccomp"})


def aside(clause: Clause, names: frozenset[str]) -> Report | None:
    """Read a clause with *as* that is set off from what it is about and has no content of its own."""
    verb = clause.verb
    if verb.dep_ not in ("advcl", "relcl") or names.isdisjoint(_SAYING) or clause.own is None or clause.source is None:
        return None
    if not any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.lefts) or not _is_empty(clause):
        return None
    doc, span = verb.doc, clause.sentence.span
    start, end = verb.left_edge.i, verb.right_edge.i
    set_off = start == span.start or doc[start - 1].text in _MARKS
    if not set_off and (end + 1 >= span.end or doc[end + 1].text not in _MARKS):
        return None
    first, last = span.start, span.end - 1
    if verb.head.dep_ in _SCOPES:
        first, last = verb.head.left_edge.i, verb.head.right_edge.i
    stop = next((t.i for t in doc[end + 1 : last + 1] if t.text == ";"), last + 1)
    last = min(last, stop - 1)
    while last > first and doc[last].text == ".":
        last -= 1
    pieces = (stretch(clause.sentence, first, start - 1), stretch(clause.sentence, end + 1, last))
    content = tuple(piece for piece in pieces if piece is not None)
    return clause.report("indirect", content, (ASIDE,)) if content else None


def _is_empty(clause: Clause) -> bool:
    """Whether the verb has nothing to say but *it*, the one who is told, and when."""
    telling = "addressee" in clause.lexicon.frames(clause.lemma)
    for child in clause.verb.rights:
        if child.dep_ in ("ccomp", "xcomp", "oprd", "attr"):
            return False
        if child.dep_ == "dobj" and child.lower_ != "it" and not telling:
            return False
    return True
